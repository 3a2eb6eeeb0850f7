"""Every table that points at a person is either carried over from guest to member, or known to need no carrying."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from accounts.models import User
from accounts.services import carry_over
from briefs.models import Passage, Section
from progress.models import Reading
from quizzes.models import Decision, Note
from readiness.models import Pass, Share
from reviews.models import Card, Preference, Sitting
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.factories import make_answer, make_question
from tests.quizzes.factories_activities import make_activity
from translations.models import Consent

CARRIED_OVER = {
    "quizzes.Attempt.learner",
    "quizzes.Answer.learner",
    "quizzes.Note.learner",
    "quizzes.Decision.learner",
    "reviews.Card.learner",
    "reviews.Sitting.learner",
    "reviews.Preference.learner",
    "readiness.Pass.learner",
    "readiness.Share.learner",
    "briefs.Passage.learner",
    "briefs.Section.learner",
    "progress.Reading.learner",
    "translations.Consent.learner",
}
# A guest cannot have these: they come with signing in, or with being staff.
MEMBERS_ONLY = {
    "authoring.RefusalMail.receiver",
    "account.EmailAddress.user",
    "mfa.Authenticator.user",
    "usersessions.UserSession.user",
    "admin.LogEntry.user",
    "accounts.User_groups.user",
    "accounts.User_user_permissions.user",
    "accounts.ErasureMail.learner",
    "certificates.Certificate.learner",
    "comments.Ban.member",
    "comments.Follow.member",
    "comments.Notice.moderator",
    "insights.SimulatedLearner.learner",
    "reminders.Preference.learner",
    "reminders.Reminder.learner",
}
# What stays for others, and leads to nobody any more. Only members can have it.
KEPT_WITHOUT_A_NAME = {
    "authoring.Draft.saved_by",
    "authoring.Draft.scheduled_by",
    "authoring.TextRevision.made_by",
    "comments.Comment.author",
    "comments.Decision.moderator",
    "comments.Decision.undone_by",
}


def links_to_people() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is get_user_model()
    }


def test_each_link_to_a_person_is_accounted_for():
    """Fails when a new model points at a person: carry it over in its app's services, then list it here."""
    assert links_to_people() == CARRIED_OVER | MEMBERS_ONLY | KEPT_WITHOUT_A_NAME


def test_each_link_falls_with_the_person():
    """So that erasing an account, or a guest, leaves nothing behind that leads to them."""
    for link in CARRIED_OVER | MEMBERS_ONLY | KEPT_WITHOUT_A_NAME:
        label, name = link.rsplit(".", 1)
        field = apps.get_model(label)._meta.get_field(name)
        assert field.remote_field.on_delete.__name__ == ("SET_NULL" if link in KEPT_WITHOUT_A_NAME else "CASCADE"), link


@pytest.mark.django_db
def test_what_is_listed_as_carried_over_is():
    lesson, guest, member = make_lesson(), make_guest(), make_user()
    answer, activity = make_answer(make_question(lesson), learner=guest), make_activity("ACT01")
    rows = [
        answer.attempt,
        answer,
        Note.objects.create(learner=guest, lesson=lesson, place="PRE01", text="A guess."),
        Decision.objects.create(learner=guest, activity=activity, choices={}, outcome={}),
        Passage.objects.create(learner=guest, source="TAKE01", lesson=lesson, text="Mine."),
        Section.objects.create(learner=guest, title="Risks", text="None."),
        Card.objects.create(learner=guest, prompt=lesson.prompts.get(), rating="got-it"),
        Sitting.objects.create(learner=guest, entries=[]),
        Preference.objects.create(learner=guest, retention=0.95),
        Pass.objects.create(learner=guest),
        Share.objects.create(learner=guest, question="R1"),
        Reading.objects.create(learner=guest, lesson=lesson),
        Consent.objects.create(learner=guest),
    ]
    assert {f"{row._meta.label}.learner" for row in rows} == CARRIED_OVER

    carry_over(guest_id=guest.pk, member=member)

    for row in rows:
        row.refresh_from_db()
        assert row.learner == member
    assert list(User.objects.all()) == [member]
