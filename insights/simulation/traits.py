"""The model of one learner: what they can do, hold true, forget and feel sure of. Pure rules; chance comes in as `rng`.

Knowing follows the model of Georg Rasch (1960): the odds grow with ability and fall with difficulty. Forgetting follows
the power curve of FSRS-6. Stated confidence is the felt chance, moved by a bias of the person: most are too sure.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

DECAY = -0.1542
FACTOR = 0.9 ** (1 / DECAY) - 1
"""So that after as many days as its stability a card is recalled with a probability of 0.9."""
SLIP = 0.04
"""How often somebody who knows answers wrongly all the same."""
PULL = 0.75
"""How often a belief decides, where somebody does not know and an option says what they believe."""
PRIOR = -0.2
TAUGHT = 1.1
"""What reading a lesson adds to the odds of knowing, as a logarithm."""
REVIEWED = 0.8


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def logit(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance))


@dataclass(frozen=True)
class Traits:
    """`ability`: 0 is the middle, 1 a standard deviation. `forgetting`: how many days pass for them in one.
    `bias` and `noise`: of their confidence, as logarithms of odds. `persistence`: the chance to go on with another
    lesson. `diligence`: the chance to do a quiz that is offered, or a review that is due. `pace`: days between two
    sittings. `beliefs`: codes of misconceptions they hold."""

    ability: float
    forgetting: float
    bias: float
    noise: float
    persistence: float
    diligence: float
    pace: float
    speed: float
    beliefs: frozenset[str]

    def chance_to_know(self, difficulty: int, hardness: float, *, has_read: bool, times_seen: int = 0) -> float:
        """Of one question. `difficulty` is the author's, 1 to 3; `hardness` what the author did not foresee."""
        gain = (TAUGHT if has_read else 0) + REVIEWED * min(times_seen, 3)
        return logistic(1.2 * self.ability + PRIOR + gain - 0.8 * (difficulty - 2) - hardness)

    def confidence(self, chance: float, steps: Sequence[int], rng: Random) -> int:
        """The step of the scale nearest to how sure they feel when their chance to be right is `chance`."""
        felt = 100 * logistic(0.8 * logit(chance) + self.bias + rng.gauss(0, self.noise))
        return min(steps, key=lambda step: abs(step - felt))

    def recalls(self, stability: float, days: float, rng: Random) -> bool:
        """Whether they recall a card of this stability after so many days."""
        return rng.random() < (1 + FACTOR * days * self.forgetting / stability) ** DECAY


def draw_traits(rng: Random, misconceptions: Sequence[str]) -> Traits:
    """One learner of the cohort."""
    ability = rng.gauss(0, 1)
    return Traits(
        ability=ability,
        forgetting=rng.lognormvariate(0.3, 0.6),
        bias=rng.gauss(0.45 - 0.15 * ability, 0.6),
        noise=rng.uniform(0.3, 0.9),
        persistence=rng.betavariate(9, 1.6),
        diligence=rng.betavariate(5, 2),
        pace=rng.lognormvariate(0.9, 0.7),
        speed=rng.lognormvariate(0, 0.35),
        beliefs=frozenset(code for code in misconceptions if rng.random() < chance_to_hold(code, ability)),
    )


def chance_to_hold(code: str, ability: float) -> float:
    """How likely a misconception is to be held: each has its own spread, the same in every cohort."""
    spread = Random(f"misconception {code}").uniform(0.1, 0.5)
    return logistic(logit(spread) - 0.8 * ability)


def hardness_of(code: str) -> float:
    """What makes a question harder or easier than its author thought: the same in every cohort."""
    return Random(f"question {code}").gauss(0, 0.6)
