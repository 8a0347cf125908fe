"""What `recview check` found as a SARIF log, for code scanning.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 27 March 2020.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from urllib.parse import quote

from recview import __version__
from recview.checks.registry import RULES
from recview.checks.rule import Rule
from recview.cli.checked_tree import CheckedTree
from recview.findings import Finding
from recview.model import Json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(checked: CheckedTree, folder: str) -> Json:
    """The log.

    Args:
        checked: What was found.
        folder: The user's: files below it are named relative to it, as code hosts want them.
    """
    ids = sorted({finding.rule for finding in checked.findings})
    driver = {
        "name": "recview",
        "version": __version__,
        "rules": [_rule(RULES[id_]) for id_ in ids],
    }
    findings = zip(checked.findings, checked.lines, strict=True)
    results = [_result(finding, line, ids, folder) for finding, line in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, line: int, ids: Sequence[str], folder: str) -> Json:
    exchange = [f"exchange {finding.index + 1}"] if finding.index > 0 else []
    where = ", ".join(filter(None, (*exchange, finding.at)))
    region = {"region": {"startLine": line}} if line else {}
    location: Json = {"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path, folder)}, **region}}
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": ids.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{where}: {finding.message}" if where else finding.message},
        "locations": [location],
    }
    if finding.evidence:
        result["partialFingerprints"] = {"evidence/v1": finding.evidence}
    return result


def _uri(path: str, folder: str) -> str:
    """A file's path as a relative reference; one outside of the folder as a URI of its own."""
    path = (
        os.path.relpath(path, folder) if os.path.isabs(path) and _is_below(path, folder) else posixpath.normpath(path)
    )
    data = os.fsencode(path)
    return f"file://{quote(data)}" if os.path.isabs(path) else quote(data)


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))
