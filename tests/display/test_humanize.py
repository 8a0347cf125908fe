"""Numbers, sizes and names in short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.humanize import plural, short, shorten, shorten_test, size, speed, tokens
from tests.examples import examples


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0"),
        (17, "17"),
        (999, "999"),
        (-5, "-5"),
        (1_000, "1.0k"),
        (1_234, "1.2k"),
        (9_949, "9.9k"),
        (9_950, "10k"),
        (12_345, "12k"),
        (999_499, "999k"),
        (1_234_567, "1.2M"),
        (45_000_000, "45M"),
        (1_000_000_000, "1G"),
        (999_000_000_000, "999G"),
        (10**12, "lots"),
        (10**400, "lots"),
    ],
)
def test_short(count: int, expected: str) -> None:
    assert short(count) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(999_500, "1.0M"), (999_999, "1.0M"), (999_999_999, "1G"), (10**12 - 1, "lots")]
)
def test_short_below_a_limit(count: int, expected: str) -> None:
    assert short(count) == expected


def test_short_of_any_recorded_count() -> None:
    assert short(-(10**400))


@given(st.integers(0, 999_499) | st.integers(10**12))
@examples(100)
def test_short_is_short(count: int) -> None:
    assert len(short(count)) <= 4


@pytest.mark.parametrize(("count", "expected"), [(None, ""), (0, "0 t"), (17, "17 t"), (1_234, "1.2k t")])
def test_tokens(count: int | None, expected: str) -> None:
    assert tokens(count) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 bytes"),
        (512, "512 bytes"),
        (999, "999 bytes"),
        (1_000, "1.0 KB"),
        (11_540, "11.5 KB"),
        (100_000_000, "100.0 MB"),
        (2_500_000_000, "2.5 GB"),
        (3 * 10**12, "3.0 TB"),
    ],
)
def test_size(count: int, expected: str) -> None:
    assert size(count) == expected


@pytest.mark.parametrize(("count", "expected"), [(999_999, "1.0 MB"), (999_999_999, "1.0 GB"), (10**12 - 1, "1.0 TB")])
def test_size_below_a_limit(count: int, expected: str) -> None:
    assert size(count) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1_649, "1,649 files")])
def test_plural(count: int, expected: str) -> None:
    assert plural(count, "file") == expected


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        ("name", 4, "name"),
        ("a_long_name", 7, "a_…name"),
        ("a_long_name", 4, "a…me"),
        ("a_long_name", 3, "a_l"),
        ("a_long_name", 0, ""),
        ("", 0, ""),
    ],
)
def test_shortened(name: str, width: int, expected: str) -> None:
    assert shorten(name, width) == expected


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        ("test_a[x]", 20, "test_a[x]"),
        ("test_a[openai-gpt-4o-streaming]", 20, "test_a[open…reaming]"),
        ("test_a_very_long_name[x]", 12, "test…name[x]"),
        ("test_without_parameters", 10, "tes…meters"),
    ],
    ids=["fits", "cut in its parameters", "no room for parameters", "no parameters"],
)
def test_shortened_test(name: str, width: int, expected: str) -> None:
    assert shorten_test(name, width) == expected


@given(st.text(st.sampled_from("ab[]_"), max_size=40), st.integers(0, 50))
@examples(150)
def test_a_shortened_name_fits_and_keeps_its_ends(name: str, width: int) -> None:
    for cut in (shorten(name, width), shorten_test(name, width)):
        assert len(cut) <= width
        if len(name) <= width:
            assert cut == name
    if len(name) > width > 4:
        head, _, tail = shorten(name, width).partition("…")
        assert name.startswith(head)
        assert name.endswith(tail)


@pytest.mark.parametrize(("factor", "expected"), [(0.25, "¼×"), (0.5, "½×"), (1.0, "1×"), (64.0, "64×")])
def test_speed(factor: float, expected: str) -> None:
    assert speed(factor) == expected
