"""`/mails/`: what a local run has mailed, for developers. With DEBUG off it is not there.

The files are read as they are: whoever wrote to us may have put anything into them.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reminders.mail_page import framing_mails, mail_page
from reminders.mails import KIND_HEADER

PAGE = 50
MOST_FILES = 2000
MOST_BYTES = 20_000_000
BETWEEN_MAILS = re.compile(rb"\n-{79}\n(?=Content-Type: |\s*\Z)")
"""As Django's backend writes it. It puts this header first in each mail."""
HEADERS = ("From", "To", "Date", KIND_HEADER, "Message-ID", "List-Unsubscribe")


@dataclass(frozen=True)
class Entry:
    """The mail at `place` in a file, which is seldom another than the first."""

    file: str
    place: int
    sent_at: datetime
    subject: str
    to: str
    kind: str


def developers_only(view: Callable) -> Callable:
    """Staff, with DEBUG on; nobody else learns that there is such a page."""

    @wraps(view)
    def protected(request, *arguments, **names):
        if not settings.DEBUG:
            raise Http404
        return admin.site.admin_view(view)(request, *arguments, **names)

    return protected


def files() -> list[os.DirEntry]:
    """Newest first: files in the folder itself, and none that lead out of it."""
    if not settings.EMAIL_FILE_PATH or not Path(settings.EMAIL_FILE_PATH).is_dir():
        return []
    with os.scandir(settings.EMAIL_FILE_PATH) as entries:
        found = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
    readable = [entry for entry in found if entry.stat(follow_symlinks=False).st_size <= MOST_BYTES]
    return sorted(readable, key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)


def mails_in(file: os.DirEntry) -> list[bytes]:
    try:
        content = Path(file.path).read_bytes()
    except OSError:  # gone meanwhile
        return []
    return [mail for mail in BETWEEN_MAILS.split(content) if mail.strip()]


def entries() -> Iterator[Entry]:
    parser = BytesHeaderParser()
    for file in files()[:MOST_FILES]:
        written_at = datetime.fromtimestamp(file.stat(follow_symlinks=False).st_mtime, UTC)
        for place, raw in reversed(list(enumerate(mails_in(file)))):
            mail = parser.parsebytes(raw)
            sent_at = moment_of(mail) or written_at
            yield Entry(file.name, place, sent_at, *(header(mail, name) for name in ("Subject", "To", KIND_HEADER)))


def header(mail: Message, name: str) -> str:
    """What a header says, on one line; as it stands where it is not as it should be."""
    value = mail.get(name, "")
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(str(value).split())


def moment_of(mail: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header(mail, "Date"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def part_of(mail: Message, content_type: str) -> str:
    """The first part of a kind; empty without one."""
    part = next((part for part in mail.walk() if part.get_content_type() == content_type), None)
    content = part.get_payload(decode=True) if part else None
    try:
        return (content or b"").decode(part.get_content_charset("utf-8") if part else "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def mail_at(name: str, place: int) -> Message:
    file = next((file for file in files() if file.name == name), None)
    mails = mails_in(file) if file else []
    if place >= len(mails):
        raise Http404
    return message_from_bytes(mails[place])


def page_of(request, template: str, **context):
    context = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"mailbox/{template}.html", context)


@developers_only
@require_safe
@never_cache
def mails(request):
    found = sorted(entries(), key=lambda entry: entry.sent_at, reverse=True)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return page_of(request, "mails", title=_("Mails of this local run"), page=page, folder=settings.EMAIL_FILE_PATH)


@developers_only
@require_safe
@never_cache
@framing_mails
def mail(request, name, place):
    found = mail_at(name, place)
    return page_of(
        request,
        "mail",
        title=header(found, "Subject") or _("Without a subject"),
        headers=[(name, header(found, name)) for name in HEADERS if name in found],
        text=part_of(found, "text/plain"),
        has_html=bool(part_of(found, "text/html")),
        name=name,
        place=place,
    )


@developers_only
@require_safe
@mail_page
def mail_html(request, name, place):
    return part_of(mail_at(name, place), "text/html")
