"""A brief as Markdown. What people typed stands there as they typed it: nothing in it becomes a mark or HTML."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from briefs.documents import Chapter, Document, Piece
from briefs.paragraphs import blocks_of as paragraphs_of
from lessons.escaping import HARD_BREAK, escaped_line, escaped_text


def as_markdown(document: Document, *, site: str, today: str) -> str:
    """`site` is the address before the paths, `today` the day of the export in words."""
    return "\n\n".join(blocks_of(document, site, today)) + "\n"


def blocks_of(document: Document, site: str, today: str) -> Iterator[str]:
    yield f"# {escaped_line(document.title)}"
    yield escaped_line(_("AI Product Management Fundamentals, %s") % today)
    for piece in document.opening:
        if piece.text:
            yield from own_blocks(piece.title, piece.text)
    for chapter in document.chapters:
        yield from chapter_blocks(chapter, site)
    for section in document.sections:
        yield from own_blocks(section.title, section.text)


def own_blocks(title: str, text: str, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} {escaped_line(title)}"
    yield from text_blocks(text)


def text_blocks(text: str) -> Iterator[str]:
    for block in paragraphs_of(text):
        yield "\n".join(f"- {escaped_line(entry)}" for entry in block.entries) or escaped_text(block.text)


def chapter_blocks(chapter: Chapter, site: str) -> Iterator[str]:
    lesson = chapter.lesson
    title = escaped_line(_("Lesson %(number)d: %(title)s") % {"number": lesson.number, "title": lesson.title})
    yield f"## [{title}]({site}{lesson.get_absolute_url()})" if lesson.status == "published" else f"## {title}"
    for piece in chapter.pieces:
        yield from piece_blocks(piece, site)
    for section in chapter.sections:
        yield from own_blocks(section.title, section.text, 3)


def piece_blocks(piece: Piece, site: str) -> Iterator[str]:
    yield f"### {escaped_line(piece.title)}"
    if piece.original and piece.original.question:
        yield f"*{escaped_line(piece.original.question)}*"
    for label, text in piece.parts:
        yield from labelled_blocks(label, text) if label else text_blocks(text)
    if piece.original:
        yield HARD_BREAK.join(facts(piece, site))


def labelled_blocks(label: str, text: str) -> Iterator[str]:
    """The label above the first paragraph; before a list by itself."""
    label, blocks = f"**{escaped_line(label)}**", list(text_blocks(text))
    if blocks and not blocks[0].startswith("- "):
        label, blocks = f"{label}{HARD_BREAK}{blocks[0]}", blocks[1:]
    yield from [label, *blocks]


def facts(piece: Piece, site: str) -> Iterator[str]:
    """When and where it was written, and how its learner rated it."""
    original = piece.original
    day = date_format(timezone.localtime(original.written_at), "j F Y")
    yield f"[{day}]({site}{original.url})" if original.url else day
    if original.rating:
        yield escaped_line(_("My own rating: %s") % original.rating)
