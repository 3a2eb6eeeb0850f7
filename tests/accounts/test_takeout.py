"""A model that belongs to people cannot be forgotten: the site does not start without it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import PROTECT

from accounts import takeout
from accounts.models import User
from accounts.takeout import LeftOut, Owner, forgotten_models, models_of_people, tables
from progress.models import Reading
from quizzes.models import Answer, Note, Question, Report, Revision
from reviews.models import Card, Mark
from tests.accounts.everything import archive_of
from tests.factories import make_lesson, make_user

PARTS = []


def errors() -> list[str]:
    return [f"{error.id} {error.msg}" for error in run_checks() if error.id.startswith("accounts.")]


def without(settings, app: str) -> None:
    settings.EXPORTS = [path for path in settings.EXPORTS if not path.startswith(app)]


def test_each_model_of_people_is_exported_or_has_a_reason():
    """Fails when a new model is forgotten: see "Add a model that points to a learner" in CONTRIBUTING.md."""
    assert forgotten_models() == set()
    assert errors() == []


def test_models_are_found_by_links_over_others():
    found = models_of_people()

    assert {User, Answer, Card, Mark, LogEntry} <= found
    assert {Question, Revision, Report}.isdisjoint(found)


@pytest.mark.parametrize(
    ("app", "models"),
    [
        ("reviews", ["reviews.Card", "reviews.Mark", "reviews.Preference", "reviews.Sitting"]),
        ("progress", ["progress.Reading"]),
    ],
)
def test_site_does_not_start_with_a_forgotten_model(settings, app, models):
    without(settings, app)

    assert errors() == [f"accounts.E001 {model} belongs to a person, and nothing exports it." for model in models]
    with pytest.raises(SystemCheckError):
        call_command("check")


def test_row_that_only_explains_others_does_not_count_as_exported(settings):
    without(settings, "progress")
    PARTS[:] = [takeout.Table(model=Reading, name="readings", title="Readings", fields=("id",))]
    settings.EXPORTS = [*settings.EXPORTS, f"{__name__}.PARTS"]

    assert errors() == ["accounts.E001 progress.Reading belongs to a person, and nothing exports it."]


@pytest.mark.django_db
def test_model_may_be_left_out_with_a_reason_that_people_read(settings):
    without(settings, "progress")
    PARTS[:] = [LeftOut(model=Reading, why="They are nobody's business.")]
    settings.EXPORTS = [*settings.EXPORTS, f"{__name__}.PARTS"]

    assert errors() == []
    assert "- readings: They are nobody's business." in archive_of(make_user()).read("README.txt").decode()


@pytest.mark.parametrize(("model", "link"), [(Note, "learner"), (Mark, "card")])
def test_link_that_would_keep_somebody_from_being_erased_is_refused(monkeypatch, model, link):
    monkeypatch.setattr(model._meta.get_field(link).remote_field, "on_delete", PROTECT)

    name = f"{model._meta.label}.{link}"

    assert errors() == [f"accounts.E002 {name} would keep a row, or keep somebody from being erased."]


def test_name_of_a_table_is_not_given_twice(settings):
    settings.EXPORTS = [*settings.EXPORTS, "progress.exports.PARTS"]

    assert errors() == ["accounts.E003 Two tables of EXPORTS are called readings."]


@pytest.mark.django_db
def test_long_table_is_read_in_parts_without_losing_a_row(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(takeout, "ROWS_AT_ONCE", 2)
    member, lesson = make_user(), make_lesson()
    places = [f"PRE{number:02}" for number in range(6)]
    for place in reversed(places):
        Note.objects.create(learner=member, lesson=lesson, place=place, text="A guess.")
    table = next(table for table in tables() if table.model is Note)

    with django_assert_num_queries(4):
        rows = list(table.values(Owner(member)))

    assert sorted(row[table.columns.index("place")] for row in rows) == places
