"""A comment as readers see it: what becomes a link and what does not, whatever somebody writes."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.rendering import html_of
from tests.quizzes.page import parse


def links_of(text: str) -> list[tuple[str, str]]:
    return [(link["href"], link.words) for link in parse(html_of(text)).all("a")]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://example.org.", "https://example.org"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("“http://example.org/?a=1&b=2”", "http://example.org/?a=1&b=2"),
        ("HTTPS://Example.org/A!", "HTTPS://Example.org/A"),
        ("www.example.org/a, and", "https://www.example.org/a"),
        ("https://bücher.example/ä…", "https://bücher.example/ä"),
        ("**https://example.org**", "https://example.org"),
        ("http://localhost:8000/x'", "http://localhost:8000/x"),
    ],
)
def test_written_address_becomes_a_link_without_the_marks_around_it(text, href):
    assert [each for each, _words in links_of(text)] == [href]
    assert parse(html_of(text)).words == text


@pytest.mark.parametrize(
    "text",
    [
        "It works.So does this.In the end.",
        "Use Node.js, numpy.org or README.md at example.com/a",
        "kim@example.org",
        "kim@www.example.org",
        "ftp://example.org javascript:alert(1) xhttps://example.org",
        "http:// https://. www. www.example www...",
    ],
)
def test_words_with_dots_are_no_links(text):
    assert links_of(text) == []
    assert parse(html_of(text)).words == text


def test_long_address_is_shown_shortened_and_leads_where_it_did():
    address = f"https://example.org/{'a' * 80}"

    assert links_of(address) == [(address, f"{address[:59]}…")]


@pytest.mark.parametrize(
    "part",
    ["a.", "a.com.", "http://", "https://a", "www.", "www.a.", ")", "(", "https://a.b/)", "&", "<a", "&amp;", "@a.b"],
)
def test_hostile_text_is_rendered_in_little_time(part, figure):
    text = (part * 4000)[:4000]

    start = perf_counter()
    html_of(text)
    seconds = perf_counter() - start

    figure(f"rendering 4,000 characters of {part!r}: {1000 * seconds:.1f} ms")
    assert seconds < 0.05


@given(st.text(st.sampled_from("htps:/w.a<>&\"'()\n @é​"), max_size=60))
def test_any_text_is_shown_as_it_was_written(text):
    page = parse(html_of(text))

    assert "".join(page.text.split()) == "".join(text.split())
    assert {link["rel"] for link in page.all("a")} <= {"nofollow ugc noopener"}


def test_each_paragraph_runs_in_the_direction_of_its_own_words():
    page = parse(html_of("Hello\n\nשלום"))

    assert [part["dir"] for part in page.all("p")] == ["auto", "auto"]
