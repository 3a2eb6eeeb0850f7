"""Three versions of a text in one, by lines: as a pure rule, and where two people wrote the same lesson."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.merging import Made, Part, parts_of
from authoring.publishing.conflicts import in_one

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "d e"]), max_size=12).map("\n".join)
LONG = 2_000_000
"""Characters, more than any file of a course may have."""


def merged(base: str, one: str, other: str) -> str:
    parts = list(parts_of(base, one, other))
    assert not any(part.is_conflict for part in parts)
    return "\n".join(line for part in parts for line in part.settled)


def conflicts(base: str, one: str, other: str) -> list[Part]:
    return [part for part in parts_of(base, one, other) if part.is_conflict]


def words_lines(text: str) -> Counter:
    """How often each line that says something stands there."""
    return Counter(line for line in text.split("\n") if line)


@given(TEXTS, TEXTS)
def test_what_only_one_changed_is_taken(base, changed):
    assert merged(base, changed, base) == merged(base, base, changed) == changed


@given(TEXTS, TEXTS)
def test_what_both_changed_to_the_same_is_taken_once(base, changed):
    assert merged(base, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_parts_are_each_text_whole(base, one, other):
    parts = list(parts_of(base, one, other))

    for name, text in {"base": base, "one": one, "other": other}.items():
        assert "\n".join(line for part in parts for line in getattr(part, name)) == text


@given(TEXTS, TEXTS, TEXTS)
def test_contradictions_are_the_same_from_either_side(base, one, other):
    swapped = [Part(part.base, part.other, part.one) for part in conflicts(base, other, one)]

    assert conflicts(base, one, other) == swapped


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_either_wrote_is_lost(base, theirs, mine):
    kept = words_lines(in_one(base, theirs, mine))

    for text in (theirs, mine):
        assert not words_lines(text) - words_lines(base) - kept


@given(TEXTS, TEXTS)
def test_without_what_both_began_from_all_of_both_is_kept(theirs, mine):
    kept = words_lines(in_one(None, theirs, mine))

    assert not words_lines(theirs) - kept
    assert not words_lines(mine) - kept


def test_changes_of_different_lines_are_no_contradiction():
    base = "one\ntwo\nthree\nfour"

    parts = list(parts_of(base, "ONE\ntwo\nthree\nfour", "one\ntwo\nthree\nfour\nfive"))

    assert [part.by for part in parts if part.by] == [Made.ONE, Made.OTHER]
    assert in_one(base, "ONE\ntwo\nthree\nfour", "one\ntwo\nthree\nfour\nfive") == "ONE\ntwo\nthree\nfour\nfive"


def test_line_that_one_took_out_and_the_other_changed_is_a_contradiction():
    assert in_one("a\nb\nc", "a\nc", "a\nB\nc") == "a\n/// mine\nB\n///\nc"


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("a\n" * (LONG // 2), "b\n" + "a\n" * (LONG // 2), "a\n" * (LONG // 2) + "c"),
        ("x\n" + "a\n" * (LONG // 2), "b\n" + "a\n" * (LONG // 2) + "y", "c\n" + "a\n" * (LONG // 2)),
        ("\n".join(map(str, range(200_000))), "\n\n".join(map(str, range(200_000))), "\n".join("ab" * 200_000)),
    ],
    ids=["the same line", "the same line between others", "every second line empty"],
)
def test_two_megabytes_are_merged_in_no_time(base, one, other):
    """Comparing each line with each would take hours."""
    parts = list(parts_of(base, one, other))

    assert sum(len(part.one) for part in parts) == one.count("\n") + 1
