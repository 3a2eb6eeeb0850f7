"""Which cards a sitting asks, and in which order; how many cards the coming days hold. Pure rules."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

CAP = 20
"""At most so many cards in one sitting, and so many of a backlog in one day."""


@dataclass(frozen=True)
class Due:
    """A card that is due. `retrievability`: the probability, 0 to 1, that it is still known."""

    key: int
    lesson: str
    retrievability: float


def sitting_of(due: Iterable[Due], confusable: Collection[tuple[str, str]] = (), cap: int = CAP) -> list[Due]:
    """The cards of a sitting: the `cap` with the lowest retrievability, mixed.

    No two neighbours are of one lesson, where that can be. After a card of one of two lessons that are easily taken for
    one another comes a card of the other, if one is there: telling them apart is what is practised.
    """
    left = sorted(due, key=lambda card: (card.retrievability, card.key))[:cap]
    partner = {lesson: other for pair in confusable for lesson, other in (pair, reversed(pair))}
    order: list[Due] = []
    while left:
        order.append(following(left, order[-1].lesson if order else None, partner))
        left.remove(order[-1])
    return order


def following(left: Sequence[Due], before: str | None, partner: dict[str, str]) -> Due:
    """The next of `left`, which is sorted: of a crowded lesson, else of the partner of the last, else the weakest.

    A lesson is crowded when it has more cards left than all others together: were they put off, neighbours would be
    alike at the end.
    """
    counts = Counter(card.lesson for card in left)
    crowded = [lesson for lesson, count in counts.items() if 2 * count > len(left) and lesson != before]
    others = [card for card in left if card.lesson != before]
    mates = [card for card in others if before and card.lesson == partner.get(before)]
    pressed = [card for card in others if card.lesson in crowded]
    return (pressed or mates or others or list(left))[0]


def spread(by_day: Sequence[int], cap: int = CAP) -> list[int]:
    """How many cards each day asks where `by_day` become due: what is over the cap moves to the next days.

    The first day holds what is due already. Days are added until nothing is left over, so the sum stays the same.
    """
    days, waiting = [], 0
    for count in by_day:
        waiting += count
        days.append(min(waiting, cap))
        waiting -= days[-1]
    while waiting:
        days.append(min(waiting, cap))
        waiting -= days[-1]
    return days
