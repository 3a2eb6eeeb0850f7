"""What learners share, for instructors who used a second factor."""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from readiness.forms import FeedbackForm
from readiness.guide import guide_or_404
from readiness.models import Share
from readiness.services import give_feedback
from readiness.shared import shared_ratings, shown_of
from readiness.views.passes import UNPROCESSABLE

ON_A_PAGE = 25


def instructors_only(view):
    """As the admin: staff with a second factor; and of them, those who may see what learners share."""

    @never_cache
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not admin.site.has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not request.user.has_perm("readiness.view_share"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapper


@require_safe
@instructors_only
def shared(request):
    """All questions that learners share, the last shared first."""
    return page_of(request)


def page_of(request, bound: FeedbackForm | None = None, status: int = 200):
    shares = Share.objects.select_related("learner").order_by("-shared_at", "-pk")
    page = Paginator(shares, ON_A_PAGE).get_page(request.GET.get("page"))
    entries = shown_of(page.object_list, guide_or_404(request), bound)
    context = {"page": page, "entries": entries, "bound": bound}
    return render(request, "readiness/shared.html", context, status=status)


@require_POST
@instructors_only
def feedback(request, key):
    """Keep what an instructor says about a rating that is shared now."""
    rating = get_object_or_404(shared_ratings(), pk=key)
    form = FeedbackForm(request.POST, rating=rating)
    if not form.is_valid():
        return page_of(request, bound=form, status=UNPROCESSABLE)
    by = request.user.display_name or _("An instructor")
    give_feedback(rating=rating, by=by, **form.cleaned_data)
    messages.success(request, _("The learner sees what you said."))
    return redirect(f"{reverse('readiness:shared')}#rating-{rating.pk}")
