"""What learners can take along of their decision brief: the document, and their own words over what was gathered."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Document, Table
from briefs.models import Passage, Section
from briefs.services import markdown_of

PARTS = [
    Document(name="brief.md", title=_("Your decision brief, as a document in Markdown"), make=markdown_of),
    Table(
        model=Passage,
        name="brief_passages",
        title=_("Your own words in the brief, and what you put in or left out"),
        context={"lesson_code": "lesson__code"},
    ),
    Table(
        model=Section,
        name="brief_sections",
        title=_("Sections you added to the brief"),
        context={"after_lesson": "after__code"},
    ),
]
