"""The pages for what somebody wrote without an account: asking for a link, seeing it all, taking it along, erasing."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import allowed_again_at
from accounts.sealing import digest_of
from comments.mailing import guest_rights, links
from comments.mailing.follow_views import AddressForm, try_later
from comments.mailing.limits import asked_too_often, takes_one_more
from comments.waiting import in_words, seconds_until
from comments.writing import UNPROCESSABLE

form_page = require_http_methods(["GET", "HEAD", "POST"])


class EraseForm(forms.Form):
    texts = forms.ChoiceField(
        label=gettext_lazy("What becomes of your published comments?"),
        choices={
            "keep": gettext_lazy("They stay, by “Somebody who has left”"),
            "remove": gettext_lazy("They are removed as well"),
        },
        initial="keep",
        widget=forms.RadioSelect,
    )


@form_page
@never_cache
def mine(request):
    """Ask for the link. The answer is the same for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None, auto_id="mine-%s")
    if not form.is_valid():
        return render(request, "comments/mine.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)
    if again_at := asked_too_often(request):
        return try_later(request, "comments/mine.html", again_at, form=form)
    if takes_one_more(request, form.cleaned_data["email"]):
        guest_rights.ask_for_link(address=form.cleaned_data["email"])
    return render(request, "comments/mine_asked.html", {"hours": links.MINE_HOURS})


def of_link(view):
    """A view of what belongs to the address that a link was mailed to."""

    @never_cache
    def wrapper(request, token):
        try:
            address = links.address_of_mine(token)
        except links.LinkIsTooOld:
            return render(request, "comments/mine_link.html", status=HTTPStatus.GONE)
        if not address:
            return render(request, "comments/mine_link.html", status=HTTPStatus.NOT_FOUND)
        return view(request, token, guest_rights.Address(address))

    return wrapper


@of_link
def mine_by_mail(request, token, owner):
    return show(request, token, owner, EraseForm())


def show(request, token, owner, form, status=HTTPStatus.OK, **more):
    context = {
        "token": token,
        "owner": owner,
        "comments": guest_rights.listed(owner),
        "follows": owner.follows.active().select_related("thread__lesson", "thread__article"),
        "form": form,
    }
    return render(request, "comments/mine_all.html", context | more, status=status)


@require_POST
@of_link
def take_mine(request, token, owner):
    again_at = allowed_again_at(request, "export", key=f"comments {digest_of(owner.address)}")
    if again_at:
        status = HTTPStatus.TOO_MANY_REQUESTS
        return show(request, token, owner, EraseForm(), status, wait=in_words(seconds_until(again_at)))
    name = f"ai-pm-course-comments-{timezone.localdate():%Y-%m-%d}.zip"
    file = guest_rights.write_archive(owner)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@of_link
def erase_mine(request, token, owner):
    form = EraseForm(request.POST)
    if not form.is_valid():
        return show(request, token, owner, form, UNPROCESSABLE)
    guest_rights.erase(address=owner.address, with_texts=form.cleaned_data["texts"] == "remove")
    messages.success(request, _("Erased. Nothing here leads to your address any more."))
    return redirect("comments:mine")
