from lessons.blocks import check_blocks, tagged_points
from lessons.rendering import render


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
