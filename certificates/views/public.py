"""The page of a certificate, for whoever has its address."""

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates import issuer
from certificates.fonts import missing_in_pdf
from certificates.models import Certificate
from certificates.verification import verdict_on
from certificates.words import words_on


@require_safe
@cache_control(private=True, no_cache=True)
def certificate(request, public_id):
    """What it stands for; with `?verify` also what the checks say, made now."""
    certificate = get_object_or_404(Certificate.objects.select_related("status"), public_id=public_id)
    context = {
        "certificate": certificate,
        "address": issuer.address(certificate.get_absolute_url()),
        "credential_address": issuer.address(reverse("certificates:credential", args=[public_id])),
        "issuer_did": issuer.did(),
        "has_pdf": not certificate.is_revoked and not missing_in_pdf(certificate.name),
        "verdict": verdict_on(certificate) if "verify" in request.GET else None,
        "now": timezone.now(),
    }
    return render(request, "certificates/certificate.html", context)


@require_safe
def pdf(request, public_id):
    """The certificate to print and to send. Gone once it is revoked."""
    certificate = get_object_or_404(Certificate, public_id=public_id)
    if certificate.is_revoked:
        return render(request, "certificates/gone.html", {"certificate": certificate}, status=410)
    if missing_in_pdf(certificate.name):
        raise Http404(_("The PDF has no letters for this name."))
    words = words_on(certificate)
    etag = f'"{hashlib.sha256(repr(words).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        from certificates.pdf import as_pdf  # 40 MB of a worker's memory that most of them never need

        content = as_pdf(words, issued_at=certificate.issued_at)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="certificate-{str(public_id)[:8]}.pdf"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
