"""What of an account its owner can take along."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from accounts.models import ErasureMail, User
from accounts.takeout import Owner, Table
from accounts.traces import entries_about

SIGNS_IN = _("Whoever has it could use it to get into your account.")


def sessions_of(owner: Owner):
    keys = UserSession.objects.filter(user=owner.learner).values_list("session_key", flat=True)
    return Session.objects.filter(session_key__in={owner.session_key, *keys} - {""})


PARTS = [
    Table(
        model=User,
        name="account",
        title=_("Your account: address, preferences, when you joined and were here last"),
        of="pk",
        withheld={"password": _("It is kept as a hash, which is of use only to somebody who wants to guess it.")},
    ),
    Table(
        model=EmailAddress,
        name="email_addresses",
        title=_("Your email address, and whether it is confirmed"),
        of="user",
    ),
    Table(
        model=EmailConfirmation,
        name="email_confirmations",
        title=_("Requests to confirm an email address"),
        of="email_address__user",
        context={"email": "email_address__email"},
        withheld={"key": SIGNS_IN},
    ),
    Table(
        model=Authenticator,
        name="second_factors",
        title=_("Your second factors: passkeys, authenticator app, recovery codes"),
        of="user",
        context={"name": "data__name"},
        withheld={"data": SIGNS_IN},
    ),
    Table(
        model=UserSession,
        name="devices",
        title=_("Devices on which you are signed in"),
        of="user",
        withheld={"session_key": SIGNS_IN},
    ),
    Table(
        model=Session,
        name="sessions",
        title=_("Sessions of your browsers"),
        select=sessions_of,
        withheld={
            "session_key": SIGNS_IN,
            "session_data": _(
                "It says whose session it is and when you last confirmed that, with keys that must stay secret."
            ),
        },
    ),
    Table(
        model=User.groups.through,
        name="groups",
        title=_("Groups you are in, as staff"),
        of="user",
        context={"group_name": "group__name"},
    ),
    Table(
        model=User.user_permissions.through,
        name="permissions",
        title=_("Permissions you have, as staff"),
        of="user",
        context={"permission_name": "permission__codename"},
    ),
    Table(
        model=LogEntry,
        name="changes_by_you",
        title=_("What you changed in the admin, as staff"),
        of="user",
        context={"changed": "content_type__model"},
    ),
    Table(
        model=LogEntry,
        name="changes_about_you",
        title=_("What staff changed in your account"),
        select=lambda owner: entries_about([owner.learner.pk]),
        withheld={"user": _("It says which member of staff it was, which concerns another person.")},
    ),
    Table(
        model=ErasureMail,
        name="erasure_mails",
        title=_("Mails about the erasure of your account that are still to be sent"),
    ),
]
