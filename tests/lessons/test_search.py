import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.models import Lesson, SearchEntry, Status
from lessons.search import Hit, rebuild_index, search, words_of
from lessons.services import publish_changes, store_lesson
from tests.factories import make_article, make_lesson

pytestmark = pytest.mark.database
OPERATORS = (
    "<script>|\"|*|'|NEAR(|NEAR(a b, 2)|:|title:drift|-drift|^drift|drift AND|OR|NOT drift|(drift|drift)|drift & !x|"
    "drift:*|drift <-> x|\\|%|_|''; DROP TABLE x|{drift}|+|drift\x00|\x02drift\x03|日本|ﬁ|ñ́|²|😀"
)


def urls(query: str) -> list[str]:
    return [hit.url for hit in search(query)]


def test_section_is_found_by_a_word_in_its_text(db):
    make_lesson(1, source="## Drift\n\nThe world moves and the model stays.\n\n## Costs\n\nEvery answer costs money.\n")

    hits = search("money")

    assert hits == [
        Hit(
            "/lessons/lesson-1/#s-costs", "lesson", "Lesson number 1", "Costs", "Every answer costs <mark>money</mark>."
        )
    ]


def test_text_before_the_first_heading_is_found_at_the_top_of_the_lesson(db):
    make_lesson(1, source="Some opening words on provenance.\n\n## Part\n\nMore.\n")

    assert urls("provenance") == ["/lessons/lesson-1/"]


def test_article_is_found_as_an_article(db):
    make_article(slug="overview", title="An overview", source="## All\n\nWords on retrieval.\n")

    hits = search("retrieval")

    assert [(hit.url, hit.kind, hit.title) for hit in hits] == [("/articles/overview/#s-all", "article", "An overview")]


def test_question_and_answer_of_a_prompt_are_found(db):
    make_lesson(1)

    assert urls("score") == ["/lessons/lesson-1/#s-first-part"]


def test_words_are_highlighted_in_title_heading_and_text(db):
    make_lesson(1, title="On thresholds", source="## Thresholds again\n\nA threshold is a choice.\n")

    [hit] = search("threshold")

    assert hit.title == "On <mark>thresholds</mark>"
    assert hit.heading == "<mark>Thresholds</mark> again"
    assert hit.excerpt == "A <mark>threshold</mark> is a choice."


def test_markup_in_what_was_found_is_escaped(db):
    make_lesson(1, title="Tags <b>", source="## The <script>\n\nWrite `<b onclick=x>drift</b>` there & stop.\n")

    [hit] = search("drift")

    assert hit.title == "Tags &lt;b&gt;"
    assert hit.heading == "The &lt;script&gt;"
    assert "<mark>drift</mark>" in hit.excerpt
    assert "<b" not in hit.excerpt


def test_section_with_the_word_in_its_title_comes_before_one_with_the_word_in_its_text(db):
    make_lesson(1, title="First", source="## Part\n\nSome calibration, mentioned by the way in a text of many words.\n")
    make_lesson(
        2, title="Calibration", source="## Part\n\nNothing but other words in a text that is as long as that.\n"
    )

    assert urls("calibration") == ["/lessons/lesson-2/#s-part", "/lessons/lesson-1/#s-part"]


def test_section_with_all_words_is_found_and_one_with_some_is_not(db):
    make_lesson(1, source="## Part\n\nModels drift.\n")
    make_lesson(2, source="## Part\n\nModels stay.\n")

    assert urls("models drift") == ["/lessons/lesson-1/#s-part"]


def test_sections_with_any_word_are_found_when_none_has_all(db):
    make_lesson(1, source="## Part\n\nModels drift.\n")
    make_lesson(2, source="## Part\n\nPeople stay.\n")

    assert sorted(urls("drift people")) == ["/lessons/lesson-1/#s-part", "/lessons/lesson-2/#s-part"]


@pytest.mark.parametrize("beginning", ["thresh", "threshold", "THRESHOLDS", "Thresh"])
def test_beginning_of_a_word_finds_it_in_any_case(db, beginning):
    make_lesson(1, source="## Part\n\nA threshold is a choice.\n")

    assert urls(beginning) == ["/lessons/lesson-1/#s-part"]


def test_other_form_of_a_word_finds_it(db):
    make_lesson(1, source="## Part\n\nWe were deciding slowly.\n")

    assert urls("decided") == ["/lessons/lesson-1/#s-part"]


@pytest.mark.parametrize("query", [*OPERATORS.split("|"), "|", "a" * 200])
def test_operators_of_the_database_are_plain_text(db, query):
    make_lesson(1, source="## Part\n\nModels drift.\n")

    hits = search(query)

    assert all("<script" not in hit.title + hit.heading + hit.excerpt for hit in hits)


@given(st.text(max_size=60))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_makes_searching_fail(db, query):
    assert isinstance(search(query), list)


def test_query_without_a_word_finds_nothing_and_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search('"* -- ()') == []


def test_only_the_first_eight_words_count():
    assert words_of("a b c d e f g h i") == list("abcdefgh")


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_one_query_for_all_words_however_many_lessons(db, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_lesson(number)

    with django_assert_num_queries(1):
        assert len(search("threshold")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_a_second_query_when_no_section_has_all_words(db, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_lesson(number)

    with django_assert_num_queries(2):
        assert len(search("threshold zebra")) == count


def test_draft_is_not_found_until_it_is_published(db):
    lesson = make_lesson(1, status=Status.DRAFT, source="## Part\n\nModels drift.\n")
    before = urls("drift")

    lesson.status = Status.PUBLISHED
    store_lesson(lesson)
    publish_changes()

    assert before == []
    assert urls("drift") == ["/lessons/lesson-1/#s-part"]


def test_withdrawn_lesson_is_no_longer_found(db):
    lesson = make_lesson(1, source="## Part\n\nModels drift.\n")

    Lesson.objects.filter(pk=lesson.pk).update(status=Status.DRAFT)
    publish_changes()

    assert urls("drift") == []


def test_index_is_the_same_after_building_it_again(db):
    make_lesson(1, source="## Part\n\nModels drift.\n")

    rebuild_index()
    rebuild_index()

    assert urls("drift") == ["/lessons/lesson-1/#s-part"]
    assert SearchEntry.objects.count() == 1


def test_no_more_than_thirty_sections_are_found(db):
    make_lesson(1, source="\n".join(f"## Part {number}\n\nModels drift.\n" for number in range(40)))

    assert len(search("drift")) == 30
