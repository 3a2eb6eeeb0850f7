from django import template
from django.utils import timezone

from accounts.learners import current_learner
from accounts.personal import personal_tag
from accounts.prepared import PreparedQuery
from progress.models import Reading
from progress.states import NEW, STATES, Place, next_step, state_of
from quizzes.results import practised_lessons

register = template.Library()


PLACES = PreparedQuery(lambda learner: Reading.objects.filter(learner=learner).values_list("lesson", *Place._fields))


def places_of(request) -> dict[int, Place]:
    """Where the reader is in each lesson begun: one query a page, none for a visitor."""
    if not hasattr(request, "places"):
        learner = current_learner(request)
        rows = PLACES.rows(learner.pk) if learner else []
        request.places = {lesson: Place(*values) for lesson, *values in rows}
    return request.places


def practised_of(request) -> set[str]:
    """Codes of the lessons the reader has practised: one query a page, none for a visitor."""
    if not hasattr(request, "practised"):
        learner = current_learner(request)
        request.practised = practised_lessons(learner) if learner else set()
    return request.practised


@personal_tag(register, "progress/_lesson_state.html")
def lesson_state(request, lesson):
    """The state of one lesson in a word."""
    return {"state": state_of(lesson, places_of(request), practised_of(request))}


@register.filter
def rungs(state: str) -> list[bool]:
    """The four steps of a lesson beyond New: which are reached."""
    return [STATES.index(state) >= step for step in range(1, len(STATES))]


@register.filter
def by_weekday(weeks) -> list[list]:
    """The cells of a heat map, one row for each day of the week."""
    return [list(row) for row in zip(*(week.cells for week in weeks), strict=True)]


@register.filter
def own_day(moment):
    """The day of a moment on the learner's calendar."""
    return timezone.localtime(moment).date()


@personal_tag(register, "progress/_count_read.html")
def count_read(request, lessons):
    """How many of the lessons are read, or practised without reading: "6 of 18 done"."""
    places, practised = places_of(request), practised_of(request)
    done = sum(state_of(lesson, places, practised) != NEW for lesson in lessons)
    return {"done": done, "total": len(lessons)}


@personal_tag(register, "progress/_next_step.html")
def next_lesson(request, lessons):
    """One button: start, go on where reading stopped, or the next lesson."""
    return {"step": next_step(lessons, places_of(request), practised_of(request))}


@personal_tag(register, "progress/_finish_lesson.html")
def finish_lesson(request, lesson, following):
    """The end of a lesson: mark it as read and go on, or just go on."""
    place = places_of(request).get(lesson.pk)
    return {
        "lesson": lesson,
        "following": following,
        "is_read": bool(place and place.read_at),
    }


@personal_tag(register, "progress/_keeps_place.html")
def keeps_place(request):
    """Tells the script that remembers the place whether there is somebody to remember it for."""
    return {"is_kept": current_learner(request) is not None}
