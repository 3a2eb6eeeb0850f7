from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.same_origin import same_origin_post
from comments import services, threads
from comments.forms import SendingForm, TextForm
from comments.mailing.follow_views import FollowBox
from comments.models import Comment
from comments.numbers import number_in
from comments.own import Own, is_mine, own_comments
from comments.visitors import digest, remember, token_of
from comments.writing import (
    ASKED_BY_MAIL,
    AUTO_ID,
    CONFLICT,
    TOO_MANY,
    UNPROCESSABLE,
    Draft,
    limit_of_author,
    new_draft,
    take,
    too_many,
)


@require_safe
@never_cache
def thread(request, kind, slug):
    """All comments below a lesson or article, page by page."""
    thread = threads.thread_of(threads.subject_of(kind, slug))
    sort = threads.NEWEST if request.GET.get("sort") == threads.NEWEST else threads.OLDEST
    return show_thread(request, new_draft(request, thread), number_in(request.GET.get("page", ""), 1), sort)


def show_thread(request, draft: Draft, number=1, sort=threads.OLDEST):
    context = {
        "thread": draft.thread,
        "page": threads.page_of(draft.thread, number, sort),
        "own": own_comments(request, draft.thread.subject),
        "draft": draft,
        "box": FollowBox.of(request, draft.thread),
    }
    return render(request, "comments/thread.html", context, status=draft.status)


@require_safe
@never_cache
def reply(request, public_id):
    """The form to answer a comment."""
    parent = shown_or_404(public_id)
    return show_form(request, new_draft(request, parent.thread, parent))


def show_form(request, draft: Draft):
    template = "comments/_form.html" if "X-Part" in request.headers else "comments/write.html"
    response = draft.form.sent_back(render(request, template, {"draft": draft, "thread": draft.thread}))
    if draft.problem and response.status_code != TOO_MANY:
        response.status_code = draft.status
    return response


def shown_or_404(public_id) -> Comment:
    comments = Comment.objects.shown().approved().with_authors().select_related("thread__lesson", "thread__article")
    comment = get_object_or_404(comments, public_id=public_id)
    if comment.thread.subject.status != "published":
        raise Http404
    return comment


@csrf_exempt
def write(request, kind, slug):
    """Send a comment. Whoever comes here otherwise finds the thread."""
    if request.method in ("GET", "HEAD"):
        return redirect("comments:thread", kind, slug)
    return send(request, kind, slug)


@same_origin_post
def send(request, kind, slug):
    thread = threads.stored_thread_of(threads.subject_of(kind, slug))
    token = token_of(request, SendingForm(request.POST).key_given)
    result = take(request, thread, digest(token))
    if isinstance(result, Draft):
        return show_form(request, result)
    return sent(request, result, token)


def sent(request, comment: Comment, token: str):
    is_asked_by_mail = "follow" in request.POST and not request.user.is_authenticated
    if "X-Part" in request.headers:
        context = {
            "own": Own.of(comment, services.is_withdrawable(comment)),
            "asked": is_asked_by_mail and ASKED_BY_MAIL,
        }
        response = render(request, "comments/_sent.html", context)
    else:
        messages.success(request, _("Thank you. Your comment is kept, and appears once it has been looked at."))
        if is_asked_by_mail:
            messages.info(request, ASKED_BY_MAIL)
        response = redirect(f"{comment.thread.subject.get_absolute_url()}#comments")
    remember(response, token)
    return response


@require_safe
@never_cache
def check(request, kind, slug):
    """What a form on a page that is the same for everybody still needs to be sent in one step."""
    thread = threads.thread_of(threads.subject_of(kind, slug))
    return render(request, "comments/_check.html", {"draft": new_draft(request, thread)})


@require_safe
@never_cache
def comment(request, public_id):
    """The permalink: leads to the comment where it stands."""
    comments = Comment.objects.shown().select_related("thread__lesson", "thread__article")
    comment = get_object_or_404(comments, public_id=public_id)
    if comment.thread.subject.status != "published":
        raise Http404
    return redirect(threads.url_of(comment))


def mine_or_404(request, public_id) -> Comment:
    comments = Comment.objects.select_related("thread__lesson", "thread__article")
    comment = get_object_or_404(comments, public_id=public_id)
    if not is_mine(request, comment):
        raise Http404
    return comment


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request, public_id):
    """Change one's own comment."""
    comment = mine_or_404(request, public_id)
    is_sent = request.method == "POST"
    form = TextForm(
        request.POST if is_sent else None,
        initial={"text": comment.text},
        auto_id=AUTO_ID,
        request=request,
        with_check=False,
    )
    if not is_sent or not services.is_editable(comment):
        return show_edit(request, comment, form, status=CONFLICT if is_sent else 200)
    if not form.is_valid():
        return show_edit(request, comment, form, status=UNPROCESSABLE)
    if form.cleaned_data["text"] == comment.text:
        messages.info(request, _("You changed nothing: your comment is as it was."))
    elif again_at := limit_of_author(request):
        return show_edit(request, comment, form, status=TOO_MANY, problem=too_many(again_at))
    elif services.edit(comment=comment, text=form.cleaned_data["text"]):
        messages.success(request, _("Changed. It appears once it has been looked at."))
    else:
        comment = mine_or_404(request, public_id)
        return show_edit(request, comment, form, status=CONFLICT)
    return redirect(f"{comment.thread.subject.get_absolute_url()}#comments")


def show_edit(request, comment: Comment, form: TextForm, *, status: int, problem: str = ""):
    context = {
        "form": form,
        "comment": comment,
        "refusal": services.why_not_editable(comment),
        "problem": problem,
        "is_withdrawable": services.is_withdrawable(comment),
    }
    return render(request, "comments/edit.html", context, status=status)


@require_POST
def withdraw(request, public_id):
    """Take one's own comment back."""
    comment = mine_or_404(request, public_id)
    if services.withdraw(comment=comment):
        messages.success(request, _("Your comment is withdrawn."))
    else:
        messages.info(request, _("A comment can be withdrawn for 15 minutes, and until somebody answers it."))
    return redirect(f"{comment.thread.subject.get_absolute_url()}#comments")
