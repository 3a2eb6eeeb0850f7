"""The mails themselves: subject, text and HTML of each kind, with the headers that let a mailbox end them."""

from functools import cache

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from reminders import links
from reminders.facts import LearnerFacts
from reminders.models import Kind, Reminder


@cache
def inliner() -> CSSInliner:
    """Media queries, which cannot stand at an element, stay in the head."""
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def message_of(reminder: Reminder, facts: LearnerFacts) -> EmailMultiAlternatives:
    context = context_of(reminder.kind, facts)
    template = f"reminders/mail/{reminder.kind}"
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject,
        render_to_string(f"{template}.txt", context).strip() + "\n",
        to=[facts.address],
        headers={
            "Message-ID": reminder.message_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834
            "List-Unsubscribe": f"<{context['end_url']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
    )
    message.attach_alternative(inliner().inline(render_to_string(f"{template}.html", context)), "text/html")
    return message


def context_of(kind: str, facts: LearnerFacts) -> dict:
    return {
        "site_url": settings.SITE_URL,
        "kind": kind,
        "learner": facts.learner,
        "preferences_url": settings.SITE_URL + reverse("reminders:preferences"),
        "end_url": links.url_to_end(facts.learner.pk, kind),
        **CONTEXTS[kind](facts),
    }


def of_reviews(facts: LearnerFacts) -> dict:
    return {"due": facts.due, "button_url": links.url_after_sign_in(reverse("reviews:overview"))}


def of_next_step(facts: LearnerFacts) -> dict:
    return {"step": facts.step, "button_url": links.url_after_sign_in(facts.step.url)}


def of_weekly(facts: LearnerFacts) -> dict:
    return {
        "due": facts.due,
        "days": facts.last_week,
        "step": facts.step,
        "button_url": links.url_after_sign_in(reverse("progress:dashboard")),
    }


def of_goodbye(facts: LearnerFacts) -> dict:
    return {"due": facts.due, "button_url": links.url_after_sign_in(reverse("progress:dashboard"))}


CONTEXTS = {
    Kind.REVIEWS: of_reviews,
    Kind.NEXT_STEP: of_next_step,
    Kind.WEEKLY: of_weekly,
    Kind.GOODBYE: of_goodbye,
}
