"""The blocks that authors write between slashes: their names, what belongs in them, and a check that names the line.

pymdownx leaves a block that it doesn't understand in the text and says nothing. So each text is checked here first; a
text without problems is one that `lessons.rendering` understands in full.
"""

import re
from dataclasses import dataclass

from lessons.facts import WrongDates, read_dates
from lessons.weight import excess_of

# Exactly what pymdownx takes for the beginning and end of a block, at the beginning of a line.
FENCE = re.compile(r"(?P<slashes>/{3,}) *(?:(?P<name>[\w-]+) *(?:\| *(?P<argument>.*?) *)?)?")
SLASHES = re.compile(r"[\s>*+\-\d.)]*/{3,}")
# Exactly what Markdown's fenced code takes.
CODE_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}) *[\w#.+-]* *")
CODE_MARKS = re.compile(r"\s*(`{3}|~{3})")
HEADING = re.compile(r"(?P<level>#+)|=+\s*$")
RULER = re.compile(r" {0,3}([-*_])( *\1){2,} *")
TAG = re.compile(r"\[(A\d+\.\d+(?:[ ,]+A\d+\.\d+)*)\]")
ANSWER_LINE = "---"
LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Rule:
    """What a block takes after the bar (`id_pattern`, with `{nn}` for the lesson's number; dates; or a title) and
    inside. What has an id or dates has no place in an article."""

    id_pattern: str = ""
    example: str = ""
    inside: str = "text"
    has_dates: bool = False


RULES = {
    "prequestion": Rule(r"PRE{nn}", "PRE05"),
    "recall": Rule(r"P{nn}\.\d{{1,2}}", "P05.1", inside="question and answer"),
    "activity": Rule(r"ACT{nn}[a-z]?", "ACT05", inside="nothing"),
    "question": Rule(r"Q{nn}\.\d{{1,2}}", "Q05.1", inside="nothing"),
    "example": Rule(),
    "case": Rule(),
    "fact": Rule(inside="claim and source", has_dates=True),
    "reveal": Rule(),
}
MAY_HOLD = {"example": {"reveal"}, "case": {"reveal"}, "reveal": {"reveal"}}


@dataclass(frozen=True)
class Problem:
    """Something wrong in a course file: where, what, and what to do."""

    path: str
    line: int
    message: str
    remedy: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message} {self.remedy}"


@dataclass
class OpenBlock:
    name: str
    argument: str
    line: int
    slashes: int
    lines: list[str]


class BlockChecker:
    """Reads one text line by line. `number` is the two digits of the lesson; None for an article, which has no ids."""

    def __init__(self, path: str, first_line: int, number: str | None):
        self.path = path
        self.first_line = first_line
        self.number = number
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}
        self.open: list[OpenBlock] = []
        self.code_fence = ""
        self.code_line = 0

    def check(self, text: str) -> list[Problem]:
        for line_number, line in enumerate(LINE_BREAK.split(text), start=self.first_line):
            if self.code_fence or CODE_MARKS.match(line):
                self.take_code(line_number, line)
            elif SLASHES.match(line):
                self.take_slashes(line_number, line)
            else:
                self.take_text(line_number, line)
        if self.code_fence:
            remedy = f"End it with a line that holds only {self.code_fence}"
            self.report(self.code_line, "The code is not closed.", remedy)
        for block in self.open:
            remedy = f"End it with a line that holds only {'/' * block.slashes}"
            self.report(block.line, f"The block '{block.name}' is not closed.", remedy)
        return sorted(self.problems, key=lambda problem: problem.line)

    def report(self, line: int, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, line, message, remedy))

    def take_code(self, line_number: int, line: str) -> None:
        self.add_to_open("code")
        if self.code_fence:
            if line.rstrip(" ") == self.code_fence:
                self.code_fence = ""
        elif found := CODE_FENCE.fullmatch(line):
            self.code_fence, self.code_line = found["fence"], line_number
        else:
            remedy = "Write the marks at the beginning of a line of their own, with only a language after them."
            self.report(line_number, "These marks open no code.", remedy)

    def take_slashes(self, line_number: int, line: str) -> None:
        fence = FENCE.fullmatch(line)
        if fence is None:
            remedy = "Write it at the beginning of the line, like: /// example | Title"
            self.report(line_number, "This line of slashes neither opens nor closes a block.", remedy)
        elif fence["name"]:
            self.take_opening(line_number, fence)
        else:
            self.take_closing(line_number, len(fence["slashes"]))

    def take_text(self, line_number: int, line: str) -> None:
        heading = HEADING.match(line)
        if heading and self.open:
            remedy = "Write it in bold, or close the block before it."
            self.report(line_number, "A heading stands inside a block.", remedy)
        elif heading and not 2 <= len(heading["level"] or "") <= 4:
            remedy = "Begin sections with ##, parts with ###."
            self.report(line_number, "This is no heading that a page may have.", remedy)
        block = self.open[-1] if self.open else None
        if block and not block.lines and line.expandtabs(4).startswith("    ") and line.strip():
            remedy = "Put an empty line before it, or begin it at the beginning of the line."
            self.report(line_number, f"The first line in '{block.name}' is indented.", remedy)
        self.add_to_open(line)

    def add_to_open(self, line: str) -> None:
        if self.open:
            self.open[-1].lines.append(line)

    def take_opening(self, line: int, fence: re.Match) -> None:
        name, argument = fence["name"], fence["argument"] or ""
        if name not in RULES:
            self.report(line, f"There is no block called '{name}'.", f"Use one of: {', '.join(RULES)}.")
        else:
            self.check_place(line, name, len(fence["slashes"]))
            self.check_argument(line, name, argument)
        self.add_to_open(name)
        self.open.append(OpenBlock(name, argument, line, len(fence["slashes"]), []))

    def check_place(self, line: int, name: str, slashes: int) -> None:
        if not self.open:
            return
        outer = self.open[-1]
        if name not in MAY_HOLD.get(outer.name, ()):
            self.report(line, f"The block '{name}' stands inside '{outer.name}'.", f"Close '{outer.name}' before it.")
        elif outer.slashes <= slashes:
            message = f"The block '{outer.name}' holds another block and needs more slashes than it."
            self.report(outer.line, message, f"Open and close it with {'/' * (slashes + 1)}")

    def check_argument(self, line: int, name: str, argument: str) -> None:
        rule = RULES[name]
        if rule.has_dates:
            self.check_dates(line, name, argument)
        elif not argument:
            wanted = f"an id, like: /// {name} | {self.example_of(rule)}"
            if not rule.id_pattern:
                wanted = f"a title: /// {name} | Title"
            self.report(line, f"The block '{name}' says nothing after the bar.", f"Give it {wanted}")
        elif rule.id_pattern:
            self.check_id(line, name, argument, rule)

    def check_dates(self, line: int, name: str, argument: str) -> None:
        if self.number is None:
            self.report(line, f"The block '{name}' has no place in an article.", "Move it into a lesson.")
            return
        try:
            read_dates(argument)
        except WrongDates as wrong:
            self.report(line, wrong.message, wrong.remedy)

    def example_of(self, rule: Rule) -> str:
        return rule.example.replace("05", self.number or "05")

    def check_id(self, line: int, name: str, argument: str, rule: Rule) -> None:
        if self.number is None:
            self.report(line, f"The block '{name}' has no place in an article.", "Move it into a lesson.")
        elif not re.fullmatch(rule.id_pattern.format(nn=self.number), argument):
            message = f"'{argument}' is not an id for '{name}' in this lesson."
            self.report(line, message, f"Write it like {self.example_of(rule)}")
        elif argument in self.ids:
            first = self.ids[argument]
            self.report(
                line, f"The id {argument} stands on line {first} already.", "Ids are used once; take a new one."
            )
        else:
            self.ids[argument] = line

    def take_closing(self, line: int, slashes: int) -> None:
        if not self.open:
            self.report(line, "These slashes close no block.", "Remove the line, or name the block that it opens.")
            return
        block = self.open.pop()
        if block.slashes != slashes:
            message = f"The block '{block.name}' was opened with {block.slashes} slashes on line {block.line}."
            self.report(line, message, f"Close it with {'/' * block.slashes}")
        self.check_inside(block)

    def check_inside(self, block: OpenBlock) -> None:
        inside = RULES[block.name].inside if block.name in RULES else ""
        has_text = any(line.strip() for line in block.lines)
        if inside == "nothing" and has_text:
            message = f"The block '{block.name}' marks a place and holds no text."
            self.report(block.line, message, "Move the text out of it.")
        elif inside == "text" and not has_text:
            self.report(block.line, f"The block '{block.name}' is empty.", "Write its text between the slashes.")
        elif inside == "question and answer":
            self.check_halves(block, inside, f"The prompt {block.argument}", block.argument)
        elif inside == "claim and source":
            self.check_halves(block, inside, "The fact", "the fact")

    def check_halves(self, block: OpenBlock, inside: str, what: str, name: str) -> None:
        lines = ["", *block.lines, ""]
        rulers = [n for n, line in enumerate(lines) if RULER.fullmatch(line)]
        place = rulers[0] if rulers else 0
        is_divided = len(rulers) == 1 and lines[place].rstrip() == ANSWER_LINE
        if not is_divided or not "".join(lines[:place]).strip() or not "".join(lines[place + 1 :]).strip():
            first, second = inside.split(" and ")
            message = f"{what} needs a {first} and a{'n' if second[0] in 'aeiou' else ''} {second}."
            self.report(block.line, message, f"Put one line with only {ANSWER_LINE} between the two.")
        elif lines[place - 1].strip() or lines[place + 1].strip():
            message = f"The {ANSWER_LINE} of {name} touches the text."
            self.report(block.line + place, message, "Put an empty line before and after it.")


def check_blocks(text: str, *, path: str, first_line: int = 1, number: str | None = None) -> list[Problem]:
    """All problems with the blocks of `text`, whose first line is line `first_line` of the file `path`.

    Of a text that is more than can be rendered, that is the one problem.
    """
    if excess := excess_of(text):
        return [Problem(path, first_line + excess.line - 1, excess.message, excess.remedy)]
    return BlockChecker(path, first_line, number).check(text)


def tagged_points(text: str) -> list[str]:
    """Ids of the points that `text` teaches, in order: the tags in square brackets."""
    return [point for tag in TAG.findall(text) for point in re.split(r"[ ,]+", tag)]
