"""A brief as a document: what was gathered, what its learner made of it, in the order of the course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from briefs.models import Passage, Section
    from lessons.models import Lesson

OPENING = {
    "title": gettext_lazy("Title of the brief"),
    "context": gettext_lazy("My product and its context"),
    "monday": gettext_lazy("What I will do on Monday"),
}
TITLE, *OPENING_PARTS = OPENING
NO_TEXT = "00000000"
"""The fingerprint of a text that is empty."""


@dataclass(frozen=True)
class Original:
    """Something that a learner wrote or decided in a lesson.

    `parts` are (label, text), both plain; `mark` is another one once it has changed. `url` is where it was written, ""
    where that place is closed. `is_kept`: whether it stands in a brief unasked. `number` counts decisions.
    """

    source: str
    lesson: str
    title: str
    parts: tuple[tuple[str, str], ...]
    mark: str
    url: str
    written_at: datetime
    question: str = ""
    rating: str = ""
    number: int = 0
    is_kept: bool = True

    @property
    def text(self) -> str:
        return as_text(self.parts)

    @property
    def lesson_number(self) -> int:
        return int(self.lesson[1:])


def as_text(parts: Iterable[tuple[str, str]]) -> str:
    """Labelled parts as one text, to be edited."""
    return "\n\n".join(f"{label}\n{text}" if label else text for label, text in parts)


@dataclass(frozen=True)
class Piece:
    """One piece of a brief: the original and what its learner made of it, of which either may be missing."""

    source: str
    title: str
    original: Original | None = None
    passage: Passage | None = None

    @property
    def anchor(self) -> str:
        return self.source.lower().replace(".", "-")

    @property
    def is_opening(self) -> bool:
        return self.source in OPENING

    @property
    def own_text(self) -> str:
        """What stands over the original; empty where nothing does."""
        return self.passage.text if self.passage else ""

    @property
    def text(self) -> str:
        return self.own_text or (self.original.text if self.original else "")

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The text as it is shown: labelled as gathered, in one as edited."""
        if self.own_text or not self.original:
            return (("", self.own_text),) if self.own_text else ()
        return self.original.parts

    @property
    def mark(self) -> str:
        """The fingerprint of the original as it is now."""
        return self.original.mark if self.original else NO_TEXT

    @property
    def has_changed(self) -> bool:
        """Whether the original is another one than that over which the learner wrote."""
        return bool(self.own_text) and not self.is_opening and self.passage.original != self.mark

    @property
    def is_shown(self) -> bool:
        if self.passage is None or self.passage.is_shown is None:
            return self.original is None or self.original.is_kept
        return self.passage.is_shown


@dataclass(frozen=True)
class Chapter:
    """What one lesson gives to a brief, and the sections that its learner put after it."""

    lesson: Lesson
    pieces: list[Piece]
    sections: list[Section]

    @property
    def anchor(self) -> str:
        return self.lesson.code.lower()


@dataclass(frozen=True)
class Document:
    """A brief. `chapters` have only what is shown; what is left out stands apart, and so do lessons without a piece."""

    pieces: dict[str, Piece]
    lessons: list[Lesson]
    chapters: list[Chapter] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    left_out: list[tuple[Lesson | None, Piece | None, Section | None]] = field(default_factory=list)
    untouched: list[Lesson] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.pieces[TITLE].text or _("My decision brief")

    @property
    def opening(self) -> list[Piece]:
        return [self.pieces[source] for source in OPENING_PARTS]

    @property
    def count(self) -> int:
        """How many pieces it has, without the title."""
        own = sum(bool(piece.text) for piece in self.opening) + len(self.sections)
        return own + sum(len(chapter.pieces) + len(chapter.sections) for chapter in self.chapters)

    @property
    def is_empty(self) -> bool:
        return not self.count and not self.left_out and not self.pieces[TITLE].text

    @property
    def has_headings(self) -> bool:
        """Whether there is enough of them for a table of contents."""
        return len(self.chapters) + len(self.sections) > 1


def compose(
    lessons: list[Lesson], originals: Iterable[Original], passages: Iterable[Passage], sections: Iterable[Section]
) -> Document:
    """Put a brief together. `lessons` are all, in the order of the course; others than published ones only if used."""
    passages = {passage.source: passage for passage in passages}
    opening = {source: Piece(source, str(title), None, passages.get(source)) for source, title in OPENING.items()}
    gathered = {each.source: Piece(each.source, each.title, each, passages.get(each.source)) for each in originals}
    known = {**gathered, **{piece.source: piece for piece in orphans(passages, gathered)}}
    by_id = {lesson.pk: lesson for lesson in lessons}
    lesson_of = {
        source: piece.original.lesson if piece.original else by_id[piece.passage.lesson_id].code
        for source, piece in known.items()
    }
    after: dict[int | None, list[Section]] = {}
    for section in sections:
        after.setdefault(section.after_id, []).append(section)
    document = Document(opening | known, lessons, sections=[each for each in after.get(None, []) if each.is_shown])
    for lesson in lessons:
        mine = [piece for source, piece in known.items() if lesson_of[source] == lesson.code]
        add_chapter(document, lesson, mine, after.get(lesson.pk, []))
    document.left_out.extend((None, None, section) for section in after.get(None, []) if not section.is_shown)
    return document


def add_chapter(document: Document, lesson: Lesson, pieces: list[Piece], sections: list[Section]) -> None:
    chapter = Chapter(lesson, [each for each in pieces if each.is_shown], [each for each in sections if each.is_shown])
    if chapter.pieces or chapter.sections:
        document.chapters.append(chapter)
    elif lesson.status == "published" and not pieces and not sections:
        document.untouched.append(lesson)
    document.left_out.extend((lesson, piece, None) for piece in pieces if not piece.is_shown)
    document.left_out.extend((lesson, None, section) for section in sections if not section.is_shown)


def orphans(passages: dict[str, Passage], gathered: dict[str, Piece]) -> Iterator[Piece]:
    """Texts over an original that is there no more, as after a note was emptied in its lesson."""
    for source, passage in passages.items():
        if source not in OPENING and source not in gathered and passage.text:
            yield Piece(source, title_of_note(source) if source.startswith(("TAKE", "PRE")) else source, None, passage)


def title_of_note(place: str) -> str:
    return _("To take away") if place.startswith("TAKE") else _("Guess before reading")
