"""What of a page is sent for translation, and what of an answer may stand in ours.

The answer is not trusted: it may change words, and nothing else. Tags, links, anchors and classes that the original has
not are taken out, then it passes the same door as authors' texts; anchors that got lost are put back.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import bleach

from lessons.models import Article, Lesson
from lessons.sanitising import PROTOCOLS, TAGS, sanitise
from translations.provider import Provider

TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)[^<>]*>")
VOID = frozenset({"br", "hr", "img"})
WORDED = frozenset({"title", "alt", "aria-label"})
ID = re.compile(r'(?P<tag><[a-z][^<>]*?) id="(?P<id>[^"<>]+)"')


@dataclass(frozen=True)
class Original:
    """A lesson or an article: where it is, and its texts, each a piece of HTML under a key."""

    kind: str
    page: Lesson | Article
    texts: dict[str, str] = field(hash=False)

    @property
    def path(self) -> str:
        return self.page.get_absolute_url()

    def digest(self, provider: Provider) -> str:
        """Another one when the text has changed, or who translates it."""
        whole = json.dumps([provider.name, provider.url, list(self.texts.items())])
        return hashlib.sha256(whole.encode()).hexdigest()


def original_of(kind: str, slug: str) -> Original | None:
    """The published page, or None."""
    model, texts_of = {"lesson": (Lesson, lesson_texts), "article": (Article, article_texts)}[kind]
    page = model.objects.published().filter(slug=slug).first()
    return page and Original(kind, page, {key: text for key, text in texts_of(page) if text.strip()})


def lesson_texts(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """What is read. Prompts, questions and activities stay in the original, where they are answered."""
    yield "title", html.escape(lesson.title, quote=False)
    for number, objective in enumerate(lesson.objectives):
        yield f"aim-{number}", html.escape(objective, quote=False)
    for number, block in enumerate(lesson.blocks):
        if block["kind"] in ("html", "prequestion", "fact"):
            yield f"block-{number}", block["html"] + block.get("source", "")
    yield "takeaway", html.escape(lesson.takeaway, quote=False)


def article_texts(article: Article) -> Iterator[tuple[str, str]]:
    yield "title", html.escape(article.title, quote=False)
    yield "summary", html.escape(article.summary, quote=False)
    yield "text", article.html


# --- Cut to what the provider takes at once --------------------------------------------------------------------------


def pieces(text: str, limit: int) -> list[str]:
    """`text` whole, or cut between its outermost elements into pieces of at most `limit` where that is possible."""
    if len(text) <= limit:
        return [text]
    found = [""]
    for element in outermost(text):
        if found[-1] and len(found[-1]) + len(element) > limit:
            found.append("")
        found[-1] += element
    return found


def outermost(text: str) -> Iterator[str]:
    depth = begin = 0
    for tag in TAG.finditer(text):
        if tag["name"] not in VOID:
            depth += -1 if tag["end"] else 1
        if depth == 0:
            yield text[begin : tag.end()]
            begin = tag.end()
    if text[begin:].strip():
        yield text[begin:]


def batches(texts: list[str], limit: int) -> Iterator[list[str]]:
    """Neighbours together, as many as fit into one request."""
    batch: list[str] = []
    for text in texts:
        if batch and sum(map(len, batch)) + len(text) > limit:
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


# --- Let in -------------------------------------------------------------------------------------------------------


class Marks(HTMLParser):
    """Collects tags, and attributes with their values."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str, str]] = set()
        self.ids: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name, value or "") for name, value in attrs}
        self.ids += [value for name, value in attrs if name == "id" and value]


def restrained(translated: str, original: str) -> str:
    """`translated` with the words of its author and the marks of `original`."""
    marks = Marks(original)

    def is_known(tag: str, name: str, value: str) -> bool:
        return name in WORDED or (tag, name, html.unescape(value)) in marks.attributes

    cleaner = bleach.Cleaner(
        tags=TAGS & marks.tags, attributes=is_known, protocols=PROTOCOLS, strip=True, strip_comments=True
    )
    return with_anchors(sanitise(cleaner.clean(translated)), marks.ids)


def with_anchors(text: str, ids: list[str]) -> str:
    """Each id once: repeated ones go, lost ones stand at the beginning."""
    seen: set[str] = set()

    def keep_first(found: re.Match) -> str:
        is_new = found["id"] not in seen
        seen.add(found["id"])
        return found[0] if is_new else found["tag"]

    text = ID.sub(keep_first, text)
    lost = [anchor for anchor in ids if anchor not in seen]
    return "".join(f'<span id="{html.escape(anchor)}"></span>' for anchor in lost) + text
