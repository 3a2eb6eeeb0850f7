"""Attempts: beginning one, its questions one by one, and what came out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.models import User
from accounts.same_origin import same_origin_post
from quizzes import attempts
from quizzes.attempts import Sitting
from quizzes.cards import make_card
from quizzes.checks import states_of_checks
from quizzes.forms import BeginForm
from quizzes.models import Attempt
from quizzes.places import Place
from quizzes.pool import pool_of
from quizzes.summaries import QUIZZES, hides_feedback, steps_of, summary_of
from quizzes.views.questions import question_or_404


@same_origin_post
def begin(request):
    """Begin an attempt, or go on with the open one, and lead to it."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind, scope, pool = form.cleaned_data["kind"], form.cleaned_data["scope"], pool_of(request)
    if (kind == Attempt.Kind.LESSON and scope not in pool.lessons) or (kind == Attempt.Kind.WEAK and scope):
        raise Http404
    learner, repairs = current_learner(request), None
    if kind == Attempt.Kind.RETRY:
        repairs = get_object_or_404(Attempt.objects.for_learner(learner), public_id=form.cleaned_data["repairs"])
        scope = repairs.scope
        if repairs.kind not in QUIZZES or not Sitting.of(repairs, pool).is_finished:
            return redirect(repairs)
    elif kind not in (Attempt.Kind.LESSON, Attempt.Kind.WEAK) and not is_open_now(learner, kind, scope):
        messages.info(request, _("This check is not open to you now."))
        return redirect("lessons:outline")
    attempt = attempts.begin(learner=ensure_learner(request), kind=kind, scope=scope, pool=pool, repairs=repairs)
    if attempt is None:
        messages.info(request, _("There is nothing to ask again just now."))
        return redirect("quizzes:calibration")
    return redirect(attempt)


def is_open_now(learner: User | None, kind: str, scope: str) -> bool:
    state = states_of_checks(learner).get(kind + scope)
    if state is None:
        raise Http404
    return state.is_open


def sitting_or_404(request, public_id) -> Sitting:
    """One's own attempt; anybody else's is not there."""
    learner = current_learner(request)
    if learner is None:
        raise Http404
    attempt = get_object_or_404(Attempt.objects.for_learner(learner), public_id=public_id)
    return Sitting.of(attempt, pool_of(request))


@require_safe
@never_cache
def attempt(request, public_id):
    """An attempt: leads to the first open question; when all are answered, what came out."""
    sitting = sitting_or_404(request, public_id)
    if not sitting.is_finished:
        return redirect("quizzes:attempt_question", public_id, sitting.next_showing.number)
    summary = summary_of(sitting, current_learner(request), pool_of(request))
    return render(request, "quizzes/attempt.html", {"summary": summary, "sitting": sitting, "lesson": summary.lesson})


@require_safe
@never_cache
def attempt_question(request, public_id, place):
    """One question of an attempt, blank or as it was answered."""
    sitting, pool = sitting_or_404(request, public_id), pool_of(request)
    showing = next((showing for showing in sitting.showings if showing.number == place), None)
    if showing is None:
        return redirect("quizzes:attempt", public_id)
    card = make_card(
        question_or_404(showing.code, pool),
        Place("attempt", str(public_id)),
        pool=pool,
        answer=sitting.answer(showing.code, showing.ordinal),
        learner_key=current_learner(request).pk,
        ordinal=showing.ordinal,
        hides_feedback=hides_feedback(sitting.attempt, current_learner(request)),
        offers_try=sitting.offers_tries,
    )
    context = {
        "card": card,
        "sitting": sitting,
        "showing": showing,
        "steps": steps_of(sitting, is_hidden=card.hides_feedback),
        "following": sitting.following(showing),
        "lesson": pool.lessons.get(sitting.attempt.scope),
    }
    is_review = sitting.attempt.kind == Attempt.Kind.REVIEW
    template = "quizzes/attempt_review.html" if is_review else "quizzes/attempt_question.html"
    return render(request, template, context)
