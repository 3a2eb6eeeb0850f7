"""The blocks that authors write between slashes: their names, what belongs in them, and a check that names the line.

pymdownx leaves a block that it doesn't understand in the text and says nothing. So each text is checked here first; a
text without problems is one that `lessons.rendering` understands in full.
"""

import re
from dataclasses import dataclass

FENCE = re.compile(
    r"^(?P<indent>\s*)(?P<slashes>/{3,})[ \t]*(?P<name>[\w-]*)[ \t]*(?:\|[ \t]*(?P<argument>.*?))?[ \t]*$"
)
CODE_FENCE = re.compile(r"^\s*(```|~~~)")
TAG = re.compile(r"\[(A\d+\.\d+(?:[ ,]+A\d+\.\d+)*)\]")
ANSWER_LINE = "---"


@dataclass(frozen=True)
class Rule:
    """What a block takes after the bar (`id_pattern`, with `{nn}` for the lesson's number, or a title) and inside."""

    id_pattern: str = ""
    example: str = ""
    inside: str = "text"


RULES = {
    "prequestion": Rule(r"PRE{nn}", "PRE05"),
    "recall": Rule(r"P{nn}\.\d{{1,2}}", "P05.1", inside="question and answer"),
    "activity": Rule(r"ACT{nn}[a-z]?", "ACT05", inside="nothing"),
    "question": Rule(r"Q{nn}\.\d{{1,2}}", "Q05.1", inside="nothing"),
    "example": Rule(),
    "case": Rule(),
    "reveal": Rule(),
}
NESTABLE = {"reveal"}


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

    def check(self, text: str) -> list[Problem]:
        in_code = False
        for line_number, line in enumerate(text.splitlines(), start=self.first_line):
            if CODE_FENCE.match(line):
                in_code = not in_code
            fence = None if in_code else FENCE.match(line)
            if fence is None:
                self.take_text(line)
            elif fence["name"]:
                self.take_opening(line_number, fence)
            else:
                self.take_closing(line_number, len(fence["slashes"]))
        for block in self.open:
            self.report(
                block.line,
                f"The block '{block.name}' is not closed.",
                f"End it with a line that holds only {'/' * block.slashes}",
            )
        return self.problems

    def report(self, line: int, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, line, message, remedy))

    def take_text(self, line: str) -> None:
        if self.open:
            self.open[-1].lines.append(line)

    def take_opening(self, line: int, fence: re.Match) -> None:
        name, argument = fence["name"], fence["argument"] or ""
        if fence["indent"]:
            self.report(
                line,
                f"The block '{name}' is indented.",
                "Start it at the beginning of the line.",
            )
        if name not in RULES:
            self.report(
                line,
                f"There is no block called '{name}'.",
                f"Use one of: {', '.join(RULES)}.",
            )
        else:
            self.check_place(line, name, len(fence["slashes"]))
            self.check_argument(line, name, argument)
        self.open.append(OpenBlock(name, argument, line, len(fence["slashes"]), []))

    def check_place(self, line: int, name: str, slashes: int) -> None:
        if not self.open:
            return
        outer = self.open[-1]
        if name not in NESTABLE:
            self.report(
                line,
                f"The block '{name}' stands inside '{outer.name}'.",
                f"Close '{outer.name}' before it.",
            )
        elif outer.slashes <= slashes:
            self.report(
                outer.line,
                f"The block '{outer.name}' holds another block and needs more slashes than it.",
                f"Open and close it with {'/' * (slashes + 1)}",
            )

    def check_argument(self, line: int, name: str, argument: str) -> None:
        rule = RULES[name]
        if not argument:
            wanted = (
                f"an id, like: /// {name} | {rule.example}"
                if rule.id_pattern
                else f"a title: /// {name} | Title"
            )
            self.report(
                line,
                f"The block '{name}' says nothing after the bar.",
                f"Give it {wanted}",
            )
        elif rule.id_pattern:
            self.check_id(line, name, argument, rule)

    def check_id(self, line: int, name: str, argument: str, rule: Rule) -> None:
        if self.number is None:
            self.report(
                line,
                f"The block '{name}' has no place in an article.",
                "Move it into a lesson.",
            )
        elif not re.fullmatch(rule.id_pattern.format(nn=self.number), argument):
            example = rule.example.replace("05", self.number)
            self.report(
                line,
                f"'{argument}' is not an id for '{name}' in this lesson.",
                f"Write it like {example}",
            )
        elif argument in self.ids:
            first = self.ids[argument]
            self.report(
                line,
                f"The id {argument} stands on line {first} already.",
                "Ids are used once; take a new one.",
            )
        else:
            self.ids[argument] = line

    def take_closing(self, line: int, slashes: int) -> None:
        if not self.open:
            self.report(
                line,
                "These slashes close no block.",
                "Remove the line, or name the block that it opens.",
            )
            return
        block = self.open.pop()
        if block.slashes != slashes:
            self.report(
                line,
                f"The block '{block.name}' was opened with {block.slashes} slashes on line {block.line}.",
                f"Close it with {'/' * block.slashes}",
            )
        self.check_inside(block)

    def check_inside(self, block: OpenBlock) -> None:
        inside = RULES[block.name].inside if block.name in RULES else ""
        has_text = any(line.strip() for line in block.lines)
        if inside == "nothing" and has_text:
            self.report(
                block.line,
                f"The block '{block.name}' marks a place and holds no text.",
                "Move the text out of it.",
            )
        elif inside == "text" and not has_text:
            self.report(
                block.line,
                f"The block '{block.name}' is empty.",
                "Write its text between the slashes.",
            )
        elif inside == "question and answer":
            self.check_recall(block)

    def check_recall(self, block: OpenBlock) -> None:
        stripped = [line.strip() for line in block.lines]
        parts = "\n".join(stripped).split(f"\n{ANSWER_LINE}\n")
        if (
            stripped.count(ANSWER_LINE) != 1
            or len(parts) != 2
            or not all(part.strip() for part in parts)
        ):
            self.report(
                block.line,
                f"The prompt {block.argument} needs a question and an answer.",
                f"Put a line with only {ANSWER_LINE} between the two.",
            )


def check_blocks(
    text: str, *, path: str, first_line: int = 1, number: str | None = None
) -> list[Problem]:
    """All problems with the blocks of `text`, whose first line is line `first_line` of the file `path`."""
    return BlockChecker(path, first_line, number).check(text)


def tagged_points(text: str) -> list[str]:
    """Ids of the points that `text` teaches, in order: the tags in square brackets."""
    return [point for tag in TAG.findall(text) for point in re.split(r"[ ,]+", tag)]
