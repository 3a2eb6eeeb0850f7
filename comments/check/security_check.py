"""The security check of forms that people without an account may send, as a part of any form:

    class CommentForm(SecurityChecked, forms.ModelForm): ...

    form = CommentForm(request.POST or None, request=request)
    with transaction.atomic():  # a check is taken together with what it lets in, or not at all
        if form.is_valid(): ...
    return form.sent_back(render(request, "…", {"form": form}))

Its template shows `{{ form.security_check.as_field_group }}`, within a form that has a submit button, and loads
css/comments-check.css and js/security-check.js. Not on a page that is shared: each rendering gives out a challenge.

An answer that is not right uses its challenge up, and the next comes with the error. A right answer beside another
mistake stays in its field and stays good, for twenty minutes: the challenge is taken by the form that has no mistake,
once. So nobody solves a second one for having left out their name, and no token has to stand for the answer.
"""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import NamedTuple

from captcha.models import CaptchaStore
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.check import limits as check_limits
from comments.check import store as check_store
from comments.check.challenges import KINDS, LONGEST_ANSWER, PICTURE, QUESTION, kind_of, question_of
from comments.check.limits import Misses
from comments.check.sound import can_speak
from comments.check.store import Verdict
from comments.waiting import in_words

NAME = "security_check"
MESSAGES = {
    Verdict.EMPTY: gettext_lazy("Answer the security check. Here is a new one."),
    Verdict.WRONG: gettext_lazy("Your answer did not match. Here is a new one."),
    Verdict.USED: gettext_lazy("This security check was used already. Here is a new one."),
    Verdict.EXPIRED: gettext_lazy("This security check has expired. Here is a new one."),
    Verdict.UNKNOWN: gettext_lazy("This security check has expired. Here is a new one."),
}
COUNTED = (Verdict.WRONG,)
"""What slows an address down. No key can be guessed, so one that is unknown is that of somebody who took their time."""


class Answer(NamedTuple):
    key: str = ""
    text: str = ""


class SecurityCheckInput(forms.TextInput):
    """The answer, and hidden beside it the key of what was asked."""

    template_name = "comments/_security_check_input.html"

    def value_from_datadict(self, data, files, name):
        return Answer(data.get(f"{name}_key") or "", data.get(name) or "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value.text, attrs)
        context["key"] = value.key
        return context


@dataclass(frozen=True)
class Shown:
    """What is asked in a rendering, `row`, with what was typed already. Without a row nothing can be asked now:
    `wait` are the seconds until it can, or 0 if the database is away; the answer then stays as it was sent."""

    row: CaptchaStore | None
    answer: Answer
    wait: int = 0

    @property
    def kind(self) -> str:
        return kind_of(self.row.challenge) if self.row else QUESTION

    @property
    def is_picture(self) -> bool:
        return self.kind == PICTURE

    @property
    def question(self) -> str:
        if not self.is_picture:
            return question_of(self.row.challenge)
        return (
            _("Type the five digits that you see or hear") if self.can_be_heard else _("Type the five digits you see")
        )

    @property
    def can_be_heard(self) -> bool:
        return can_speak()

    @property
    def announcement(self) -> str:
        if not self.row:
            return check_is_paused(self.wait)
        return _("A new security check: %(question)s") % {"question": self.question}

    @property
    def picture(self) -> str:
        return reverse("comments:check_picture", args=[self.row.hashkey])

    @property
    def sound(self) -> str:
        return reverse("comments:check_sound", args=[self.row.hashkey]) if self.can_be_heard else ""


def check_is_paused(seconds: int) -> str:
    if not seconds:
        return _("The security check cannot be shown just now. Send the form again in a minute.")
    return _("Very many security checks were asked for. Try again in %(time)s.") % {"time": in_words(seconds)}


def too_many_misses(request: HttpRequest, seconds: int) -> str:
    text = (
        _("Too many of your answers did not match. Try again in %(time)s.")
        if request.user.is_authenticated
        else _("Too many answers from your network did not match. Try again in %(time)s.")
    )
    return text % {"time": in_words(seconds)}


def wrong_with_wait(seconds: int) -> str:
    text = _("Your answer did not match. Here is a new one: send its answer in %(time)s or later.")
    return text % {"time": in_words(seconds)}


class SecurityCheckBoundField(BoundField):
    @cached_property
    def shown(self) -> Shown:
        return self.form.check_to_show()

    def value(self):
        return self.shown.answer

    def build_widget_attrs(self, attrs, widget=None):
        """Without JavaScript the page is loaded anew for another question: there one goes on."""
        focus = {"autofocus": True} if self.form.wants_other_question else {}
        return super().build_widget_attrs({**attrs, **focus}, widget)


class SecurityCheckField(forms.Field):
    """Put into a form by `SecurityChecked`, which judges the answer when all other fields are known."""

    widget = SecurityCheckInput
    bound_field_class = SecurityCheckBoundField

    def __init__(self):
        super().__init__(
            template_name="comments/_security_check.html",
            label=gettext_lazy("Security check"),
            help_text=gettext_lazy(
                "It keeps out programs that fill in forms. Take your time: should it expire, you get a new one and "
                "nothing that you typed is lost."
            ),
        )
        self.is_judged = False

    def widget_attrs(self, widget):
        return {
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
            "inputmode": "numeric",
            "maxlength": LONGEST_ANSWER,
        }

    def clean(self, value):
        if not self.is_judged:
            raise ImproperlyConfigured("A SecurityCheckField checks nothing in a form that is not SecurityChecked.")
        return value

    def has_changed(self, initial, data):
        return bool(data and data.text)


class SecurityChecked:
    """A form with a security check as its last field, unless who sends it needs none (`with_check`)."""

    verdict: Verdict | None = None
    wait_seconds = 0
    is_refused = False
    """Set where the form is sent back whatever the answer: a right one then stays good, as beside any other mistake."""

    def __init__(
        self, *args, request: HttpRequest, with_check: bool | None = None, first_kind: str = QUESTION, **options
    ):
        super().__init__(*args, **options)
        self.request, self.kind = request, first_kind
        if not request.user.is_authenticated if with_check is None else with_check:
            self.fields[NAME] = SecurityCheckField()
            self.fields[NAME].is_judged = True

    @property
    def has_check(self) -> bool:
        return NAME in self.fields

    @property
    def other_name(self) -> str:
        """The name of the buttons that ask for another question, of the kind that is their value."""
        return f"{self.add_prefix(NAME)}_other"

    @property
    def wants_other_question(self) -> bool:
        return self.is_bound and self.has_check and self.other_name in self.data

    def is_valid(self):
        return super().is_valid() and not self.wants_other_question

    def full_clean(self):
        """Whoever asks for another question has not finished: nothing is checked, and all that was typed stays."""
        if self.wants_other_question:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
            return
        super().full_clean()
        if self.is_bound and self.has_check:
            self.judge_answer()

    @property
    def sent_answer(self) -> Answer:
        return self[NAME].data

    def judge_answer(self) -> None:
        misses = Misses.of(self.request)
        self.wait_seconds = misses.add()
        if self.wait_seconds:
            self.add_error(NAME, too_many_misses(self.request, self.wait_seconds))
            return
        try:
            self.verdict = check_store.judge(*self.sent_answer, takes=not (self._errors or self.is_refused))
        finally:
            if self.verdict not in COUNTED:
                misses.take_back()
        if self.verdict is Verdict.WRONG and (wait := misses.wait()):
            self.add_error(NAME, wrong_with_wait(wait))
        elif self.verdict is not Verdict.RIGHT:
            self.add_error(NAME, MESSAGES[self.verdict])

    def check_to_show(self) -> Shown:
        try:
            return self.same_check() or self.new_check()
        except DatabaseError:
            return Shown(None, self.sent_answer if self.is_bound else Answer())

    def same_check(self) -> Shown | None:
        """What was asked before, with its answer, as long as that can still be taken."""
        if not self.is_bound:
            return None
        row = check_store.find(self.sent_answer.key)
        if row:
            self.kind = kind_of(row.challenge)
        is_over = self.wants_other_question or self.verdict not in (None, Verdict.RIGHT)
        return None if is_over or not check_store.is_open(row) else Shown(row, self.sent_answer)

    def new_check(self) -> Shown:
        wanted = self.data.get(self.other_name) if self.is_bound else None
        wait = check_limits.count(self.request, "new")
        if wait:
            self.wait_seconds = self.wait_seconds or wait
            return Shown(None, Answer(), wait)
        row = check_store.issue(wanted if wanted in KINDS else self.kind)
        return Shown(row, Answer(row.hashkey))

    def sent_back(self, response: HttpResponse) -> HttpResponse:
        """`response`, which shows this form, with the status that fits, and for nobody to keep."""
        add_never_cache_headers(response)
        if self.wait_seconds:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(self.wait_seconds)
        elif self.is_bound and self.errors:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
