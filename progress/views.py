from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Lesson
from progress.forms import PlaceForm
from progress.services import note_place


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
