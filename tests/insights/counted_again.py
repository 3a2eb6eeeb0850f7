"""The figures of items, computed a second time: from raw rows with numpy, without any code of `insights`."""

from collections import defaultdict

import numpy as np

from quizzes.kinds import kinds
from quizzes.models import Answer, Question


def first_rows(lesson: str, is_simulated: bool = False) -> dict[tuple[int, str], Answer]:
    """The first complete answer of each learner to each question."""
    rows = Answer.objects.filter(
        question__lesson__code=lesson,
        completed_at__isnull=False,
        learner__is_staff=False,
        learner__simulated__isnull=not is_simulated,
    ).select_related("question", "revision")
    first = {}
    for row in sorted(rows, key=lambda row: (row.answered_at, row.pk), reverse=True):
        first[row.learner_id, row.question.code] = row
    return first


def item_figures(lesson: str, is_simulated: bool = False) -> dict[str, dict]:
    """By code: the figures of the present revision."""
    first = first_rows(lesson, is_simulated)
    learners = sorted({learner for learner, _code in first})
    questions = list(Question.objects.filter(lesson__code=lesson).order_by("code"))
    scores = np.full((len(learners), len(questions)), np.nan)
    for place, learner in enumerate(learners):
        for column, question in enumerate(questions):
            row = first.get((learner, question.code))
            if row and question.kind != "free":
                scores[place, column] = row.score
    return {
        question.code: of_item(question, column, scores, [first.get((each, question.code)) for each in learners])
        for column, question in enumerate(questions)
    }


def of_item(question, column, scores, rows) -> dict:
    is_there = np.array([row is not None and row.revision_id == question.revision_id for row in rows], dtype=bool)
    theirs = [row for row, there in zip(rows, is_there, strict=True) if there]
    stated = [row for row in theirs if row.confidence is not None and row.is_right is not None]
    seconds = [np.rint(row.seconds) for row in theirs if row.seconds is not None]
    sure_and_wrong = [row.confidence >= 80 and not row.is_right for row in stated]
    rest, known = rest_scores(scores, column)
    known &= is_there
    return {
        "answers": len(theirs),
        "facility": float(np.mean([row.score >= 0.99 for row in theirs]))
        if theirs and question.kind != "free"
        else None,
        "discrimination": correlation(scores[known, column], rest[known]) if question.kind != "free" else None,
        "mean_confidence": float(np.mean([row.confidence for row in stated])) if stated else None,
        "misled": float(np.mean(sure_and_wrong)) if stated else None,
        "median_seconds": float(np.median(seconds)) if seconds else None,
        "picks": picks_of(question, theirs),
    }


def rest_scores(scores, column):
    """Each learner's mean score elsewhere, and for whom there are at least three others."""
    others = np.delete(scores, column, axis=1)
    counts = np.sum(~np.isnan(others), axis=1)
    with np.errstate(invalid="ignore"):
        return np.nansum(others, axis=1) / counts, (counts >= 3) & ~np.isnan(scores[:, column])


def correlation(item, rest):
    if len(item) < 20 or np.std(item) == 0 or np.std(rest) == 0:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def picks_of(question, rows) -> dict[tuple[int, int], int]:
    counts = defaultdict(int)
    for row in rows:
        for pick in kinds()[question.kind].picks(row.revision.content, row.response):
            counts[pick] += 1
    return dict(counts)


def belief_shares(lesson: str, is_simulated: bool = False) -> dict[str, tuple[int, int]]:
    """By code: (learners who were offered it, learners who showed it)."""
    offered, shown = defaultdict(set), defaultdict(set)
    for (learner, _code), row in first_rows(lesson, is_simulated).items():
        for code in codes_in(row.revision.content):
            offered[code].add(learner)
        for code in kinds()[row.question.kind].misconceptions(row.revision.content, row.response):
            shown[code].add(learner)
    return {code: (len(offered[code]), len(shown[code])) for code in offered}


def codes_in(value) -> set[str]:
    if isinstance(value, dict):
        own = {value["misconception"]} if "misconception" in value else set()
        return own.union(*(codes_in(part) for part in value.values()))
    return set().union(*map(codes_in, value)) if isinstance(value, list) else set()
