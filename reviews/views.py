from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render

from accounts.learners import ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Prompt, Status
from reviews.forms import MarkForm
from reviews.services import mark_prompt


@same_origin_post
def mark(request, code):
    """Mark a recall prompt; answers with the prompt in its new state, or leads back to it in the lesson."""
    prompts = Prompt.objects.filter(retired_at=None, lesson__status=Status.PUBLISHED).select_related("lesson")
    prompt = get_object_or_404(prompts, code=code)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors["rating"][0])
    card = mark_prompt(
        learner=ensure_learner(request),
        prompt=prompt,
        rating=form.cleaned_data["rating"],
    )
    if "X-Part" in request.headers:
        return render(
            request,
            "reviews/_prompt.html",
            {"prompt": prompt, "rating": card.rating, "is_fresh": True},
        )
    return redirect(prompt.get_absolute_url())
