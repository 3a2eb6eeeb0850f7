import re
from html import unescape

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessons.escaping import CONTROLS, escaped_line, escaped_text

MARKS = st.text(alphabet="#*_`~=+->|[]()!\\&<>;:.0123 \t\n\"'{}abc/@$^%", max_size=80)
TYPED = st.one_of(MARKS, st.text(max_size=80), st.lists(MARKS, max_size=6).map("\n".join))


def seen(html: str) -> str:
    """The words a reader sees, with single spaces; fails where there is a tag other than a paragraph and a break."""
    text = re.sub(r"</?p>|<br />", " ", html)
    assert "<" not in text
    return " ".join(unescape(text).split())


def typed(text: str) -> str:
    return " ".join(" ".join(CONTROLS.sub("", line) for line in text.splitlines()).split())


@given(TYPED)
@example("1. One\n2) Two\n- Three\n+ four\n* five\n# six #\n> seven\n=====\n-----")
@example("<script>alert(1)</script> <b>&lt;&amp;copy &copy; [a](b) ![c](d) <http://e.f> `g` ~~~h~~~\n    code\n\tcode")
@example("| a | b |\n|---|---|\n| 1 | 2 |")
@example("AT&T &copy &#0 &lt; &#x41 &&")
@example("a \\*b\\* \\\\ \\")
@example("[x]: http://example.org\n[x]\n***\n___\n```\nfence")
def test_rendered_it_reads_as_it_was_typed(text):
    assert seen(markdown.markdown(escaped_text(text))) == typed(text)


@given(TYPED)
def test_heading_and_strong_words_stay_on_their_line(text):
    line = escaped_line(text)

    html = markdown.markdown(f"## {line}\n\n**{line}**  \nend") if line else "<h2></h2>"

    heading = re.match(r"<h2>(.*)</h2>", html)[1]
    assert "\n" not in line
    assert unescape(heading) == " ".join(CONTROLS.sub("", text).split())


def test_paragraphs_and_lines_stay():
    assert escaped_text("One.\r\nTwo.\n\n\n\nThree.\n") == "One.  \nTwo.\n\nThree."


@pytest.mark.parametrize(
    ("text", "markdown_text"),
    [
        ("Costs 3 * 4 = 12 & more - a_b #1", r"Costs 3 \* 4 = 12 & more - a\_b #1"),
        ("3. third", r"3\. third"),
        ("3.5 third", "3.5 third"),
        ("a < b > c", "a &lt; b > c"),
        ("- minus", r"\- minus"),
    ],
)
def test_only_what_would_be_a_mark_is_escaped(text, markdown_text):
    assert escaped_line(text) == markdown_text
