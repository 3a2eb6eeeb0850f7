"""Mistakes in the text of a lesson or article: each refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course

TEXT_MISTAKES = {
    "unknown block": (
        ("/// prequestion | PRE01", "/// quiz | PRE01"),
        "course/lessons/01-first.md:18: There is no block called 'quiz'. "
        "Use one of: prequestion, recall, activity, question, example, case, fact, reveal.",
    ),
    "block without its bar": (
        ("/// prequestion | PRE01", "/// prequestion PRE01"),
        "course/lessons/01-first.md:18: This line of slashes neither opens nor closes a block. "
        "Write it at the beginning of the line, like: /// example | Title",
    ),
    "unclosed block": (
        ("A decision about a score.\n///\n", "A decision about a score.\n"),
        "course/lessons/01-first.md:26: The block 'recall' is not closed. End it with a line that holds only ///",
    ),
    "bad id": (
        ("/// recall | P01.1", "/// recall | P1"),
        "course/lessons/01-first.md:26: 'P1' is not an id for 'recall' in this lesson. Write it like P01.1",
    ),
    "id of another lesson": (
        ("/// recall | P01.1", "/// recall | P02.1"),
        "course/lessons/01-first.md:26: 'P02.1' is not an id for 'recall' in this lesson. Write it like P01.1",
    ),
    "no id": (
        ("/// prequestion | PRE01", "/// prequestion"),
        "course/lessons/01-first.md:18: The block 'prequestion' says nothing after the bar. "
        "Give it an id, like: /// prequestion | PRE01",
    ),
    "no title": (
        ("## Going on", "/// example\nHow it goes.\n///\n\n## Going on"),
        "course/lessons/01-first.md:34: The block 'example' says nothing after the bar. "
        "Give it a title: /// example | Title",
    ),
    "id used twice": (
        ("## Going on", "/// recall | P01.1\nOnce more?\n\n---\n\nNo.\n///\n\n## Going on"),
        "course/lessons/01-first.md:34: The id P01.1 stands on line 26 already. Ids are used once; take a new one.",
    ),
    "wrong slashes": (
        ("A decision about a score.\n///\n", "A decision about a score.\n////\n"),
        "course/lessons/01-first.md:32: The block 'recall' was opened with 3 slashes on line 26. Close it with ///",
    ),
    "slashes that close nothing": (
        ("## Going on", "///\n\n## Going on"),
        "course/lessons/01-first.md:34: These slashes close no block. "
        "Remove the line, or name the block that it opens.",
    ),
    "recall without answer": (
        ("---\n\nA decision about a score.\n", ""),
        "course/lessons/01-first.md:26: The prompt P01.1 needs a question and an answer. "
        "Put one line with only --- between the two.",
    ),
    "answer line that touches the text": (
        ("\n---\n\nA decision about a score.\n", "---\nA decision about a score.\n"),
        "course/lessons/01-first.md:28: The --- of P01.1 touches the text. Put an empty line before and after it.",
    ),
    "empty block": (
        ("PRE01\nWhat is a threshold?\n///", "PRE01\n///"),
        "course/lessons/01-first.md:18: The block 'prequestion' is empty. Write its text between the slashes.",
    ),
    "text in a block that marks a place": (
        ("## Going on", "/// activity | ACT01\nDo this.\n///\n\n## Going on"),
        "course/lessons/01-first.md:34: The block 'activity' marks a place and holds no text. Move the text out of it.",
    ),
    "block in a block": (
        ("What is a threshold?\n\n---", "What is a threshold?\n\n/// example | One\nThis.\n///\n\n---"),
        "course/lessons/01-first.md:29: The block 'example' stands inside 'recall'. Close 'recall' before it.",
    ),
    "heading in a block": (
        ("PRE01\nWhat is a threshold?\n///", "PRE01\n### What is a threshold?\n///"),
        "course/lessons/01-first.md:19: A heading stands inside a block. "
        "Write it in bold, or close the block before it.",
    ),
    "first-level heading": (
        ("## Going on", "# Going on"),
        "course/lessons/01-first.md:34: This is no heading that a page may have. "
        "Begin sections with ##, parts with ###.",
    ),
    "code that is not closed": (
        ("## Going on", "```json\n{}\n\n## Going on"),
        "course/lessons/01-first.md:34: The code is not closed. End it with a line that holds only ```",
    ),
    "point declared and not tagged": (
        ("A threshold is a decision. [A1.1]", "A threshold is a decision."),
        "course/lessons/01-first.md:10: The point A1.1 is declared and tagged nowhere in the text. "
        "Put [A1.1] after the sentence that teaches it, or take it out.",
    ),
    "point tagged and not declared": (
        ("lesson:L02#A2.1). [A1.2]", "lesson:L02#A2.1). [A1.2 A2.1]"),
        "course/lessons/01-first.md:36: The point A2.1 is tagged and not declared. "
        "Add it to 'points' in the front matter, or remove the tag.",
    ),
    "point tagged twice": (
        ("lesson:L02#A2.1). [A1.2]", "lesson:L02#A2.1). [A1.2 A1.1]"),
        "course/lessons/01-first.md:36: The point A1.1 is tagged on line 24 already. "
        "Tag the one sentence that teaches it.",
    ),
    "link to no lesson": (
        ("(lesson:L02#A2.1)", "(lesson:L03)"),
        "course/lessons/01-first.md:36: There is no lesson L03. Link to one of: L01, L02.",
    ),
    "link with a title to no lesson": (
        ("(lesson:L02#A2.1)", '(lesson:L03 "The third")'),
        "course/lessons/01-first.md:36: There is no lesson L03. Link to one of: L01, L02.",
    ),
    "malformed link": (
        ("(lesson:L02#A2.1)", "(lesson:second)"),
        "course/lessons/01-first.md:36: 'lesson:second' is not a link to a lesson. "
        "Write it like lesson:L05 or lesson:L05#A5.3",
    ),
    "link to a point that is not taught there": (
        ("(lesson:L02#A2.1)", "(lesson:L02#A1.1)"),
        "course/lessons/01-first.md:36: L02 does not teach A1.1. "
        "Link to a point that is tagged there, or to the lesson.",
    ),
}


@pytest.mark.parametrize(("change", "problem"), TEXT_MISTAKES.values(), ids=TEXT_MISTAKES)
def test_mistake_in_a_lesson_is_refused_with_line_and_remedy(folder, edit, change, problem):
    edit("lessons/01-first.md", *change)

    problems = read_course(folder).problems

    assert problem in [str(problem) for problem in problems]


def test_block_with_an_id_has_no_place_in_an_article(folder, edit):
    edit("articles/overview.md", "## All of it", "/// activity | ACT01\n///\n\n## All of it")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/articles/overview.md:8: The block 'activity' has no place in an article. Move it into a lesson."
    ]


def test_broken_link_in_an_article_is_refused(folder, edit):
    edit("articles/overview.md", "[the first lesson](lesson:L01).", "[the first lesson][first].\n\n[first]: lesson:L09")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/articles/overview.md:12: There is no lesson L09. Link to one of: L01, L02."
    ]
