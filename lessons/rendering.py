"""Markdown to stored HTML: done once, when a text is saved."""

import html
import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from functools import cache

import markdown
from django.template.defaultfilters import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from lessons.blocks import TAG
from lessons.brackets import Brackets
from lessons.facts import read_dates
from lessons.picture_links import Pictures, Shown
from lessons.sanitising import sanitise

DATES = re.compile(r"<p>(?P<as_of>[\d-]+) (?P<review_by>[\d-]+)</p>")
LESSON_LINK = re.compile(r"^lesson:(L\d\d)(?:#(A\d+\.\d+))?$")
# No text of an author makes a <section>, and none stands in another: the first end tag is the right one.
SLOT = re.compile(
    r'<section class="block-(?P<kind>[a-z]+)" id="(?P<anchor>[\w-]+)">(?P<inside>.*?)</section>', re.DOTALL
)
INLINE_TAGS = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|mark|small|span|strong|sub|sup)\b[^>]*>")
TAGS = re.compile(r"<[^>]+>")
NUMBER = re.compile(r"^[+−-]?\d[\d.,]*\s?%?$")
READ = ("html", "source", "question", "answer")
"""The parts of a block that a reader reads."""
HEADING = re.compile(r'<h2 id="(?P<anchor>s-[\w-]+)">(?P<heading>.*?)</h2>', re.DOTALL)


@dataclass
class Rendered:
    """`blocks`: dicts with `kind` ("html", or a block's name), and `html` or `code`, `question`, `answer`; of a fact
    `html`, `source`, `as_of`, `review_by`.
    `sections`: dicts with `anchor` and `title`, one per second-level heading."""

    blocks: list[dict] = field(default_factory=list)
    sections: list[dict] = field(default_factory=list)
    broken_links: list[str] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)


def point_anchor(point: str) -> str:
    """The id of the place where a point is taught: A5.3 -> a5-3."""
    return point.lower().replace(".", "-")


# --- Blocks between slashes -----------------------------------------------------------------------------------------


class PlacedBlock(Block):
    """A block with an id, cut out of the text later: it becomes an entry of its own in `Rendered.blocks`."""

    ARGUMENT = True

    def on_create(self, parent):
        anchor = self.argument.lower().replace(".", "-")
        return etree.SubElement(parent, "section", {"class": f"block-{self.NAME}", "id": anchor})


class PrequestionBlock(PlacedBlock):
    NAME = "prequestion"


class RecallBlock(PlacedBlock):
    NAME = "recall"


class ActivityBlock(PlacedBlock):
    NAME = "activity"


class QuestionBlock(PlacedBlock):
    NAME = "question"


class FactBlock(Block):
    """A claim and its source. Facts have no ids: they are counted, and their dates stand in front, to be cut off."""

    NAME = "fact"
    ARGUMENT = True

    def on_create(self, parent):
        self.tracker["count"] = self.tracker.get("count", 0) + 1
        box = etree.SubElement(parent, "section", {"class": "block-fact", "id": f"fact-{self.tracker['count']}"})
        dates = read_dates(self.argument)
        etree.SubElement(box, "p").text = f"{dates.as_of} {dates.review_by}"
        return box


class TitledBlock(Block):
    """A block with a title that stays in the text."""

    ARGUMENT = True
    KICKER = ""

    def on_create(self, parent):
        box = etree.SubElement(parent, "aside", {"class": self.NAME})
        etree.SubElement(box, "p", {"class": "kicker"}).text = str(self.KICKER)
        etree.SubElement(box, "h3").text = self.argument
        return box


class ExampleBlock(TitledBlock):
    NAME = "example"
    KICKER = _("Worked example")


class CaseBlock(TitledBlock):
    NAME = "case"
    KICKER = _("Case study")


class RevealBlock(Block):
    NAME = "reveal"
    ARGUMENT = True

    def on_create(self, parent):
        box = etree.SubElement(parent, "details", {"class": "reveal"})
        etree.SubElement(box, "summary").text = self.argument
        return box


class CourseBlocks(BlocksExtension):
    def extendMarkdownBlocks(self, md, block_mgr):
        blocks = (
            PrequestionBlock,
            RecallBlock,
            ActivityBlock,
            QuestionBlock,
            ExampleBlock,
            CaseBlock,
            FactBlock,
            RevealBlock,
        )
        for block in blocks:
            block_mgr.register(block, self.getConfigs())


# --- Tags, links and tables -----------------------------------------------------------------------------------------


class PointTag(InlineProcessor):
    """`[A5.3 A5.4]` becomes two invisible anchors."""

    def handleMatch(self, match, data):
        group = etree.Element("span", {"class": "point"})
        for point in re.split(r"[ ,]+", match.group(1)):
            etree.SubElement(group, "span", {"id": point_anchor(point)})
        return group, match.start(0), match.end(0)


class Tables(Treeprocessor):
    """Sets figures to the right, and lets wide tables scroll in a place that the keyboard reaches."""

    def run(self, root):
        for cell in (*root.iter("td"), *root.iter("th")):
            if "right" in cell.attrib.pop("style", ""):
                cell.set("class", "num")
        self.wrap_tables(root)

    def mark_numbers(self, table):
        """Columns that hold figures only stand at the right, where they can be compared."""
        rows = [list(row) for row in table.iter("tr")]
        for column in zip(*rows, strict=False):
            texts = ["".join(cell.itertext()).strip() for cell in column[1:]]
            if texts and all(NUMBER.match(text) for text in texts):
                for cell in column:
                    cell.set("class", "num")

    def wrap_tables(self, root):
        count = 0
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    count += 1
                    self.mark_numbers(child)
                    label = gettext("Table %(number)s") % {"number": count}
                    box = etree.Element(
                        "div",
                        {
                            "class": "scroll",
                            "role": "group",
                            "tabindex": "0",
                            "aria-label": label,
                        },
                    )
                    box.tail, child.tail = child.tail, None
                    parent.remove(child)
                    box.append(child)
                    parent.insert(index, box)


class LessonLinks(Treeprocessor):
    """Resolves `lesson:` links."""

    def __init__(self, md, lesson_urls, rendered):
        super().__init__(md)
        self.lesson_urls = lesson_urls
        self.rendered = rendered

    def run(self, root):
        for link in root.iter("a"):
            self.resolve(link)

    def resolve(self, link):
        target = LESSON_LINK.match(link.get("href", ""))
        if not target:
            if link.get("href", "").startswith("lesson:"):
                self.rendered.broken_links.append(link.get("href"))
            return
        url = self.lesson_urls.get(target[1])
        if url is None:
            self.rendered.broken_links.append(link.get("href"))
        link.set("href", f"{url or ''}{'#' + point_anchor(target[2]) if target[2] else ''}")


class CourseText(Extension):
    def __init__(self, lesson_urls, images, rendered):
        super().__init__()
        self.lesson_urls = lesson_urls
        self.images = images
        self.rendered = rendered

    def extendMarkdown(self, md):
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(PointTag(TAG.pattern, md), "point", 175)
        md.treeprocessors.register(LessonLinks(md, self.lesson_urls, self.rendered), "lesson_links", 2)
        md.treeprocessors.register(Pictures(md, self.images, self.rendered.missing_images), "pictures", 2)
        md.treeprocessors.register(Tables(md), "tables", 1)


# --- The whole text -------------------------------------------------------------------------------------------------


def render(text: str, *, lesson_urls: dict[str, str], images: dict[str, Shown] | None = None) -> Rendered:
    """Render a checked text. `lesson_urls` says where each lesson is, by its code, `images` how each picture is shown,
    by its name; other targets are reported."""
    rendered = Rendered()
    md = markdown.Markdown(
        extensions=[
            "fenced_code",
            "tables",
            "sane_lists",
            "smarty",
            Brackets(),
            TocExtension(
                toc_depth="2",
                slugify=lambda value, separator: f"s-{slugify(value)[:70] or 'part'}",
            ),
            CourseBlocks(),
            CourseText(lesson_urls, images or {}, rendered),
        ]
    )
    page = sanitise(md.convert(text))
    rendered.sections = [
        {"anchor": token["id"], "title": html.unescape(token["name"])} for token in md.toc_tokens if token["level"] == 2
    ]
    rendered.blocks = list(cut_out_blocks(page))
    return rendered


@cache
def short_text_parser() -> markdown.Markdown:
    """For texts of a sentence or a paragraph, which hold no blocks. Making one takes longer than using it."""
    md = markdown.Markdown(extensions=["tables", "sane_lists", "smarty", Brackets()])
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.treeprocessors.register(Tables(md), "tables", 1)
    return md


def render_text(text: str) -> str:
    """A paragraph or a few, as safe HTML. Not for several threads at once: it is called on save."""
    return sanitise(short_text_parser().reset().convert(text)).strip()


def render_line(text: str) -> str:
    """A line, as safe HTML that may stand inside a label or a cell: without a paragraph around it."""
    page = render_text(text)
    return page[3:-4] if page.startswith("<p>") and page.endswith("</p>") and page.count("<p>") == 1 else page


def cut_out_blocks(page: str):
    position = 0
    for slot in SLOT.finditer(page):
        if before := page[position : slot.start()].strip():
            yield {"kind": "html", "html": before}
        yield placed_block(slot)
        position = slot.end()
    if rest := page[position:].strip():
        yield {"kind": "html", "html": rest}


def placed_block(slot: re.Match) -> dict:
    kind, inside = slot["kind"], slot["inside"].strip()
    block = {"kind": kind, "code": code_of(slot["anchor"]), "anchor": slot["anchor"]}
    if kind == "recall":
        # In a text that is half written, the answer may be missing.
        question, *answer = re.split(r"<hr\s*/?>", inside, maxsplit=1)
        return {**block, "question": question.strip(), "answer": "".join(answer).strip()}
    if kind == "fact":
        dates = DATES.match(inside)
        claim, source = re.split(r"<hr\s*/?>", inside[dates.end() :], maxsplit=1)
        return {**block, **dates.groupdict(), "html": claim.strip(), "source": source.strip()}
    return {**block, "html": inside} if inside else block


def code_of(anchor: str) -> str:
    """The id as authors write it: p05-1 -> P05.1, act07a -> ACT07a."""
    prefix = re.match(r"[a-z]+", anchor)[0]
    return prefix.upper() + anchor[len(prefix) :].replace("-", ".")


def plain_text(page: str) -> str:
    """What a reader sees of `page`, on one line: for search and descriptions."""
    return " ".join(html.unescape(TAGS.sub(" ", INLINE_TAGS.sub("", page))).split())


def text_of_sections(blocks: list[dict]) -> list[tuple[str, str, str]]:
    """(anchor, heading, text) for the part before the first heading and for each section, without empty ones."""
    page = "\n".join(" ".join(block.get(name, "") for name in READ) for block in blocks)
    pieces = HEADING.split(page)
    sections = [("", "", plain_text(pieces[0]))]
    for anchor, heading, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        sections.append((anchor, plain_text(heading), plain_text(text)))
    return [section for section in sections if section[2]]
