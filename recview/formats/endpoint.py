"""The endpoint that a URL names."""

from __future__ import annotations

from urllib.parse import urlsplit


def endpoint_of(url: str) -> str:
    """A URL's path; recorded ones may hold placeholders (`https://bedrock.<REGION>.amazonaws.com/…`)."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
