"""A course folder on the disk, written from the course on the site."""

from pathlib import Path

from authoring.files.picture_files import pictures_shown_in
from authoring.twin.dumping import files_of
from authoring.twin.on_site import read_site
from authoring.twin.things import without_unwritten

PATTERNS = (
    "course.yaml",
    "coverage.tsv",
    "readiness.yaml",
    "lessons/*.md",
    "articles/*.md",
    "quizzes/*.yaml",
    "activities/*.yaml",
    "images/*.webp",
)


class Left(Exception):
    """Files of a course stand in the folder that are not of this one: they would be loaded with it."""

    def __init__(self, names: list[str]):
        super().__init__(", ".join(names))
        self.names = names


def course_on_site() -> dict[str, bytes]:
    """Path to content of the files that the course on the site makes, pictures included."""
    texts = files_of(without_unwritten(read_site().things))
    return {name: text.encode() for name, text in texts.items()} | pictures_shown_in(texts.values())


def write_folder(folder: Path, files: dict[str, bytes], *, replace: bool = False) -> int:
    """Write what is new or changed; returns how many files. With `replace`, files of another course go."""
    present = {str(path.relative_to(folder)) for pattern in PATTERNS for path in folder.glob(pattern)}
    left = sorted(present - files.keys())
    if left and not replace:
        raise Left(left)
    for name in left:
        (folder / name).unlink()
    count = 0
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            count += 1
    return count + len(left)
