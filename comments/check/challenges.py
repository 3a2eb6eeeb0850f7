"""What a security check asks: a question in words, or digits to be seen in a picture or heard.

Pure: nothing is stored here. A challenge is a text of at most 32 characters, as `CaptchaStore` keeps it: `7+4`,
`largest 4 19 11`, or the digits themselves.
"""

import re
import unicodedata
from random import SystemRandom

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

QUESTION, PICTURE = "question", "picture"
KINDS = (QUESTION, PICTURE)
DIGITS = "23456789"  # 0 and 1 are taken for letters, and spoken in several ways
LENGTH = 5
LONGEST_ANSWER = 60
NUMBERS = [
    *(gettext_lazy("zero"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four")),
    *(gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine")),
    *(gettext_lazy("ten"), gettext_lazy("eleven"), gettext_lazy("twelve"), gettext_lazy("thirteen")),
    *(gettext_lazy("fourteen"), gettext_lazy("fifteen"), gettext_lazy("sixteen"), gettext_lazy("seventeen")),
    *(gettext_lazy("eighteen"), gettext_lazy("nineteen"), gettext_lazy("twenty")),
]
dice = SystemRandom()


def new_challenge(kind: str) -> tuple[str, str]:
    """A challenge of this kind and its answer. Each answer comes as often: of those of a question, one in 17."""
    if kind == PICTURE:
        digits = "".join(dice.choices(DIGITS, k=LENGTH))
        return digits, digits
    form = dice.choice(["sum", "largest", "smallest"])
    if form == "sum":
        answer = dice.randint(4, 20)
        first = dice.randint(max(2, answer - 10), min(10, answer - 2))
        return f"{first}+{answer - first}", str(answer)
    answer = dice.randint(4, 20) if form == "largest" else dice.randint(2, 18)
    others = range(2, answer) if form == "largest" else range(answer + 1, 21)
    numbers = [answer, *dice.sample(others, 2)]
    dice.shuffle(numbers)
    return " ".join([form, *map(str, numbers)]), str(answer)


def kind_of(challenge: str) -> str:
    return PICTURE if challenge.isdigit() else QUESTION


def question_of(challenge: str) -> str:
    """The challenge of a question, in words."""
    first, *more = (str(NUMBERS[int(number)]) for number in re.findall(r"\d+", challenge))
    if "+" in challenge:
        return _("What is %(first)s plus %(second)s?") % {"first": first, "second": more[0]}
    numbers = {"first": first, "second": more[0], "third": more[1]}
    if challenge.startswith("largest"):
        return _("Which of these numbers is the largest: %(first)s, %(second)s or %(third)s?") % numbers
    return _("Which of these numbers is the smallest: %(first)s, %(second)s or %(third)s?") % numbers


def read_answer(text: str) -> str:
    """The number in an answer, however typed: `11`, `eleven`, `4 8 2`, `four, eight, two`, `١١`. Else nothing."""
    if len(text) > LONGEST_ANSWER:
        return ""
    words = {str(word).casefold(): str(number) for number, word in enumerate(NUMBERS)}
    text = "".join(str(unicodedata.decimal(char, char)) for char in unicodedata.normalize("NFKC", text))
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text.casefold())
    return "".join(part if part.isdigit() else words.get(part, "?") for part in parts)
