"""Who would get a mail, and why (not): what sending asks, asked without sending."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.cells import as_cell
from reminders.facts import LearnerFacts
from reminders.models import Kind, Preference, Reason
from reminders.occasions import Verdict, decide
from reminders.sending import verdict_at

AHEAD = timedelta(days=7)
MOST_IN_FILE = 2000
"""Each line takes several queries, and a web worker answers one request at a time."""


@dataclass(frozen=True)
class Forecast:
    """`at` is the moment of which `verdict` speaks; `has_come` says whether it would really be asked for then."""

    preference: Preference
    at: datetime
    has_come: bool
    verdict: Verdict

    @property
    def words(self) -> str:
        return Kind(self.verdict.kind).label if self.verdict.kind else Reason(self.verdict.reason).label


def forecast(preference: Preference, now: datetime, until: datetime) -> Forecast:
    """Of one whose time comes by `until`: at that time, or now where it has come. Of another: at `until`, as if."""
    slot = preference.next_at
    if slot and slot <= until:
        at = max(slot, now)
        return Forecast(preference, at, True, verdict_at(preference, at))
    return Forecast(preference, until, False, decide(LearnerFacts(preference, until)))


class Question(forms.Form):
    until = forms.DateTimeField(
        label=gettext_lazy("Until when (UTC)"),
        required=False,
        help_text=gettext_lazy("Now, if empty; at most a week from now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    address = forms.EmailField(
        label=gettext_lazy("Only the learner with this email address"),
        required=False,
        help_text=gettext_lazy("Also tells about somebody whose time has not come."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data, now: datetime):
        super().__init__(data)
        self.now = now

    def clean_until(self):
        until = self.cleaned_data["until"] or self.now
        if not self.now - timedelta(minutes=1) <= until <= self.now + AHEAD:
            raise forms.ValidationError(_("Choose a moment between now and a week from now."))
        return max(until, self.now)

    @property
    def preferences(self):
        """Those it is asked about, in the order in which they are looked at."""
        every = Preference.objects.select_related("learner").order_by("next_at", "pk")
        if address := self.cleaned_data["address"]:
            return every.filter(learner__email__iexact=address)
        return every.due(self.cleaned_data["until"])

    def answers(self, preferences: Iterable[Preference]) -> Iterator[Forecast]:
        return (forecast(each, self.now, self.cleaned_data["until"]) for each in preferences)


class Line:
    """What `csv` writes to, and hands on at once."""

    def write(self, text: str) -> str:
        return text


def csv_lines(question: Question) -> Iterator[str]:
    """The answers as a file, the first `MOST_IN_FILE` of them; a last line says how many are left out."""
    writer = csv.writer(Line())
    head = [_("email address"), _("at (UTC)"), _("its time"), _("mail"), _("reason"), _("in words")]
    count = question.preferences.count()
    rows = (
        [
            each.preference.learner.email,
            each.at,
            _("yes") if each.has_come else _("no"),
            str(each.verdict.kind),
            str(each.verdict.reason),
            str(each.words),
        ]
        for each in question.answers(question.preferences[:MOST_IN_FILE])
    )
    left_out = [[_("%(count)d more are left out") % {"count": count - MOST_IN_FILE}]] if count > MOST_IN_FILE else []
    for row in chain([head], rows, left_out):
        yield writer.writerow([as_cell(cell) for cell in row])


def ask(data) -> Question:
    return Question(data, timezone.now())
