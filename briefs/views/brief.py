"""The brief to read, to print and to keep."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.learners import current_learner
from briefs.services import brief_of, markdown_of


@require_safe
@cache_control(private=True, no_store=True)
def brief(request):
    """All that the reader wrote and decided, as one document; for whoever has nothing yet, what will be there."""
    document = brief_of(current_learner(request))
    template = "briefs/nothing_yet.html" if document.is_empty else "briefs/brief.html"
    return render(request, template, {"section": "brief", "document": document})


@require_safe
@cache_control(private=True, no_store=True)
def markdown(request):
    """The same as a file; not found for a visitor, who has none."""
    learner = current_learner(request)
    if learner is None:
        raise Http404
    return HttpResponse(
        markdown_of(learner),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="decision-brief.md"'},
    )
