"""Texts of an author's entry become HTML, once; everything else stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import kinds
from quizzes.pool import Pool
from quizzes.rendering import LINES, PARAGRAPHS, rendered
from tests.quizzes.factories import entry
from tests.quizzes.kinds.asking import content_of

OTHERS = ("id", "kind", "level", "case", "points", "misconception")
PIECES = [
    *(
        "<",
        ">",
        "</",
        "script",
        "<script>",
        "<svg ",
        "onload=",
        "javascript:",
        "[x](",
        ")",
        '"',
        "'",
        "`",
        "```\n",
        "\n\n",
    ),
    *(
        "&lt;",
        "&#60;",
        "<!--",
        "-->",
        "|",
        "|-|\n",
        "<iframe src=",
        "<style>",
        "data:text/html,",
        "\x00",
        "\\",
        "<a href=",
        " ",
    ),
]
FORBIDDEN = re.compile(r"<(?:script|style|iframe|form|input|svg|object)|\son\w+=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("key", sorted(PARAGRAPHS))
def test_longer_text_becomes_paragraphs(key):
    assert rendered({key: "One *thing*.\n\nAnother."}) == {key: "<p>One <em>thing</em>.</p>\n<p>Another.</p>"}


@pytest.mark.parametrize("key", sorted(LINES))
def test_line_becomes_html_without_a_paragraph_so_that_it_fits_into_a_label(key):
    assert rendered({key: "One *thing* & `more`"}) == {key: "One <em>thing</em> &amp; <code>more</code>"}


@pytest.mark.parametrize("key", OTHERS)
def test_codes_and_names_stay_as_they_are(key):
    assert rendered({key: "M03 *not* Markdown"}) == {key: "M03 *not* Markdown"}


@pytest.mark.parametrize("value", [True, False, 0, 0.5, 12, None])
def test_what_is_no_text_stays_as_it_is(value):
    assert rendered({"text": value, "key": value, "answer": value}) == {"text": value, "key": value, "answer": value}


def test_texts_are_found_at_any_depth():
    source = {"nodes": [{"text": "*a*", "choices": [{"text": "*b*", "score": 0.5, "then": "*c*", "feedback": "*d*"}]}]}

    assert rendered(source) == {
        "nodes": [
            {
                "text": "<em>a</em>",
                "choices": [{"text": "<em>b</em>", "score": 0.5, "then": "<em>c</em>", "feedback": "<em>d</em>"}],
            }
        ]
    }


def test_lists_of_texts_are_rendered_one_by_one():
    source = {"steps": ["*a*", "b"], "categories": ["*a*", "b"], "rubric": ["*a*", "b"]}

    assert rendered(source) == {name: ["<em>a</em>", "b"] for name in source}


def test_entry_itself_is_left_as_the_author_wrote_it():
    source = entry("single", stem="*Which*?")

    rendered(source)

    assert source == entry("single", stem="*Which*?")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](javascript:alert(1))",
        "<a href='javascript:alert(1)'>here</a>",
        "<svg><script>alert(1)</script></svg>",
        "<input name='option' value='1'>",
    ],
)
@pytest.mark.parametrize("key", ["stem", "text"])
def test_dangerous_html_is_no_html_afterwards(key, text):
    page = rendered({key: text})[key]

    assert not re.search(r"<(script|img|a\b[^>]*javascript|svg|input)", page)


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join), st.sampled_from(["stem", "text"])
)
def test_any_text_is_rendered_without_anything_forbidden(text, key):
    page = rendered({key: text})[key]

    tags = re.findall(r"<[^>]*>", page)
    assert not any(map(FORBIDDEN.search, tags))


@pytest.mark.parametrize("name", sorted(kinds()))
def test_plain_entry_keeps_its_words_in_every_kind(name):
    content = content_of(name)

    assert content["stem"] == "<p>The stem of Q01.1?</p>"
    assert content["idea"] == "The idea of Q01.1."
    assert content.keys() == entry(name).keys()


def test_texts_of_the_course_are_safe_and_none_was_lost(course):
    for question in Pool().questions.values():
        source, content = question.revision.source, question.revision.content
        before, after = list(texts_in(source)), list(texts_in(content, leave_out=("plain_right",)))

        assert len(before) == len(after), question.code
        assert all(after), question.code
        assert not any(map(FORBIDDEN.search, after)), question.code


def test_lines_of_the_course_hold_no_blocks_that_would_break_a_label(course):
    for question in Pool().questions.values():
        for option in question.revision.content.get("options", ()):
            assert not re.search(r"<(p|ul|ol|div|table|blockquote|h\d)\b", option["text"]), question.code


def texts_in(value, leave_out=()):
    if isinstance(value, dict):
        value = [part for name, part in value.items() if name not in leave_out]
    if isinstance(value, list):
        for part in value:
            yield from texts_in(part, leave_out)
    elif isinstance(value, str):
        yield value
