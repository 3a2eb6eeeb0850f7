from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.appearance import appearance_of, remember_on_device
from accounts.forms import AppearanceForm, DeleteAccountForm, PreferencesForm
from accounts.redirects import safe_next
from accounts.same_origin import same_origin_post


@login_required
def preferences(request):
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your preferences are saved."))
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form})


@same_origin_post
def appearance(request):
    """Change theme or font from the foot of any page; what is missing or unknown stays as it was."""
    theme, reading_font = appearance_of(request)
    form = AppearanceForm(
        {"theme": theme, "reading_font": reading_font, **request.POST.dict()}
    )
    response = redirect(safe_next(request, "lessons:landing"))
    if form.is_valid():
        chosen = {
            "theme": form.cleaned_data["theme"],
            "reading_font": form.cleaned_data["reading_font"],
        }
        if request.user.is_authenticated:
            type(request.user).objects.filter(pk=request.user.pk).update(**chosen)
        remember_on_device(response, **chosen)
    return response


@login_required
@reauthentication_required
def delete(request):
    form = DeleteAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        user.delete()
        messages.success(request, _("Your account and everything in it is erased."))
        return redirect("lessons:landing")
    return render(request, "accounts/delete.html", {"form": form})
