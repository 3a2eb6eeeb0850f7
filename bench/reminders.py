"""What `bench.reminding` does inside the site: many learners of whom some are due, the look for them, and a bare loop.

reminders.py prepare LEARNERS DUE   learners with preferences; to the first DUE of them a card is due
reminders.py look ROUNDS            milliseconds of looking who is due, and the plan of it, as JSON
reminders.py queue                  what beat does each minute
reminders.py bare COUNT             send COUNT of the same mails in one loop over one connection; seconds, as JSON
reminders.py states                 how many reminders are in each state, as JSON
"""

import json
import os
import statistics
import sys
import time
from collections import Counter
from datetime import timedelta

import django

LEARNERS = """
INSERT INTO accounts_user (password, is_superuser, email, display_name, time_zone, theme, reading_font, weekly_goal,
    is_guest, is_active, is_staff, joined_at, last_seen_on)
SELECT '!', false, 'learner' || number || '@example.org', 'Robin', 'UTC', 'system', 'serif', 3,
    false, true, false, now(), current_date - 2
FROM generate_series(1, %s) number
"""
ADDRESSES = """
INSERT INTO account_emailaddress (email, verified, "primary", user_id)
SELECT email, true, true, id FROM accounts_user WHERE email LIKE 'learner%%' ORDER BY id LIMIT %s
"""
PREFERENCES = """
INSERT INTO reminders_preference (learner_id, is_on, reviews, next_step, weekly, replies, days, hour, most_a_week,
    next_at, changed_at)
SELECT id, true, true, true, false, true, '1234567', extract(hour FROM now() AT TIME ZONE 'UTC'), 7,
    now() + CASE WHEN row_number() OVER (ORDER BY id) <= %s THEN interval '-1 minute'
        ELSE interval '1 minute' * (1 + id %% 10000) END, now()
FROM accounts_user WHERE email LIKE 'learner%%'
"""


def prepare(learners: int, due: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from accounts.models import User
    from lessons.models import Prompt
    from reviews.models import Card, Rating

    with connection.cursor() as cursor:
        cursor.execute(LEARNERS, [learners])
        cursor.execute(ADDRESSES, [due])
        cursor.execute(PREFERENCES, [due])
        now, prompt = timezone.now(), Prompt.objects.first()
        past = now - timedelta(days=3)
        numbers = User.objects.filter(emailaddress__verified=True).values_list("pk", flat=True)
        values = {"prompt": prompt, "rating": Rating.GOT_IT, "state": 2, "stability": 3.0, "difficulty": 5.0}
        values |= {"due": now - timedelta(hours=1), "reviewed_at": past, "created_at": past}
        Card.objects.bulk_create([Card(learner_id=number, **values) for number in numbers], batch_size=2000)
        cursor.execute("VACUUM ANALYZE")


def look(rounds: int) -> dict:
    from django.utils import timezone

    from reminders.sending import due_numbers

    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        count = len(due_numbers(timezone.now()))
        times.append(1000 * (time.perf_counter() - began))
    plan = json.loads(due_numbers(timezone.now()).explain(analyze=True, format="json"))[0]["Plan"]
    while plan.get("Plans"):
        plan = plan["Plans"][0]
    return {"count": count, "milliseconds": statistics.median(times), "node": plan["Node Type"]}


def bare(count: int) -> float:
    """The mails are made before: what is timed is the mail server's part alone."""
    from django.core.mail import get_connection
    from django.utils import timezone

    from reminders.facts import LearnerFacts
    from reminders.mails import message_of
    from reminders.models import Kind, Preference, Reminder

    now = timezone.now()
    messages = []
    for preference in Preference.objects.due(now).select_related("learner").order_by("next_at")[:count]:
        reminder = Reminder(learner=preference.learner, day=now.date(), kind=Kind.REVIEWS)
        messages.append(message_of(reminder, LearnerFacts(preference, now)))
    with get_connection() as connection:
        began = time.perf_counter()
        connection.send_messages(messages)
        return time.perf_counter() - began


def states() -> dict:
    from reminders.models import Reminder

    return Counter(Reminder.objects.values_list("state", flat=True))


def queue() -> int:
    from reminders.sending import look_for_due

    return look_for_due()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    verb, *numbers = sys.argv[1:]
    verbs = {"prepare": prepare, "look": look, "queue": queue, "bare": bare, "states": states}
    print(json.dumps(verbs[verb](*map(int, numbers))))
