"""Plain values by path: whatever JSON holds comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest

from recview.packed_values import PackedValues


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [0, 2**200, -1.5, "", "\ud800 of a broken pair", (), ("a", None, True), {"key": [1, {"b": b"c"}]}, nested(300)],
)
def test_values_come_back(value: Any) -> None:
    values = PackedValues()
    values["a"] = "before"
    values["a"] = value
    assert (values.get("a"), list(values), len(values)) == (value, ["a"], 1)
    values.remove("a")
    assert (values.get("a"), list(values)) == (None, [])
    values.remove("a")


def test_what_is_nested_too_deep_to_be_packed_is_held() -> None:
    values, deep = PackedValues(), nested(5_000)
    values["a"] = deep
    assert values.get("a") is deep
    values["a"] = 1
    assert values.get("a") == 1
    values["a"] = deep
    values.remove("a")
    assert values.get("a") is None
