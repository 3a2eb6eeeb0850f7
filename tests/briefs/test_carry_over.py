"""A guest's brief becomes that of the member who signs in, without a word lost."""

import pytest

from briefs.models import Passage, Section
from briefs.services import carry_over
from tests.accounts.actions import sign_in
from tests.briefs.factories import write
from tests.briefs.reading import brief_in, edit, text_of
from tests.factories import make_guest, make_user

pytestmark = pytest.mark.database


@pytest.fixture
def both(lesson):
    return {"guest": make_guest(), "member": make_user()}


def passage(learner, text: str, source: str = "context", **fields) -> Passage:
    return Passage.objects.create(learner=learner, source=source, text=text, **fields)


def test_edits_of_the_guest_go_along_at_sign_in(lesson, client):
    member = make_user()
    client.post("/notes/TAKE05/", {"text": "As written."})
    edit(client, "TAKE05", "Mine.")

    sign_in(client, member.email)

    assert text_of(client, "TAKE05") == "Mine."
    assert Passage.objects.get().learner == member


def test_where_both_edited_both_texts_stay(both):
    passage(both["member"], "Mine.")
    passage(both["guest"], "From before.")

    carry_over(**both)

    assert Passage.objects.get(learner=both["member"]).text == "Mine.\n\nFrom before."


def test_two_titles_stay_on_one_line(both):
    passage(both["member"], "Mine", "title")
    passage(both["guest"], "From before", "title")

    carry_over(**both)

    assert Passage.objects.get(learner=both["member"]).text == "Mine / From before"


def test_same_text_twice_is_there_once(both):
    for learner in both.values():
        passage(learner, "The same.")

    carry_over(**both)

    assert Passage.objects.get(learner=both["member"]).text == "The same."


def test_text_of_the_guest_goes_over_what_the_member_only_moved(both):
    passage(both["member"], "", "TAKE05", is_shown=False)
    passage(both["guest"], "Mine.", "TAKE05", is_shown=True, original="12345678")

    carry_over(**both)

    kept = Passage.objects.get(learner=both["member"])
    assert (kept.text, kept.original, kept.is_shown) == ("Mine.", "12345678", False)


def test_choice_of_the_guest_counts_where_the_member_made_none(both):
    passage(both["member"], "Mine.", "TAKE05")
    passage(both["guest"], "", "TAKE05", is_shown=False)

    carry_over(**both)

    kept = Passage.objects.get(learner=both["member"])
    assert (kept.text, kept.is_shown) == ("Mine.", False)


def test_sections_of_both_are_there(both):
    mine = Section.objects.create(learner=both["member"], title="Mine", text="One.")
    Section.objects.create(learner=both["guest"], title="Theirs", text="Two.")
    Section.objects.create(learner=both["guest"], title="Same form", text="Three.", public_id=mine.public_id)

    carry_over(**both)

    assert sorted(Section.objects.filter(learner=both["member"]).values_list("title", flat=True)) == [
        "Mine",
        "Same form",
        "Theirs",
    ]


def test_takeaways_of_both_ask_to_be_compared_with_the_edit(lesson, client):
    member = make_user()
    write(member, "TAKE05", "The member’s.")
    client.post("/notes/TAKE05/", {"text": "The guest’s."})
    edit(client, "TAKE05", "Edited by the guest.")

    sign_in(client, member.email)

    words = brief_in(client).words
    assert "has changed since you edited it here" in words
    for text in ("The member’s.", "The guest’s.", "Edited by the guest."):
        assert text in words


def test_nothing_of_others_is_touched(both):
    other = make_guest()
    passage(other, "Other.")

    carry_over(**both)

    assert Passage.objects.get().learner == other
