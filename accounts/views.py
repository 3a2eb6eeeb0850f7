from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.appearance import appearance_of, remember_on_device
from accounts.forms import AppearanceForm, DeleteAccountForm, PreferencesForm
from accounts.models import User
from accounts.redirects import safe_next
from accounts.same_origin import same_origin_post
from accounts.services import erase_account

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@login_required
def preferences(request):
    if request.method != "POST":
        return render(request, "accounts/preferences.html", {"form": PreferencesForm(instance=request.user)})
    # A form changes its instance while it checks; the page around it must still show what is stored.
    form = PreferencesForm(request.POST, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        member = form.save()
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
@login_required
@reauthentication_required
def delete(request):
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = request.user.email
        erase_account(user=request.user)
        logout(request)
        get_adapter().send_mail("accounts/email/account_erased", email, {})
        messages.success(request, _("Your account and everything in it is erased."))
        return redirect(settings.LOGOUT_REDIRECT_URL)
    return render(request, "accounts/delete.html", {"form": form})
