import re
from time import perf_counter

import pytest

from lessons.models import SOURCE_LIMIT
from lessons.rendering import code_of, plain_text, point_anchor, render, render_text, text_of_sections

URLS = {"L05": "/lessons/value/"}


def html_of(text: str) -> str:
    [block] = render(text, lesson_urls=URLS).blocks
    return block["html"]


def test_table_stands_in_a_box_that_the_keyboard_reaches_and_has_a_name():
    html = html_of("| a | b |\n|---|--:|\n| 1 | 2 |\n")

    assert html.startswith('<div aria-label="Table 1" class="scroll" role="group" tabindex="0"><table>')
    assert '<th class="num">b</th>' in html
    assert '<td class="num">2</td>' in html
    assert html.endswith("</table></div>")


def test_two_tables_have_two_names():
    html = html_of("| a |\n|---|\n| 1 |\n\nText.\n\n| b |\n|---|\n| 2 |\n")

    assert re.findall('aria-label="(.*?)"', html) == ["Table 1", "Table 2"]


def test_table_of_a_short_text_stands_in_a_box_too():
    html = render_text("Before.\n\n| a | b |\n|---|---|\n| x | 2 |\n")

    assert html.startswith('<p>Before.</p>\n<div aria-label="Table 1" class="scroll" role="group" tabindex="0"><table>')
    assert '<td class="num">2</td>' in html


def test_text_after_a_table_stays_after_it():
    html = html_of("| a |\n|---|\n| 1 |\n\nAfterwards.\n")

    assert html.endswith("</table></div>\n<p>Afterwards.</p>")


def test_tag_becomes_an_invisible_anchor_per_point():
    html = html_of("A sentence. [A5.3 A5.10]")

    assert html == ('<p>A sentence. <span class="point"><span id="a5-3"></span><span id="a5-10"></span></span></p>')


def test_tag_in_a_table_becomes_an_anchor_in_its_cell():
    html = html_of("| a | b |\n|---|---|\n| 1 | two [A5.3] |\n")

    assert '<td>two <span class="point"><span id="a5-3"></span></span></td>' in html


def test_tag_in_code_stays_as_it_is_written():
    html = html_of("Write `[A5.3]` there.")

    assert html == "<p>Write <code>[A5.3]</code> there.</p>"


def test_link_to_a_lesson_leads_to_its_address():
    html = html_of("[Value](lesson:L05)")

    assert html == '<p><a href="/lessons/value/">Value</a></p>'


def test_link_to_a_point_leads_to_its_paragraph():
    html = html_of("[Value](lesson:L05#A5.3)")

    assert html == '<p><a href="/lessons/value/#a5-3">Value</a></p>'


@pytest.mark.parametrize("target", ["lesson:L06", "lesson:L06#A6.1", "lesson:value", "lesson:L05#a5-3"])
def test_link_to_no_lesson_is_told(target):
    rendered = render(f"[Somewhere]({target})", lesson_urls=URLS)

    assert rendered.broken_links == [target]
    assert "lesson:" not in rendered.blocks[0]["html"]


def test_blocks_are_cut_out_in_the_order_of_the_text():
    text = (
        "/// prequestion | PRE05\nWhy?\n///\n\nFirst.\n\n/// recall | P05.1\nQ?\n\n---\n\nA.\n///\n\n"
        "/// activity | ACT05a\n///\n\n/// question | Q05.2\n///\n\nLast.\n"
    )

    blocks = render(text, lesson_urls=URLS).blocks

    assert blocks == [
        {"kind": "prequestion", "code": "PRE05", "anchor": "pre05", "html": "<p>Why?</p>"},
        {"kind": "html", "html": "<p>First.</p>"},
        {"kind": "recall", "code": "P05.1", "anchor": "p05-1", "question": "<p>Q?</p>", "answer": "<p>A.</p>"},
        {"kind": "activity", "code": "ACT05a", "anchor": "act05a"},
        {"kind": "question", "code": "Q05.2", "anchor": "q05-2"},
        {"kind": "html", "html": "<p>Last.</p>"},
    ]


def test_recall_keeps_its_tables_whole():
    text = "/// recall | P05.1\n| a |\n|---|\n| 1 |\n\n---\n\n| b |\n|---|\n| 2 |\n///\n\nAfter.\n"

    recall, after = render(text, lesson_urls=URLS).blocks

    assert [recall["question"].count(tag) for tag in ("<div", "</div>", "</table>")] == [1, 1, 1]
    assert [recall["answer"].count(tag) for tag in ("<div", "</div>", "</table>")] == [1, 1, 1]
    assert after == {"kind": "html", "html": "<p>After.</p>"}


def test_example_holds_its_title_and_its_reveal():
    html = html_of("//// example | The *app*\nText.\n\n/// reveal | Look <b>\nInside.\n///\n////\n")

    assert html == (
        '<aside class="example">\n<p class="kicker">Worked example</p>\n<h3 id="s-the-app">The <em>app</em></h3>\n'
        '<p>Text.</p>\n<details class="reveal">\n<summary>Look &lt;b&gt;</summary>\n<p>Inside.</p>\n'
        "</details>\n</aside>"
    )


def test_sections_are_the_second_level_headings():
    sections = render('## One & two [A5.1]\n\n### Part\n\n## "Three"\n', lesson_urls=URLS).sections

    assert sections == [
        {"anchor": "s-one-two", "title": "One & two"},
        {"anchor": "s-three", "title": "“Three”"},
    ]


def test_headings_of_the_same_name_have_anchors_of_their_own():
    rendered = render("## Costs\n\nA.\n\n### Costs\n\nB.\n\n## Costs\n\nC.\n", lesson_urls=URLS)

    anchors = re.findall(' id="(.*?)"', rendered.blocks[0]["html"])
    assert anchors == ["s-costs", "s-costs_1", "s-costs_2"]
    assert [section["anchor"] for section in rendered.sections] == ["s-costs", "s-costs_2"]


def test_headings_without_a_latin_letter_have_anchors():
    rendered = render("## ???\n\nA.\n\n## 日本\n\nB.\n", lesson_urls=URLS)

    anchors = re.findall(' id="(.*?)"', rendered.blocks[0]["html"])
    assert [section["anchor"] for section in rendered.sections] == anchors == ["s-part", "s-part_1"]


def test_very_long_headings_of_the_same_beginning_have_anchors():
    title = "a very long heading " * 12
    rendered = render(f"## {title}\n\nA.\n\n## {title}\n\nB.\n", lesson_urls=URLS)

    anchors = re.findall(' id="(.*?)"', rendered.blocks[0]["html"])
    assert [section["anchor"] for section in rendered.sections] == anchors
    assert len(set(anchors)) == 2
    assert max(map(len, anchors)) <= 82


def test_text_of_the_greatest_length_is_rendered_in_seconds():
    part = (
        "## Heading\n\n"
        + "Some *words* with [a link](lesson:L05) and `code`. " * 12
        + "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    )
    text = (part * (SOURCE_LIMIT // len(part) + 1))[:SOURCE_LIMIT]

    began = perf_counter()
    render(text, lesson_urls=URLS)

    assert perf_counter() - began < 10


def test_codes_are_written_as_authors_write_them():
    assert [code_of(anchor) for anchor in ("p05-12", "pre05", "act07a", "q05-1")] == [
        "P05.12",
        "PRE05",
        "ACT07a",
        "Q05.1",
    ]
    assert point_anchor("A5.3") == "a5-3"


def test_plain_text_is_what_a_reader_sees():
    assert plain_text("<p>One &amp; <em>two</em></p>\n<p>three &lt;b&gt;</p>") == "One & two three <b>"


def test_text_is_divided_at_headings_into_sections_with_words():
    blocks = [
        {"kind": "html", "html": '<p>Before.</p><h2 id="s-one">One</h2><p>First.</p>'},
        {"kind": "recall", "question": "<p>Q?</p>", "answer": "<p>A.</p>"},
        {"kind": "activity", "code": "ACT05"},
        {"kind": "html", "html": '<h2 id="s-two"><em>Two</em></h2>'},
    ]

    assert text_of_sections(blocks) == [("", "", "Before."), ("s-one", "One", "First. Q? A.")]


def test_figures_in_a_column_of_figures_stand_at_the_right():
    html = html_of("| line | net |\n|---|---|\n| low | −1.5 |\n| high | 94.6% |\n")

    assert html.count('class="num"') == 3
    assert "<td>low</td>" in html
