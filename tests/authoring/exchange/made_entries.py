"""Entries made by hypothesis, with the marks that structure GIFT anywhere in their texts; and texts of Markdown."""

from hypothesis import strategies as st

from tests.quizzes.factories import entry

MARKS = [
    *"\\:#={}~%[]<>-*_n/ &\"'",
    "\n",
    "\n\n",
    "->",
    "::",
    "####",
    "//",
    "=%50%",
    "[html]",
    "[id:x]",
    "[tag:y]",
    "é",
    "\u2028",
    "€",
]
words = st.lists(st.sampled_from([*MARKS, "word", "Another", "7"]), min_size=1, max_size=12).map("".join)
texts = words.map(str.strip).filter(bool).filter(lambda text: "&&" not in text and "-&gt;" not in text)
lines = texts.filter(lambda text: "\n" not in text)
MARKDOWN = [
    *("\n", "\n\n", "    ", "  \n", " ", "| a | b |\n|---|--:|\n| 1 | 2 |", "|", "- ", "1. ", "> ", ">> "),
    *("# ", "##### ", "---", "**", "_", "`", "```", "word", "[^1]", "<b>", "</p>", "<td colspan='x'>", "<!--"),
    *("&amp;", "&#0;", "&", "<![CDATA[", "]]>", "[there](https://example.org/?a=1&b=2#c)", "[", "](", ")", "https://"),
    *("mailto:", "[x](lesson:L02)", "[x](/a b)", "[x](javascript:1)", "[x](http://a:b/)", "[x](http://[::1]/)"),
    *("[x](%zz#1#2)", "<https://example.org/é>", "<a@b.org>", "![a picture](/media/p.png)", "![]("),
    *("\x00", "\x0b", "\x1f", "\ufffe", "\u0085", "\U0001f600", "\u202e", "é"),
]
"""What makes every element that our Markdown has, whole or half, and what XML has no place for."""
markdown_texts = st.lists(st.sampled_from(MARKDOWN) | st.text(max_size=6), max_size=12).map("".join)
figures = st.integers(-10_000, 10_000) | st.decimals(-1000, 1000, places=3).map(float)
misconceptions = st.none() | st.sampled_from(["M01", "M08", "M20"])


@st.composite
def options(draw, least: int, most: int, keys: int) -> list[dict]:
    found = draw(st.lists(lines, min_size=least, max_size=most, unique=True))
    made = []
    for number, text in enumerate(found):
        option = {"text": text, "feedback": draw(texts)}
        misconception = draw(misconceptions)
        option |= {"key": True} if number < keys else {"misconception": misconception} if misconception else {}
        made.append(option)
    return draw(st.permutations(made))


@st.composite
def contents(draw, kind: str) -> dict:
    if kind == "single":
        return {"options": draw(options(3, 6, 1))}
    if kind == "multiple":
        return {"options": draw(options(4, 8, draw(st.integers(2, 3))))}
    if kind == "tf-why":
        return {"verdict": draw(st.booleans()), "reasons": draw(options(3, 4, 1))}
    if kind == "match":
        lefts, rights = (draw(st.lists(lines, min_size=3, max_size=3, unique=True)) for _side in range(2))
        return {"pairs": [{"left": a, "right": b, "feedback": draw(lines)} for a, b in zip(lefts, rights, strict=True)]}
    if kind == "order":
        return {"steps": draw(st.lists(lines, min_size=4, max_size=6, unique=True))}
    if kind == "categorise":
        categories = draw(st.lists(lines, min_size=2, max_size=3, unique=True))
        named = [*categories, draw(st.sampled_from(categories))]
        return {
            "categories": categories,
            "cards": [{"text": draw(lines), "category": each, "feedback": draw(lines)} for each in named],
        }
    if kind == "estimate":
        low, answer, high = sorted(draw(st.tuples(figures, figures, figures)))
        cap = float(high - low) + draw(st.integers(1, 99))
        return {
            "answer": answer,
            "unit": draw(lines)[:30].strip(),
            "accept": [low, high],
            "range_cap": cap,
            "why": draw(texts),
        }
    return {"model": draw(texts), "rubric": [draw(lines) for _level in range(4)]}


@st.composite
def entries(draw, kinds=("single", "multiple", "tf-why", "match", "categorise", "estimate", "free")) -> dict:
    kind = draw(st.sampled_from(kinds))
    values = {"stem": draw(texts), "idea": draw(lines), **draw(contents(kind))}
    if (kind == "order" or draw(st.booleans())) and "why" not in values:
        values["why"] = draw(texts)
    if draw(st.booleans()):
        values["case"] = "receipts"
    return entry(kind, f"Q01.{draw(st.integers(1, 99))}", **values)
