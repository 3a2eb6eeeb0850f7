"""Every word that a template shows goes through gettext."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
FILLED = "\ue000"
"""Stands where a tag or variable of the template stood."""
SHOWN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
HIDDEN = {"script", "style", "kbd", "code"}  # a key is named by what is printed on it, and code is written as it is
ATTRIBUTE = re.compile(r'data-[\w-]+(="[^"]*")?')
"""Some templates make only attributes."""


def page_without_tags(source: str) -> str:
    """The HTML of a template, with `FILLED` for its tags and for what is translated."""
    parts, translating = [], False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            translating = name in ("blocktranslate", "blocktrans", "comment") or (
                translating and not name.startswith("end")
            )
        breaks = "\n" * (token.contents.count("\n") if token.token_type == TokenType.TEXT else 0)
        parts.append(token.contents if token.token_type == TokenType.TEXT and not translating else FILLED + breaks)
    return re.sub(f"<(/?){FILLED}", r"<\1h2", "".join(parts))


class Words(HTMLParser):
    """Collects (line, words) that a reader would see or hear."""

    def __init__(self, source: str):
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.feed(page_without_tags(source))
        self.close()

    def note(self, text: str | None) -> None:
        words = " ".join((text or "").replace(FILLED, " ").split())
        if re.search(r"[^\W\d_]", words):
            self.found.append((self.getpos()[0], words))

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        values = dict(attributes)
        for name in SHOWN_ATTRIBUTES & values.keys():
            self.note(values[name])
        if tag == "meta" and (values.get("property") or values.get("name")) in (
            "og:title",
            "og:site_name",
            "description",
        ):
            self.note(values.get("content"))
        if tag == "input" and values.get("type") in ("submit", "button"):
            self.note(values.get("value"))

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, text):
        if not HIDDEN & set(self.open):
            self.note(ATTRIBUTE.sub("", text))


def bare_words(source: str) -> list[tuple[int, str]]:
    return Words(source).found


@pytest.mark.parametrize("name", TEMPLATES)
def test_words_of_a_template_can_be_translated(name):
    assert bare_words((FOLDER / name).read_text()) == []


def test_scanner_finds_words_in_text_and_attributes():
    source = """\
<p>{% translate "Fine" %} · {{ name }} 5 ✓</p>
<p>{% blocktranslate %}{{ n }} fine{% plural %}also fine{% endblocktranslate %}{{ minutes }} min</p>
<img alt="{% translate "Fine" %}"><img alt="A picture">
<{{ heading }} class="title">{# a note #}</{{ heading }}><button aria-label="Close">×</button>
<script>const word = "code";</script><meta property="og:site_name" content="Our site">
"""

    assert bare_words(source) == [(2, "min"), (3, "A picture"), (4, "Close"), (5, "Our site")]
