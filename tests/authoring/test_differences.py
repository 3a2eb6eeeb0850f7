"""What differs between two texts, down to the words."""

from hypothesis import given
from hypothesis import strategies as st

from authoring.comparing import State
from authoring.publishing.differences import Difference, Gap, differences

lines = st.lists(st.text("ab c\n.", max_size=12), max_size=8).map("\n".join)


def side(difference: Difference, name: str) -> str:
    sides = [getattr(row, name) for row in difference.rows]
    return "\n".join("".join(piece.text for piece in pieces) for pieces in sides if pieces is not None)


def marked(difference: Difference, name: str) -> list[str]:
    sides = [getattr(row, name) or () for row in difference.rows]
    return [piece.text for pieces in sides for piece in pieces if piece.state != State.SAME]


def test_changed_words_of_a_line_are_marked():
    [difference] = differences({"title": "The cost of an error"}, {"title": "The price of an error, once"})

    assert marked(difference, "before") == ["cost"]
    assert marked(difference, "after") == ["price", ", once"]


def test_line_that_came_or_went_stands_alone():
    [came] = differences({"source": "One\nThree"}, {"source": "One\nTwo\nThree"})
    [went] = differences({"source": "One\nTwo\nThree"}, {"source": "One\nThree"})

    assert [row.before is None for row in came.rows] == [False, True, False]
    assert [row.after is None for row in went.rows] == [False, True, False]


def test_lines_without_anything_in_common_are_marked_as_wholes():
    [difference] = differences({"source": "Alpha beta"}, {"source": "Xi, omicron; pi"})

    assert (marked(difference, "before"), marked(difference, "after")) == (["Alpha beta"], ["Xi, omicron; pi"])


def test_field_that_is_the_same_is_left_out():
    assert differences({"title": "A", "source": "B"}, {"title": "A", "source": "C"})[0].name == "source"
    assert differences({"title": "A"}, {"title": "A"}) == []


def test_lists_are_compared_entry_by_entry():
    before = {"terms": [{"term": "Key", "definition": "The right one"}, {"term": "Stem", "definition": "The question"}]}
    after = {"terms": [{"term": "Key", "definition": "The right one"}]}

    [difference] = differences(before, after)

    assert marked(difference, "before") == ["Stem · The question"]


def test_far_from_changes_lines_are_only_counted():
    before = "\n".join(str(number) for number in range(20))
    [difference] = differences({"source": before}, {"source": before.replace("10", "ten")})

    shown = difference.folded

    assert shown[0] == Gap(8)
    assert [row.before[0].text for row in shown[1:-1]] == ["8", "9", "10", "11", "12"]
    assert shown[-1] == Gap(7)


@given(lines, lines)
def test_both_sides_are_whole_and_what_is_not_marked_is_the_same(before, after):
    for difference in differences({"source": before}, {"source": after}):
        assert (side(difference, "before"), side(difference, "after")) == (before, after)
        same = [
            [piece.text for row in difference.rows for piece in getattr(row, name) or () if piece.state == State.SAME]
            for name in ("before", "after")
        ]
        assert "".join(same[0]) == "".join(same[1])


def test_two_long_texts_are_compared_in_no_time():
    """A text is one line of thousands of words at worst: comparing those would take minutes."""
    words = [f"word{number % 97}" for number in range(12_000)]

    [difference] = differences({"source": " ".join(words)}, {"source": " ".join(reversed(words))})

    assert len(difference.rows) == 1


def test_thousands_of_empty_lines_are_compared_in_no_time():
    [difference] = differences({"source": "a" + "\n" * 50_000}, {"source": "b" + "\n" * 50_001})

    assert difference.rows[0].is_changed
