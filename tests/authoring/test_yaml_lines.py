import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from authoring.files.yaml_lines import read_yaml

NESTED = """\
title: A course
modules:
  - id: M1
    lessons: [L01,
      L02]
  - id: M2
    lessons:
      - L03
"""


def test_lines_of_keys_and_entries_are_those_of_the_file():
    found = read_yaml(NESTED, first_line=10)

    assert found.line("title") == 10
    assert found.line("modules") == 11
    assert found.line("modules", 1) == 15
    assert found.line("modules", 0, "lessons", 1) == 14
    assert found.line("modules", 1, "lessons", 0) == 17


def test_line_of_what_is_not_there_is_that_of_the_nearest_thing_above():
    found = read_yaml(NESTED, first_line=10)

    assert found.line("modules", 1, "summary") == 15
    assert found.line("modules", 7) == 11


def test_line_of_an_unknown_key_is_the_first():
    found = read_yaml("title: A course", first_line=10)

    assert found.line("summary") == 1


def test_list_instead_of_keys_is_an_error():
    found = read_yaml("- one\n- two", first_line=2)

    assert (found.error, found.error_line) == ("keys and values are expected here", 2)


def test_inner_key_that_stands_twice_is_an_error_at_its_line():
    found = read_yaml("a:\n  b: 1\n  c: 2\n  b: 3\n")

    assert (found.error, found.error_line) == ("the key 'b' stands here a second time", 4)


def test_value_that_asks_for_python_is_an_error():
    found = read_yaml("a: 1\nb: !!python/object/apply:os.system [ls]\n")

    assert found.error.startswith("could not determine a constructor for the tag")
    assert (found.values, found.error_line) == ({}, 2)


def test_control_character_is_an_error_at_its_line():
    found = read_yaml("a: 1\nb: \x07\n")

    assert (found.error, found.error_line) == ("special characters are not allowed", 2)


def test_alias_that_leads_back_to_itself_is_an_error():
    found = read_yaml("a: &loop\n  - *loop\n")

    assert (found.error, found.error_line) == ("an alias leads back to where it stands", 1)


def test_alias_that_is_used_twice_is_read():
    assert read_yaml("a: &one [x]\nb: [*one, *one]\n").values == {"a": ["x"], "b": [["x"], ["x"]]}


def test_aliases_that_make_millions_of_values_are_an_error():
    lines = [f"{'abcdefgh'[n + 1]}: &{'abcdefgh'[n + 1]} [{','.join(['*' + 'abcdefgh'[n]] * 9)}]" for n in range(6)]

    found = read_yaml("\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *lines]))

    assert found.error == "aliases make too much of this; write it out"


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "\n".join(" " * level + "a:" for level in range(60))])
def test_file_that_goes_too_deep_is_an_error(text):
    assert read_yaml(text).error == "more than 40 levels stand in each other"


@pytest.mark.parametrize("escape", [r"\0", r"\ud800"])
def test_character_that_no_database_holds_is_an_error_at_its_line(escape):
    found = read_yaml(f'a: 1\nb: "x{escape}"\n')

    assert (found.error, found.error_line) == ("a character stands here that no text can hold", 2)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@\n ,?0123456789.~\t\x00é"))
def test_no_text_makes_reading_fail(text):
    found = read_yaml(text)

    assert found.error or isinstance(found.values, dict)


@given(
    st.dictionaries(st.text("abcdef", min_size=1), st.lists(st.text("xyz :#-'\""), max_size=4), min_size=1, max_size=5)
)
def test_each_entry_stands_on_the_line_that_is_given(values):
    text = yaml.safe_dump(values, default_flow_style=False, width=1000)

    found = read_yaml(text)
    lines = text.splitlines()

    assert found.values == values
    for name, entries in values.items():
        assert yaml.safe_load(lines[found.line(name) - 1].partition(":")[0]) == name
        for number, entry in enumerate(entries):
            assert yaml.safe_load(lines[found.line(name, number) - 1]) == [entry]
