"""What a finding is known by in a baseline: a digest that says nothing of what it was made of.

A finding in an exchange is known by its rule, the exchange's test and request, the place and the message: so it is the
same finding in a file that was renamed, and after a re-record whose chunks are cut elsewhere. A finding about a whole
file is known by its rule, the file's path and the place. Secrets are never digested apart: messages hold only their
start.
"""

from __future__ import annotations

import re

from recview.digests import content_digest
from recview.findings import Finding
from recview.formats.naming import named_test
from recview.json_text import strict
from recview.model import Exchange

_CHUNKS = re.compile(r", chunks? \d+(?:–\d+)?")


def evidence_of(finding: Finding, exchange: Exchange) -> str:
    """The digest of a finding in an exchange, as 32 hexadecimal digits."""
    request = exchange.request
    # A test that is told from the file's name is another in a file that was renamed.
    test = (exchange.test_id or "").removeprefix(named_test(finding.path))
    asked = [test, request.method, request.url, request.endpoint, request.body]
    return _digest(finding.rule, strict(asked), without_chunks(finding.at), finding.message)


def without_chunks(at: str) -> str:
    """A place without the numbers of chunks, which are others after each re-record."""
    return _CHUNKS.sub("", at)


def identity_of(finding: Finding, path: str) -> str:
    """What a finding is known by: its evidence; of one about a whole file, the digest of its rule, path and place.

    Args:
        finding: The finding.
        path: The file's path, wherever the user is: relative to the folder of the baseline.
    """
    return finding.evidence or _digest(finding.rule, path, finding.at)


def _digest(*parts: str) -> str:
    return content_digest("\0".join(parts).encode("utf-8", "surrogatepass")).hex()
