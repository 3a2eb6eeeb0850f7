import json
import secrets
from datetime import UTC, datetime, time

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from certificates import issuer
from certificates.credentials import LIST_LENGTH, Achievement, Holder, badge, moment, profile, status_entry, status_list
from certificates.models import Certificate, StatusPlace
from lessons.models import Course

LIST_FULL_AT = LIST_LENGTH // 2
"""From here on a new list is begun, so that a free place is found at once."""


class NotSetUp(Exception):
    """This site has no key to sign with."""


def verified_email(member: User) -> str:
    """The address that the member showed to be theirs; empty where there is none."""
    addresses = EmailAddress.objects.filter(user=member, verified=True).order_by("-primary", "pk")
    return addresses.values_list("email", flat=True).first() or ""


def issuer_profile() -> dict:
    return profile(issuer.did(), name="AI Product Management Fundamentals", url=issuer.address("/"))


def list_address(number: int) -> str:
    return issuer.address(reverse("certificates:status_list", args=[number]))


def take_place() -> StatusPlace:
    """A place in a list that nobody had before, drawn by lot: next to whom one stands says nothing."""
    number = StatusPlace.objects.count() // LIST_FULL_AT + 1
    while True:
        place, is_new = StatusPlace.objects.get_or_create(number=number, place=secrets.randbelow(LIST_LENGTH))
        if is_new:
            return place


def issue(*, learner: User, email: str, name: str, course: Course, rule: tuple[str, ...]) -> Certificate:
    """The learner's valid certificate; where there is none, a new one, signed. `rule`: the lines of the rule they met.

    Pressed twice, also at the same moment, it is one certificate. Raises NotSetUp.
    """
    key = issuer.signing_key()
    if key is None:
        raise NotSetUp
    mine = Certificate.objects.for_learner(learner).valid()
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=learner.pk)
            return mine.first() or sign_and_save(learner, email, name, course, rule, key)
    except IntegrityError:
        return mine.get()


def sign_and_save(
    learner: User, email: str, name: str, course: Course, rule: tuple[str, ...], key: issuer.Key
) -> Certificate:
    certificate = Certificate(
        learner=learner, name=name, status=take_place(), issued_at=timezone.now().replace(microsecond=0)
    )
    document = badge(
        address=issuer.address(certificate.get_absolute_url()),
        issuer=issuer_profile(),
        achievement=Achievement(
            issuer.address(reverse("certificates:mine")), course.title, course.certificate["stands_for"], rule
        ),
        holder=Holder(name, email, secrets.token_hex(16)),
        issued_at=certificate.issued_at,
        status=status_entry(list_address(certificate.status.number), certificate.status.place),
    )
    signed = issuer.signed(document, key=key, created=moment(certificate.issued_at))
    certificate.credential = json.dumps(signed, ensure_ascii=False, indent=2)
    certificate.save()
    return certificate


def withdraw(*, learner: User) -> bool:
    """Revoke the learner's own certificate; they may take another. False: there was none."""
    values = {"revoked_at": timezone.now(), "revoked_by": Certificate.RevokedBy.LEARNER, "may_take_another": True}
    return Certificate.objects.for_learner(learner).valid().update(**values) > 0


def revoke(*, certificate: Certificate, reason: str, may_take_another: bool) -> bool:
    """Revoke a certificate as the course's staff. False where it was revoked already: that stays as it is."""
    values = {
        "revoked_at": timezone.now(),
        "revoked_by": Certificate.RevokedBy.STAFF,
        "reason": reason,
        "may_take_another": may_take_another,
    }
    return Certificate.objects.valid().filter(pk=certificate.pk).update(**values) > 0


def signed_status_list(number: int) -> dict | None:
    """The list as it is now; None where nobody has a place in it. Raises NotSetUp.

    It is dated with the beginning of the day, so that its text changes when something does and once a day. A place
    whose certificate went with its learner counts as revoked.
    """
    places = StatusPlace.objects.filter(number=number)
    revoked = Q(certificate=None) | Q(certificate__revoked_at__isnull=False)
    rows = list(places.values_list("place", Q(revoked)))
    key = issuer.signing_key()
    if not rows:
        return None
    if key is None:
        raise NotSetUp
    today = datetime.combine(timezone.now().astimezone(UTC).date(), time(), tzinfo=UTC)
    document = status_list(
        address=list_address(number),
        issuer=issuer_profile(),
        revoked=[place for place, is_revoked in rows if is_revoked],
        valid_from=today,
    )
    return issuer.signed(document, key=key, created=moment(today))
