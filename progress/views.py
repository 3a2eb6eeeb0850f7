from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Lesson
from progress.dashboard import Dashboard
from progress.events import events_of_day, standing_in_lesson
from progress.forms import PlaceForm
from progress.record import record_of
from progress.services import note_place
from quizzes.kinds.base import FULL
from quizzes.pool import pool_of
from reviews.mine import cards_of_reader
from reviews.models import Card
from reviews.standing import standing_of


def dashboard_of(request) -> Dashboard:
    learner = current_learner(request)
    return Dashboard(record_of(learner), standing_of(learner, cards_of_reader(request)), pool_of(request))


@require_safe
@never_cache
def dashboard(request):
    """What is due, what comes next, how far each lesson is, and how steadily the learner studies."""
    return render(request, "progress/dashboard.html", {"board": dashboard_of(request), "section": "progress"})


@require_safe
@never_cache
def day(request, day):
    """All that the learner did on one day: what the figures of that day are counted from."""
    learner = current_learner(request)
    events = events_of_day(learner, day) if learner else []
    return render(request, "progress/day.html", {"day": day, "events": events, "section": "progress"})


@require_safe
@never_cache
def lesson(request, slug):
    """Why a lesson is in its state, and what leads to the next."""
    lesson = get_object_or_404(Lesson.objects.published(), slug=slug)
    standing = standing_in_lesson(current_learner(request), lesson, pool_of(request))
    return render(request, "progress/lesson.html", {"lesson": lesson, "standing": standing, "section": "progress"})


@require_safe
@never_cache
def recall(request):
    """The reviews that the measured retention is counted from."""
    board = dashboard_of(request)
    cards = Card.objects.with_texts().in_bulk([review.card for review in board.retention.reviews])
    reviews = [(cards[review.card], review) for review in reversed(board.retention.reviews)]
    return render(request, "progress/recall.html", {"board": board, "reviews": reviews, "section": "progress"})


@require_safe
@never_cache
def areas(request):
    """The share right in each core area, with the answers that it is counted from."""
    board = dashboard_of(request)
    history, questions = board.record.history, board.pool.questions
    rows = [(area, [(questions[code], history[code]) for code in area.codes]) for area in board.areas]
    return render(request, "progress/areas.html", {"board": board, "rows": rows, "full": FULL, "section": "progress"})


@same_origin_post
def read(request, slug):
    """Mark a lesson as read and lead on to the next one, after the last to the outline."""
    lessons = list(Lesson.objects.published().only("slug"))
    place = next((place for place, lesson in enumerate(lessons) if lesson.slug == slug), None)
    if place is None:
        raise Http404
    note_place(learner=ensure_learner(request), lesson=lessons[place], is_read=True)
    return redirect(lessons[place + 1] if place + 1 < len(lessons) else "lessons:outline")


@same_origin_post
def place(request, slug):
    """Remember the section on screen, for learners only: a visitor who only reads leaves nothing behind."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    learner = current_learner(request)
    if learner is not None:
        lesson = get_object_or_404(Lesson.objects.published().only("slug"), slug=slug)
        note_place(
            learner=learner,
            lesson=lesson,
            anchor=form.cleaned_data["anchor"],
            is_read=form.cleaned_data["at_end"],
        )
    return HttpResponse(status=204)
