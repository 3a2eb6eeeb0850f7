"""Sections that learners add to their brief."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.learners import current_learner, ensure_learner
from briefs.documents import NO_TEXT
from briefs.forms import SectionForm, SeenForm
from briefs.models import Section
from briefs.services import keep_section, remove_section
from lessons.models import Lesson
from quizzes.services import fingerprint

UNPROCESSABLE = 422
form_page = require_http_methods(["GET", "HEAD", "POST"])


def section_or_404(request: HttpRequest, public_id) -> Section:
    return get_object_or_404(Section, learner=current_learner(request), public_id=public_id)


def to_section(section: Section):
    return redirect(f"{reverse('briefs:brief')}#{section.anchor}")


@form_page
@cache_control(private=True, no_store=True)
def add(request):
    if request.method == "POST":
        return keep(request, SectionForm(request.POST, learner=current_learner(request)))
    after = Lesson.objects.published().filter(code=request.GET.get("after", "").replace("\x00", "")[:3]).first()
    shown = {"public_id": uuid4(), "seen": NO_TEXT, "after": after}
    return render(request, "briefs/section.html", {"form": SectionForm(initial=shown)})


@form_page
@cache_control(private=True, no_store=True)
def edit(request, public_id):
    section = section_or_404(request, public_id)
    if request.method == "POST":
        return keep(request, SectionForm({**request.POST.dict(), "public_id": public_id}), section)
    shown = {
        "public_id": public_id,
        "seen": fingerprint(section.text),
        "title": section.title,
        "text": section.text,
        "after": section.after_id,
    }
    return render(request, "briefs/section.html", {"form": SectionForm(initial=shown), "own": section})


def keep(request, form: SectionForm, own: Section | None = None):
    if not form.is_valid():
        return render(request, "briefs/section.html", {"form": form, "own": own}, status=UNPROCESSABLE)
    section = keep_section(learner=ensure_learner(request), **form.cleaned_data)
    if section.text != form.cleaned_data["text"]:
        messages.warning(request, _("This section was changed in another tab meanwhile. Both texts stand in it now."))
    return to_section(section)


@require_POST
def show(request, public_id):
    """Leave a section out of the brief, or bring it back."""
    section = section_or_404(request, public_id)
    section.is_shown = request.POST.get("shown") == "1"
    section.save(update_fields=["is_shown"])
    return to_section(section) if section.is_shown else redirect(f"{reverse('briefs:brief')}#left-out")


@require_POST
def remove(request, public_id):
    """Erase a section for good."""
    if not Section.objects.filter(public_id=public_id).exists():
        return redirect("briefs:brief")  # a second press: it is gone
    section = section_or_404(request, public_id)
    if not remove_section(section=section, seen=SeenForm(request.POST).marks()["seen"]):
        messages.warning(request, _("This section was changed in another tab meanwhile, so it was left as it is."))
        return to_section(section)
    messages.success(request, _("The section is erased."))
    return redirect("briefs:brief")
