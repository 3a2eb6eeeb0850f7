"""Square brackets: links and pictures as Markdown has them, and no text that keeps the parser busy."""

from time import process_time

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.brackets import Brackets
from lessons.rendering import render, render_line, render_text

TEXTS = st.lists(
    st.sampled_from(["[", "]", "(", ")", "![", "](x)", "][a]", "\\", "a", " ", "`", "*", '"', "\n", "\n\n[a]: b\n"]),
    max_size=30,
).map("".join)


def seconds(write, text: str) -> float:
    def once() -> float:
        start = process_time()
        write(text)
        return process_time() - start

    return min(once() for _time in range(5))


@given(TEXTS)
def test_links_and_pictures_are_what_markdown_says(text):
    assert markdown.markdown(text, extensions=[Brackets()]) == markdown.markdown(text)


@pytest.mark.parametrize("repeated", ["![", "[", "![a", "[[a]", "![\\"])
@pytest.mark.parametrize(
    "write", [render_text, render_line, lambda text: render(text, lesson_urls={})], ids=["text", "line", "lesson"]
)
def test_twice_as_many_brackets_take_about_twice_as_long(write, repeated):
    """Where each is held against all that follows, they take four times as long."""
    text = repeated * (4_000 // len(repeated))
    write(text)

    assert seconds(write, text * 2) < 3 * seconds(write, text)
