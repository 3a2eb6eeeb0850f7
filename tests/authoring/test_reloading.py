"""What happens to pages, prompts and learners when the course is loaded again after its files changed."""

import json
import re
import threading

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from authoring.files.course_checks import read_course
from authoring.twin.services import AddressTaken, load_course
from lessons.forms import LessonTextForm
from lessons.models import Article, Edition, Lesson, Module, Prompt
from lessons.search import search
from lessons.services import store_lesson
from reviews.models import Card
from reviews.services import mark_prompt
from tests.factories import make_guest, make_lesson

pytestmark = pytest.mark.database


def load(folder):
    return load_course(read_course(folder))


def test_course_with_problems_is_not_stored(db, folder, edit):
    edit("course.yaml", "id: small", "id: Not A Slug")

    with pytest.raises(ValueError, match="problems"):
        load(folder)

    assert Lesson.objects.count() == 0


def test_prompt_that_left_the_text_retires_and_cards_stay(db, folder, edit):
    load(folder)
    card = mark_prompt(learner=make_guest(), prompt=Prompt.objects.get(code="P01.1"), rating="got-it")

    edit("lessons/01-first.md", "/// recall | P01.1", "/// recall | P01.2")
    load(folder)

    assert Prompt.objects.get(code="P01.1").retired_at is not None
    assert Prompt.objects.get(code="P01.2").retired_at is None
    assert Card.objects.get() == card
    assert card.marks.count() == 1


def test_prompt_that_comes_back_is_no_longer_retired(db, folder, edit):
    load(folder)
    before = Prompt.objects.get(code="P01.1")
    edit("lessons/01-first.md", "/// recall | P01.1", "/// recall | P01.2")
    load(folder)

    edit("lessons/01-first.md", "/// recall | P01.2", "/// recall | P01.1")
    load(folder)

    assert Prompt.objects.get(code="P01.1") == before
    assert Prompt.objects.get(code="P01.1").retired_at is None
    assert Prompt.objects.get(code="P01.2").retired_at is not None


def test_prompt_keeps_its_row_when_its_words_change(db, folder, edit):
    load(folder)
    before = Prompt.objects.get(code="P01.1").pk

    edit("lessons/01-first.md", "\nA decision about a score.\n", "\nA choice about a score.\n")
    load(folder)

    assert Prompt.objects.get(code="P01.1").pk == before
    assert Prompt.objects.get(code="P01.1").answer == "<p>A choice about a score.</p>"


def test_modules_in_another_order_are_shown_at_once(db, folder, client):
    load(folder)
    before = client.get("/course/").content.decode()
    text = (folder / "course.yaml").read_text()
    head, first, second, tail = re.split(r"(?=  - id: M|misconceptions:)", text)

    (folder / "course.yaml").write_text(head + second + first + tail)
    report = load(folder)
    after = client.get("/course/").content.decode()

    assert report.changed == ["module M2", "module M1"]
    assert before.index("First module") < before.index("Second module")
    assert after.index("Second module") < after.index("First module")


def test_lesson_in_another_module_is_shown_at_once(db, folder, edit):
    load(folder)
    before = Edition.objects.get().number

    edit("course.yaml", "lessons: [L01]", "lessons: [L02, L01]")
    edit("course.yaml", "    lessons:\n      - L02\n", "    lessons: []\n")
    report = load(folder)

    assert report.changed == ["lesson L01", "lesson L02"]
    assert [lesson.code for lesson in Module.objects.get(code="M1").lessons.all()] == ["L02", "L01"]
    assert Edition.objects.get().number != before


def test_place_that_an_instructor_chose_is_left(db, folder):
    load(folder)
    Lesson.objects.filter(code="L01").update(position=9)
    Module.objects.filter(code="M2").update(position=7)

    report = load(folder)

    assert (report.changed, report.kept) == ([], [])
    assert Lesson.objects.get(code="L01").position == 9
    assert Module.objects.get(code="M2").position == 7


def test_form_that_was_saved_without_a_change_is_no_edit(db, folder, edit):
    load(folder)
    lesson = Lesson.objects.get(code="L01")
    sent = {
        name: json.dumps(value) if isinstance(value, list) else value for name, value in model_to_dict(lesson).items()
    }
    store_lesson(LessonTextForm(sent, instance=lesson).save(commit=False))

    edit("lessons/01-first.md", "minutes: 10", "minutes: 12")
    report = load(folder)

    assert (report.kept, report.changed) == ([], ["lesson L01"])


def test_links_follow_a_lesson_to_its_new_address(db, folder):
    load(folder)

    (folder / "lessons/02-second.md").rename(folder / "lessons/02-later.md")
    report = load(folder)

    assert report.changed == ["lesson L02"]
    assert 'href="/lessons/later/#a2-1"' in Lesson.objects.get(code="L01").blocks[-1]["html"]


def test_links_follow_an_address_that_an_instructor_chose(db, folder, edit):
    load(folder)
    Lesson.objects.filter(code="L01").update(slug="chosen")

    edit("articles/overview.md", "All in short.", "All of it in short.")
    load(folder)

    assert 'href="/lessons/chosen/"' in Article.objects.get().html


def test_lessons_can_swap_their_addresses(db, folder):
    load(folder)

    (folder / "lessons/01-first.md").rename(folder / "lessons/01-x.md")
    (folder / "lessons/02-second.md").rename(folder / "lessons/02-first.md")
    (folder / "lessons/01-x.md").rename(folder / "lessons/01-second.md")
    load(folder)

    assert dict(Lesson.objects.values_list("code", "slug")) == {"L01": "second", "L02": "first"}


def test_address_that_an_instructor_gave_a_lesson_is_not_taken_from_it(db, folder):
    load(folder)
    Lesson.objects.filter(code="L01").update(slug="worth")

    (folder / "lessons/02-second.md").rename(folder / "lessons/02-worth.md")
    with pytest.raises(AddressTaken, match=r"'worth' belongs to lesson L01, .* Rename the file of L02"):
        load(folder)

    assert dict(Lesson.objects.values_list("code", "slug")) == {"L01": "worth", "L02": "second"}


def test_module_that_left_the_files_comes_last_and_is_named(db, folder, edit):
    """L01 stays in it, since an instructor edited L01."""
    load(folder)
    Lesson.objects.filter(code="L01").update(title="Edited")
    text = (folder / "course.yaml").read_text()

    edit("course.yaml", "id: M1", "id: M9")
    report = load(folder)

    assert report.added == ["module M9"]
    assert report.changed == ["module M1"]
    assert report.gone == ["module M1"]
    assert [module.code for module in Module.objects.all()] == ["M9", "M2", "M1"]
    assert [lesson.code for lesson in Lesson.objects.all()] == ["L02", "L01"]
    assert load(folder).did_anything() is False

    (folder / "course.yaml").write_text(text)
    report = load(folder)

    assert report.changed == ["module M1", "module M9"]
    assert [module.code for module in Module.objects.all()] == ["M1", "M2", "M9"]


def test_module_that_left_the_files_stays_where_an_instructor_put_it(db, folder, edit):
    load(folder)
    Module.objects.filter(code="M1").update(position=7)

    edit("course.yaml", "id: M1", "id: M9")
    load(folder)

    assert Module.objects.get(code="M1").position == 7


def test_modules_at_the_same_position_do_not_mix_their_lessons(db, folder):
    load(folder)
    one, other = Module.objects.all()
    for number, module in ((50, other), (51, one)):
        make_lesson(number=number, module=module)
    Module.objects.update(position=3)
    Lesson.objects.update(position=0)

    assert list(Module.objects.all()) == [one, other]
    assert [lesson.code for lesson in Lesson.objects.all()] == ["L01", "L51", "L02", "L50"]


def test_loading_the_same_files_again_writes_no_row(db, folder):
    load(folder)

    with CaptureQueriesContext(connection) as queries:
        load(folder)

    assert [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "file", "words"),
    [(Module, "course.yaml", "The beginning."), (Lesson, "lessons/01-first.md", "What comes first.")],
)
def test_edit_that_is_being_saved_while_the_course_is_loaded_stays(folder, edit, model, file, words):
    load(folder)
    edit(file, words, "As the file has it.")
    reports = []

    def load_at_once():
        reports.append(load(folder))
        connection.close()

    loading = threading.Thread(target=load_at_once)
    with transaction.atomic():
        model.objects.filter(code__in=["M1", "L01"]).update(summary="As an instructor wants it.")
        loading.start()
        loading.join(0.5)
        is_waiting = loading.is_alive()
    loading.join(30)

    assert is_waiting
    assert [len(report.kept) for report in reports] == [1]
    assert model.objects.get(code__in=["M1", "L01"]).summary == "As an instructor wants it."


def test_lesson_that_left_the_files_is_named_and_still_shown(db, folder, edit, client):
    load(folder)
    make_lesson(number=50, slug="made-here")
    edit("course.yaml", "    lessons:\n      - L02\n", "    lessons: []\n")
    edit("lessons/01-first.md", "[the second lesson](lesson:L02#A2.1)", "the next one")
    (folder / "lessons/02-second.md").unlink()

    report = load(folder)

    assert report.gone == ["lesson L02"]
    assert client.get("/lessons/second/").status_code == 200


def test_changed_text_is_found_at_once(db, folder, edit):
    load(folder)

    edit("lessons/02-second.md", "It goes on. [A2.1]", "It goes on with calibration. [A2.1]")
    load(folder)

    assert [hit.url for hit in search("calibration")] == ["/lessons/second/#s-later"]
