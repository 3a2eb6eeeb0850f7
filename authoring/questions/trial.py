"""A question tried as a learner would meet it, from what stands in the form: nothing of it is stored."""

import json
from http import HTTPStatus
from secrets import randbelow

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.same_origin import same_origin_post
from authoring.questions.course import surroundings_of
from authoring.questions.forms import QuestionForm
from authoring.questions.views import LIST
from lessons.models import Lesson
from quizzes.cards import SEEDS, Card, Given, reread_at
from quizzes.kinds import kinds
from quizzes.models import Question, Revision, new_salt
from quizzes.places import Place
from quizzes.pool import pool_of
from quizzes.rendering import rendered

SALT = "authoring.trial"
HOURS = 12


class TriedCard(Card):
    """A card of a question that is nowhere stored. What was answered so far goes along in the form, signed."""

    is_trial = True
    can_return = False

    def __init__(self, lesson: Lesson, trial: dict, **values):
        source = trial["source"]
        kind = kinds()[source["kind"]]
        question = Question(
            code=source["id"], lesson=lesson, kind=kind.name, points=source["points"], level=source["level"]
        )
        content = kind.prepare(rendered(source))
        revision = Revision(question=question, kind=kind.name, source=source, content=content, salt=trial["salt"])
        super().__init__(question, revision, Place("practice"), seed=trial["seed"], offers_try=False, **values)
        self.trial = trial

    @property
    def action(self) -> str:
        return reverse("admin:authoring_question_try_answer")

    @property
    def carried(self) -> str:
        return signing.dumps(self.trial, salt=SALT, compress=True)


def begin(request, *, model_admin):
    """Show what stands in the form as a question; what is wrong with it, where it cannot be shown."""
    if not (model_admin.has_change_permission(request) or model_admin.has_add_permission(request)):
        raise PermissionDenied
    if request.method != "POST":
        return redirect(LIST)
    kind = kinds().get(request.POST.get("kind", ""))
    lesson = get_object_or_404(Lesson, code=request.POST.get("lesson", ""))
    if kind is None:
        return redirect(LIST)
    surroundings = surroundings_of(lesson)
    form = QuestionForm.blank(kind.name, surroundings)
    stored = Question.objects.filter(code=request.POST.get("code", ""), lesson=lesson).select_related("revision")
    if question := stored.first():
        form = QuestionForm.of(question, surroundings)
    form.take(request.POST)
    if not form.check():
        context = {"form": form, "title": form.entry["id"]}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return TemplateResponse(request, "admin/authoring/question_try.html", context, status=status)
    trial = {"lesson": lesson.code, "source": form.entry, "salt": new_salt(), "seed": randbelow(SEEDS), "given": None}
    return show(request, TriedCard(lesson, trial))


@same_origin_post
def answer(request, *, model_admin):
    """Take a step of a question that is tried, grade it when it was the last, and keep nothing."""
    if not (model_admin.has_change_permission(request) or model_admin.has_add_permission(request)):
        raise PermissionDenied
    try:
        trial = signing.loads(request.POST.get("trial", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return redirect(LIST)
    lesson = get_object_or_404(Lesson, code=trial["lesson"])
    if "again" in request.POST:
        return show(request, TriedCard(lesson, trial | {"given": None, "seed": randbelow(SEEDS)}))
    card = card_of(lesson, trial, request)
    form = card.form_with(request.POST)
    if card.is_answered or not form.is_valid():
        status = HTTPStatus.OK if card.is_answered else HTTPStatus.UNPROCESSABLE_ENTITY
        return show(request, card, status=status)
    before = trial["given"] or {"response": None, "confidence": None}
    given = {
        "response": card.kind.take(form, before["response"]),
        "confidence": before["confidence"] if form.stated_confidence is None else form.stated_confidence,
    }
    return show(request, card_of(lesson, trial | {"given": given}, request))


def card_of(lesson: Lesson, trial: dict, request) -> TriedCard:
    card = TriedCard(lesson, trial)
    if trial["given"] is None:
        return card
    response, is_complete = trial["given"]["response"], card.kind.is_complete(card.content, trial["given"]["response"])
    score, is_right = card.kind.grade(card.content, response) if is_complete else (None, None)
    given = Given(json.dumps(response, sort_keys=True), trial["given"]["confidence"], score, is_right, is_complete)
    points = card.question.points
    taught_in = pool_of(request).lesson_teaching(points[0]) if points else lesson
    return TriedCard(lesson, trial, given=given, reread=reread_at(taught_in, points))


def show(request, card: TriedCard, status: int = HTTPStatus.OK):
    """The page; of it the card alone where the page asked for that."""
    template = "quizzes/_card.html" if request.headers.get("X-Part") else "admin/authoring/question_try.html"
    return TemplateResponse(request, template, {"card": card, "title": card.question.code}, status=status)
