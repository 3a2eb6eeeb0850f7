import json
import re

from django.test import Client

from lessons.models import Course, Status
from tests.factories import make_article, make_guest, make_lesson, make_user


def test_landing_of_the_real_course_says_how_much_there_is(course, client):
    page = client.get("/").content.decode()

    assert "18 lessons, about 7 hours. Free to read, no account needed." in page
    assert page.count('class="state ') == 18
    assert "Start the first lesson" in page


def test_modules_are_shown_with_their_lessons_and_minutes(db, client):
    module = make_lesson(1, minutes=10).module
    make_lesson(2, minutes=15, module=module)

    page = client.get("/").content.decode()

    assert f"<h3>{module.title}</h3>" in page
    assert "2 lessons · 25 min" in page


def test_draft_is_neither_shown_nor_counted(db, client):
    make_lesson(1, minutes=30)
    make_lesson(2, minutes=30, status=Status.DRAFT)

    page = client.get("/").content.decode()

    assert "Lesson number 2" not in page
    assert "1 lesson, about 0 hours" in page


def test_prompt_of_the_second_lesson_can_be_tried(db, client):
    make_lesson(1)
    make_lesson(2)

    page = client.get("/").content.decode()

    assert 'action="/prompts/P02.1/mark/"' in page
    assert 'action="/prompts/P01.1/mark/"' not in page


def test_landing_without_lessons_is_a_page(db, client):
    make_lesson(1, status=Status.DRAFT)

    response = client.get("/")

    assert response.status_code == 200
    assert "Start the first lesson" not in response.content.decode()


def test_three_newest_articles_are_offered(db, client):
    make_lesson(1)
    for day in (1, 2, 3, 4):
        make_article(title=f"Of day {day}", published_on=f"2026-11-0{day}")

    page = client.get("/").content.decode()

    assert re.findall("Of day [0-9]", page) == ["Of day 4", "Of day 3", "Of day 2"]


def test_course_is_described_for_search_engines(db, client, settings):
    settings.SITE_URL = "https://course.example"
    make_lesson(1, minutes=95)
    Course.objects.update(title="Risk </script><script>alert(1)</script> & reward")

    page = client.get("/").content.decode()
    [block] = re.findall('<script type="application/ld\\+json">(.*?)</script>', page)
    described = json.loads(block)

    assert described["@type"] == "Course"
    assert described["name"] == "Risk </script><script>alert(1)</script> & reward"
    assert described["url"] == "https://course.example/"
    assert described["hasCourseInstance"]["courseWorkload"] == "PT95M"
    assert '<link rel="canonical" href="https://course.example/">' in page
    assert '<meta property="og:url" content="https://course.example/">' in page


def test_visitor_guest_and_member_are_offered_what_fits_them(db, client):
    make_lesson(1)
    member = Client()
    member.force_login(make_user())
    guest = Client()
    session = guest.session
    session["guest_id"] = make_guest().pk
    session.save()
    guest.cookies["session"] = session.session_key

    pages = [browser.get("/").content.decode() for browser in (client, guest, member)]

    assert ["Sign up" in page for page in pages] == [True, False, False]
    assert ["Keep progress" in page for page in pages] == [False, True, False]
    assert ["Sign out" in page for page in pages] == [False, False, True]
