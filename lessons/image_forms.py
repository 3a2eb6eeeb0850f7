from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lessons.models import LessonImage
from lessons.pictures import NotTaken, Picture, made_anew
from lessons.services import keep_image


class ImageForm(forms.ModelForm):
    """A picture that somebody uploads, and what it shows in words."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PNG, JPEG or WebP, up to 5 MB. It is made anew, without what cameras write into it."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={
            "required": _("Choose a picture of up to 5 MB: no file came, or one that is larger."),
            "empty": _("This file is empty. Choose another one."),
        },
    )
    picture: Picture | None = None

    class Meta:
        model = LessonImage
        fields = ("file", "alt")
        widgets = {"alt": forms.Textarea({"rows": 3})}
        error_messages = {"alt": {"required": _("Say what the picture shows, for those who do not see it.")}}

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.picture = made_anew(file.read())
        except NotTaken as reason:
            raise ValidationError(str(reason)) from None
        return file

    def keep(self) -> LessonImage:
        return keep_image(picture=self.picture, alt=self.cleaned_data["alt"])


class ImageWordsForm(forms.ModelForm):
    class Meta:
        model = LessonImage
        fields = ("alt",)
        widgets = {"alt": forms.Textarea({"rows": 3})}
