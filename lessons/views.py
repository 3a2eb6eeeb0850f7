from datetime import date

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lessons.facts import Standing, standing_of
from lessons.glossary import glossary_of
from lessons.models import Article, Course, Lesson, LessonImage, Prompt
from lessons.pages import shared_page
from lessons.rendering import point_anchor
from lessons.search import search as find_sections


def course_or_404() -> Course:
    """The course: there is one."""
    course = Course.objects.first()
    if course is None:
        raise Http404(_("No course is loaded yet."))
    return course


def empty_site(request):
    """Before a course is loaded: what an operator has to do."""
    return render(request, "lessons/empty.html", status=404)


def published_lessons() -> list[Lesson]:
    """All lessons a reader may see, in order, each with its module."""
    lessons = Lesson.objects.published().select_related("module").defer("source", "blocks")
    return list(lessons)


def modules_of(lessons: list[Lesson]) -> list[dict]:
    modules = {}
    for lesson in lessons:
        entry = modules.setdefault(lesson.module_id, {"module": lesson.module, "lessons": [], "minutes": 0})
        entry["lessons"].append(lesson)
        entry["minutes"] += lesson.minutes
    return list(modules.values())


@shared_page
def landing(request):
    course, lessons = Course.objects.first(), published_lessons()
    if course is None:
        return empty_site(request)
    return render(
        request,
        "lessons/landing.html",
        {
            "course": course,
            "lessons": lessons,
            "modules": modules_of(lessons),
            "minutes": sum(lesson.minutes for lesson in lessons),
            "articles": Article.objects.published()[:3],
            "sample": Prompt.objects.filter(lesson__in=lessons[1:2], retired_at=None).last(),
        },
    )


@shared_page
def outline(request):
    course, lessons = Course.objects.first(), published_lessons()
    if course is None:
        return empty_site(request)
    return render(
        request,
        "lessons/outline.html",
        {"section": "course", "course": course, "lessons": lessons, "modules": modules_of(lessons)},
    )


@shared_page
def lesson(request, slug):
    course, lessons = course_or_404(), published_lessons()
    lesson = get_object_or_404(Lesson.objects.published().select_related("module"), slug=slug)
    prompts = {prompt.code: prompt for prompt in lesson.prompts.filter(retired_at=None)}
    return render(request, "lessons/lesson.html", lesson_context(course, lesson, lessons, prompts))


def lesson_context(course: Course, lesson: Lesson, lessons: list[Lesson], prompts: dict[str, Prompt]) -> dict:
    """What the page of a lesson shows; `lessons` are all in the course, this one among them."""
    place = lessons.index(lesson)
    return {
        "section": "course",
        "course": course,
        "lesson": lesson,
        "lessons": lessons,
        "blocks": blocks_to_show(lesson, prompts, timezone.localdate()),
        "takeaway_place": f"TAKE{lesson.number:02}",
        "cases": [course.cases[case] for case in lesson.cases if case in course.cases],
        "previous": lessons[place - 1] if place else None,
        "next": lessons[place + 1] if place + 1 < len(lessons) else None,
    }


def blocks_to_show(lesson: Lesson, prompts: dict[str, Prompt], today: date) -> list[dict]:
    """The blocks of the text, each prompt with its row, facts with their days; where the first question stands, the
    quiz."""
    blocks = []
    for block in lesson.blocks:
        if block["kind"] == "fact":
            blocks.append(fact_to_show(block, today))
        elif block["kind"] != "question":
            blocks.append({**block, "prompt": prompts.get(block.get("code"))})
        elif not any(shown["kind"] == "questions" for shown in blocks):
            blocks.append({"kind": "questions"})
    return blocks


def fact_to_show(block: dict, today: date) -> dict:
    days = {name: date.fromisoformat(block[name]) for name in ("as_of", "review_by")}
    return {**block, **days, "is_stale": standing_of(days["review_by"], today) == Standing.STALE}


@shared_page
def articles(request):
    return render(request, "lessons/articles.html", {"section": "articles", "articles": Article.objects.published()})


@shared_page
def article(request, slug):
    article = get_object_or_404(Article.objects.published(), slug=slug)
    return render(
        request,
        "lessons/article.html",
        {"section": "articles", "article": article, "course": Course.objects.first()},
    )


@shared_page
def glossary(request):
    terms = glossary_of(published_lessons(), point_anchor)
    return render(request, "lessons/glossary.html", {"section": "glossary", "terms": terms})


@shared_page
def privacy(request):
    return render(
        request,
        "lessons/privacy.html",
        {
            "guest_days": settings.GUEST_IDLE_DAYS,
            "grace_days": settings.ERASURE_GRACE_DAYS,
            "address_days": settings.ADDRESS_KEPT_DAYS,
        },
    )


@shared_page
def about(request):
    return render(request, "lessons/about.html", {"course": Course.objects.first()})


@require_safe
@cache_control(max_age=365 * 86400, immutable=True)
def image(request, name):
    """A picture of a lesson. Its name is made from what is in it, so that it may be kept for good."""
    shown = get_object_or_404(LessonImage, name=name)
    try:
        file = default_storage.open(shown.path)
    except FileNotFoundError:
        raise Http404(_("The file of this picture is gone.")) from None
    return FileResponse(file, content_type="image/webp")


@require_safe
@cache_control(private=True, no_store=True)
def search(request):
    query = request.GET.get("q", "")[:200].strip()
    context = {"section": "search", "query": query, "hits": find_sections(query)}
    return render(request, "lessons/search.html", context)


@require_safe
@cache_control(max_age=86400)
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /search/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@require_safe
@cache_control(max_age=86400)
def favicon(request):
    return FileResponse(
        (settings.BASE_DIR / "static/img/favicon.svg").open("rb"),
        content_type="image/svg+xml",
    )
