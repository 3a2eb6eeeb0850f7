"""The pieces of a brief that were gathered, and the parts that each begins with: edited, left out, brought back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.learners import current_learner, ensure_learner
from briefs.documents import Piece
from briefs.forms import PassageForm, SeenForm
from briefs.services import brief_of, keep_passage, set_shown, stand_by, take_back
from quizzes.services import fingerprint

UNPROCESSABLE = 422
form_page = require_http_methods(["GET", "HEAD", "POST"])


def piece_or_404(request: HttpRequest, source: str, *, is_gathered: bool = False) -> Piece:
    """A piece of the reader's brief; where `is_gathered`, none of those that a brief begins with."""
    piece = brief_of(current_learner(request)).pieces.get(source)
    if piece is None or (is_gathered and piece.is_opening):
        raise Http404
    return piece


def to_piece(piece: Piece) -> HttpResponseRedirect:
    return redirect(f"{reverse('briefs:brief')}#{piece.anchor}")


@form_page
@cache_control(private=True, no_store=True)
def edit(request, source):
    piece = piece_or_404(request, source)
    if request.method != "POST":
        shown = {"text": piece.text, "seen": fingerprint(piece.own_text), "original": piece.mark}
        return render(request, "briefs/edit.html", {"piece": piece, "form": PassageForm(initial=shown, piece=piece)})
    form = PassageForm(request.POST, piece=piece)
    if not form.is_valid():
        return render(request, "briefs/edit.html", {"piece": piece, "form": form}, status=UNPROCESSABLE)
    sent = form.cleaned_data
    if sent["text"] or current_learner(request):
        stands = keep_passage(learner=ensure_learner(request), piece=piece, **sent)
        if sent["text"] not in ("", stands) and stands:
            messages.warning(request, _("This piece was changed in another tab meanwhile. Both texts stand in it now."))
    return to_piece(piece)


@require_POST
def back(request, source):
    """Let what was gathered stand again in place of the reader's own text."""
    piece = piece_or_404(request, source, is_gathered=True)
    if not take_back(learner=current_learner(request), source=source, seen=SeenForm(request.POST).marks()["seen"]):
        messages.warning(request, _("This piece was changed in another tab meanwhile, so it was left as it is."))
    return to_piece(piece)


@require_POST
def stand(request, source):
    """Keep the own text although the original is another one by now."""
    piece = piece_or_404(request, source, is_gathered=True)
    stand_by(learner=current_learner(request), source=source, original=SeenForm(request.POST).marks()["original"])
    return to_piece(piece)


@require_POST
def show(request, source):
    """Leave a piece out of the brief, or bring it back."""
    piece = piece_or_404(request, source, is_gathered=True)
    is_shown = request.POST.get("shown") == "1"
    set_shown(learner=current_learner(request), piece=piece, is_shown=is_shown)
    return to_piece(piece) if is_shown else redirect(f"{reverse('briefs:brief')}#left-out")
