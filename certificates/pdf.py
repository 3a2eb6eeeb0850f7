"""The certificate as a PDF: one page, A4 landscape, in the colours of the site, its typeface embedded."""

from datetime import datetime

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import Align, XPos, YPos

from certificates.fonts import REGULAR, SEMI_BOLD, typeface_for
from certificates.words import Words

PAPER, INK, MUTED, ACCENT, MARK, LINE = "#fbfaf6", "#1d1c19", "#5a564e", "#0b5968", "#fce9b0", "#dad6cb"
FAMILY, NAME_FAMILY = "Source Serif 4", "Name"
WIDTH, HEIGHT, MARGIN = 297, 210, 30
TEXT_WIDTH = WIDTH - 2 * MARGIN
NAME_SIZES = range(38, 17, -2)
POINT = 0.3528
"""Millimetres."""


def as_pdf(words: Words, *, issued_at: datetime) -> bytes:
    """The same bytes for the same words. There must be a typeface for the name."""
    page = new_page(words, issued_at)
    draw_frame(page)
    page.set_xy(MARGIN, 30)
    write(page, words.kicker, 12, colour=ACCENT, is_bold=True)
    write(page, words.name, name_size(page, words.name), above=7, is_bold=True, family=NAME_FAMILY)
    write(page, words.sentence, 13, above=5, colour=MUTED)
    write(page, words.course, 22, above=1.5, is_bold=True)
    write(page, words.stands_for, 11.5, above=3, width=TEXT_WIDTH - 40)
    write(page, words.rule_title, 10.5, above=7, colour=ACCENT, is_bold=True)
    for line in words.rule:
        write(page, f"·  {line}", 10.5, above=1)
    page.set_xy(MARGIN, max(HEIGHT - 45, page.get_y() + 6))
    write(page, words.issued, 11, is_bold=True)
    write(page, words.check, 9.5, above=1.5, colour=MUTED)
    write(page, words.address, 9.5, above=0.5, colour=ACCENT, link=words.address)
    return bytes(page.output())


def new_page(words: Words, issued_at: datetime) -> FPDF:
    page = FPDF(orientation="landscape", unit="mm", format="A4")
    page.set_title(words.title)
    page.set_author(words.course)
    page.set_subject(words.stands_for)
    page.set_lang(words.language)
    page.set_creation_date(issued_at)
    page.viewer_preferences = ViewerPreferences(display_doc_title=True)
    page.set_auto_page_break(False)
    page.set_margins(MARGIN, MARGIN)
    page.add_font(FAMILY, "", REGULAR)
    page.add_font(FAMILY, "B", SEMI_BOLD)
    page.add_font(NAME_FAMILY, "B", typeface_for(words.name))
    page.set_text_shaping(True)
    page.add_page()
    return page


def draw_frame(page: FPDF) -> None:
    """Paper, a line around, and the marked line of the site's sign."""
    page.set_fill_color(PAPER)
    page.rect(0, 0, WIDTH, HEIGHT, style="F")
    page.set_draw_color(LINE)
    page.set_line_width(0.4)
    page.rect(12, 12, WIDTH - 24, HEIGHT - 24)
    page.set_fill_color(ACCENT)
    page.rect(12, 12, 4, HEIGHT - 24, style="F")
    page.set_fill_color(MARK)
    page.rect(12, 40, 4, 24, style="F")


def name_size(page: FPDF, name: str) -> int:
    """The largest size at which the name stands on one line; the smallest, where it needs two."""
    for size in NAME_SIZES:
        page.set_font(NAME_FAMILY, "B", size)
        if page.get_string_width(name) <= TEXT_WIDTH:
            return size
    return NAME_SIZES[-1]


def write(
    page: FPDF,
    text: str,
    size: float,
    *,
    above: float = 0,
    colour: str = INK,
    is_bold: bool = False,
    width: float = TEXT_WIDTH,
    link: str = "",
    family: str = FAMILY,
) -> None:
    """A paragraph below the last one, `above` millimetres from it."""
    page.set_font(family, "B" if is_bold else "", size)
    page.set_text_color(colour)
    page.set_xy(MARGIN, page.get_y() + above)
    page.multi_cell(
        width, size * POINT * 1.35, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT, link=link, padding=0
    )
