from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lessons.models import Article, Edition, Fact, Lesson, LessonImage, Prompt
from lessons.picture_links import Shown
from lessons.pictures import Picture
from lessons.rendering import Rendered, plain_text, render
from lessons.search import rebuild_index
from lessons.targets import Known, points_taught


def lesson_urls() -> dict[str, str]:
    """Where each lesson is, by its code: the targets of `lesson:` links."""
    slugs = Lesson.objects.values_list("code", "slug")
    return {code: reverse("lessons:lesson", args=[slug]) for code, slug in slugs}


def images_shown() -> dict[str, Shown]:
    """How each picture is shown, by its name: the targets of `image:`."""
    rows = LessonImage.objects.values_list("name", "width", "height")
    return {name: (reverse("lessons:image", args=[name]), width, height) for name, width, height in rows}


def known_targets(text: str) -> Known:
    """What the links and pictures of `text` may lead to."""
    has_links, has_images = "lesson:" in text, "image:" in text
    sources = dict(Lesson.objects.values_list("code", "source")) if has_links else {}
    images = set(LessonImage.objects.values_list("name", flat=True)) if has_images else set()
    return Known(points_taught(sources), images)


def rendered_text(source: str, urls: dict[str, str]) -> Rendered:
    """`source` with the pictures that there are now."""
    # Most texts have none, and need not ask.
    return render(source, lesson_urls=urls, images=images_shown() if "image:" in source else {})


@transaction.atomic
def keep_image(*, picture: Picture, alt: str) -> LessonImage:
    """Store a picture under its name. The same picture again gets the new words."""
    image, is_new = LessonImage.objects.update_or_create(
        name=picture.name,
        defaults={
            "alt": alt,
            "width": picture.width,
            "height": picture.height,
            "byte_count": len(picture.content),
        },
    )
    if is_new or not default_storage.exists(image.path):
        default_storage.save(image.path, ContentFile(picture.content))
    return image


@transaction.atomic
def store_lesson(lesson: Lesson, *, urls: dict[str, str] | None = None) -> None:
    """Render and save `lesson` with its prompts. Call `publish_changes` after the last one."""
    render_lesson(lesson, urls=lesson_urls() if urls is None else urls)
    lesson.save()
    keep_prompts(lesson)
    keep_facts(lesson)


def render_lesson(lesson: Lesson, *, urls: dict[str, str]) -> None:
    rendered = rendered_text(lesson.source, urls)
    lesson.blocks, lesson.sections = rendered.blocks, rendered.sections


def keep_prompts(lesson: Lesson) -> None:
    """Bring the prompts in line with the text. One that is gone retires: what learners did with it stays."""
    recalls = [block for block in lesson.blocks if block["kind"] == "recall"]
    for position, block in enumerate(recalls):
        Prompt.objects.update_or_create(
            code=block["code"],
            defaults={
                "lesson": lesson,
                "question": block["question"],
                "answer": block["answer"],
                "position": position,
                "retired_at": None,
            },
        )
    gone = lesson.prompts.filter(retired_at=None).exclude(code__in=[block["code"] for block in recalls])
    gone.update(retired_at=timezone.now())


def keep_facts(lesson: Lesson) -> None:
    """Bring the dated facts in line with the text. Nothing points to one, so they are written anew."""
    lesson.facts.all().delete()
    facts = [block for block in lesson.blocks if block["kind"] == "fact"]
    Fact.objects.bulk_create(
        Fact(
            lesson=lesson,
            number=number,
            claim=plain_text(block["html"]),
            source=plain_text(block["source"]),
            as_of=block["as_of"],
            review_by=block["review_by"],
        )
        for number, block in enumerate(facts, start=1)
    )


@transaction.atomic
def store_article(article: Article, *, urls: dict[str, str] | None = None) -> None:
    """Render and save `article`. Call `publish_changes` after the last one."""
    render_article(article, urls=lesson_urls() if urls is None else urls)
    article.save()


def render_article(article: Article, *, urls: dict[str, str]) -> None:
    rendered = rendered_text(article.source, urls)
    article.html = "\n".join(block["html"] for block in rendered.blocks)
    article.sections = rendered.sections
    article.word_count = len(plain_text(article.html).split())


@transaction.atomic
def render_stored(**conditions) -> int:
    """Render lessons and articles that meet `conditions` from their stored text. Returns how many."""
    urls = lesson_urls()
    lessons, articles = Lesson.objects.filter(**conditions), Article.objects.filter(**conditions)
    for lesson in lessons:
        store_lesson(lesson, urls=urls)
    for article in articles:
        store_article(article, urls=urls)
    return len(lessons) + len(articles)


def correct_links() -> None:
    """Render what links to lessons anew, since one of them has another address than before."""
    render_stored(source__contains="lesson:")


@transaction.atomic
def publish_changes() -> None:
    """Make what was stored visible everywhere: search finds it, and each worker drops its old pages.

    Advancing locks the edition's row, so that of two who publish at once the second waits to rebuild the index.
    """
    Edition.advance()
    rebuild_index()


@transaction.atomic
def render_again() -> int:
    """Render everything from its stored text, after an upgrade that renders differently. Returns how many texts."""
    count = render_stored()
    publish_changes()
    return count
