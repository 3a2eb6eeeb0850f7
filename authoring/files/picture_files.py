"""Pictures of a course folder: `images/NAME`, beside the texts that name them."""

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from authoring.files.course_files import CourseFiles, TextFile
from lessons.blocks import Problem
from lessons.models import LessonImage
from lessons.pictures import NAME_PATTERN, NotTaken, Picture, as_it_is
from lessons.services import keep_image

FOLDER = "images"
NAMED = re.compile(rf"!\[(?P<words>(?:[^\]\\]|\\.)*)\]\(\s*<?image:(?P<name>{NAME_PATTERN})")
ESCAPED = re.compile(r"\\(.)")


def words_by_name(texts: Iterable[str]) -> dict[str, str]:
    """Each picture that the texts show, and what the first of them says it shows."""
    found: dict[str, str] = {}
    for text in texts:
        for match in NAMED.finditer(text):
            found.setdefault(match["name"], " ".join(ESCAPED.sub(r"\1", match["words"]).split()))
    return found


def pictures_shown_in(texts: Iterable[str]) -> dict[str, bytes]:
    """Path in a course folder to content, of the pictures on the site that the texts show."""
    found = {}
    for image in LessonImage.objects.filter(name__in=words_by_name(texts)).order_by("name"):
        with contextlib.suppress(FileNotFoundError):  # checking the folder names the text that shows it
            found[f"{FOLDER}/{image.name}"] = image.content
    return found


def read_pictures(folder: Path, files: CourseFiles) -> None:
    """Read the pictures of a course folder into `files`, with a problem for each that cannot be taken."""
    for path in sorted(folder.glob(f"{FOLDER}/*.webp")):
        place = str(path.relative_to(folder.parent))
        try:
            picture = as_it_is(path.read_bytes())
        except NotTaken as error:
            files.problems.append(Problem(place, 1, str(error), ""))
            continue
        if picture.name == path.name:
            files.pictures[picture.name] = picture
        else:
            message = "This picture is not the one that the name belongs to."
            files.problems.append(Problem(place, 1, message, "Upload it in the admin, which gives it its name."))


def check_pictures(files: CourseFiles) -> Iterator[Problem]:
    """Each picture that a text shows is in the folder."""
    for file in (*files.lessons, *files.articles):
        for number, line in enumerate(file.text.split("\n")):
            yield from missing_in(file, line, file.text_line + number, files.pictures)


def missing_in(file: TextFile, line: str, number: int, pictures: dict[str, Picture]) -> Iterator[Problem]:
    for match in NAMED.finditer(line):
        if match["name"] not in pictures:
            remedy = "Put it there, or take it out of the text."
            yield Problem(file.path, number, f"There is no picture {FOLDER}/{match['name']}.", remedy)


def keep_pictures(files: CourseFiles) -> None:
    """Store those that texts show and the site has not yet: before the texts, which are rendered with their sizes."""
    words = words_by_name(file.text for file in (*files.lessons, *files.articles))
    present = set(LessonImage.objects.filter(name__in=words).values_list("name", flat=True))
    for name in words.keys() - present:
        keep_image(picture=files.pictures[name], alt=words[name][:300])
