"""What goes out, and what may come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_article, make_lesson
from tests.translations.stand_in import in_capitals
from translations.texts import batches, original_of, pieces, restrained

PART = (
    '<p>Say <a href="/lessons/value/">why</a>. <span class="point"><span id="a1-1"></span></span></p>\n'
    '<aside class="example">\n<h3 id="s-one">One</h3>\n<p>Two<br>three</p>\n</aside>\n<ul>\n<li>Four</li>\n</ul>'
)


def test_marks_of_the_original_pass(db):
    assert restrained(in_capitals(PART), PART) == in_capitals(PART)


@pytest.mark.parametrize(
    ("answer", "let_in"),
    [
        ("<p>X<script>alert(1)</script></p>", "<p>Xalert(1)</p>"),
        ('<p onclick="x()" style="color:red">X</p>', "<p>X</p>"),
        ('<p><a href="https://evil.example/">X</a></p>', "<p><a>X</a></p>"),
        ('<p><a href="javascript:x()">X</a></p>', "<p><a>X</a></p>"),
        ('<p><img src="/static/img/x.svg" alt="X">X</p>', "<p>X</p>"),
        ('<p><iframe src="https://evil.example"></iframe>X</p>', "<p>X</p>"),
        ('<form action="/accounts/delete/"><button>X</button></form>', "X"),
        ('<p id="p01-1" class="case">X</p>', "<p>X</p>"),
        ("<p>X<!-- y --></p>", "<p>X</p>"),
        ("X &lt;script&gt; & y", "X &lt;script&gt; &amp; y"),
    ],
)
def test_whatever_the_original_has_not_is_taken_out(answer, let_in):
    lost = '<span id="a1-1"></span><span id="s-one"></span>'

    assert restrained(answer, PART) == lost + let_in


def test_anchor_that_comes_twice_stands_once_and_one_that_is_lost_stands_at_the_beginning():
    answer = '<p><span id="a1-1"></span>X<span id="a1-1"></span></p> id="s-one"'

    let_in = '<span id="s-one"></span><p><span id="a1-1"></span>X<span></span></p> id="s-one"'
    assert restrained(answer, PART) == let_in


def test_title_stays_words():
    assert restrained("<h1>Wert &amp; <b>Nutzen</b></h1>", "Value &amp; use") == "Wert &amp; Nutzen"


@given(st.text(alphabet="<>&\"'/= aidhrefscpt-1\x00\n", max_size=60))
def test_no_answer_gets_a_mark_in_that_the_original_has_not(answer):
    assert "<" not in restrained(answer, "Words.")


def test_text_is_cut_between_outermost_elements_and_nothing_is_lost():
    assert pieces(PART, 5000) == [PART]

    cut = pieces(PART, 120)

    assert "".join(cut) == PART
    assert [piece.strip()[:6] for piece in cut] == ["<p>Say", "<aside"]
    assert pieces(f"Words {PART} end", 10)[-1] == " end"


def test_neighbours_go_together_as_far_as_they_fit():
    assert list(batches(["aaa", "bb", "c", "dddddd", "e"], 5)) == [["aaa", "bb"], ["c"], ["dddddd"], ["e"]]


def test_prompts_questions_and_answers_are_not_sent(db):
    make_lesson(1)

    texts = original_of("lesson", "lesson-1").texts

    assert list(texts) == ["title", "aim-0", "block-0", "takeaway"]
    assert "What is a threshold?" not in str(texts)


def test_draft_has_no_original(db):
    make_lesson(1, status="draft")
    make_article(slug="overview", status="draft")

    assert original_of("lesson", "lesson-1") is None
    assert original_of("article", "overview") is None
    assert original_of("article", "nowhere") is None


def test_every_page_of_the_course_comes_back_whole(course):
    """With the least that a provider may take at once, so that everything is cut that can be."""
    from lessons.models import Article, Lesson

    pages = [("lesson", page.slug) for page in Lesson.objects.all()]
    pages += [("article", page.slug) for page in Article.objects.all()]
    for kind, slug in pages:
        for text in original_of(kind, slug).texts.values():
            cut = pieces(text, 500)
            assert "".join(cut) == text
            assert "".join(restrained(piece, piece) for piece in cut) == restrained(text, text)
            assert restrained(text, text) == text
