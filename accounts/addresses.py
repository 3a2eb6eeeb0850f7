"""Members' email addresses: which one mail goes to, and which ones do not take it."""

import logging

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.hooks import call_all
from accounts.models import UndeliverableAddress, User
from accounts.prepared import PreparedQuery
from accounts.sealing import digest_of, digests_of

logger = logging.getLogger(__name__)
VERIFIED = PreparedQuery(
    lambda member: (
        EmailAddress.objects.filter(user=member, verified=True).order_by("-primary", "pk").values_list("email")[:1]
    )
)


def verified_address_of(member: User) -> str:
    """The address that the member has shown to be theirs, the primary one if there are several; empty without one."""
    rows = VERIFIED.rows(member.pk)
    return rows[0][0] if rows else ""


def take_mail_again(address: str) -> list[UndeliverableAddress]:
    """Forget what was noted of `address`, and let apps know of the member whose it is. Returns what was noted."""
    noted = list(UndeliverableAddress.objects.filter(digest__in=digests_of(address)))
    forget_undeliverable(address)
    if noted:
        verified = EmailAddress.objects.filter(email__iexact=address.strip(), verified=True)
        for each in verified.select_related("user"):
            tell_confirmed(each.user)
    return noted


def tell_confirmed(member: User) -> None:
    """That mail to a member arrives is news to the apps above."""
    call_all(settings.AFTER_EMAIL_CONFIRMED, member=member)


def note_undeliverable(address: str, *, reason: str) -> None:
    """Send nothing more to `address` but what somebody asks for there and then. `reason` is one of
    `UndeliverableAddress.Reason`; what was noted first stays."""
    if is_undeliverable(address):
        return
    noted, is_new = UndeliverableAddress.objects.get_or_create(digest=digest_of(address), defaults={"reason": reason})
    if is_new:
        logger.warning("Address %s takes no mail: %s", noted.digest[:8], reason)


def is_undeliverable(address: str) -> bool:
    return UndeliverableAddress.objects.filter(digest__in=digests_of(address)).exists()


def forget_undeliverable(*addresses: str) -> None:
    """Somebody has shown that mail to them arrives, or is erased."""
    digests = [digest for address in addresses for digest in digests_of(address)]
    UndeliverableAddress.objects.filter(digest__in=digests).delete()
