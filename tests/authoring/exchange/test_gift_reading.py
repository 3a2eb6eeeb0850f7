"""GIFT as other programs write it: what is understood, and what is said of the rest."""

import time
from itertools import islice

import pytest

from authoring.exchange.gift_entries import TO_WRITE, Defaults, draft_of
from authoring.exchange.gift_reading import NotGift, Unread, read_gift
from authoring.exchange.importing import MOST_QUESTIONS

GRANT = """\
// a comment
::Grant:: Who's buried in *Grant's* tomb?{
~Grant # no
=no one #Right.
~%50%Ulysses
}
"""


def only(text: str):
    (found,) = read_gift(text)
    return found


def draft(text: str):
    return draft_of(only(text), Defaults(level="apply", difficulty=3, points=("A1.1",)))


def test_question_of_another_program_gets_defaults_that_are_named():
    found = draft(GRANT)

    assert found.entry["kind"] == "single"
    assert found.entry["stem"] == "Who's buried in \\*Grant's\\* tomb?"
    assert [option["text"] for option in found.entry["options"] if option.get("key")] == ["no one"]
    assert found.entry["options"][2]["feedback"] == found.entry["idea"] == TO_WRITE
    assert (found.entry["level"], found.entry["difficulty"], found.entry["points"]) == ("apply", 3, ["A1.1"])
    assert found.defaults == ["level", "difficulty", "points", "feedback on options", "idea"]
    assert found.notes == ["Points for a part are gone: one option is right here, and the others are not."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Q{~%50%a ~%50%b ~%-100%c ~d}", {"kind": "multiple"}),
        ("Q{TRUE#No.#Yes.}", {"kind": "tf-why", "verdict": True, "why": "Yes."}),
        ("Q{F}", {"kind": "tf-why", "verdict": False}),
        ("Q{=a -> 1 =b -> 2 =c -> 3}", {"kind": "match"}),
        ("Q{=a -> 1 =b -> 2 =c -> 1}", {"kind": "categorise", "categories": ["1", "2"]}),
        ("Q{#8:1}", {"kind": "estimate", "answer": 8, "accept": [7, 9], "range_cap": 4}),
        ("Q{#1.5..2.5}", {"kind": "estimate", "answer": 2, "accept": [1.5, 2.5]}),
        ("Q{#=-3:0.5#Yes. ~#No.}", {"kind": "estimate", "answer": -3, "accept": [-3.5, -2.5]}),
        ("Q{####The model.}", {"kind": "free", "model": "The model."}),
        ("[html]<p>Two &lt; <b>three</b></p>{}", {"kind": "free", "stem": "Two &lt; three"}),
        ("[markdown]A *word*\\nmore{}", {"kind": "free", "stem": "A *word*\nmore"}),
        ("A\nfolded stem{}", {"stem": "A folded stem"}),
        (
            "Grant is {~dead =buried ~here} in a tomb.",
            {"kind": "single", "stem": "Grant is \\_\\_\\_\\_\\_ in a tomb."},
        ),
    ],
)
def test_kinds_of_gift_become_kinds_of_ours(text, wanted):
    assert wanted.items() <= draft(text).entry.items()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Only words.", "It asks nothing: there are no answers in braces."),
        ("Q{=a ~b", "The brace before its answers is not closed."),
        ("{=a ~b}", "There is no question before the braces."),
        ("Q{=a {b} ~c}", "There are braces in its answers. Write \\{ and \\} for braces that are text."),
        ("Q{#eight}", "'eight' is no figure, like 8, 8:1 or 7..9."),
        ("Q{=a -> 1 =b}", "Some of its pairs have no '->'."),
        (f"Q{{{'=a' * 60}}}", "It has 60 answers. Keep it under 50."),
        (f"{'long ' * 1000}{{}}", "A text in it has 4999 characters. Keep it under 2000."),
    ],
)
def test_what_is_no_question_is_said_with_its_line(text, reason):
    assert only(f"// first line\n\n{text}") == Unread(3, reason)


def test_word_to_be_typed_has_no_kind_here():
    with pytest.raises(NotGift, match="there is no such kind here"):
        draft("Who?{=Grant =grant}")


def test_changed_general_feedback_is_kept_as_why():
    kept = '// kept: {"kind": "single", "why": "Old.", "idea": "The idea."}'
    text = f"{kept}\n[markdown]Q{{=a#x ~b#y ~c#z####New.\\n\\nThe idea.}}"

    assert draft(text).entry["why"] == "New."
    assert draft(text).entry["idea"] == "The idea."


@pytest.mark.parametrize("comment", ["[1]", "{", '{"kind": "single", "idea": 7, "misconceptions": "x"}', "[" * 100_000])
def test_comment_that_somebody_else_wrote_breaks_nothing(comment):
    assert draft(f"// kept: {comment}\nQ{{=a ~b ~c}}").entry["idea"] == TO_WRITE


@pytest.mark.parametrize(
    "text",
    [
        *(" " * 400_000 + "x", "\\" * 400_000 + "{", "{" * 400_000, ":" * 400_000, "::" + "a:" * 200_000),
        *("Q{" + "=a" * 200_000 + "}", "Q{=" + "<a" * 200_000 + "}", "[html]" + "<" * 3900 + "{}", "Q{}\n\n" * 80_000),
    ],
)
def test_hostile_text_is_read_in_less_than_two_seconds(text):
    began = time.perf_counter()

    list(islice(read_gift(text), MOST_QUESTIONS))

    assert time.perf_counter() - began < 2
