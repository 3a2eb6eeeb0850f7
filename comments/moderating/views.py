"""The pages on which moderators decide about comments."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.forms import TextForm
from comments.models import Ban, Comment, Decision, Policy, Thread
from comments.moderating import bans, bulk, kept, moderation
from comments.moderating.facts import bans_against
from comments.moderating.forms import MOST_AT_ONCE, READY, BanForm, DecideForm
from comments.moderating.learned import latest_training, weights_of
from comments.moderating.moderators import moderators_only
from comments.moderating.page import PAGE, Asked, Entry, bring_back, entries_of, neighbours_of, queue_page, with_all
from comments.moderating.undoing import with_undoable
from comments.numbers import numbers_in
from comments.writing import UNPROCESSABLE

DONE = "queue-done"


@require_safe
@moderators_only
def queue(request):
    """What waits, or was decided lately."""
    return show_queue(request, Asked.of(request.GET), sent=kept.take(request))


def show_queue(request, asked: Asked, *, sent: QueryDict | None = None, problem: str = ""):
    """With what was `sent` in vain."""
    page = queue_page(asked)
    if sent is not None:
        bring_back(page.entries, sent)
    context = {
        "queue": page,
        "done": decisions_of(request.GET.get("done", "")),
        "ready": READY,
        "bulk_ready": sent.get("ready") if sent and "reason" not in sent else "",
        "problem": problem,
        "field": field_of(sent),
    }
    return render(request, "comments/queue.html", context, status=UNPROCESSABLE if problem else 200)


def field_of(sent: QueryDict | None) -> str:
    """Where a reason is chosen, in the form that was sent: of one comment, or of all that were chosen."""
    if not sent or "reason" not in sent:
        return "bulk-ready" if sent and sent.getlist("comment") else "bulk"
    found = numbers_of(sent)
    return f"ready-{Comment(public_id=found[0]).anchor}" if found else ""


def decisions_of(numbers: str) -> list[Decision]:
    """Those that were just made and can be taken back; no query where there are none."""
    found = numbers_in(numbers, MOST_AT_ONCE)
    if not found:
        return []
    decisions = Decision.objects.standing().filter(pk__in=found).exclude(before={})
    return list(decisions.select_related("comment__author", "thread__lesson", "thread__article"))


def back_to(request, done: str = ""):
    """The queue as it was when a form was sent from it."""
    asked = Asked.of(QueryDict(request.POST.get("back", "")[:200]))
    return redirect(asked.url(f"done={done}" if done else "") + (f"#{DONE}" if done else ""))


@require_POST
@moderators_only
def decide(request):
    """One action for one or many comments."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        return show_problem(request, form.problem)
    values = form.cleaned_data
    outcome = bulk.decide_all(
        chosen=values["comment"], action=values["action"], moderator=request.user, reason=values["reason"]
    )
    if "X-Part" in request.headers:
        done = decisions_of(outcome.numbers)
        context = {
            "done": done,
            "notes": notes_of(outcome),
            "back": request.POST.get("back", ""),
            "settled": [public_id for public_id, _seen in values["comment"] if public_id not in outcome.refused],
            "refused": refused_entries(outcome),
            "ready": READY,
        }
        return render(request, "comments/_queue_done.html", context)
    tell(request, outcome)
    return back_to(request, outcome.numbers)


def refused_entries(outcome: bulk.Outcome) -> list[Entry]:
    """As they are now, each with the reason why nothing was done."""
    comments = list(with_all(Comment.objects.filter(public_id__in=outcome.refused)))
    if not comments:
        return []
    entries = entries_of(comments, Policy.current().hold_from, weights_of(latest_training()))
    for entry in entries:
        entry.refused = outcome.refused[entry.comment.public_id]
    return entries


def show_problem(request, problem: str):
    """On the page that the form stands on, with all that was chosen and typed."""
    sent = request.POST
    if "X-Part" in request.headers:
        context = {"problem": problem, "field": field_of(sent), "back": sent.get("back", "")}
        return render(request, "comments/_queue_done.html", context, status=UNPROCESSABLE)
    found = numbers_of(sent) if sent.get("from") == "comment" else []
    comment = with_all(Comment.objects.filter(public_id__in=found)).first()
    if comment:
        return show_comment(request, comment, sent=sent, problem=problem)
    return show_queue(request, Asked.of(QueryDict(sent.get("back", "")[:200])), sent=sent, problem=problem)


def numbers_of(sent: QueryDict) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(token.partition(".")[0]) for token in sent.getlist("comment")[:1]]
    except ValueError:
        return []


def notes_of(outcome: bulk.Outcome) -> list[str]:
    """Why some were left alone, in words."""
    notes = []
    if outcome.already:
        text = ngettext("Decided already.", "%(count)d were decided already.", outcome.already)
        notes.append(text % {"count": outcome.already})
    for reason, count in outcome.reasons.items():
        notes.append(reason if count == 1 else _("%(count)d comments: %(reason)s") % {"count": count, "reason": reason})
    return notes


def tell(request, outcome: bulk.Outcome) -> None:
    for note in notes_of(outcome):
        messages.info(request, note)


@require_POST
@moderators_only
def undo(request):
    """Take one or many decisions back."""
    decisions = decisions_to_undo(request.POST.get("done", ""))
    outcome = bulk.undo_all(decisions=decisions, moderator=request.user)
    if outcome.decisions:
        count = len(outcome.decisions)
        text = ngettext("Undone.", "%(count)d decisions are undone.", count)
        messages.success(request, text % {"count": count})
    if outcome.already or not decisions:
        messages.info(request, _("This is undone already."))
    outcome.already = 0
    tell(request, outcome)
    if request.POST.get("from") == "history":
        return redirect("comments:queue_history")
    first = next((each.comment for each in outcome.decisions if each.comment_id), None)
    response = back_to(request)
    response["Location"] += f"#{first.anchor}" if first else ""
    return response


def decisions_to_undo(numbers: str) -> list[Decision]:
    """The last first, so that several decisions about one comment can go together."""
    found = numbers_in(numbers, MOST_AT_ONCE)
    return list(Decision.objects.filter(pk__in=found).select_related("comment").order_by("-pk"))


def comment_or_404(public_id) -> Comment:
    return get_object_or_404(with_all(Comment.objects.all()), public_id=public_id)


@require_safe
@moderators_only
def comment(request, public_id):
    """One comment with all that is around it: its thread, what was decided, what can be done."""
    return show_comment(request, comment_or_404(public_id), sent=kept.take(request))


def show_comment(request, comment: Comment, form=None, ban_form=None, sent: QueryDict | None = None, problem: str = ""):
    """With what was `sent` in vain."""
    entry = entries_of([comment], Policy.current().hold_from, weights_of(latest_training()))[0]
    if sent is not None:
        bring_back([entry], sent)
    decisions = with_undoable(comment.decisions.with_people()).order_by("-pk")
    has_errors = bool(problem or (form and form.errors) or (ban_form and ban_form.errors))
    context = {
        "entry": entry,
        "neighbours": neighbours_of(comment),
        "decisions": decisions[:PAGE],
        "bans": bans_against(comment).select_related("member", "comment__author"),
        "form": form or text_form(request, comment, typed=sent),
        "ban_form": ban_form or BanForm(comment=comment, auto_id="ban_%s", initial=ban_in(sent)),
        "ready": READY,
        "has_errors": has_errors,
        "problem": problem,
        "field": field_of(sent),
    }
    return render(request, "comments/queue_comment.html", context, status=UNPROCESSABLE if has_errors else 200)


def text_form(request, comment: Comment, sent=None, typed: QueryDict | None = None) -> TextForm:
    text = (typed or {}).get("text", comment.text)
    return TextForm(sent, initial={"text": text}, auto_id="edit_%s", request=request, with_check=False)


def ban_in(sent: QueryDict | None) -> dict:
    if not sent or "days" not in sent:
        return {}
    return {"whom": sent.getlist("whom"), "reason": sent.get("reason", ""), "days": sent["days"]}


@require_POST
@moderators_only
def edit(request, public_id):
    """Change what a comment says."""
    comment = comment_or_404(public_id)
    form = text_form(request, comment, request.POST)
    if not form.is_valid():
        return show_comment(request, comment, form=form)
    try:
        decision = moderation.correct(
            comment=comment,
            text=form.cleaned_data["text"],
            moderator=request.user,
            seen=request.POST.get("seen", ""),
        )
    except moderation.NotPossible as refused:
        form.add_error("text", str(refused))
        return show_comment(request, comment, form=form)
    if decision is None:
        messages.info(request, _("It says that already."))
    return to_comment(request, comment, decision)


def to_comment(request, comment: Comment, decision: Decision | None):
    """Back to its page, with the way to undo what was done."""
    if decision:
        messages.success(request, _("Done: %(what)s.") % {"what": decision.get_action_display()})
    return redirect("comments:queue_comment", comment.public_id)


@require_POST
@moderators_only
def ban(request, public_id):
    """Hold back what the author or their network writes from now on."""
    comment = comment_or_404(public_id)
    form = BanForm(request.POST, comment=comment, auto_id="ban_%s")
    if not form.is_valid():
        return show_comment(request, comment, ban_form=form)
    values = form.cleaned_data
    try:
        decision = bans.ban(
            comment=comment,
            whom=values["whom"],
            moderator=request.user,
            reason=values["reason"],
            ends_at=form.ends_at,
        )
    except moderation.NotPossible as refused:
        form.add_error(None, str(refused))
        return show_comment(request, comment, ban_form=form)
    if decision is None:
        messages.info(request, _("They are banned for as long already."))
    return to_comment(request, comment, decision)


@require_POST
@moderators_only
def lift(request, number):
    """End a ban."""
    ban = get_object_or_404(Ban.objects.select_related("comment"), pk=number)
    if bans.lift(ban=ban, moderator=request.user):
        messages.success(request, _("The ban is lifted."))
    else:
        messages.info(request, _("This ban has ended already."))
    return redirect("comments:queue_bans")


@require_safe
@moderators_only
def list_bans(request):
    """Bans in force."""
    active = Ban.objects.active().select_related("comment__author", "member").order_by("-banned_at", "-pk")
    page = Paginator(active, PAGE).get_page(request.GET.get("page"))
    return render(request, "comments/queue_bans.html", {"page": page})


@require_POST
@moderators_only
def lock(request, number):
    """Let a thread take no more comments, or again."""
    thread = get_object_or_404(Thread.objects.select_related("lesson", "article"), pk=number)
    is_locked = request.POST.get("lock") == "1"
    decision = moderation.set_locked(thread=thread, is_locked=is_locked, moderator=request.user)
    if decision is None:
        messages.info(request, _("It is so already."))
        return redirect(Asked(thread=thread.pk).url())
    return redirect(Asked(thread=thread.pk).url(f"done={decision.pk}") + f"#{DONE}")


@require_safe
@moderators_only
def history(request):
    """Who decided what, and when: the last first."""
    shows_all = request.GET.get("by") == "all"
    decisions = Decision.objects.all() if shows_all else Decision.objects.filter(is_by_rules=False)
    decisions = decisions.with_people().select_related("comment__author", "thread__lesson", "thread__article")
    decisions = with_undoable(decisions).order_by("-decided_at", "-pk")
    page = Paginator(decisions, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shows_all": shows_all, "back": reverse("comments:queue_history")}
    return render(request, "comments/queue_history.html", context)
