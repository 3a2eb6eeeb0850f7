"""A learner of whom there is a row in every table that can have one, and what a database knows of them."""

import json
import zipfile
from datetime import date, timedelta

from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from accounts.addresses import note_undeliverable
from accounts.archive import write_archive
from accounts.models import ErasureMail, User
from accounts.sessions import SessionStore
from accounts.takeout import Owner
from authoring.models import RefusalMail
from authoring.publishing.drafts import publish, save_draft, schedule
from briefs.models import Passage, Section
from certificates.models import Certificate, StatusPlace
from comments.models import Ban, Decision, Follow, Notice
from insights.models import SimulatedLearner
from lessons.models import Lesson
from progress.models import Reading
from quizzes.models import Activity, Attempt, Note, Question
from readiness.models import Feedback, Pass, Rating, Share, Task
from reminders.models import Preference as ReminderPreference
from reminders.models import Reminder
from reviews.models import Card, Mark, Preference, Sitting
from tests.accounts.actions import another_browser, ask_for_code, sign_in
from tests.briefs.factories import decide
from tests.comments.factories import make_comment, make_thread
from tests.factories import make_article, make_authenticator_app, make_lesson, make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.factories_activities import make_activity
from translations.models import Consent


def learn(learner: User, mark: str) -> None:
    """What a guest can do as well as a member; wherever words can stand, `mark` is among them."""
    lesson = Lesson.objects.filter(code="L01").first() or make_lesson()
    question = Question.objects.filter(code="Q01.1").first() or make_question(lesson, "free")
    Activity.objects.filter(code="ACT08").exists() or make_activity("ACT08")
    attempt = make_attempt(learner, [question])
    make_answer(question, attempt, response={"text": f"={mark}", "rating": 2})
    make_attempt(learner, [question], kind=Attempt.Kind.RETRY, repairs=attempt)
    decide(learner, "ACT08", **{"text-receipts": f"We promise {mark}."})
    Note.objects.create(learner=learner, lesson=lesson, place="TAKE01", text=f'Words, {mark}\nand "more"')
    card = Card.objects.create(learner=learner, prompt=lesson.prompts.get(), rating="got-it")
    Mark.objects.create(card=card, rating="not-yet")
    sitting = Sitting.objects.create(learner=learner, entries=[{"card": card.pk, "code": "", "again": False}])
    Mark.objects.create(card=card, rating="got-it", sitting=sitting, place=1)
    Preference.objects.create(learner=learner, retention=0.95)
    Reading.objects.create(learner=learner, lesson=lesson, anchor=mark, read_at=timezone.now())
    Passage.objects.create(learner=learner, source="title", text=mark)
    Section.objects.create(learner=learner, title=mark, text=mark)
    first_pass = Pass.objects.create(learner=learner)
    rating = Rating.objects.create(of_pass=first_pass, question="R1", level=2, evidence=mark, confirmed_by=mark)
    Feedback.objects.create(rating=rating, by="An instructor", comment=f"Well said, {mark}")
    Task.objects.create(of_pass=first_pass, question="R1", step="2", due_on=timezone.localdate(), product=mark)
    Share.objects.create(learner=learner, question="R1")
    Consent.objects.create(learner=learner, provider="Elsewhere", host="translate.example", policy_version="2026-05")


def make_member_with_everything(number: int, mark: str) -> User:
    """The member with this number. They are staff and leave the course: only so can there be something of each kind."""
    user = make_user(f"{mark}@example.org", id=number, display_name=f"Name {mark}")
    learn(user, mark)
    browser = another_browser(HTTP_USER_AGENT=f"Firefox/1.0 Windows {mark}")
    sign_in(browser, user.email)  # twice: devices
    sign_in(another_browser(), user.email)
    ask_for_code(another_browser(), user.email)  # a session that holds the address, and nobody is signed in
    make_authenticator_app(user)
    Authenticator.objects.create(
        user=user, type="webauthn", data={"name": mark, "credential": {"id": f"secret {mark}"}}
    )
    address = user.emailaddress_set.get()
    EmailConfirmation.objects.create(email_address=address, key=f"key of {mark}", sent=timezone.now())
    user.groups.add(Group.objects.get_or_create(name="Instructors")[0])
    user.user_permissions.add(Permission.objects.get(codename="change_lesson"))
    people, other = ContentType.objects.get_for_model(User), make_user(display_name="Somebody else")
    lessons = ContentType.objects.get_for_model(Lesson)
    log(user, lessons, "1", "A lesson", f"Said {mark}")
    log(other, people, str(user.pk), user.name, f"Named {mark}")
    User.objects.filter(pk=user.pk).update(erase_on=date(2026, 12, 9))
    status = StatusPlace.objects.create(number=1, place=StatusPlace.objects.count())
    Certificate.objects.create(learner=user, status=status, name=f"Name {mark}", credential=f'{{"name": "{mark}"}}')
    ErasureMail.objects.create(kind="planned", email=user.email, learner=user)
    comment(user, mark)
    write(user)
    note_undeliverable(user.email, reason="bounced")
    now = timezone.now()
    ReminderPreference.objects.update_or_create(learner=user, defaults={"days": "135", "next_at": now})
    Reminder.objects.create(learner=user, day=now.date(), slot_at=now, due_at=now, because=f"550 {mark}")
    SimulatedLearner.objects.create(learner=user)
    user.refresh_from_db()
    return user


def comment(user: User, mark: str) -> None:
    """They wrote a comment that stays without their name and one that nobody was shown, and moderate as well."""
    thread = make_thread(Lesson.objects.first())
    published = make_comment("Thresholds move.", thread=thread, author=user, visitor=f"digest {mark}")
    hidden = make_comment(f"Only {mark} says this.", thread=thread, author=user, status="pending")
    Decision.objects.create(comment=published, is_by_rules=True, action="approve", before={"text": f"Once {mark}"})
    by_visitor = make_comment("By a visitor.", thread=thread)
    Decision.objects.create(comment=by_visitor, moderator=user, action="approve")
    Decision.objects.create(comment=by_visitor, undone_by=user, undone_at=timezone.now(), action="spam")
    Ban.objects.create(member=user, comment=hidden, reason=f"{mark} again")
    follow = Follow.objects.create(thread=thread, member=user)
    Notice.objects.create(kind="approved", comment=published, key=f"approved {published.pk}")
    Notice.objects.create(kind="new", comment=published, follow=follow, key=f"new {published.pk}")


def write(user: User) -> None:
    """They published an article, and have a draft of the next text. Both are the course's, and stay."""
    article = make_article()
    publish(draft=save_draft(thing=article, values={"title": "Thresholds"}, version=0, by=user), by=user)
    draft = save_draft(thing=article, values={"title": "Thresholds move"}, version=0, by=user)
    schedule(draft=draft, at=timezone.now() + timedelta(days=9), by=user)
    RefusalMail.objects.create(draft=draft, receiver=user, was_due_at=timezone.now(), problems="Line 3")


def log(who: User, what: ContentType, number: str, name: str, message: str) -> LogEntry:
    return LogEntry.objects.create(
        user=who, content_type=what, object_id=number, object_repr=name, action_flag=CHANGE, change_message=message
    )


def archive_of(learner: User, session_key: str = "") -> zipfile.ZipFile:
    return zipfile.ZipFile(write_archive(Owner(learner, session_key)))


def data_of(archive: zipfile.ZipFile) -> dict[str, dict]:
    return json.loads(archive.read("data.json"))["tables"]


def stored_rows(sql: str) -> list[dict]:
    """What the database holds, read without models: column → value."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor.fetchall()]


def whole_database() -> dict[str, list[dict]]:
    tables = connection.introspection.table_names()
    return {table: stored_rows(f"SELECT * FROM {connection.ops.quote_name(table)}") for table in tables}


def places_where(traces: list[str]) -> list[str]:
    """Where in the database one of `traces` stands, in any column of any table; sessions are read as well."""
    found = [
        f"{table}.{column}"
        for table, rows in whole_database().items()
        for row in rows
        for column, value in row.items()
        if any(trace in str(value) for trace in traces)
    ]
    sessions = [SessionStore().decode(session.session_data) for session in Session.objects.all()]
    return found + ["a session" for data in sessions if any(trace in json.dumps(data) for trace in traces)]


def number_of(model, row: dict, name: str):
    """The primary key in a row, whether it comes from the database or from data.json."""
    return model._meta.pk.to_python(row[name])


def rows_of(number: int) -> dict[type, dict]:
    """All rows that belong to the user with this number, by model and number: found by following foreign keys in SQL,
    from the user to what points to them, to what points to that, and so on."""
    database, models = whole_database(), list(apps.get_models(include_auto_created=True))
    rows = {User: {number: next(row for row in database["accounts_user"] if row["id"] == number)}}
    grows = True
    while grows:
        before = sum(map(len, rows.values()))
        for model in models:
            for link in model._meta.concrete_fields:
                for row in database[model._meta.db_table] if link.related_model in rows else ():
                    if link.to_python(row[link.column]) in rows[link.related_model]:
                        rows.setdefault(model, {})[number_of(model, row, model._meta.pk.column)] = row
        grows = sum(map(len, rows.values())) > before
    return rows
