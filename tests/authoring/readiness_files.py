"""A file with one readiness question, for the small course of conftest.py with the questions of quiz_files.py."""

from pathlib import Path

from tests.authoring.quiz_files import add_questions

READINESS = "readiness.yaml"
TEXT = """\
first: ACT01a
second: ACT02
levels:
  - {name: Not yet, said: not there yet, sign: I must look it up.}
  - {name: Starting, said: starting, sign: I know the idea.}
  - {name: Working, said: working, sign: I can do it.}
  - {name: Ready, said: ready, sign: I have done it.}
questions:
  - id: R1
    short: Threshold
    question: Can I set a threshold?
    point: A1.1
    lessons: [L01]
    levels:
      - I guess.
      - I know what it is.
      - I weigh the costs.
      - I have *set* one.
    prompts:
      - Which one did you set?
    linked: [Q01.1, Q01.2]
    practice:
      short: both questions
      text: Answer both once more.
      minutes: 20
      items: [Q01.1]
    tasks:
      - {short: the lesson, text: Read the lesson., minutes: 10, lessons: [L01]}
      - {short: the cards, text: Strip the hype., minutes: 20, activities: [ACT01]}
      - {short: a case, text: Set one., minutes: 45, sittings: 2}
"""


def add_readiness(folder: Path, edit) -> Path:
    """Put the questions, the readiness file and the places of both passes into the small course."""
    add_questions(folder, edit)
    (folder / READINESS).write_text(TEXT)
    edit("lessons/01-first.md", "## Going on\n", "/// activity | ACT01a\n///\n\n## Going on\n")
    edit("lessons/02-second.md", "## Later\n", "## Later\n\n/// activity | ACT02\n///\n")
    return folder
