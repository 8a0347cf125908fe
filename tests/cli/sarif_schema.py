"""A JSON Schema of the SARIF objects that recview writes, for tests.

Written by hand from the standard (OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", sections
3.13 to 3.52: the properties of each object, which are required, and their types), and closed: a property that it does
not list is an error, as in the schema that OASIS publishes.
"""

from __future__ import annotations

from typing import Any


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_MESSAGE = {**_object(text=_TEXT, markdown=_TEXT, id=_TEXT), "anyOf": [{"required": ["text"]}, {"required": ["id"]}]}
_MULTIFORMAT = _object(("text",), text=_TEXT, markdown=_TEXT)
_RULE = _object(
    ("id",),
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MULTIFORMAT,
    fullDescription=_MULTIFORMAT,
    help=_MULTIFORMAT,
    helpUri={"type": "string", "format": "uri"},
    defaultConfiguration=_object(enabled={"type": "boolean"}, level=_LEVEL, rank={"type": "number"}),
)
_DRIVER = _object(
    ("name",),
    name=_TEXT,
    version=_TEXT,
    semanticVersion=_TEXT,
    informationUri={"type": "string", "format": "uri"},
    rules={"type": "array", "items": _RULE, "uniqueItems": True},
)
_ARTIFACT = _object(
    # A reference: no blanks, no characters beyond ASCII.
    uri={"type": "string", "pattern": r"^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+$"},
    uriBaseId=_TEXT,
    index={"type": "integer", "minimum": -1},
)
_LOCATION = _object(
    physicalLocation=_object(
        ("artifactLocation",), artifactLocation=_ARTIFACT, region=_object(startLine={"type": "integer", "minimum": 1})
    ),
    logicalLocations={
        "type": "array",
        "items": _object(name=_TEXT, fullyQualifiedName=_TEXT, kind=_TEXT),
        "uniqueItems": True,
    },
)
_RESULT = _object(
    ("message",),
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    message=_MESSAGE,
    locations={"type": "array", "items": _LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
)
_RUN = _object(
    ("tool",),
    tool=_object(("driver",), driver=_DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": _RESULT},
)

SARIF = _object(
    ("version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"enum": ["2.1.0"]},
    runs={"type": "array", "items": _RUN},
)
