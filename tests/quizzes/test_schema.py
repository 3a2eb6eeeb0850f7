"""The published form of the files of questions."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from quizzes.kinds import kinds
from quizzes.schema import entry_schema, file_schema
from tests.conftest import COURSE
from tests.quizzes.factories import entry

FILES = sorted((COURSE / "quizzes").glob("*.yaml"))
KINDS = sorted(kinds())


def errors_in(file) -> list[tuple]:
    """(where, which keyword) as an editor would mark them."""
    found = Draft202012Validator(file_schema()).iter_errors(file)
    return [(tuple(error.absolute_path), error.validator) for error in found]


def file_with(source: dict) -> dict:
    return {"lesson": "L01", "items": [source]}


def test_schema_is_one():
    Draft202012Validator.check_schema(file_schema())
    assert json.loads(json.dumps(file_schema())) == file_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_of_the_course_is_as_the_schema_says(path):
    assert errors_in(yaml.safe_load(path.read_text())) == []


def test_course_uses_every_kind():
    used = {item["kind"] for path in FILES for item in yaml.safe_load(path.read_text())["items"]}

    assert used == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_entry_of_each_kind_is_as_the_schema_says(kind):
    assert errors_in(file_with(entry(kind))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_key_that_no_kind_knows_is_marked(kind):
    assert errors_in(file_with(entry(kind) | {"hint": "Think."})) == [(("items", 0), "additionalProperties")]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("single", ["options"]),
        ("multiple", ["options"]),
        ("tf-why", ["verdict", "reasons"]),
        ("order", ["steps", "why"]),
        ("match", ["pairs"]),
        ("categorise", ["categories", "cards"]),
        ("estimate", ["answer", "unit", "accept", "range_cap", "why"]),
        ("free", ["model", "rubric"]),
        ("branch", ["nodes", "why"]),
    ],
)
def test_each_key_that_a_kind_must_have_is_missed(kind, own):
    for name in ("id", "kind", "level", "difficulty", "points", "stem", "idea", *own):
        source = entry(kind)
        del source[name]

        assert errors_in(file_with(source)) == [(("items", 0), "required")], name


def test_keys_of_one_kind_are_not_those_of_another():
    source = entry("single") | {"steps": ["One", "Two", "Three"]}

    assert errors_in(file_with(source)) == [(("items", 0), "additionalProperties")]


@pytest.mark.parametrize("kind", ["", "Single", "essay", None, 3])
def test_kind_that_is_not_there_is_marked(kind):
    assert errors_in(file_with(entry("single") | {"kind": kind})) == [(("items", 0, "kind"), "enum")]


@pytest.mark.parametrize("code", ["Q1.1", "Q01", "Q01.1c", "P01.1", "q01.1", "Q01.100", "Q01.1B"])
def test_id_that_is_none_is_marked(code):
    assert errors_in(file_with(entry() | {"id": code})) == [(("items", 0, "id"), "pattern")]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"level": "know"}, "enum"),
        ({"difficulty": 4}, "enum"),
        ({"points": "A1.1"}, "type"),
        ({"points": ["A1.1", "A1.1"]}, "uniqueItems"),
        ({"stem": ""}, "minLength"),
        ({"stem": "x" * 2001}, "maxLength"),
        ({"idea": "x" * 141}, "maxLength"),
        ({"case": "Lease Reader"}, "pattern"),
    ],
    ids=str,
)
def test_value_out_of_bounds_is_marked(change, where):
    assert errors_in(file_with(entry() | change)) == [(("items", 0, next(iter(change))), where)]


@pytest.mark.parametrize("file", [{}, {"lesson": "L01"}, {"items": []}])
def test_file_without_its_two_keys_is_marked(file):
    assert {keyword for _where, keyword in errors_in(file)} == {"required"}


def test_file_with_a_third_key_is_marked():
    assert errors_in({"lesson": "L01", "items": [], "title": "Quiz"}) == [((), "additionalProperties")]


@pytest.mark.parametrize("kind", KINDS)
def test_checking_entry_by_entry_comes_to_the_same_as_checking_the_file(kind):
    wrong = entry(kind) | {"difficulty": 7, "idea": ""}

    one_by_one = Draft202012Validator(entry_schema(kind)).iter_errors(wrong)

    assert sorted(("items", 0, *error.absolute_path) for error in one_by_one) == sorted(
        where for where, _keyword in errors_in(file_with(wrong))
    )
