"""S204: the public network address of whoever recorded, in a header that a server wrote it in."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import word_set
from recview.checks.secrets.secret import Secret

RULE = Rule(
    "S204",
    "client-address",
    "warning",
    "The public IP address of the machine that recorded, in a header such as `x-forwarded-for`.",
    "It tells where the person who recorded lives or works.",
    "Let the recorder filter the header.",
)

_HEADERS = word_set("x-forwarded-for x-real-ip cf-connecting-ip true-client-ip x-client-ip x-original-forwarded-for")


def secret_of_header(name: str, value: str) -> Iterator[Secret]:
    """The first public address in the value of a header that holds the client's."""
    if name.lower() not in _HEADERS:
        return
    for part in value.split(","):
        if _is_public(part.strip()):
            yield Secret(RULE, part.strip(), 0, len(value), f"the address in {name}")
            return


def _is_public(text: str) -> bool:
    try:
        return ip_address(text).is_global
    except ValueError:
        return False
