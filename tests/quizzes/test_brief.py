"""The capstone's decisions as one page, to print and to keep."""

import re
from html import unescape

import pytest

from tests.factories import make_user
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.simulators.test_dossier import sent

DECIDE, BRIEF, MARKDOWN = (f"/activities/ACT17/{name}" for name in ("decide/", "brief/", "brief.md"))
REASON = "# Costs_less* than <b>an & evening</b> [see](page) &amp; so"


@pytest.fixture
def decided(db, client):
    make_activity("ACT17")
    client.post(DECIDE, sent() | {"reason-value": REASON})


def test_brief_has_every_decision_with_its_reason_and_source(decided, client):
    page = unescape(client.get(BRIEF).content.decode())

    assert page.count("Reason:") == 6
    assert "<h2>Learning loop</h2>" in page
    assert f"Reason: {REASON}" in page
    assert "Rests on: Sixty enquiries" in page


def test_markdown_is_a_file_in_which_words_stay_words(decided, client):
    response = client.get(MARKDOWN)

    text = response.content.decode()
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="act17-brief.md"'
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Value",
        "Experience",
        "Technical reality",
        "Trust",
        "Metrics",
        "Learning loop",
    ]
    assert r"Reason: \# Costs\_less\* than &lt;b>an & evening&lt;/b> \[see\](page) &amp;amp; so" in text
    assert text.startswith("# AI at the enquiry desk\n\nDecision no. 1, ")


@pytest.mark.parametrize("path", [BRIEF, MARKDOWN])
def test_brief_is_of_the_last_decision(decided, client, path):
    client.post(DECIDE, sent() | {"reason-value": "We thought again.", "ordinal": 2})

    text = unescape(client.get(path).content.decode())

    assert "Decision no. 2, " in text
    assert "We thought again." in text
    assert "Costs" not in text


@pytest.mark.parametrize("path", [BRIEF, MARKDOWN])
def test_brief_is_for_its_learner_alone(decided, client, path):
    assert client.get(path)["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(path).status_code == 404
    client.force_login(make_user())
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [BRIEF, MARKDOWN])
def test_nothing_decided_is_no_brief(db, client, path):
    make_activity("ACT17")

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("name", ["brief/", "brief.md"])
def test_activity_of_another_kind_has_no_brief(db, client, name):
    make_activity("ACT05")

    assert client.get(f"/activities/ACT05/{name}").status_code == 404


def test_verdict_leads_to_the_brief(decided, client):
    page = client.get("/activities/ACT17/").content.decode()

    assert f'href="{BRIEF}"' in page
    assert f'href="{MARKDOWN}" download' in page
