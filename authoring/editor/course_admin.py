"""The course itself in the admin."""

from django.contrib import admin
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from authoring.editor.course_forms import CourseForm
from lessons.models import Edition


class CourseAdmin(admin.ModelAdmin):
    form = CourseForm
    list_display = ("title", "code")
    fieldsets = (
        (None, {"fields": ("code", "title", "tagline", "summary", "audience", "outcomes")}),
        (_("Cases and misconceptions"), {"fields": ("cases", "misconceptions")}),
        (_("Certificate"), {"fields": ("stands_for", "practised", "final_percent", "activities")}),
    )

    class Media:
        css = {"all": ("css/editor.css",)}
        js = (Script("js/more-rows.js", type="module"),)

    def get_readonly_fields(self, request, obj=None):
        """The files know the course by its code."""
        return ("code",) if obj else ()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Edition.advance()

    def has_delete_permission(self, request, obj=None):
        return False
