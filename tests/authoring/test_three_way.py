"""What became of a thing here and in the files, and what can be made of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.twin.things import Key
from authoring.twin.three_way import Change, Choice, State, merged_text

KEY = Key("lesson", "L01")
BASE = {"title": "Old", "minutes": 10, "source": "one\ntwo\nthree\n"}
TEXTS = st.lists(st.sampled_from(["a", "b", "", "c d"]), max_size=12).map("\n".join)


def change(here: dict | None = None, file: dict | None = None, base: dict | None = BASE) -> Change:
    return Change(KEY, base, BASE | (here or {}), BASE | (file or {}))


@pytest.mark.parametrize(
    ("here", "file", "state"),
    [
        ({}, {}, State.SAME),
        ({"title": "Old "}, {}, State.SAME),
        ({"title": "New"}, {"title": "New"}, State.SAME),
        ({}, {"title": "New"}, State.CHANGED),
        ({"title": "Mine"}, {}, State.EDITED),
        ({"title": "Mine"}, {"title": "New"}, State.BOTH),
        ({"title": "Mine"}, {"minutes": 20}, State.BOTH),
    ],
)
def test_state_says_where_a_thing_was_changed(here, file, state):
    assert change(here, file).state == state


def test_without_what_was_loaded_every_difference_may_be_from_both():
    told = change({"title": "Mine"}, {}, base=None)

    assert (told.state, told.is_conflict) == (State.BOTH, True)


def test_different_values_are_merged_without_a_question():
    told = change({"title": "Mine"}, {"minutes": 20})

    assert not told.is_conflict
    assert told.after(Choice.MERGE) == BASE | {"title": "Mine", "minutes": 20}


def test_different_lines_of_a_text_are_merged_without_a_question():
    told = change({"source": "ONE\ntwo\nthree\n"}, {"source": "one\ntwo\nthree\nfour\n"})

    assert not told.is_conflict
    assert told.after(Choice.MERGE)["source"] == "ONE\ntwo\nthree\nfour\n"


def test_same_line_changed_twice_is_a_conflict_whose_side_is_chosen_while_other_lines_are_merged():
    told = change({"source": "mine\ntwo\nthree\n"}, {"source": "theirs\ntwo\nthree\nfour\n"})

    assert told.is_conflict
    assert told.after(Choice.MERGE)["source"] == "mine\ntwo\nthree\nfour\n"
    assert told.after(Choice.MERGE, {"source": "file"})["source"] == "theirs\ntwo\nthree\nfour\n"


def test_keeping_takes_nothing_of_the_file_and_taking_leaves_nothing_of_here():
    told = change({"title": "Mine", "minutes": 11}, {"minutes": 20})

    assert told.after(Choice.HERE) == told.here
    assert told.after(Choice.FILE) == told.file


def test_lesson_withdrawn_here_stays_withdrawn_whatever_else_is_taken():
    told = Change(
        KEY, BASE | {"status": "published"}, BASE | {"status": "draft"}, {"title": "New", "status": "published"}
    )

    assert told.after(Choice.FILE)["status"] == "draft"
    assert told.after(Choice.FILE)["title"] == "New"


def test_key_that_the_file_leaves_out_is_gone_after_taking_it():
    told = Change(KEY, {"stem": "x", "case": "a"}, {"stem": "x", "case": "a"}, {"stem": "x"})

    assert told.after(Choice.FILE) == {"stem": "x"}


@given(TEXTS, TEXTS)
def test_merging_with_a_side_that_changed_nothing_gives_the_other(base, changed):
    assert merged_text(base, changed, base, "here") == changed
    assert merged_text(base, base, changed, "here") == changed


@given(TEXTS, TEXTS, TEXTS)
def test_merging_the_same_change_made_twice_gives_it_once(base, changed, side):
    assert merged_text(base, changed, changed, "file") == changed


@given(TEXTS, TEXTS, TEXTS)
def test_merging_takes_each_line_from_one_of_the_three(base, here, file):
    lines = set(merged_text(base, here, file, "here").split("\n"))

    assert lines <= {*base.split("\n"), *here.split("\n"), *file.split("\n")}
