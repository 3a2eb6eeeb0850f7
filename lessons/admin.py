"""Lessons and articles themselves are written in `authoring`."""

from django.contrib import admin

from lessons.models import Course, Edition, Module


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin):
    list_display = ("title", "code")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Edition.advance()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Module)
class ModuleAdmin(admin.ModelAdmin):
    list_display = ("__str__", "course", "position")
    list_editable = ("position",)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Edition.advance()
