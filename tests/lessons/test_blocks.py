"""The check of blocks. What it lets pass, `lessons.rendering` must understand in full."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.blocks import check_blocks, tagged_points
from lessons.rendering import plain_text, render

LINES = [
    *(
        "/// prequestion | PRE05",
        "/// recall | P05.1",
        "/// recall | P05.2",
        "/// activity | ACT05",
        "/// question | Q05.1",
    ),
    *("/// example | Title", "//// example | Title", "/// case | Title", "/// reveal | Look", "//// reveal | Look"),
    *(
        "///",
        "////",
        "/////",
        "/// quiz | Q1",
        "/// Example | Title",
        "///example|Title",
        "/// | x",
        "/// recall",
        "// x",
    ),
    *("\t/// example | Title", "  ///", "> /// example | Title", "- /// example | Title", "1. ///", "see /// here"),
    *(
        "---",
        "----",
        "***",
        "- - -",
        "    type: none",
        "    - one",
        "- item",
        "1. item",
        "> quoted",
        "text",
        "Text.",
        "",
    ),
    *("```", "```json", "~~~", "    ```", "````", "## Heading", "### Part", "# One", "===", "| a | b |", "|---|--:|"),
    *("| 1 | 2 [A5.1] |", "[A5.1]", "<b>raw</b>", "*em*", "", "", ""),
]
PIECES = [
    "/// prequestion | PRE05\nWhy?\n///",
    "/// recall | P05.1\nQuestion?\n\n---\n\nAnswer.\n///",
    "/// recall | P05.2\n- One\n- Two\n\n---\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n///",
    "/// activity | ACT05\n///",
    "/// example | Title\nText.\n\n```json\n///\n\n```\n///",
    "//// case | Title\nBefore.\n/// reveal | Look\n> Inside.\n///\nAfter.\n////",
    "## Heading\n\nText.",
    "- item\n\n  more",
]


@st.composite
def texts(draw) -> str:
    """Sound pieces, with a few lines put between or into them."""
    lines = "\n\n".join(draw(st.lists(st.sampled_from(PIECES), max_size=4, unique=True))).split("\n")
    for line in draw(st.lists(st.sampled_from(LINES), max_size=3)):
        lines.insert(draw(st.integers(0, len(lines))), line)
    return "\n".join(lines)


def shown(text: str) -> str:
    """All that a page shows of `text`, without code."""
    rendered = render(text, lesson_urls={})
    parts = [
        part for block in rendered.blocks for name, part in block.items() if name in ("html", "question", "answer")
    ]
    return plain_text(re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", "\n".join(parts), flags=re.DOTALL))


@given(texts())
@example("/// recall | P05.1\nQ\n\n---\n\nA\n///\n\n/// recall | P05.2\nQ\n\n---\n\nA\n///")
@example("//// example | Title\nBefore.\n\n/// reveal | Look\nInside.\n///\n\nAfter.\n////")
@example("/// recall | P05.1\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n---\n\n```\n---\n///\n```\n///")
@settings(max_examples=300, deadline=None)
def test_text_without_problems_is_rendered_in_full(text):
    problems = check_blocks(text, path="x", number="05")

    if not problems:
        outside_code = re.sub(r"(?ms)^(`{3,}|~{3,})[^\n]*\n(.*?\n)?\1 *$", "", text)
        openings = re.findall(r"(?m)^/// (prequestion|recall|activity|question) \| (\S+)", outside_code)
        placed = [
            (block["kind"], block["code"]) for block in render(text, lesson_urls={}).blocks if block["kind"] != "html"
        ]
        assert placed == openings
        assert not re.search(r"(^|\s)/{3,}(\s|$)", shown(text).replace("see /// here", ""))


@given(texts())
@settings(max_examples=300, deadline=None)
def test_problems_name_lines_of_the_text(text):
    problems = check_blocks(text, path="x", first_line=11, number="05")

    assert all(11 <= problem.line <= 11 + text.count("\n") for problem in problems)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


def messages(text: str, number: str | None = "05") -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in check_blocks(text, path="x", number=number)]


def test_every_block_in_its_right_form_passes():
    text = """\
/// prequestion | PRE05
Why?
///

/// recall | P05.12
Question?

---

Answer.
///

/// activity | ACT05b
///

/// question | Q05.1
///

//// example | Half done
/// reveal | Compare
The model.
///
////

/// case | A real case
It happened.
///
"""

    assert messages(text) == []


def test_slashes_in_code_are_code():
    text = "```\n/// recall | nonsense\n///\n```\n\n~~~text\n/// unclosed\n~~~\n"

    assert messages(text) == []
    assert render(text, lesson_urls={}).blocks == [
        {
            "kind": "html",
            "html": "<pre><code>/// recall | nonsense\n///\n</code></pre>\n<pre><code>/// unclosed\n</code></pre>",
        }
    ]


def test_reveal_with_as_many_slashes_as_its_example_is_reported_where_the_example_opens():
    text = "\n/// example | One\n/// reveal | Look\nInside.\n///\n///\n"

    assert messages(text) == [(2, "The block 'example' holds another block and needs more slashes than it.")]


def test_reveal_in_a_reveal_passes_with_more_slashes():
    text = "//// reveal | Outer\nFirst.\n\n/// reveal | Inner\nSecond.\n///\n////\n"

    assert messages(text) == []
    assert "<summary>Inner</summary>" in render(text, lesson_urls={}).blocks[0]["html"]


def test_example_that_holds_only_a_reveal_is_not_empty():
    assert messages("//// example | One\n/// reveal | Look\nInside.\n///\n////\n") == []


def test_two_rulers_in_a_recall_are_refused():
    text = "/// recall | P05.1\nQuestion?\n\n***\n\nMore.\n\n---\n\nAnswer.\n///\n"

    assert messages(text) == [(1, "The prompt P05.1 needs a question and an answer.")]


def test_indented_first_line_of_a_block_is_refused():
    text = "/// example | One\n    type: none\n///\n"

    assert messages(text) == [(2, "The first line in 'example' is indented.")]


def test_windows_line_ends_make_no_difference():
    text = "/// recall | P05.1\r\nQuestion?\r\n\r\n---\r\n\r\nAnswer.\r\n///\r\n"

    assert messages(text) == []
    assert render(text, lesson_urls={}).blocks[0]["answer"] == "<p>Answer.</p>"


def test_tags_are_read_alone_and_together():
    assert tagged_points("One. [A5.3] Two. [A5.4 A5.10] Three. [A6.1, A6.2]") == [
        "A5.3",
        "A5.4",
        "A5.10",
        "A6.1",
        "A6.2",
    ]


def test_what_only_looks_like_a_tag_is_none():
    assert tagged_points("[A5] [a5.3] (A5.3) A5.3 [B5.3] [A5.3-A5.5]") == []
