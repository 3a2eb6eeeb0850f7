"""Forms of what is no text: where a lesson or an article stands, and how one begins."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.publishing.placing import problems_of_stored
from lessons.forms import clean_address
from lessons.models import Article, Lesson, Status

ADDRESS = gettext_lazy("The last part of the page's address. The old address leads nowhere once this is changed.")
LINKS_FOLLOW = gettext_lazy(
    "The last part of the page's address. The old address leads nowhere once this is changed; links between lessons "
    "follow by themselves."
)
NEW_ADDRESS = gettext_lazy(
    "The last part of the page's address, like first-steps. Left empty, it is made of the title."
)


class PlaceForm(forms.ModelForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        widget=forms.RadioSelect,
        choices=(
            (Status.PUBLISHED.value, gettext_lazy("Published: readers see it")),
            (Status.DRAFT.value, gettext_lazy("Unpublished: readers see nothing of it; what they did in it stays")),
        ),
    )

    def clean_status(self):
        status = self.cleaned_data["status"]
        if status == Status.PUBLISHED and self.instance.status != status:
            self.refuse_what_readers_could_not_read()
        return status

    def refuse_what_readers_could_not_read(self) -> None:
        if not self.instance.source:
            raise ValidationError(_("Nothing is written yet. Write it, and publish the draft from its page."))
        if problems := problems_of_stored(self.instance):
            remedy = _("Mend this in the editor, and publish the draft from its page:")
            raise ValidationError(f"{remedy} {' '.join(problems)}")


class LessonPlaceForm(PlaceForm):
    class Meta:
        model = Lesson
        fields = ("status", "module", "position", "slug")
        labels = {"position": gettext_lazy("Place in the module"), "slug": gettext_lazy("Address")}
        help_texts = {
            "position": gettext_lazy("Lessons of a module stand in the order of these numbers."),
            "slug": LINKS_FOLLOW,
        }


class ArticlePlaceForm(PlaceForm):
    class Meta:
        model = Article
        fields = ("status", "slug")
        labels = {"slug": gettext_lazy("Address")}
        help_texts = {"slug": ADDRESS}

    def clean_slug(self):
        return clean_address(self.cleaned_data["slug"])


class LoadedArticlePlaceForm(ArticlePlaceForm):
    class Meta(ArticlePlaceForm.Meta):
        help_texts = {"slug": gettext_lazy("The file that the article came from is known by it, so it stays.")}


class NewTextForm(forms.ModelForm):
    """What a text needs to be there at all. All else is written in the editor."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["slug"].required = False

    def clean_slug(self):
        slug = self.cleaned_data["slug"] or self.address_made_of(self.cleaned_data.get("title", ""))
        if not slug:
            raise ValidationError(_("Write an address in small letters, digits and hyphens, like first-steps."))
        return slug

    def address_made_of(self, title: str) -> str:
        return slugify(title)[: self.fields["slug"].max_length].strip("-")


class NewLessonForm(NewTextForm):
    class Meta:
        model = Lesson
        fields = ("title", "module", "code", "slug")
        labels = {"slug": gettext_lazy("Address")}
        help_texts = {
            "code": gettext_lazy("L and two digits. Its prompts and questions are numbered after it, so it stays."),
            "slug": NEW_ADDRESS,
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["code"].initial = free_code()

    def save(self, commit=True):
        lesson = super().save(commit=False)
        lesson.minutes = 0
        lesson.position = 1 + max(lesson.module.lessons.values_list("position", flat=True), default=0)
        return lesson


class NewArticleForm(NewTextForm):
    class Meta:
        model = Article
        fields = ("title", "slug")
        labels = {"slug": gettext_lazy("Address")}
        help_texts = {"slug": NEW_ADDRESS}

    def clean_slug(self):
        return clean_address(super().clean_slug())


def free_code() -> str:
    """The first that no lesson has; empty where all are taken."""
    taken = set(Lesson.objects.values_list("code", flat=True))
    return next((code for code in (f"L{number:02}" for number in range(1, 100)) if code not in taken), "")
