"""The export holds every column of every row of a learner, and nothing of anybody else."""

import datetime
import json

import pytest
from django.contrib.sessions.models import Session
from django.db.models import JSONField

from accounts.models import User
from accounts.takeout import Owner, parts, tables
from tests.accounts.everything import archive_of, data_of, learn, make_member_with_everything, number_of, rows_of
from tests.factories import make_guest

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINE, OTHERS = "quokka", "wombat"
NUMBER = 987_654_321


@pytest.fixture
def member():
    """A member with something of each kind, and beside them another one with the same."""
    make_member_with_everything(123_456_789, OTHERS)
    return make_member_with_everything(NUMBER, MINE)


def same(field, stored, given) -> bool:
    """Whether both are one value; the database and JSON write moments, numbers and lists differently."""
    if isinstance(field, JSONField):
        return (json.loads(stored) if isinstance(stored, str) else stored) == given
    stored, given = field.to_python(stored), field.to_python(given)
    if isinstance(stored, datetime.datetime) and stored.tzinfo is None:
        stored = stored.replace(tzinfo=datetime.UTC)
    return stored == given


def whole_tables(model) -> list:
    """Those in which each column of the model is given: one, or several where rows are theirs in more ways than one."""
    return [table for table in tables() if table.model is model and not table.fields]


def test_seeded_member_has_rows_of_each_kind(member):
    data = data_of(archive_of(member))

    assert [name for name, table in data.items() if not table["rows"]] == []


def test_each_column_of_each_row_is_given_or_named_as_withheld(member):
    data, missing = data_of(archive_of(member)), []

    for model, rows in rows_of(NUMBER).items():
        given = {
            number_of(model, row, model._meta.pk.attname): (table, row)
            for table in whole_tables(model)
            for row in data[table.name]["rows"]
        }
        for number, stored in rows.items():
            if number not in given:
                missing.append(f"{model._meta.label} {number}")
                continue
            table, row = given[number]
            for field in model._meta.concrete_fields:
                if field.name in table.withheld:
                    assert data[table.name]["withheld"][field.name]
                elif not same(field, stored[field.column], row[field.attname]):
                    missing.append(f"{model._meta.label} {number} {field.name}")

    assert missing == []


def test_no_row_is_given_that_is_not_stored_as_theirs(member):
    stored = rows_of(NUMBER)

    for table in tables():
        if table.of and not table.select:
            rows = data_of(archive_of(member))[table.name]["rows"]
            given = {number_of(table.model, row, table.model._meta.pk.attname) for row in rows}
            assert given <= set(stored[table.model]), table.name
            if len(whole_tables(table.model)) == 1:
                assert given == set(stored[table.model]), table.name


def test_nothing_of_anybody_else_is_in_it(member):
    archive = archive_of(member)

    for name in archive.namelist():
        text = archive.read(name).decode()
        assert OTHERS not in text, name
        assert "123456789" not in text, name
        assert "Somebody else" not in text, name


def test_secrets_are_not_in_it(member):
    archive = archive_of(member)
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    secrets = [
        member.password,
        f"secret {MINE}",
        f"key of {MINE}",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        *Session.objects.values_list("session_key", flat=True),
        *Session.objects.values_list("session_data", flat=True),
    ]

    assert [secret for secret in secrets if secret in text] == []
    assert "Withheld: password. It is kept as a hash" in archive.read("README.txt").decode()


def test_a_guest_gets_all_that_a_guest_can_have(client):
    guest, other = make_guest(), make_guest()
    learn(guest, MINE)
    learn(other, OTHERS)
    session = client.session
    session["guest_id"] = guest.pk
    session.save()

    archive = archive_of(guest, session.session_key)

    data = data_of(archive)
    given = {name for name, table in data.items() if table["rows"]}
    assert given >= {"account", "sessions", "attempts", "answers", "decisions", "notes", "cards", "marks", "readings"}
    for model, rows in rows_of(guest.pk).items():
        name = next(table.name for table in tables() if table.model is model and not table.fields)
        assert {number_of(model, row, model._meta.pk.attname) for row in data[name]["rows"]} == set(rows), name
    assert OTHERS not in archive.read("data.json").decode()


def test_rows_are_explained(member):
    data = data_of(archive_of(member))

    answer, mark = data["answers"]["rows"][0], data["marks"]["rows"][0]
    assert answer["context"]["question_code"] == "Q01.1"
    assert answer["context"]["question_text"] == "The stem of Q01.1?"
    assert mark["context"]["prompt_code"] == "P01.1"
    assert mark["context"]["prompt_question"] == "<p>What is a threshold?</p>"
    assert data["questions"]["rows"][0]["source"]["model"] == "A threshold is a decision about a score."


def test_key_of_a_question_is_not_given_before_it_is_told(member):
    learner = User.objects.get(pk=NUMBER)
    learner.answers.update(completed_at=None)
    assert data_of(archive_of(learner))["questions"]["rows"] == []

    learner.answers.update(completed_at=datetime.datetime.now(datetime.UTC))
    learner.attempts.filter(answers__isnull=False).update(kind="baseline")

    assert data_of(archive_of(learner))["questions"]["rows"] == []


def test_names_of_tables_are_files_and_no_column_is_there_twice():
    for table in tables():
        columns = [*table.columns, *table.context]
        assert table.name.replace("_", "").isalnum()
        assert len(set(columns)) == len(columns), table.name
        assert set(table.withheld) <= {field.name for field in table.model._meta.concrete_fields}, table.name


def test_export_takes_as_many_queries_for_many_rows_as_for_few(member, django_assert_num_queries):
    few = [table.rows(Owner(member)).count() for table in tables()]
    for place in range(2, 40):
        member.notes.create(lesson_id=member.notes.first().lesson_id, place=f"PRE{place:02}", text="A guess.")

    # The sessions first ask which they are, and the brief is gathered from six tables.
    with django_assert_num_queries(len(tables()) + 1 + 6):
        archive_of(member)

    assert sum(few) + 38 == sum(table.rows(Owner(member)).count() for table in tables())
    assert [part.name for part in parts() if part not in tables()] == ["brief.md"]
