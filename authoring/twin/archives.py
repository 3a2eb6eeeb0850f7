"""A course folder as one ZIP: written always with the same bytes, and read with suspicion."""

import re
import stat
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from zlib import error as BrokenStream

from django.utils.translation import gettext as _

from lessons.pictures import BYTE_LIMIT

FOLDER = "course"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
MOST_FILES = 500
MOST_BYTES = 20_000_000
MOST_BYTES_A_FILE = 300_000
OF_A_COURSE = re.compile(
    r"course\.yaml|coverage\.tsv|readiness\.yaml|(?:lessons|articles)/[^/]+\.md|(?:quizzes|activities)/[^/]+\.yaml"
    r"|images/[^/]+\.webp"
)


class Refused(Exception):
    """What is wrong with an archive, and what to do."""


def packed(files: dict[str, bytes]) -> bytes:
    """The files as a ZIP, in one folder. The same files give the same bytes: no time of today, no order of a disk."""
    place = BytesIO()
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in sorted(files.items()):
            member = zipfile.ZipInfo(f"{FOLDER}/{name}", LONG_AGO)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, content)
    return place.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The course files of a ZIP by their path below course.yaml; other files are left out. Raises Refused."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            refuse_odd(members)
            top = folder_of_course(members)
            chosen = {str(PurePosixPath(member.filename).relative_to(top)): member for member in within(members, top)}
            return read_all(archive, {name: each for name, each in chosen.items() if OF_A_COURSE.fullmatch(name)})
    except (
        zipfile.BadZipFile,
        BrokenStream,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise Refused(_("This is not a ZIP file that can be read. Pack the course folder anew as a ZIP.")) from error


def refuse_odd(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise Refused(_("The ZIP has more than %d files. Pack only the course folder.") % MOST_FILES)
    seen = set()
    for member in members:
        name = member.filename
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or ":" in name:
            raise Refused(_("The file “%s” lies outside of the folder. Pack only the course folder.") % name[:80])
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Refused(_("“%s” is a link and no file. Put the file itself into the ZIP.") % name[:80])
        if member.flag_bits & 0x1:
            raise Refused(_("“%s” is locked with a password. Pack the folder without one.") % name[:80])
        if name in seen:
            raise Refused(_("“%s” stands in the ZIP twice. Pack the folder anew.") % name[:80])
        seen.add(name)


def folder_of_course(members: list[zipfile.ZipInfo]) -> PurePosixPath:
    """The folder that holds course.yaml: the one that lies highest."""
    found = [PurePosixPath(member.filename) for member in members if not is_of_a_system(member)]
    found = sorted((path for path in found if path.name == "course.yaml"), key=lambda path: (len(path.parts), path))
    if not found:
        raise Refused(_("There is no course.yaml in the ZIP. Pack the folder that holds it."))
    return found[0].parent


def is_of_a_system(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith("__MACOSX/")


def within(members: list[zipfile.ZipInfo], top: PurePosixPath) -> list[zipfile.ZipInfo]:
    return [member for member in members if PurePosixPath(member.filename).is_relative_to(top)]


def read_all(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """What the headers say about sizes is not believed: each file is read up to the limit."""
    files, total = {}, 0
    for name, member in members.items():
        most = BYTE_LIMIT if name.startswith("images/") else MOST_BYTES_A_FILE
        with archive.open(member) as file:
            content = file.read(most + 1)
        total += len(content)
        if len(content) > most:
            limit = most // 1000
            raise Refused(_("“%(name)s” has more than %(limit)d KB. Split it.") % {"name": name, "limit": limit})
        if total > MOST_BYTES:
            raise Refused(_("Unpacked, the files have more than %d MB.") % (MOST_BYTES // 1_000_000))
        files[name] = content
    return files
