"""The options that limit what is kept: first contents in memory, and trees in the cache folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.cache.settings import DEFAULT_LIMIT_MB, CacheSettings, default_folder

if TYPE_CHECKING:
    import argparse

    from recview.config.sources import Settings


def add_options(arguments: argparse.ArgumentParser) -> None:
    """Add `--keep`, `--no-cache` and `--cache-limit`."""
    arguments.add_argument(
        "--keep",
        type=_megabytes,
        metavar="MB",
        help="compressed megabytes of first contents to keep, for showing what changed (default 64)",
    )
    arguments.add_argument(
        "--no-cache",
        action="store_false",
        dest="cache",
        default=None,
        help="read every file anew, and keep nothing for the next start",
    )
    arguments.add_argument(
        "--cache-limit",
        type=_megabytes,
        metavar="MB",
        help=f"megabytes to keep of all trees for the next start (default {DEFAULT_LIMIT_MB}); see recview cache",
    )


def _megabytes(text: str) -> int:
    if not text.isdigit():
        import argparse  # on use: the screen asks this module for settings, mostly without a parser

        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of megabytes")
    return int(text)


def cache_settings(settings: Settings) -> CacheSettings | None:
    """Where to keep what is read, and how much; None if nothing is to be kept."""
    return CacheSettings(default_folder(), settings["cache_limit"] * 1_000_000) if settings["cache"] else None
