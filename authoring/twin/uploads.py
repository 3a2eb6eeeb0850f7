"""Courses that come as a ZIP through the admin: kept until they are loaded or forgotten, and loaded once."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from authoring.files.course_checks import read_course
from authoring.files.course_files import CourseFiles
from authoring.models import TextTwin
from authoring.twin.archives import FOLDER, unpacked
from authoring.twin.plan import Wish
from authoring.twin.services import Report, load_course

KEPT_FOR = timedelta(days=1)


def read_archive(content: bytes) -> CourseFiles:
    """The files in a ZIP, read and checked like a folder. Raises archives.Refused."""
    with TemporaryDirectory() as place:
        for name, text in unpacked(content).items():
            path = Path(place) / FOLDER / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        return read_course(Path(place).resolve() / FOLDER)


def keep_upload(*, name: str, content: bytes) -> TextTwin:
    return TextTwin.objects.create(name=name[:200], archive=content)


@transaction.atomic
def load_upload(*, public_id: UUID, wishes: dict[str, Wish], state: str, by: User) -> tuple[TextTwin, bool]:
    """(the upload, whether it was loaded now). Sent twice it is loaded once. Raises services.Changed if files and site
    compare differently from what was shown, and what `load_course` raises."""
    twin = TextTwin.objects.select_for_update().get(public_id=public_id)
    if twin.loaded_at:
        return twin, False
    report = load_course(read_archive(bytes(twin.archive)), wishes=wishes, state=state, by=by)
    twin.loaded_at, twin.told = timezone.now(), in_json(report)
    twin.archive = b""
    twin.save(update_fields=["loaded_at", "told", "archive"])
    return twin, True


def in_json(report: Report) -> dict:
    return {
        "added": report.added,
        "changed": report.changed,
        "kept": report.kept,
        "gone": report.gone,
        "same": len(report.unchanged),
    }


def forget_uploads() -> int:
    """A course that waited for a day is forgotten, and what loading one said."""
    deleted, _by_model = TextTwin.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted
