"""What learners write at places that ask for no right answer."""

from django.shortcuts import get_object_or_404, redirect, render

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Lesson
from quizzes.forms import NoteForm
from quizzes.services import keep_note

UNPROCESSABLE = 422


@same_origin_post
def note(request, place):
    """Keep the text; without any, forget the one that was there. The last text at a place stands."""
    lesson = get_object_or_404(Lesson.objects.published().only("slug", "code"), code=f"L{place[-2:]}")
    is_part = "X-Part" in request.headers
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = {"place": place, "note": request.POST.get("text", ""), "errors": form.errors["text"]}
        template = "quizzes/_note.html" if is_part else "quizzes/note.html"
        return render(request, template, {**context, "lesson": lesson}, status=UNPROCESSABLE)
    text = form.cleaned_data["text"]
    if text or current_learner(request):
        seen = request.POST.get("seen")
        text = keep_note(learner=ensure_learner(request), lesson=lesson, place=place, text=text, seen=seen)
    if is_part:
        return render(request, "quizzes/_note.html", {"place": place, "note": text, "is_fresh": True})
    return redirect(f"{lesson.get_absolute_url()}#{place.lower()}")
