"""A page in another language: asked for, agreed to, waited for, read. Reading alone sends nothing anywhere."""

from functools import wraps
from http import HTTPStatus

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.adapter import AccountAdapter
from accounts.learners import current_learner
from accounts.redirects import safe_next
from accounts.same_origin import same_origin_post
from translations import services
from translations.consent import ACCEPTED, REFUSED, answer_of, forget_on_device, remember_on_device
from translations.forms import LanguageForm
from translations.models import State
from translations.shown import shown_article, shown_lesson
from translations.texts import Original, original_of

WAITING = (State.WANTED, State.WORKING)


def page_of_original(view):
    """For pages about one lesson or article, by a provider that there is; no search engine is to keep them."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def wrapper(request, kind, slug, **kwargs):
        original = original_of(kind, slug) if settings.TRANSLATION else None
        if original is None:
            raise Http404
        response = view(request, original, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


@page_of_original
def choose(request, original: Original):
    """What would be sent to whom; and, once that is agreed to, the languages."""
    answer, post = answer_of(request), request.method == "POST"
    word = request.POST.get("answer") if post else None
    if word == "original":
        response = redirect(original.path)
        remember_on_device(response, REFUSED)
        return response
    if word == "again":
        response = redirect(choose_url(original))
        forget_on_device(response)
        return response
    form = LanguageForm(request.POST if post else None, initial={"language": request.GET.get("to", "")})
    if not form.is_valid():
        context = {"original": original, "provider": settings.TRANSLATION, "answer": answer, "form": form}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if post else HTTPStatus.OK
        return render(request, "translations/choose.html", context, status=status)
    language = form.cleaned_data["language"]
    if word != "load" and not answer.is_accepted:
        return redirect(choose_url(original))
    response = order(request, original, language)
    if not answer.is_accepted:
        keep_acceptance(request, response)
    return response


def choose_url(original: Original) -> str:
    return reverse(f"translations:choose_{original.kind}", args=[original.page.slug])


def keep_acceptance(request: HttpRequest, response: HttpResponse) -> None:
    """With a learner a row, of which the cookie says nothing; with a visitor, of whom nothing is stored, the cookie."""
    learner = current_learner(request)
    if learner is None:
        remember_on_device(response, ACCEPTED)
    else:
        services.accept(learner=learner)
        forget_on_device(response)


def order(request: HttpRequest, original: Original, language: str) -> HttpResponse:
    """Have it translated where it is not yet, as often as one reader may; then to its page."""
    row = services.translation_of(original, language)
    if row is None or row.state == State.FAILED:
        if not may_order(request):
            context = {"is_too_often": True}
            return translation_page(request, original, language, "waiting", HTTPStatus.TOO_MANY_REQUESTS, **context)
        services.order(original=original, language=language)
    return redirect(f"translations:{original.kind}", slug=original.page.slug, language=language)


def may_order(request: HttpRequest) -> bool:
    learner = current_learner(request)
    key = f"learner {learner.pk}" if learner else f"address {AccountAdapter(request).get_client_ip(request)}"
    return ratelimit.consume(request, action="translate", key=key)


@page_of_original
def translated(request, original: Original, language: str):
    if language not in settings.TRANSLATION.languages:
        raise Http404
    if not answer_of(request).is_accepted:
        return redirect(f"{choose_url(original)}?to={language}")
    if request.method == "POST":
        return order(request, original, language)
    row = services.translation_of(original, language)
    if row is not None and row.state == State.DONE:
        shown = shown_lesson if original.kind == "lesson" else shown_article
        return translation_page(request, original, language, original.kind, **shown(original, row.texts))
    is_waiting = row is not None and row.state in WAITING
    status = HTTPStatus.ACCEPTED if is_waiting else HTTPStatus.OK
    return translation_page(request, original, language, "waiting", status, row=row, is_waiting=is_waiting)


def translation_page(request, original, language, name, status=HTTPStatus.OK, **context) -> HttpResponse:
    provider = settings.TRANSLATION
    context |= {
        "section": "course" if original.kind == "lesson" else "articles",
        "original": original,
        "provider": provider,
        "language": provider.languages[language],
    }
    return render(request, f"translations/{name}.html", context, status=status)


@same_origin_post
def withdraw(request):
    """From now on no translation is shown or asked for. The form stands on the privacy page, which readers share."""
    learner = current_learner(request)
    if learner is not None:
        services.withdraw(learner=learner)
    response = redirect(safe_next(request, "lessons:privacy"))
    forget_on_device(response)
    return response
