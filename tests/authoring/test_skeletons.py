"""What the menu of blocks inserts is right as it stands."""

import pytest
from django.utils import timezone

from authoring.editor.skeletons import skeletons_for
from lessons.blocks import RULES, check_blocks
from lessons.models import Prompt
from tests.factories import make_article, make_lesson

pytestmark = pytest.mark.django_db


def test_each_block_of_a_lesson_is_offered_and_is_no_problem():
    lesson = make_lesson(1)

    skeletons = skeletons_for(lesson)

    assert [skeleton.name for skeleton in skeletons] == list(RULES)
    for skeleton in skeletons:
        text = skeleton.text.replace("{code}", skeleton.codes.split(" ")[0])
        assert check_blocks(text, path="", number="01") == [], skeleton.name


def test_article_is_offered_what_has_no_code_and_no_dates():
    skeletons = skeletons_for(make_article())

    assert [skeleton.name for skeleton in skeletons] == ["example", "case", "reveal"]
    assert all(check_blocks(skeleton.text, path="") == [] for skeleton in skeletons)


def test_code_of_a_prompt_that_retired_is_not_offered_again():
    lesson = make_lesson(1)
    fields = {"question": "Q?", "answer": "A.", "retired_at": timezone.now()}
    Prompt.objects.create(lesson=lesson, code="P01.2", **fields)

    recall = next(skeleton for skeleton in skeletons_for(lesson) if skeleton.name == "recall")

    assert recall.codes.split(" ")[0] == "P01.3"
