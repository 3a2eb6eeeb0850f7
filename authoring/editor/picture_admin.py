"""The pictures of lessons and articles in the admin: uploading, finding, describing. None is deleted: a text may show
it, and earlier texts do."""

from http import HTTPStatus

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lessons.image_forms import ImageForm, ImageWordsForm
from lessons.models import LessonImage


@admin.register(LessonImage)
class LessonImageAdmin(admin.ModelAdmin):
    list_display = ("thumbnail", "alt", "in_text", "size", "added_at")
    list_display_links = ("alt",)
    search_fields = ("alt", "name")
    readonly_fields = ("shown", "in_text", "size", "added_at")

    def get_form(self, request, obj=None, change=False, **kwargs):
        return ImageWordsForm if obj else ImageForm

    def get_fields(self, request, obj=None):
        return ("shown", "alt", "in_text", "size", "added_at") if obj else ("file", "alt")

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        upload = self.admin_site.admin_view(require_POST(self.upload_view))
        return [path("upload/", upload, name="lessons_lessonimage_upload"), *super().get_urls()]

    def save_form(self, request, form, change):
        return super().save_form(request, form, change) if change else form.keep()

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """There is nothing related."""

    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """For the editor's dialog: what to put into the text, or what is wrong with each box."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImageForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        image = form.keep()
        self.log_addition(request, image, [{"added": {}}])
        return JsonResponse({"markdown": image.markdown})

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return format_html(
            '<img class="thumbnail" src="{}" alt="" height="48" loading="lazy">', image.get_absolute_url()
        )

    @admin.display(description=_("picture"))
    def shown(self, image):
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            *(image.get_absolute_url(), image.alt, image.width, image.height),
        )

    @admin.display(description=_("in a text"))
    def in_text(self, image):
        return format_html("<code>{}</code>", image.markdown)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}, {-(-image.byte_count // 1024)} KB"
