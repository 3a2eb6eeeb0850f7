from django.contrib import admin

from authoring.activities.admin import ActivityAdmin
from authoring.editor.forms import NewLessonForm
from authoring.editor.pages import EditorPages
from authoring.editor.picture_admin import LessonImageAdmin
from authoring.models import TextRevision, TextTwin
from authoring.publishing.draft_list import HasDraft
from authoring.publishing.revisions import note_revision
from authoring.questions.admin import QuestionAdmin
from authoring.twin.pages import TextTwinAdmin
from lessons.forms import ArticleForm, LessonForm
from lessons.models import Article, Lesson
from lessons.services import correct_links, publish_changes, store_article, store_lesson
from quizzes.models import Activity, Question

admin.site.register(Question, QuestionAdmin)
admin.site.register(Activity, ActivityAdmin)

__all__ = ["ArticleAdmin", "LessonAdmin", "LessonImageAdmin"]


@admin.register(Lesson)
class LessonAdmin(EditorPages, admin.ModelAdmin):
    """Lessons are unpublished, never deleted: what learners did in them stays."""

    form = LessonForm
    list_display = ("code", "title", "module", "position", "minutes", "status", "draft_state", "updated_at")
    list_display_links = ("code", "title")
    list_filter = ("status", HasDraft, "module")
    list_select_related = ("module",)
    search_fields = ("code", "title", "source")

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **kwargs) if obj else NewLessonForm

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("title",)}

    def get_readonly_fields(self, request, obj=None):
        return ("code",) if obj else ()

    def save_model(self, request, obj, form, change):
        store_lesson(obj)
        if "slug" in form.changed_data:
            correct_links()
        publish_changes()
        note_revision(thing=obj, by=request.user, how=TextRevision.How.EDITED)

    def has_delete_permission(self, request, obj=None):
        return False


def is_loaded(article: Article | None) -> bool:
    return article is not None and article.loaded_digest != ""


@admin.register(Article)
class ArticleAdmin(EditorPages, admin.ModelAdmin):
    """A loaded article is known to its file by its slug, so that stays; deleted, it would come back: unpublish it."""

    form = ArticleForm
    list_display = ("title", "published_on", "status", "draft_state", "updated_at")
    list_filter = ("status", HasDraft)
    search_fields = ("title", "source")
    prepopulated_fields = {"slug": ("title",)}

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if is_loaded(obj) else ()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if is_loaded(obj) else self.prepopulated_fields

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_loaded(obj)

    def get_deleted_objects(self, objs, request):
        """Whoever may delete an article may delete what was written below it, which cannot be deleted by itself."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        if all(self.has_delete_permission(request, each) for each in objs):
            missing = set()
        return to_delete, counts, missing, protected

    def save_model(self, request, obj, form, change):
        store_article(obj)
        publish_changes()
        note_revision(thing=obj, by=request.user, how=TextRevision.How.EDITED)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        publish_changes()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        publish_changes()


admin.site.register(TextTwin, TextTwinAdmin)
