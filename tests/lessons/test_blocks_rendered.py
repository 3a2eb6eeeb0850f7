"""What the check of blocks lets pass, rendering understands in full."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.blocks import check_blocks
from lessons.rendering import plain_text, render

LINES_TEXT = """\
/// prequestion | PRE05
/// recall | P05.1
/// recall | P05.2
/// question | Q05.1
/// example | Title
//// example | Title
/// reveal | Look
//// reveal | Look
/// quiz | Q1
/// Example | Title
///example|Title
/// | x
/// recall
	/// example | Title
> /// example | Title
- /// example | Title
1. ///
  ///
///
////
// x
see /// here
---
----
***
- - -
    type: none
    - one
- item
> quoted
text
```
```json
~~~
    ```
````
## Heading
# One
===
| 1 | 2 [A5.1] |
<b>raw</b>

"""
LINES = LINES_TEXT.split("\n")
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
@settings(max_examples=300)
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
@settings(max_examples=300)
def test_problems_name_lines_of_the_text(text):
    problems = check_blocks(text, path="x", first_line=11, number="05")

    assert all(11 <= problem.line <= 11 + text.count("\n") for problem in problems)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
