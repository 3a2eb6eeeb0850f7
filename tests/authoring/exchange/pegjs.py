"""GIFT as gift-pegjs reads it, a grammar by somebody else, and what we mean a question to say there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "verifier"
REMEDY = "The grammar is not installed: run bin/setup-verifier tests/authoring/exchange/verifier"
# It leaves these in the right sides of pairs, and takes them out everywhere else.
ENTITIES = {"&&092;": "\\", "&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~"}


def parsed(*texts: str) -> list[dict]:
    assert shutil.which("node"), REMEDY
    assert (FOLDER / "node_modules").is_dir(), REMEDY
    done = subprocess.run(
        ["node", "parse.mjs"],
        cwd=FOLDER,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def questions_in(text: str) -> list[dict]:
    (found,) = parsed(text)
    assert "error" not in found, (found, text.split("\n")[max(int(found["error"].split(":")[0]) - 3, 0) :][:4])
    return found["questions"]


def plain(text: str) -> str:
    """On one line with single spaces: as the right side of a pair is shown."""
    for entity, mark in ENTITIES.items():
        text = text.replace(entity, mark)
    return " ".join(text.replace("&&010", " ").split())


def said(question: dict) -> dict:
    """What the other grammar understood, in few words."""
    found = {"id": question["id"], "type": question["type"], "stem": question["stem"]["text"], "tags": question["tags"]}
    if question["type"] == "MC":
        found["choices"] = [
            (each["text"]["text"], each["isCorrect"], each["weight"], each["feedback"]["text"])
            for each in question["choices"]
        ]
    elif question["type"] == "Matching":
        pairs = question["matchPairs"]
        found["pairs"] = [(each["subquestion"]["text"], plain(each["subanswer"])) for each in pairs]
    elif question["type"] == "TF":
        found["verdict"] = question["isTrue"]
    elif question["type"] == "Numerical":
        choices = question["choices"]
        found["ranges"] = [
            range_of(each.get("text", each)) for each in (choices if isinstance(choices, list) else [choices])
        ]
    return found


def range_of(figure: dict) -> tuple[float, float]:
    if figure["type"] == "high-low":
        return figure["numberLow"], figure["numberHigh"]
    return figure["number"] - figure["range"], figure["number"] + figure["range"]


TYPES = {
    "single": "MC",
    "multiple": "MC",
    "match": "Matching",
    "categorise": "Matching",
    "tf-why": "TF",
    "estimate": "Numerical",
    "free": "Essay",
}


def meant(entry: dict) -> dict:
    """The same, from what the author wrote."""
    tags = [f"level {entry['level']}", f"difficulty {entry['difficulty']}", *entry["points"]]
    tags += [f"case {entry['case']}"] if "case" in entry else []
    found = {"id": entry["id"], "type": TYPES[entry["kind"]], "stem": entry["stem"], "tags": tags}
    if found["type"] == "MC":
        keys = sum(bool(option.get("key")) for option in entry["options"])
        is_single = entry["kind"] == "single"
        found["choices"] = [
            (
                arrowed(option["text"]),
                is_single and bool(option.get("key")),
                None if is_single else round((100 if option.get("key") else -100) / keys, 5),
                arrowed(option["feedback"]),
            )
            for option in entry["options"]
        ]
    elif entry["kind"] == "match":
        found["pairs"] = [(arrowed(pair["left"]), plain(pair["right"])) for pair in entry["pairs"]]
    elif entry["kind"] == "categorise":
        found["pairs"] = [(arrowed(card["text"]), plain(card["category"])) for card in entry["cards"]]
    elif entry["kind"] == "tf-why":
        found["verdict"] = entry["verdict"]
    elif entry["kind"] == "estimate":
        found["stem"] += f"\n\n({entry['unit']})"
    return found


def arrowed(text: str) -> str:
    """No answer can hold the arrow itself: Markdown has another spelling of it."""
    return re.sub("->", "-&gt;", text)
