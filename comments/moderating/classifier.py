"""How probable it is that a comment is spam: logistic regression over hashed features, in plain Python.

Learned from what moderators decided. Features are the words, pairs of words and parts of words of the text, each there
or not there, together of length 1, and a few about its shape. A name counts only by its shape: what people are
called is not held against them. AdaGrad with L2; Platt scaling, on comments that were not learned from, makes the
result a probability. The same examples and seed give the same weights.
"""

import math
import random
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from comments.moderating.texts import hidden_in, links_in, plain, shortened, words_of

Example = tuple[str, str, bool]
"""Text, name, and whether it is spam."""

VERSION = 1
"""Of features and format together: weights mean nothing to other features."""
BUCKETS = 1 << 17
SALT = zlib.crc32(b"comments.moderating.classifier")
HEADER = struct.Struct("<4sBIddd")
MAGIC = b"spam"

WORD_LENGTH = 24
"""Longer words are read up to here; so is a text without a space."""
MOST_TEXT_FEATURES = 6_000
SHAPE_WEIGHT = 0.35
LENGTH_WEIGHT = 0.1

EPOCHS = 8
RATE = 0.35
START = 0.1
L2 = 2e-4
KNOWN = 0.5
"""Where fewer of a text's words than this share were met in learning, the weights are not sure that it is spam."""
SURE = 0.02
"""An example that is told with a smaller error teaches nothing in this epoch."""
FOLDS = 5
ONE_FOLD_FROM = 1_500
"""From so many examples on, one fold is enough for the scaling."""


class UnreadableWeights(ValueError):
    """Not weights, or weights of another version: learn anew."""


@dataclass(frozen=True)
class Weights:
    values: array
    slope: float
    offset: float
    bias: float

    def to_bytes(self) -> bytes:
        half = struct.pack(f"<{BUCKETS}e", *self.values)
        return HEADER.pack(MAGIC, VERSION, BUCKETS, self.slope, self.offset, self.bias) + zlib.compress(half, 9)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Weights":
        try:
            magic, version, buckets, slope, offset, bias = HEADER.unpack_from(stored)
            if (magic, version, buckets) != (MAGIC, VERSION, BUCKETS):
                raise UnreadableWeights("These are not weights of this version.")
            unpacking = zlib.decompressobj()
            half = unpacking.decompress(stored[HEADER.size :], 2 * BUCKETS)
            values = array("f", struct.unpack(f"<{BUCKETS}e", half))
        except (struct.error, zlib.error) as error:
            raise UnreadableWeights(str(error)) from error
        numbers = (slope, offset, bias, *values)
        if not unpacking.eof or not all(map(math.isfinite, numbers)):
            raise UnreadableWeights("The weights are cut off, or are not numbers.")
        return cls(values, slope, offset, bias)


@dataclass(frozen=True)
class Quality:
    """How weights judge comments that they were not learned from, when `threshold` and more counts as spam."""

    threshold: float
    count: int
    spam_count: int
    true_positives: int
    false_positives: int
    brier: float

    @property
    def precision(self) -> float | None:
        called = self.true_positives + self.false_positives
        return self.true_positives / called if called else None

    @property
    def recall(self) -> float | None:
        return self.true_positives / self.spam_count if self.spam_count else None

    @property
    def false_positive_bound(self) -> float:
        """The share of ordinary comments that would be held, at most, with 97.5 % certainty (Wilson's upper limit)."""
        return wilson_upper(self.false_positives, self.count - self.spam_count)

    @property
    def may_hold(self) -> bool:
        """Enough was seen, and little enough was wrong, to hold comments back by the score alone."""
        return (
            self.spam_count >= LEAST_SPAM
            and self.true_positives > 0
            and self.precision >= LEAST_PRECISION
            and self.false_positive_bound <= MOST_FALSE_POSITIVES
        )


LEAST_SPAM = 20
LEAST_PRECISION = 0.9
MOST_FALSE_POSITIVES = 0.05
"""Asks for at least 73 ordinary comments in the held-out part, none of them called spam."""


def wilson_upper(count: int, of: int, z: float = 1.96) -> float:
    if not of:
        return 1.0
    share = count / of
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return min(1.0, (share + z * z / (2 * of) + spread) / (1 + z * z / of))


# What is seen of a comment


def features(text: str, name: str = "") -> dict[str, float]:
    """By name, as `described` reads them. Those of the text have one value, so that they are of length 1 together."""
    found = text_features(text)
    value = 1 / math.sqrt(len(found)) if found else 0.0
    return dict.fromkeys(found, value) | shape_features(text, name)


def text_features(text: str) -> dict[str, None]:
    words = [word[:WORD_LENGTH] for word in words_of(plain(text))]
    found = dict.fromkeys(f"word:{word}" for word in words)
    found.update(dict.fromkeys(f"words:{first} {second}" for first, second in pairwise(words)))
    for word in dict.fromkeys(words):
        if len(found) > MOST_TEXT_FEATURES:
            break
        found.update(dict.fromkeys(parts_of(word)))
    return found


def parts_of(word: str) -> list[str]:
    whole = f"⟨{word}⟩"
    return [f"part:{whole[at : at + size]}" for size in (3, 4, 5) for at in range(len(whole) - size + 1)]


def shape_features(text: str, name: str) -> dict[str, float]:
    text, name = shortened(text), shortened(name)
    shares = of_signs(text) | of_links(text) | of_name(name)
    found = {f"shape:{kind}": SHAPE_WEIGHT * value for kind, value in shares.items() if value}
    found[f"shape:{length_of(text)}"] = LENGTH_WEIGHT
    return found


def of_signs(text: str) -> dict[str, float]:
    length = len(text) or 1
    alpha = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    digits = sum(map(str.isdigit, text))
    spaces = sum(map(str.isspace, text))
    longest = max((sum(1 for _sign in run) for _key, run in groupby(text)), default=0)
    return {
        "capitals": capitals / alpha if alpha >= 12 and capitals > 0.5 * alpha else 0.0,
        "digits": min(1.0, 2 * digits / length),
        "signs": (length - alpha - digits - spaces) / length,
        "repeated": min(1.0, math.log2(longest) / 6) if longest > 4 else 0.0,
        "exclamations": min(1.0, text.count("!") / 4),
        "hidden": min(1.0, hidden_in(text) / 2),
    }


def of_links(text: str) -> dict[str, float]:
    links = links_in(text)
    return {
        "link": float(bool(links)),
        "links": min(1.0, (len(links) - 1) / 3) if links else 0.0,
        "mostly_link": min(1.0, sum(map(len, links)) / (len(text) or 1)),
    }


def of_name(name: str) -> dict[str, float]:
    return {
        "name_link": float(bool(links_in(name))),
        "name_digits": min(1.0, sum(map(str.isdigit, name)) / 4),
        "name_long": float(len(name.split()) > 4),
    }


def length_of(text: str) -> str:
    length = len(text)
    return next((f"length_{most}" for most in (20, 80, 300, 1000) if length <= most), "length_more")


def bucket_of(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"), SALT) & (BUCKETS - 1)


# Learning


@dataclass(frozen=True)
class Row:
    """An example as numbers: text features share one value."""

    buckets: list[int]
    value: float
    shape: list[tuple[int, float]]
    is_spam: bool


def row_of(text: str, name: str, is_spam: bool) -> Row:
    found = text_features(text)
    value = 1 / math.sqrt(len(found)) if found else 0.0
    shape = [(bucket_of(feature), number) for feature, number in shape_features(text, name).items()]
    return Row([bucket_of(feature) for feature in found], value, shape, is_spam)


def train(examples: Iterable[Example], *, seed: int = 0) -> Weights:
    """Weights that are best asked with `evaluate` about examples that are not among these."""
    rows = [row_of(*example) for example in unlike(examples)]
    slope, offset = scaling(rows, seed)
    values, bias = fit(rows, seed)
    halves = struct.unpack(f"<{BUCKETS}e", struct.pack(f"<{BUCKETS}e", *values))  # as they are stored
    return Weights(array("f", halves), slope, offset, bias)


def unlike(examples: Iterable[Example]) -> list[Example]:
    """Each text once, as it was judged last; sorted, so that the order of the examples changes nothing."""
    latest = {key_of(text): (text, name, is_spam) for text, name, is_spam in examples}
    return [latest[key] for key in sorted(latest)]


def fit(rows: Sequence[Row], seed: int) -> tuple[list[float], float]:
    """AdaGrad over the examples, both kinds weighing the same together."""
    values, squares, bias, bias_square = [0.0] * BUCKETS, [START] * BUCKETS, 0.0, START
    spam = sum(row.is_spam for row in rows)
    balance = {True: len(rows) / (2 * max(spam, 1)), False: len(rows) / (2 * max(len(rows) - spam, 1))}
    seen = Counter(bucket for row in rows for bucket in row.buckets)
    rows = [Row([b for b in row.buckets if seen[b] > 1], row.value, row.shape, row.is_spam) for row in rows]
    order, dice = list(rows), random.Random(seed)
    for epoch in range(EPOCHS):
        rate = RATE / math.sqrt(1 + epoch)
        dice.shuffle(order)
        for row in order:
            error = sigmoid(margin(values, row) + bias) - row.is_spam
            if abs(error) < SURE:
                continue
            slope = error * balance[row.is_spam]
            bias_square += slope * slope
            bias -= rate * slope / math.sqrt(bias_square)
            descend(values, squares, row, slope, rate)
    return values, bias


def descend(values: list[float], squares: list[float], row: Row, slope: float, rate: float) -> None:
    step, keep, root = slope * row.value, 1 - rate * L2, math.sqrt
    square, pace = step * step, rate * step
    for bucket in row.buckets:
        squares[bucket] = total = squares[bucket] + square
        values[bucket] = keep * values[bucket] - pace / root(total)
    for bucket, number in row.shape:
        squares[bucket] += (slope * number) ** 2
        values[bucket] = keep * values[bucket] - rate * slope * number / root(squares[bucket])


def margin(values: Sequence[float], row: Row) -> float:
    return row.value * sum(map(values.__getitem__, row.buckets)) + sum(values[b] * number for b, number in row.shape)


def scaling(rows: Sequence[Row], seed: int) -> tuple[float, float]:
    """Slope and offset that turn margins into probabilities, from margins of rows that were left out in learning."""
    order = list(rows)
    random.Random(seed).shuffle(order)
    margins, is_spam = [], []
    for fold in range(1 if len(order) >= ONE_FOLD_FROM else FOLDS):
        left_out = order[fold::FOLDS]
        values, bias = fit([row for at, row in enumerate(order) if at % FOLDS != fold], seed)
        margins += [margin(values, row) + bias for row in left_out]
        is_spam += [row.is_spam for row in left_out]
    return platt(margins, is_spam)


def platt(margins: Sequence[float], is_spam: Sequence[bool]) -> tuple[float, float]:
    """Newton's method on Platt's smoothed targets, drawn to slope 1 and offset 0: few examples are never sure."""
    spam = sum(is_spam)
    high, low = (spam + 1) / (spam + 2), 1 / (len(is_spam) - spam + 2)
    slope, offset = 1.0, 0.0
    for _step in range(50):
        gradient = [slope - 1, offset]
        curve = [1.0, 0.0, 1.0]
        for value, kind in zip(margins, is_spam, strict=True):
            told = sigmoid(slope * value + offset)
            error, weight = told - (high if kind else low), told * (1 - told)
            gradient[0] += error * value
            gradient[1] += error
            curve[0] += weight * value * value
            curve[1] += weight * value
            curve[2] += weight
        determinant = curve[0] * curve[2] - curve[1] ** 2
        change = (
            (curve[2] * gradient[0] - curve[1] * gradient[1]) / determinant,
            (curve[0] * gradient[1] - curve[1] * gradient[0]) / determinant,
        )
        slope, offset = max(0.05, slope - change[0]), offset - change[1]
        if max(map(abs, change)) < 1e-9:
            break
    return slope, offset


def sigmoid(value: float) -> float:
    if value >= 0:
        return 1 / (1 + math.exp(-min(value, 700)))
    return 1 - 1 / (1 + math.exp(max(value, -700)))


# Judging


def probability(weights: Weights, text: str, name: str = "") -> float:
    row = row_of(text, name, False)
    told = sigmoid(weights.slope * (margin(weights.values, row) + weights.bias) + weights.offset)
    if told <= 0.5:
        return told
    return 0.5 + (told - 0.5) * min(1.0, known_share(weights, text) / KNOWN)


def known_share(weights: Weights, text: str) -> float:
    words = {word[:WORD_LENGTH] for word in words_of(plain(text))}
    if not words:
        return 1.0
    return sum(weights.values[bucket_of(f"word:{word}")] != 0 for word in words) / len(words)


def explain(weights: Weights, text: str, name: str = "", count: int = 5) -> list[tuple[str, float]]:
    """What weighs most in words for moderators, spam above zero, ordinary below. A word has the weight of its parts."""
    weighed = {
        feature: weights.slope * weights.values[bucket_of(feature)] * value
        for feature, value in features(text, name).items()
    }
    for word in [feature.partition(":")[2] for feature in weighed if feature.startswith("word:")]:
        weighed[f"word:{word}"] += sum(weighed.pop(part, 0.0) for part in parts_of(word))
    heaviest = sorted(weighed.items(), key=lambda one: (-abs(one[1]), one[0]))[:count]
    return [(described(feature), weight) for feature, weight in heaviest if weight]


def described(feature: str) -> str:
    kind, _colon, rest = feature.partition(":")
    if kind == "shape":
        return SHAPES[rest]()
    return (_("the word “%s”") if kind == "word" else _("the words “%s”")) % rest


SHAPES: dict[str, Callable[[], str]] = {
    "capitals": lambda: _("mostly capital letters"),
    "digits": lambda: _("the share of digits"),
    "signs": lambda: _("the share of punctuation and symbols"),
    "repeated": lambda: _("one character many times"),
    "exclamations": lambda: _("exclamation marks"),
    "hidden": lambda: _("hidden characters inside words"),
    "link": lambda: _("a link"),
    "links": lambda: _("several links"),
    "mostly_link": lambda: _("the share of links"),
    "name_link": lambda: _("a link as name"),
    "name_digits": lambda: _("digits in the name"),
    "name_long": lambda: _("a name of many words"),
    "length_20": lambda: _("up to 20 characters"),
    "length_80": lambda: _("up to 80 characters"),
    "length_300": lambda: _("up to 300 characters"),
    "length_1000": lambda: _("up to 1,000 characters"),
    "length_more": lambda: _("more than 1,000 characters"),
}


def evaluate(weights: Weights, examples: Iterable[Example], threshold: float) -> Quality:
    told = [(probability(weights, text, name), is_spam) for text, name, is_spam in examples]
    return Quality(
        threshold=threshold,
        count=len(told),
        spam_count=sum(is_spam for _value, is_spam in told),
        true_positives=sum(is_spam and value >= threshold for value, is_spam in told),
        false_positives=sum(not is_spam and value >= threshold for value, is_spam in told),
        brier=sum((value - is_spam) ** 2 for value, is_spam in told) / len(told) if told else 0.0,
    )


def split(examples: Iterable[Example], seed: int = 0, share: float = 0.25) -> tuple[list[Example], list[Example]]:
    """To learn from, and to hold out. A text stands on one side only, however often it was sent."""
    learned, held_out = [], []
    for example in examples:
        place = blake2b(key_of(example[0]), digest_size=8, key=str(seed).encode()).digest()
        (held_out if int.from_bytes(place) < share * 2**64 else learned).append(example)
    return learned, held_out


def key_of(text: str) -> bytes:
    """Equal for texts that differ only in case, spaces, punctuation and what is hidden."""
    text = plain(text)
    return (" ".join(words_of(text)) or text).encode("utf-8", "surrogatepass")
