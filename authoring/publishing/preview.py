"""A text that is not published, on the very page that readers would see. Nothing is stored for it, and no page kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from accounts.appearance import COOKIES
from authoring.publishing.drafts import Invalid
from authoring.publishing.texts import Text, form_of
from lessons.models import Course, Lesson, Prompt
from lessons.pages import anonymous_request
from lessons.services import lesson_urls, render_article, render_lesson
from lessons.views import course_or_404, lesson_context, published_lessons


def preview(request: HttpRequest, thing: Text, values: dict, **context) -> HttpResponse:
    """The page of `thing` as a visitor would see it with these values; what no form would take stays as published.

    Raises Invalid where the text itself could not be shown.
    """
    everybody = request_of_nobody(request)
    drafted = with_values(thing, values)
    response = render(everybody, "authoring/preview.html", {**page_of(drafted), **context})
    response["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


def request_of_nobody(request: HttpRequest) -> HttpRequest:
    """One without user or session, so that no part of the page is about whoever looks at it; its looks are theirs."""
    everybody = anonymous_request(request)
    everybody.COOKIES = {name: value for name, value in request.COOKIES.items() if name in COOKIES}
    del everybody.holes  # personal parts are filled in place
    return everybody


def with_values(thing: Text, values: dict) -> Text:
    """A copy of `thing` that has them, rendered and not to be saved."""
    form = form_of(type(thing).objects.get(pk=thing.pk), values)
    if not form.is_valid() and "source" in form.errors:
        raise Invalid(form)
    drafted = form.instance
    (render_lesson if isinstance(drafted, Lesson) else render_article)(drafted, urls=lesson_urls())
    return drafted


def page_of(drafted: Text) -> dict:
    """The context of the page that readers would see, and the `layout` of it."""
    if isinstance(drafted, Lesson):
        return {**lesson_page(drafted), "layout": "lessons/lesson.html"}
    return {**article_page(drafted), "layout": "lessons/article.html"}


def lesson_page(lesson: Lesson) -> dict:
    others = [each for each in published_lessons() if each.pk != lesson.pk]
    lessons = sorted([*others, lesson], key=lambda each: (each.module.position, each.module_id, each.position))
    return lesson_context(course_or_404(), lesson, lessons, prompts_of(lesson))


def prompts_of(lesson: Lesson) -> dict[str, Prompt]:
    """The prompts that the text would have; those that are not stored get numbers that no row has."""
    known = {prompt.code: prompt for prompt in lesson.prompts.all()}
    prompts = {}
    for number, block in enumerate(block for block in lesson.blocks if block["kind"] == "recall"):
        prompt = known.get(block["code"]) or Prompt(pk=-1 - number, lesson=lesson, code=block["code"])
        prompt.question, prompt.answer = block["question"], block["answer"]
        prompts[prompt.code] = prompt
    return prompts


def article_page(article) -> dict:
    return {"section": "articles", "article": article, "course": Course.objects.first()}
