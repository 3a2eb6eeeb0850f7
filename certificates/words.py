"""What the PDF says, apart from how it is drawn."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates import issuer
from certificates.models import Certificate


@dataclass(frozen=True)
class Words:
    """Everything that the page says, in the reader's language. `address`: of the certificate's page."""

    title: str
    kicker: str
    name: str
    sentence: str
    course: str
    stands_for: str
    rule_title: str
    rule: tuple[str, ...]
    issued: str
    check: str
    address: str
    language: str


def words_on(certificate: Certificate) -> Words:
    day = date_format(certificate.issued_on, "j F Y")
    return Words(
        title=_("Certificate of %(name)s") % {"name": certificate.name},
        kicker=_("Certificate"),
        name=certificate.name,
        sentence=_("has met the rule of the course"),
        course=certificate.achievement["name"],
        stands_for=certificate.achievement["description"],
        rule_title=_("The rule"),
        rule=tuple(certificate.rule),
        issued=_("Issued on %(day)s") % {"day": day},
        check=_("Whether it is genuine and still stands can be checked at"),
        address=issuer.address(certificate.get_absolute_url()),
        language=get_language() or "en",
    )
