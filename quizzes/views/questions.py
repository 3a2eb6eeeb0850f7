"""Questions: answering them, practising one by itself, reporting one."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Status
from quizzes.answering import Taken, step_differs, take_first_step, take_next_step
from quizzes.attempts import Sitting, ask_in, attempt_at, belongs_to
from quizzes.cards import Card, make_card
from quizzes.forms import ReportForm, ShowingForm
from quizzes.models import Answer, Attempt, Question, Report, Revision
from quizzes.on_page import add_taken, first_sitting
from quizzes.places import PRACTICE, Place, place_from
from quizzes.pool import Pool, pool_of
from quizzes.reports import replies_about
from quizzes.schema import file_schema
from quizzes.summaries import hides_feedback, steps_of

UNPROCESSABLE = 422


def question_or_404(code: str, pool: Pool) -> Question:
    """A question in use, or one that was: what was typed into an old page is not lost."""
    return pool.get(code) or get_object_or_404(Question.objects.select_related("revision", "lesson"), code=code)


def check_shown(question: Question, pool: Pool, attempt: Attempt | None = None) -> None:
    """Of a lesson that is not published there is only what the learner's `attempt` asks already."""
    is_asked = attempt is not None and attempt.pk is not None and question.code in attempt.questions
    if question.code not in pool.questions and question.lesson.status != Status.PUBLISHED and not is_asked:
        raise Http404


@same_origin_post
def answer(request, code):
    """Take one step of a question; answers with the card as it then is, or leads back to where it was asked."""
    pool = pool_of(request)
    question = question_or_404(code, pool)
    sent = ShowingForm(request.POST).values()
    place, learner = place_from(sent["place"]), current_learner(request)
    attempt = attempt_asked(request, place, question, pool) if learner else None
    check_shown(question, pool, attempt)
    if not belongs_to(place, attempt, question, sent["ordinal"], pool):
        raise Http404
    known = known_answer(attempt, question, sent, pool)
    card = card_as_sent(question, place, pool, sent, known)
    if sent["step"] != card.step:
        return late_response(request, card, known, sent["step"], pool)
    form = card.form_with(request.POST)
    if not form.is_valid():
        return card_response(request, card, status=UNPROCESSABLE)
    try:
        taken = (
            take_next_step(answer_key=known.pk, form=form) if known else take_first(request, attempt, card, form, pool)
        )
    except (Answer.DoesNotExist, Attempt.DoesNotExist):
        card.notice = _("You have signed in elsewhere in the meantime. Please send this once more.")
        return card_response(request, card, status=UNPROCESSABLE)
    if taken.is_other:
        card.unsaved = form.cleaned_data.get("text", "")
    return taken_response(request, taken, card, pool)


def attempt_asked(request, place: Place, question: Question, pool: Pool) -> Attempt | None:
    """The learner's attempt at `place`. In a quiz, the summary that comes back with an answer is asked with it."""
    is_with_summary = place.kind == "quiz" and "X-Part" in request.headers
    sitting = first_sitting(request, place.scope, Attempt.Kind.LESSON) if is_with_summary else None
    if sitting:
        return sitting.attempt
    return attempt_at(place, learner=current_learner(request), question=question, pool=pool)


def known_answer(attempt: Attempt | None, question: Question, sent: dict, pool: Pool) -> Answer | None:
    """For a later step: the answer that it belongs to."""
    if not sent["step"] or attempt is None or attempt.pk is None:
        return None
    return next(iter(pool.complete(attempt.answers.filter(question=question, ordinal=sent["ordinal"]))), None)


def card_as_sent(question: Question, place: Place, pool: Pool, sent: dict, known: Answer | None) -> Card:
    """The card that the form was sent from: in the revision and the order that the learner saw."""
    card = make_card(question, place, pool=pool, answer=known, ordinal=sent["ordinal"], label=sent["label"])
    if known is None:
        card.seed = sent["seed"]
        if sent["revision"] not in (None, card.revision.pk):
            card.revision = get_object_or_404(Revision, pk=sent["revision"], question=question)
    return card


def take_first(request, attempt: Attempt | None, card: Card, form, pool: Pool) -> Taken:
    """Save the first step; a visitor becomes a guest with it."""
    learner = ensure_learner(request)
    if attempt is None:
        attempt = attempt_at(card.place, learner=learner, question=card.question, pool=pool)
    if attempt is None:
        card.place = Place(PRACTICE)
        attempt = attempt_at(card.place, learner=learner, question=card.question, pool=pool)
        text = _("This quiz belongs to an account you are not signed in to. Your answer was kept as practice.")
        if "X-Part" in request.headers:
            card.notice = text
        else:
            messages.warning(request, text)
    ask_in(attempt, card.question)
    return take_first_step(
        learner=learner,
        attempt=attempt,
        question=card.question,
        revision=card.revision,
        ordinal=card.ordinal,
        seed=card.seed,
        form=form,
    )


def late_response(request, card: Card, known: Answer | None, step: int, pool: Pool) -> HttpResponse:
    """A later step that was taken already, or whose first step is not to be found."""
    if known:
        form = card.kind.form(card.content, min(step, card.step_count - 1), card.shuffle, request.POST)
        return taken_response(request, Taken(known, False, is_other=step_differs(known, form)), card, pool)
    card.notice = _("The first part of this answer is not here: perhaps your session has ended. Please answer again.")
    return card_response(request, card, status=UNPROCESSABLE)


def taken_response(request, taken: Taken, sent: Card, pool: Pool) -> HttpResponse:
    """The card after a step: as a part of the page, or by leading back to the place.

    `sent` is the card that the form was sent from. Text that came second is shown, so that it can be copied.
    """
    place = sent.place
    answer = pool.complete([taken.answer])[0]
    add_taken(request, answer, is_new=taken.is_new)
    # Elsewhere than in an attempt nothing here depends on other answers; the summary of a quiz asks for them itself.
    sitting = Sitting.of(answer.attempt, pool) if place.kind == "attempt" else Sitting(answer.attempt, [answer])
    came_second = _("This was answered before, here or in another tab. That answer counts.")
    notice = came_second if taken.is_other else sent.notice
    if "X-Part" not in request.headers and not sent.unsaved:
        if notice:
            messages.info(request, notice)
        return redirect(url_of_showing(place, answer, sitting, pool))
    is_hidden = hides_feedback(answer.attempt, current_learner(request), answer.question.code)
    card = make_card(
        answer.question,
        place,
        pool=pool,
        answer=answer,
        ordinal=answer.ordinal,
        label=sent.label,
        hides_feedback=is_hidden,
        notice=notice,
        offers_try=sitting.offers_tries,
    )
    card.unsaved = sent.unsaved
    return card_response(request, card, sitting=sitting)


def url_of_showing(place: Place, answer: Answer, sitting: Sitting, pool: Pool) -> str:
    """The address where an answer is shown."""
    card = make_card(answer.question, place, pool=pool, answer=answer, ordinal=answer.ordinal)
    key = (answer.question.code, answer.ordinal)
    if place.kind == "attempt":
        number = next((each.number for each in sitting.showings if (each.code, each.ordinal) == key), 1)
        return reverse("quizzes:attempt_question", args=[place.scope, number])
    if place.kind == PRACTICE:
        return answer.get_absolute_url()
    if place.scope not in pool.lessons:  # withdrawn meanwhile: the quiz goes on as an attempt
        return answer.attempt.get_absolute_url()
    return f"{pool.lessons[place.scope].get_absolute_url()}#{card.anchor}"


def card_response(request, card: Card, *, status: int = 200, sitting: Sitting | None = None) -> HttpResponse:
    """A card: the part that takes its place in a page, or, where something is missing, a page of its own."""
    template = "quizzes/_answered.html" if "X-Part" in request.headers else "quizzes/question.html"
    context = {"card": card, "question": card.question, "sitting": sitting}
    if sitting and card.place.kind == "attempt":
        key = (card.question.code, card.ordinal)
        showing = next((each for each in sitting.showings if (each.code, each.ordinal) == key), None)
        context["following"] = sitting.following(showing) if showing else None
        context |= {"showing": showing, "steps": steps_of(sitting, is_hidden=card.hides_feedback)}
    return render(request, template, context, status=status)


@require_safe
@never_cache
def question(request, code):
    """A question by itself: to practise, or to read again what was answered as practice."""
    pool, learner = pool_of(request), current_learner(request)
    question = question_or_404(code, pool)
    check_shown(question, pool)
    place, answers, is_hidden = Place(PRACTICE), [], False
    if learner:
        attempt = attempt_at(place, learner=learner, question=question, pool=pool)
        if attempt.pk:
            answers = pool.complete(attempt.answers.filter(question=question).order_by("ordinal"))
        is_hidden = hides_feedback(attempt, learner, code)
    shown = shown_try(request.GET.get("try", ""), answers)
    next_try = len(answers) + 1
    card = make_card(
        question,
        place,
        pool=pool,
        answer=shown,
        learner_key=learner and learner.pk,
        ordinal=shown.ordinal if shown else next_try,
        hides_feedback=is_hidden,
    )
    context = {"card": card, "question": question, "tries": answers, "next_try": next_try}
    if card.is_answered:
        context["replies"] = replies_about(question, learner)
    return render(request, "quizzes/question.html", context)


def shown_try(wanted: str, answers: list[Answer]) -> Answer | None:
    """The try that the address names; without one the first that is not complete, if there is one."""
    if wanted:
        return next((answer for answer in answers if str(answer.ordinal) == wanted), None)
    return next((answer for answer in answers if answer.completed_at is None), None)


@require_safe
@never_cache
def report(request, code):
    """The form to say that a question seems wrong."""
    question = question_or_404(code, pool_of(request))
    check_shown(question, pool_of(request))
    revision = revision_read(question, request.GET)
    return render(request, "quizzes/report.html", report_context(request, question, revision, ReportForm()))


def report_context(request, question: Question, revision: Revision, form: ReportForm) -> dict:
    replies = replies_about(question, current_learner(request))
    return {"question": question, "revision": revision, "form": form, "replies": replies}


def revision_read(question: Question, sent) -> Revision:
    """The revision that a report is about: the one that was read, else the one in use."""
    number = sent.get("revision", "")
    known = question.revisions.filter(pk=number) if number.isdecimal() and len(number) < 19 else None
    return (known and known.first()) or question.revision


@same_origin_post
def send_report(request, code):
    """Keep a report for instructors."""
    question = question_or_404(code, pool_of(request))
    check_shown(question, pool_of(request))
    if not ratelimit.consume(request, action="report"):
        return ratelimit.respond_429(request)
    revision = revision_read(question, request.POST)
    form = ReportForm(request.POST, instance=Report(question=question, revision=revision))
    if not form.is_valid():
        context = report_context(request, question, revision, form)
        return render(request, "quizzes/report.html", context, status=UNPROCESSABLE)
    form.save()
    messages.success(request, _("Thank you. An instructor will look at this question."))
    return redirect(question.lesson)


@require_safe
@cache_control(max_age=3600)
def schema(request):
    """The JSON Schema of the files of questions."""
    return JsonResponse(file_schema(), json_dumps_params={"indent": 1})
