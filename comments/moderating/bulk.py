"""One action for many comments, each with a decision and a transaction of its own."""

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from accounts.models import User
from comments.models import Comment, Decision
from comments.moderating.moderation import NotPossible, decide
from comments.moderating.undoing import undo


@dataclass
class Outcome:
    """`reasons` says why the others were left alone, and how many there are of each; `refused`, which."""

    decisions: list[Decision] = field(default_factory=list)
    already: int = 0
    reasons: Counter = field(default_factory=Counter)
    refused: dict[uuid.UUID, str] = field(default_factory=dict)

    @property
    def numbers(self) -> str:
        return ",".join(str(decision.pk) for decision in self.decisions)

    def add(self, act: Callable[[], Decision | None], public_id: uuid.UUID | None = None) -> None:
        """Do one of them, and note what came of it."""
        try:
            decision = act()
        except NotPossible as refused:
            self.reasons[str(refused)] += 1
            self.refused[public_id] = str(refused)
            return
        if decision:
            self.decisions.append(decision)
        else:
            self.already += 1


def decide_all(*, chosen: list[tuple[uuid.UUID, str]], action: str, moderator: User, reason: str = "") -> Outcome:
    """`chosen` are comments with the version that the moderator saw. What is decided already is left as it is."""
    outcome = Outcome()
    found = {comment.public_id: comment for comment in Comment.objects.filter(public_id__in=[one for one, _ in chosen])}
    for public_id, seen in chosen:
        comment = found.get(public_id)
        if comment is None:
            outcome.already += 1
            continue
        act = partial(decide, comment=comment, action=action, moderator=moderator, reason=reason, seen=seen)
        outcome.add(act, public_id)
    return outcome


def undo_all(*, decisions: list[Decision], moderator: User) -> Outcome:
    outcome = Outcome()
    for decision in decisions:
        outcome.add(partial(undo, decision=decision, moderator=moderator))
    return outcome
