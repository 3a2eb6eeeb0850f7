"""Where links and pictures of a text lead, and which lead nowhere."""

import pytest

from lessons.targets import Known, check_targets

KNOWN = Known({"L05": {"A5.3"}, "L06": set()}, {"0123456789abcdef0123.webp"}, {"s-part"})
PICTURE = "image:0123456789abcdef0123.webp"


@pytest.mark.parametrize(
    "text",
    [
        "[there](lesson:L05)",
        "[there](lesson:L05#A5.3)",
        "[there](https://example.org/a?b=c#d)",
        "[there](http://localhost/)",
        "[write](mailto:somebody@example.org)",
        "[glossary](/glossary/)",
        "[above](#s-part)",
        "[there][a]\n\n[a]: lesson:L06",
        f"![A square]({PICTURE})",
        "`[code](nowhere)`",
        "```\n[code](nowhere)\n```",
        "[no link] (nowhere)",
        "([*Title*, 2024](https://example.org/x))",
    ],
)
def test_link_that_leads_somewhere_is_no_problem(text):
    assert check_targets(text, KNOWN) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[x](lesson:L09)", "There is no lesson behind the link lesson:L09."),
        ("[x](lesson:five)", "There is no lesson behind the link lesson:five."),
        ("[x](lesson:L05#A5.9)", "L05 does not teach A5.9."),
        ("[x](#s-elsewhere)", "Nothing on this page is called #s-elsewhere."),
        ("[x](example.org)", "The link 'example.org' leads nowhere."),
        ("[x](https://example)", "The link 'https://example' leads nowhere."),
        ("[x](https://[)", "The link 'https://[' is not written like an address."),
        ("[x](javascript:alert)", "The link 'javascript:alert' leads nowhere."),
        ("[x](//example.org)", "The link '//example.org' leads nowhere."),
        ("[x]()", "The link '' leads nowhere."),
        ("[a]: lesson:L09", "There is no lesson behind the link lesson:L09."),
        ("![x](image:abc.webp)", "There is no picture abc.webp."),
        ("![x](https://example.org/a.png)", "The picture 'https://example.org/a.png' is not one of this site."),
        (f"![]({PICTURE})", "The picture has no words for those who do not see it."),
    ],
)
def test_link_that_leads_nowhere_is_named_with_its_line(text, message):
    [problem] = check_targets(f"First.\n\n{text}\n", KNOWN)

    assert (problem.line, problem.message) == (3, message)
    assert problem.remedy
