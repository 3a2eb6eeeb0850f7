"""What a format of another program could not hold, said by question."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Loss:
    """`is_whole`: the question was left out; else it is there, without what `reason` says."""

    code: str
    kind: str
    reason: str
    is_whole: bool = False

    def __str__(self):
        return f"{self.code} ({self.kind}): {'left out. ' if self.is_whole else ''}{self.reason}"


@dataclass
class Losses:
    """Losses of one export, and which questions it holds."""

    held: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def hold(self, entry: dict, reasons: list[str]) -> None:
        self.held.append(entry["id"])
        self.losses += [Loss(entry["id"], entry["kind"], reason) for reason in reasons]

    def leave_out(self, entry: dict, reason: str) -> None:
        self.losses.append(Loss(entry["id"], entry["kind"], reason, is_whole=True))

    @property
    def left_out(self) -> list[Loss]:
        return [loss for loss in self.losses if loss.is_whole]

    def by_reason(self) -> list[dict]:
        """One entry for each reason, with the questions that it is about."""
        found: dict[tuple, list[str]] = {}
        for loss in self.losses:
            found.setdefault((loss.is_whole, loss.kind, loss.reason), []).append(loss.code)
        return [
            {"is_whole": is_whole, "kind": kind, "reason": reason, "codes": codes}
            for (is_whole, kind, reason), codes in sorted(found.items(), key=lambda item: (not item[0][0], item[0][1:]))
        ]
