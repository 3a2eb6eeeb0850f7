from functools import wraps
from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.appearance import appearance_of, remember_on_device
from accounts.archive import write_archive
from accounts.erasure_mails import read_token
from accounts.forms import AppearanceForm, DeleteAccountForm, DeleteGuestForm, DeleteNowForm, PreferencesForm
from accounts.hooks import call_all
from accounts.learners import current_learner, note_day
from accounts.limits import allowed_again_at
from accounts.models import User
from accounts.redirects import safe_next
from accounts.same_origin import same_origin_post
from accounts.services import erase_account, keep_account, plan_erasure
from accounts.takeout import Owner, counts

form_page = require_http_methods(["GET", "HEAD", "POST"])


def reauthenticated_unless_guest(view):
    """A member confirms that it is them; a guest has nothing to confirm it with but the browser they use."""
    for_members = login_required(reauthentication_required(view))

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        learner = current_learner(request)
        is_guest = learner is not None and learner.is_guest
        return (view if is_guest else for_members)(request, *args, **kwargs)

    return wrapper


@form_page
@login_required
def preferences(request):
    if request.method != "POST":
        return render(request, "accounts/preferences.html", {"form": PreferencesForm(instance=request.user)})
    # A form changes its instance while it checks; the page around it must still show what is stored.
    form = PreferencesForm(request.POST, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        with transaction.atomic():
            member = form.save()
            if "display_name" in form.changed_data:
                call_all(settings.AFTER_RENAMING, member=member)
        if "time_zone" in form.changed_data:
            note_day(member)
        messages.success(request, _("Your preferences are saved."))
        response = redirect("accounts:preferences")
        remember_on_device(response, theme=member.theme, reading_font=member.reading_font)
        return response
    return render(request, "accounts/preferences.html", {"form": form})


@same_origin_post
def appearance(request):
    """Change theme or font from the foot of any page; what is missing or unknown stays as it was."""
    theme, reading_font = appearance_of(request)
    form = AppearanceForm(request.POST)
    response = redirect(safe_next(request, settings.LOGOUT_REDIRECT_URL))
    if form.is_valid():
        chosen = {
            "theme": form.cleaned_data["theme"] or theme,
            "reading_font": form.cleaned_data["reading_font"] or reading_font,
        }
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(**chosen)
        remember_on_device(response, **chosen)
    return response


@form_page
def export(request):
    """Everything that is stored about a learner: what there is of it, and all of it in one file."""
    if current_learner(request) is None:
        return render(request, "accounts/export.html")
    return export_of_learner(request)


@reauthenticated_unless_guest
def export_of_learner(request):
    owner = Owner(current_learner(request), request.session.session_key or "")
    if request.method != "POST":
        return render(request, "accounts/export.html", {"learner": owner.learner, "counts": counts(owner)})
    again_at = allowed_again_at(request, "export", key=str(owner.learner.pk))
    if again_at:
        context = {"learner": owner.learner, "counts": counts(owner), "again_at": again_at}
        return render(request, "accounts/export.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    name = f"ai-pm-course-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(write_archive(owner), as_attachment=True, filename=name, content_type="application/zip")


@form_page
@reauthenticated_unless_guest
def delete(request):
    learner = current_learner(request)
    form_class = DeleteGuestForm if learner.is_guest else DeleteAccountForm
    form = form_class(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "learner": learner, "days": settings.ERASURE_GRACE_DAYS}
        return render(request, "accounts/delete.html", context)
    if learner.is_guest:
        return erase_and_leave(request, learner, _("Everything you have done here is erased."))
    plan_erasure(member=learner, session_key=request.session.session_key)
    return redirect("accounts:delete")


@form_page
@login_required
@reauthentication_required
def delete_now(request):
    form = DeleteNowForm(request.POST if request.method == "POST" else None, member=request.user)
    if not form.is_valid():
        return render(request, "accounts/delete_now.html", {"form": form})
    return erase_and_leave(request, request.user, _("Your account and everything in it is erased."))


def erase_and_leave(request, learner: User, word: str):
    erase_account(user=learner)
    logout(request)
    messages.success(request, word)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@same_origin_post
def keep(request):
    """From the line that stands above each page while an account is to be erased."""
    if request.user.is_authenticated and keep_account(learner_id=request.user.pk):
        messages.success(request, _("Your account stays, with everything in it."))
    return redirect("accounts:preferences")


@form_page
def keep_by_mail(request, token):
    """The link in the mail. Opening it changes nothing, since mail scanners open links too; nor does it sign in."""
    plan = read_token(token)
    if request.method == "POST" and plan:
        number, day = plan
        if keep_account(learner_id=number, erase_on=day):
            messages.success(request, _("Your account stays, with everything in it."))
            return redirect(settings.LOGOUT_REDIRECT_URL)
    is_open = plan and User.objects.filter(pk=plan[0], erase_on=plan[1]).exists()
    context = {"erase_on": plan[1] if is_open else None}
    return render(request, "accounts/keep.html", context, status=HTTPStatus.OK if is_open else HTTPStatus.NOT_FOUND)
