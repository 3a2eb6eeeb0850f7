"""Outcomes worked out apart from the code: Python and the ES modules are held to the same ones."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
KINDS = sorted(path.stem for path in FOLDER.glob("*.json"))


def golden(kind: str) -> list[dict]:
    """Cases with `choices` and the `outcome` that follows."""
    return json.loads((FOLDER / f"{kind}.json").read_text())
