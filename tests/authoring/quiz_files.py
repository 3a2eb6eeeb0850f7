"""A file with a question of each kind, and an activity, for the small course of conftest.py."""

from pathlib import Path

QUIZ, ACTIVITY = "quizzes/01-first.yaml", "activities/ACT01.yaml"
QUESTIONS = """\
lesson: L01
items:
  - id: Q01.1
    kind: single
    level: apply
    difficulty: 1
    points: [A1.1]
    case: receipts
    stem: What is a threshold?
    options:
      - text: A decision
        key: true
        feedback: It decides what passes.
      - text: A score
        feedback: The score comes from the model.
        misconception: M03
      - text: A rule
        feedback: A rule has no score.
    idea: A threshold decides.
  - id: Q01.1b
    kind: single
    level: apply
    difficulty: 1
    points: [A1.1]
    stem: Who sets a threshold?
    options:
      - text: The team
        key: true
        feedback: It weighs the costs.
      - text: The model
        feedback: It gives scores.
      - text: The user
        feedback: They see what passes.
    idea: A team decides.
  - id: Q01.2
    kind: multiple
    level: apply
    difficulty: 1
    points: [A1.1]
    stem: What belongs to it?
    options:
      - {text: One, key: true, feedback: It belongs.}
      - {text: Two, key: true, feedback: It belongs too.}
      - {text: Three, feedback: It does not.}
      - {text: Four, feedback: Nor does it.}
    idea: Two belong.
  - id: Q01.3
    kind: tf-why
    level: apply
    difficulty: 1
    points: [A1.1]
    stem: A threshold is a score.
    verdict: false
    reasons:
      - {text: It decides, key: true, feedback: It does.}
      - {text: It learns, feedback: It does not.}
      - {text: It guesses, feedback: Nor this.}
    idea: Score and decision differ.
  - id: Q01.4
    kind: order
    level: apply
    difficulty: 1
    points: [A1.2]
    stem: In which order?
    steps: [Score, Threshold, Decision]
    why: The score comes first.
    idea: First the score.
  - id: Q01.5
    kind: match
    level: apply
    difficulty: 1
    points: [A1.2]
    stem: What goes together?
    pairs:
      - {left: Low, right: Much passes, feedback: Little stops it.}
      - {left: High, right: Little passes, feedback: Much stops it.}
      - {left: None, right: All passes, feedback: Nothing stops it.}
    idea: Low lets through.
  - id: Q01.6
    kind: categorise
    level: apply
    difficulty: 1
    points: [A1.2]
    stem: Where does it belong?
    categories: [Model, Team]
    cards:
      - {text: Scoring, category: Model, feedback: It scores.}
      - {text: Deciding, category: Team, feedback: They decide.}
      - {text: Guessing, category: Model, feedback: It guesses.}
    idea: The team decides.
  - id: Q01.7
    kind: estimate
    level: apply
    difficulty: 1
    points: [A1.2]
    stem: How many pass?
    answer: 50
    unit: '%'
    accept: [45, 55]
    range_cap: 30
    why: Half of them do.
    idea: Half pass.
  - id: Q01.8
    kind: free
    level: create
    difficulty: 2
    points: [A1.2]
    stem: Say it in your words.
    model: A threshold is a decision.
    rubric: [Nothing, A part, Most, All]
    idea: Say who decides.
  - id: Q01.9
    kind: branch
    level: evaluate
    difficulty: 3
    points: [A1.2]
    stem: It is Monday.
    nodes:
      - text: The queue grows.
        choices:
          - {text: Look, score: 1, feedback: You see., then: You saw.}
          - {text: Wait, score: 0, feedback: You do not., then: It grew.}
      - text: The queue is long.
        choices:
          - {text: Raise it, score: 1, feedback: It shrinks.}
          - {text: Lower it, score: 0.5, feedback: It grows.}
    why: Look first.
    idea: Look before you set.
"""
TRIAGE = """\
id: ACT01
kind: triage
title: Strip the hype
intro: Call each line.
things: lines
call_label: This line is
calls:
  - {id: work, label: Work, means: It can be checked.}
  - {id: hype, label: Hype, means: It cannot.}
cards:
  - {id: one, text: Own the vision., call: hype, why: No user in it.}
  - {id: two, text: Decide with design., call: work, why: A decision is in it.}
  - {id: three, text: Drive the roadmap., call: hype, why: Nobody could check it.}
"""
PLACES = "".join(f"/// question | Q01.{number}\n///\n\n" for number in range(1, 10))


def add_questions(folder: Path, edit) -> Path:
    """Put the questions, the activity and their places into the small course."""
    for name, text in ((QUIZ, QUESTIONS), (ACTIVITY, TRIAGE)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    edit("lessons/01-first.md", "## Going on\n", f"/// activity | ACT01\n///\n\n{PLACES}## Going on\n")
    return folder
