from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class HasDraft(admin.SimpleListFilter):
    title = gettext_lazy("draft")
    parameter_name = "draft"

    def lookups(self, request, model_admin):
        return [
            ("any", _("Has a draft")),
            ("scheduled", _("Scheduled")),
            ("refused", _("Not published at its time")),
            ("none", _("No draft")),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "any": {"draft__isnull": False},
            "scheduled": {"draft__publish_at__isnull": False},
            "refused": {"draft__refusal__gt": ""},
            "none": {"draft__isnull": True},
        }
        return queryset.filter(**conditions.get(self.value(), {}))
