"""What of a person is stored without a link that the database knows: sessions, and staff's log of changes."""

import json
from collections.abc import Iterable, Iterator

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.http import base36_to_int

from accounts.learners import GUEST_KEY
from accounts.models import User
from accounts.sessions import SessionStore

# Where a session says whose it is, also while somebody has not finished signing in.
WHOSE = (SESSION_KEY, GUEST_KEY, "account_authentication_methods_user", "user_id")
WHOSE_IN_BASE_36 = "user_pk"
READ_AT_ONCE = 1000


def people_named(data: object) -> set[int]:
    """The numbers of the people whom a session's data names, at any depth."""
    if isinstance(data, list):
        return {number for value in data for number in people_named(value)}
    if not isinstance(data, dict):
        return set()
    named = {int(data[key]) for key in WHOSE if str(data.get(key)).isdecimal()}
    if data.get(WHOSE_IN_BASE_36):
        named.add(base36_to_int(data[WHOSE_IN_BASE_36]))
    return named | {number for value in data.values() for number in people_named(value)}


def decoded_sessions() -> Iterator[list[tuple[str, dict]]]:
    """Key and data of all sessions, in batches. One that cannot be read (signed with a key of old) has no data."""
    store = SessionStore()
    rows = Session.objects.order_by("pk").values_list("session_key", "session_data")
    batch = list(rows[:READ_AT_ONCE])
    while batch:
        yield [(key, store.decode(data)) for key, data in batch]
        batch = list(rows.filter(pk__gt=batch[-1][0])[:READ_AT_ONCE])


def forget_sessions_of(people: Iterable[User]) -> None:
    """Drop all sessions that name one of `people`, by number or by address: where they are signed in, and where
    somebody began to sign in with their address."""
    numbers = {person.pk for person in people}
    addresses = {json.dumps(person.email.lower())[1:-1] for person in people if person.email}
    keys = set(UserSession.objects.filter(user__in=numbers).values_list("session_key", flat=True))
    for batch in decoded_sessions():
        for key, data in batch:
            text = json.dumps(data).lower() if data else ""
            if people_named(data) & numbers or any(address in text for address in addresses):
                keys.add(key)
    Session.objects.filter(session_key__in=keys).delete()


def forget_sessions_of_nobody() -> None:
    """Drop sessions that name somebody who is no longer there."""
    for batch in decoded_sessions():
        named = {key: people_named(data) for key, data in batch}
        there = set(User.objects.filter(pk__in=set().union(*named.values())).values_list("pk", flat=True))
        Session.objects.filter(session_key__in=[key for key, people in named.items() if people - there]).delete()


def entries_about(numbers: Iterable[int]) -> QuerySet:
    """What staff's log says about the accounts with these numbers."""
    about_people = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(content_type=about_people, object_id__in=[str(number) for number in numbers])


def blot_out_of_log(numbers: Iterable[int]) -> None:
    """Staff's log goes on saying that somebody changed an account, and no longer whose."""
    entries_about(numbers).update(object_id=None, object_repr="", change_message="")
