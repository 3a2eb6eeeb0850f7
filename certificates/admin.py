from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.read_only_admin import ReadOnlyAdmin
from certificates.forms import RevokeForm
from certificates.models import Certificate
from certificates.services import revoke


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    """What was signed is read here and never edited. Revoking is a page of its own, since it is for good."""

    list_display = ("name", "issued_at", "is_valid", "revoked_by")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "revoked_by")
    search_fields = ("name", "public_id", "learner__email")
    date_hierarchy = "issued_at"
    fields = (
        *("name", "learner", "issued_at", "page", "to_revoke", "revoked_at", "revoked_by", "reason"),
        *("may_take_another", "credential"),
    )
    readonly_fields = fields

    def get_urls(self):
        revoking = self.admin_site.admin_view(self.revoke_view)
        return [
            path("<int:pk>/revoke/", revoking, name="certificates_certificate_revoke"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("valid"), boolean=True)
    def is_valid(self, certificate):
        return not certificate.is_revoked

    @admin.display(description=gettext_lazy("public page"))
    def page(self, certificate):
        return format_html('<a href="{0}">{0}</a>', certificate.get_absolute_url())

    @admin.display(description=gettext_lazy("revoke"))
    def to_revoke(self, certificate):
        if certificate.is_revoked:
            return _("It is revoked.")
        url = reverse("admin:certificates_certificate_revoke", args=[certificate.pk])
        return format_html('<a href="{}">{}</a>', url, _("Revoke this certificate"))

    def revoke_view(self, request, pk):
        """Ask for the reason, then revoke."""
        if not request.user.has_perm("certificates.change_certificate"):
            raise PermissionDenied
        certificate = get_object_or_404(Certificate, pk=pk)
        page = redirect("admin:certificates_certificate_change", pk)
        if certificate.is_revoked:
            return page
        form = RevokeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            if revoke(certificate=certificate, **form.cleaned_data):
                self.log_change(request, certificate, _("Revoked: %s") % form.cleaned_data["reason"])
                self.message_user(request, _("The certificate is revoked."), messages.SUCCESS)
            return page
        context = {
            **self.admin_site.each_context(request),
            "title": _("Revoke a certificate"),
            "opts": self.opts,
            "certificate": certificate,
            "form": form,
        }
        return TemplateResponse(request, "admin/certificates/revoke.html", context)
