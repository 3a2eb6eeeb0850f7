"""What the verify button says: each check made on the server, at the moment it is pressed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from certificates import issuer
from certificates.models import Certificate
from certificates.proofs import is_verified


@dataclass(frozen=True)
class Check:
    """One check: what was looked at, whether it holds, and that in a sentence."""

    name: str
    is_passed: bool
    says: str


@dataclass(frozen=True)
class Verdict:
    checks: tuple[Check, ...]

    @property
    def is_passed(self) -> bool:
        return all(check.is_passed for check in self.checks)


def verdict_on(certificate: Certificate) -> Verdict:
    return Verdict(
        (check_signature(certificate), check_key(certificate), check_page(certificate), check_status(certificate))
    )


def check_signature(certificate: Certificate) -> Check:
    is_passed = is_verified(certificate.document, issuer.public_keys())
    says = (
        _("The signature fits: not a letter has changed since it was signed.")
        if is_passed
        else _("The signature does not fit: the text is not the one that was signed, or the key is another.")
    )
    return Check(_("Signature"), is_passed, says)


def check_key(certificate: Certificate) -> Check:
    method = str(certificate.document.get("proof", {}).get("verificationMethod"))
    is_passed = method in issuer.public_keys()
    says = (
        _("It was signed with a key that this site names as its own.")
        if is_passed
        else _("It was signed with a key that this site does not name as its own.")
    )
    return Check(_("Key"), is_passed, says)


def check_page(certificate: Certificate) -> Check:
    is_passed = (
        certificate.document.get("id") == issuer.address(certificate.get_absolute_url())
        and certificate.document["credentialSubject"].get("name") == certificate.name
    )
    if not is_passed:
        says = _("The name or the address on this page is not the one that was signed.")
    elif certificate.is_revoked:  # its page shows no name
        says = _("The address of this page is the one that was signed.")
    else:
        says = _("The name and the address on this page are those that were signed.")
    return Check(_("This page"), is_passed, says)


def check_status(certificate: Certificate) -> Check:
    says = (
        _("It was revoked, and no longer stands for anything.")
        if certificate.is_revoked
        else _("It has not been revoked.")
    )
    return Check(_("Revocation"), not certificate.is_revoked, says)
