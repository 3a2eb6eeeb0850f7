"""Members' email addresses: which one mail goes to, and which ones do not take it."""

from allauth.account.models import EmailAddress

from accounts.models import UndeliverableAddress, User
from accounts.sealing import digest_of, digests_of


def verified_address_of(member: User) -> str:
    """The address that the member has shown to be theirs, the primary one if there are several; empty without one."""
    verified = EmailAddress.objects.filter(user=member, verified=True).order_by("-primary", "pk")
    return verified.values_list("email", flat=True).first() or ""


def note_undeliverable(address: str, *, reason: str) -> None:
    """Send nothing more to `address` but what somebody asks for there and then. `reason` is one of
    `UndeliverableAddress.Reason`; what was noted first stays."""
    UndeliverableAddress.objects.get_or_create(digest=digest_of(address), defaults={"reason": reason})


def is_undeliverable(address: str) -> bool:
    return UndeliverableAddress.objects.filter(digest__in=digests_of(address)).exists()


def forget_undeliverable(*addresses: str) -> None:
    """Somebody has shown that mail to them arrives, or is erased."""
    digests = [digest for address in addresses for digest in digests_of(address)]
    UndeliverableAddress.objects.filter(digest__in=digests).delete()
