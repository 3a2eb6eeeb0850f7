import yaml
from hypothesis import given
from hypothesis import strategies as st

from authoring.yaml_lines import read_yaml

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


def test_alias_that_leads_back_to_itself_ends():
    found = read_yaml("a: &loop\n  - *loop\n")

    assert found.error == ""


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
