"""What those who write the course can take along of it."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from authoring.models import Draft, RefusalMail, TextRevision

WHERE = {"lesson_code": "lesson__code", "article_slug": "article__slug"}
OPENS = _("Whoever has it could read the draft, for as long as the link lasts.")
SOMEBODY_ELSE = _("It says who else works on the text, which concerns another person.")

PARTS = [
    Table(
        model=TextRevision,
        name="text_revisions",
        title=_("Texts of the course that you published, as they were then"),
        of="made_by",
        context=WHERE,
    ),
    Table(
        model=Draft,
        name="drafts",
        title=_("Drafts that you saved last"),
        of="saved_by",
        context=WHERE,
        withheld={"preview_key": OPENS, "scheduled_by": SOMEBODY_ELSE},
    ),
    Table(
        model=Draft,
        name="drafts_scheduled",
        title=_("Drafts for whose publication you set the time"),
        of="scheduled_by",
        context=WHERE,
        withheld={"preview_key": OPENS, "saved_by": SOMEBODY_ELSE},
    ),
    Table(
        model=RefusalMail,
        name="refusal_mails",
        title=_("Mails about drafts of yours that were not published, still to be sent"),
        of="receiver",
        context={"lesson_code": "draft__lesson__code", "article_slug": "draft__article__slug"},
    ),
]
