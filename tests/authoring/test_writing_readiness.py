"""The example in docs/writing-readiness.md is one that the loader's schema takes."""

from django.conf import settings

from authoring.files.entry_files import read_readiness
from authoring.files.yaml_lines import read_yaml
from readiness.schema import QUESTION

PAGE = settings.BASE_DIR / "docs" / "writing-readiness.md"


def test_example_on_the_page_fits_the_schema():
    example = PAGE.read_text().split("```yaml\n")[1].split("```")[0]

    file = read_readiness("docs/writing-readiness.md", read_yaml(example))

    assert [str(problem) for problem in file.problems] == []
    assert file.entries[0][1]["questions"][0]["id"] == "R2"


def test_keys_of_a_question_stand_in_the_table():
    text = PAGE.read_text()

    assert [key for key in QUESTION["properties"] if f"`{key}`" not in text] == []
