"""The mails themselves: subject, text and HTML of each kind, with the headers that let a mailbox end them."""

from dataclasses import dataclass
from functools import cache

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.mail_headers import to_end_with_one_click
from reminders import links
from reminders.facts import LearnerFacts
from reminders.models import Reminder
from reminders.words import greeting_name, when_in_words, words_of

KIND_HEADER = "X-Mail-Kind"


@dataclass(frozen=True)
class Content:
    subject: str
    text: str
    html: str


@cache
def inliner() -> CSSInliner:
    """Media queries, which cannot stand at an element, stay in the head."""
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def message_of(reminder: Reminder, facts: LearnerFacts) -> EmailMultiAlternatives:
    end_url = links.url_to_end(facts.learner.pk, reminder.kind)
    content = content_of(reminder.kind, facts, end_url=end_url)
    message = EmailMultiAlternatives(
        content.subject,
        content.text,
        to=[facts.address],
        headers={
            "Message-ID": reminder.message_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834
            **to_end_with_one_click(end_url),
            KIND_HEADER: str(reminder.kind),
        },
    )
    message.attach_alternative(content.html, "text/html")
    return message


def content_of(kind: str, facts: LearnerFacts, *, end_url: str) -> Content:
    """Raises `words.CannotTell` where the facts give nothing to say."""
    words = words_of(kind, facts)
    context = {
        "site_url": settings.SITE_URL,
        "words": words,
        "name": greeting_name(facts.learner),
        "when": when_in_words(facts.preference),
        "button_url": links.url_after_sign_in(words.path),
        "preferences_url": settings.SITE_URL + reverse("reminders:preferences"),
        "end_url": end_url,
    }
    return Content(
        subject=" ".join(words.subject.split()),
        text=render_to_string("reminders/mail/reminder.txt", context).strip() + "\n",
        html=inliner().inline(render_to_string("reminders/mail/reminder.html", context)),
    )
