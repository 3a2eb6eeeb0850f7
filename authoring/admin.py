from django.contrib import admin

from authoring.activities.admin import ActivityAdmin
from authoring.editor.course_admin import CourseAdmin
from authoring.editor.pages import EditorPages
from authoring.editor.picture_admin import LessonImageAdmin
from authoring.models import TextTwin
from authoring.publishing.draft_list import HasDraft
from authoring.publishing.place_forms import (
    ArticlePlaceForm,
    LessonPlaceForm,
    LoadedArticlePlaceForm,
    NewArticleForm,
    NewLessonForm,
)
from authoring.publishing.place_pages import IsPublished
from authoring.questions.admin import QuestionAdmin
from authoring.twin.pages import TextTwinAdmin
from lessons.models import Article, Course, Lesson
from lessons.services import publish_changes
from quizzes.models import Activity, Question

admin.site.register(Question, QuestionAdmin)
admin.site.register(Activity, ActivityAdmin)
admin.site.register(Course, CourseAdmin)

__all__ = ["ArticleAdmin", "LessonAdmin", "LessonImageAdmin"]


@admin.register(Lesson)
class LessonAdmin(EditorPages, admin.ModelAdmin):
    """Lessons are unpublished, never deleted: what learners did in them stays."""

    place_form, new_form = LessonPlaceForm, NewLessonForm
    list_display = ("code", "title", "module", "position", "minutes", "is_published", "draft_state", "updated_at")
    list_display_links = ("code", "title")
    list_filter = (IsPublished, HasDraft, "module")
    list_select_related = ("module",)
    search_fields = ("code", "title", "source")

    def get_readonly_fields(self, request, obj=None):
        return ("code",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False


def is_loaded(article: Article | None) -> bool:
    return article is not None and article.loaded_digest != ""


@admin.register(Article)
class ArticleAdmin(EditorPages, admin.ModelAdmin):
    """A loaded article is known to its file by its slug, so that stays; deleted, it would come back: unpublish it."""

    place_form, new_form = ArticlePlaceForm, NewArticleForm
    list_display = ("title", "published_on", "is_published", "draft_state", "updated_at")
    list_filter = (IsPublished, HasDraft)
    search_fields = ("title", "source")

    def get_form(self, request, obj=None, change=False, **kwargs):
        loaded = {"form": LoadedArticlePlaceForm} if is_loaded(obj) else {}
        return super().get_form(request, obj, change, **loaded | kwargs)

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if is_loaded(obj) else ()

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_loaded(obj)

    def get_deleted_objects(self, objs, request):
        """Whoever may delete an article may delete what was written below it, which cannot be deleted by itself."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        if all(self.has_delete_permission(request, each) for each in objs):
            missing = set()
        return to_delete, counts, missing, protected

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        publish_changes()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        publish_changes()


admin.site.register(TextTwin, TextTwinAdmin)
