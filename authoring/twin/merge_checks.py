"""What would be wrong with a thing that was put together from two versions: each of them was right by itself."""

from authoring.files.entry_files import EntryFile, check_entry, fits
from authoring.files.yaml_lines import YamlFile
from authoring.twin.things import MARKDOWN, Key, entry_of
from lessons.blocks import Problem, check_blocks
from lessons.models import SOURCE_LIMIT
from quizzes import simulators
from quizzes.kinds import kinds
from quizzes.schema import entry_schema
from readiness.schema import file_schema as readiness_schema


def problems_of(key: Key, values: dict) -> list[Problem]:
    file = EntryFile(str(key), YamlFile())
    if key.kind in ("lesson", "article"):
        number = key.code.removeprefix("L") if key.kind == "lesson" else None
        file.problems += check_blocks(values[MARKDOWN], path=str(key), number=number)
        if len(values[MARKDOWN]) > SOURCE_LIMIT:
            file.report((), "The text is too long.", f"Keep it under {SOURCE_LIMIT} characters.")
    elif key.kind == "question":
        check_entry(file, (), entry_of(values), kinds(), entry_schema, 0)
    elif key.kind == "activity":
        check_entry(file, (), values, simulators.load(), simulators.entry_schema, 0)
    elif key.kind == "readiness":
        fits(file, (), values, readiness_schema())
    return file.problems
