"""Tasks of the plan, and what is shared of the questions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.learners import current_learner
from accounts.same_origin import same_origin_post
from readiness import services
from readiness.forms import ShareForm, TaskForm
from readiness.guide import guide_or_404
from readiness.history import Past
from readiness.models import Task
from readiness.overview import planned_of
from readiness.views.passes import UNPROCESSABLE


@same_origin_post
def keep_task(request, key):
    """Keep the day, the product and whether a task is done."""
    guide, learner = guide_or_404(request), current_learner(request)
    task = get_object_or_404(Task.objects.filter(of_pass__learner=learner), pk=key) if learner else None
    planned = planned_of(task, guide) if task else None
    if planned is None:
        raise Http404
    form = planned.form = TaskForm(request.POST, instance=task)
    if not form.is_valid():
        return render(request, "readiness/task.html", {"planned": planned}, status=UNPROCESSABLE)
    values = form.cleaned_data
    services.keep_task(task=task, due_on=values["due_on"], product=values["product"], is_done=values["is_done"])
    messages.success(request, _("Your task is kept."))
    return redirect(f"{reverse('readiness:overview')}#plan")


@same_origin_post
def share(request, code):
    """Share one question with instructors, or take it back."""
    guide, learner, form = guide_or_404(request), current_learner(request), ShareForm(request.POST)
    if learner is None or guide.question(code) is None or not form.is_valid():
        raise Http404
    if form.cleaned_data["shared"] == "0":
        services.take_back(learner=learner, question=code)
        messages.success(request, _("Instructors no longer see it."))
    elif Past.of(learner).rated(code):
        services.share(learner=learner, question=code)
        messages.success(request, _("Instructors can see it now. You can take it back at any time."))
    else:
        raise Http404
    return redirect(f"{reverse('readiness:overview')}#{code.lower()}")
