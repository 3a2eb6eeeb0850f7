from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from briefs.documents import NO_TEXT, TITLE, Document, Piece, compose
from briefs.exporting import as_markdown
from briefs.models import Passage, Section
from briefs.originals import originals_of
from lessons.models import Lesson
from quizzes.services import fingerprint

LESSON_FIELDS = ("code", "slug", "title", "short", "status", "takeaway", "module_id")


def brief_of(learner: User | None) -> Document:
    """A learner's brief; that of a visitor is empty. Six queries, whatever there is."""
    lessons = list(Lesson.objects.only(*LESSON_FIELDS))
    if learner is None:
        return compose([lesson for lesson in lessons if lesson.status == "published"], (), (), ())
    sections = Section.objects.filter(learner=learner)
    return compose(lessons, originals_of(learner, lessons), Passage.objects.filter(learner=learner), sections)


def markdown_of(learner: User) -> str:
    return as_markdown(brief_of(learner), site=settings.SITE_URL, today=date_format(timezone.localdate(), "j F Y"))


def both(stored: str, text: str, seen: str | None, between: str = "\n\n") -> str:
    """`text`, which takes the place of `stored`; both where `stored` is not the text that was seen.

    `seen` is the fingerprint of the text that the page had shown: another one by now comes from another tab.
    """
    if not stored or seen is None or seen == fingerprint(stored):
        return text
    return stored if text in stored else f"{stored}{between}{text}"


@transaction.atomic
def keep_passage(*, learner: User, piece: Piece, text: str, seen: str | None = None, original: str = "") -> str:
    """Keep a text of the learner's own over what was gathered. Returns what stands now.

    `seen` and `original` are the fingerprints of the own text and of the gathered one that the page had shown. The text
    that was gathered, sent unchanged, is no text of their own. An empty text takes a part of the beginning away.
    """
    passage = locked(learner, piece)
    is_gathered = bool(piece.original) and text == piece.original.text
    passage.text = both(passage.text, "" if is_gathered else text, seen, separator_of(piece.source))
    passage.original = original or piece.mark
    passage.edited_at = timezone.now()
    passage.save()
    return passage.text


def locked(learner: User, piece: Piece) -> Passage:
    """The row for a piece, held until the transaction ends."""
    lesson = Lesson.objects.filter(code=piece.original.lesson).first() if piece.original else None
    return Passage.objects.select_for_update().get_or_create(
        learner=learner, source=piece.source, defaults={"lesson": lesson}
    )[0]


def separator_of(source: str) -> str:
    """What stands between two texts that are both kept: a title has one line."""
    return " / " if source == TITLE else "\n\n"


@transaction.atomic
def take_back(*, learner: User, source: str, seen: str) -> bool:
    """Let what was gathered stand again. Nothing happens where the own text is not the one that was seen."""
    passage = Passage.objects.select_for_update().filter(learner=learner, source=source).first()
    if passage is None or not passage.text:
        return True
    if fingerprint(passage.text) != seen:
        return False
    passage.text = passage.original = ""
    passage.save(update_fields=["text", "original"])
    return True


def stand_by(*, learner: User, source: str, original: str) -> None:
    """Keep the own text, having seen the original with this fingerprint."""
    Passage.objects.filter(learner=learner, source=source).exclude(text="").update(original=original)


@transaction.atomic
def set_shown(*, learner: User, piece: Piece, is_shown: bool) -> None:
    """Leave a piece out of the brief, or bring it back."""
    passage = locked(learner, piece)
    passage.is_shown = is_shown
    passage.save(update_fields=["is_shown"])


@transaction.atomic
def keep_section(
    *, learner: User, public_id: UUID, title: str, text: str, after: Lesson | None, seen: str | None = NO_TEXT
) -> Section:
    """Keep a section, new or changed. Where its text is not the one that was seen, both are kept."""
    section, _is_new = Section.objects.select_for_update().get_or_create(
        learner=learner, public_id=public_id, defaults={"title": title, "text": text, "after": after}
    )
    section.title, section.after = title, after
    section.text = both(section.text, text, seen)
    section.save()
    return section


@transaction.atomic
def remove_section(*, section: Section, seen: str) -> bool:
    """Erase a section, unless its text is not the one that was seen."""
    stored = Section.objects.select_for_update().filter(pk=section.pk).first()
    if stored is not None and fingerprint(stored.text) != seen:
        return False
    if stored is not None:
        stored.delete()
    return True


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's texts to the member. Where both wrote over a piece, the guest's text stands below theirs."""
    mine = {passage.source: passage for passage in Passage.objects.filter(learner=member)}
    for passage in Passage.objects.filter(learner=guest):
        if kept := mine.get(passage.source):
            join(kept, passage)
        else:
            passage.learner = member
            passage.save(update_fields=["learner"])
    taken = set(Section.objects.filter(learner=member).values_list("public_id", flat=True))
    for section in Section.objects.filter(learner=guest):
        section.learner = member
        section.public_id = uuid4() if section.public_id in taken else section.public_id
        section.save(update_fields=["learner", "public_id"])


def join(kept: Passage, other: Passage) -> None:
    """Both texts in `kept`; of two choices about its place in the brief, its own."""
    if not kept.text:
        kept.original = other.original
    kept.text = both(kept.text, other.text, NO_TEXT, separator_of(kept.source)) if other.text else kept.text
    kept.is_shown = other.is_shown if kept.is_shown is None else kept.is_shown
    kept.edited_at = max(kept.edited_at, other.edited_at)
    kept.save()
