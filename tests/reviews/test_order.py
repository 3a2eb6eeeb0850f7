from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviews.order import CAP, Due, sitting_of, spread

CONFUSABLE = (("L05", "L07"), ("L06", "L08"))
CARDS = st.lists(
    st.tuples(st.sampled_from(["L01", "L05", "L06", "L07", "L08"]), st.floats(min_value=0.01, max_value=1)), max_size=60
).map(lambda pairs: [Due(key, lesson, chance) for key, (lesson, chance) in enumerate(pairs)])


def lessons(*names):
    """Cards of these lessons, the first the weakest."""
    return [Due(key, name, 0.1 + key / 100) for key, name in enumerate(names)]


def neighbours_alike(order):
    return sum(one.lesson == other.lesson for one, other in pairwise(order))


@given(CARDS)
def test_sitting_holds_the_weakest_cards_up_to_the_cap_once_each(cards):
    order = sitting_of(cards, CONFUSABLE)

    weakest = sorted(cards, key=lambda card: (card.retrievability, card.key))[:CAP]
    assert sorted(order, key=lambda card: card.key) == sorted(weakest, key=lambda card: card.key)


@given(CARDS)
def test_neighbours_are_of_one_lesson_only_where_nothing_else_is_possible(cards):
    order = sitting_of(cards, CONFUSABLE)

    counts = [sum(card.lesson == lesson for card in order) for lesson in {card.lesson for card in order}]
    most = max(counts, default=0)
    assert neighbours_alike(order) == max(0, most - (len(order) - most) - 1)


def test_weakest_card_comes_first_where_lessons_allow():
    assert [card.key for card in sitting_of(lessons("L01", "L02", "L03"))] == [0, 1, 2]


def test_lessons_easily_confused_take_turns():
    order = sitting_of(lessons("L05", "L01", "L02", "L07", "L05", "L07"), CONFUSABLE)

    assert [card.lesson for card in order] == ["L05", "L07", "L05", "L07", "L01", "L02"]


@given(st.lists(st.integers(min_value=0, max_value=100), min_size=1, max_size=30))
def test_backlog_is_spread_without_losing_a_card_or_passing_the_cap(by_day):
    days = spread(by_day)

    assert sum(days) == sum(by_day)
    assert max(days) <= CAP
    for day in range(len(by_day)):
        assert sum(days[: day + 1]) <= sum(by_day[: day + 1])  # nothing is asked before it is due
        assert days[day] == CAP or sum(days[: day + 1]) == sum(by_day[: day + 1])  # and nothing waits without need


def test_return_after_a_break_is_twenty_a_day():
    assert spread([53, 2, 0, 0]) == [20, 20, 15, 0]
