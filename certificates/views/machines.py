"""What verifiers elsewhere fetch: the credential, the list of revoked ones, and the public keys."""

import hashlib
import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates import issuer
from certificates.models import Certificate
from certificates.services import NotSetUp, signed_status_list

CREDENTIAL = "application/vc+ld+json"
FIVE_MINUTES = 300


def for_machines(request, text: str, content_type: str, max_age: int = FIVE_MINUTES) -> HttpResponse:
    """Public text with an ETag. Scripts on other sites may read it: a verifier may run in somebody's browser."""
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(text, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={max_age}"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def credential(request, public_id):
    """As it was signed. It stays here when it is revoked: whether it is, the list says."""
    certificate = get_object_or_404(Certificate, public_id=public_id)
    return for_machines(request, certificate.credential, CREDENTIAL)


@require_safe
def status_list(request, number):
    """Which places in a list are revoked."""
    try:
        signed = signed_status_list(number)
    except NotSetUp:
        return HttpResponse(
            _("The list cannot be signed: this site has no key."), status=503, content_type="text/plain"
        )
    if signed is None:
        raise Http404
    return for_machines(request, json.dumps(signed, indent=2), CREDENTIAL)


@require_safe
def did(request):
    """The site's public keys, where did:web looks for them."""
    document = issuer.did_document()
    if not document["verificationMethod"]:
        raise Http404
    return for_machines(request, json.dumps(document, indent=2), "application/did+ld+json", max_age=3600)
