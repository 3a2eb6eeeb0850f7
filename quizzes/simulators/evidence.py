"""What a launch readout gives to read, made ready for its tables and drawings."""

from math import ceil, floor

from django.utils.translation import gettext as _

from quizzes.simulators.figures import figure


def evidence(content: dict) -> dict:
    """Funnel, overrides and the curve of trust, with their figures written out and the curve's coordinates."""
    steps, days = content["funnel"]["steps"], content["trust"]["days"]
    low, high = floor(min(day["score"] for day in days)), ceil(max(day["score"] for day in days))
    points = [
        (100 * (number + 0.5) / len(days), 100 * (high - day["score"]) / max(1, high - low))
        for number, day in enumerate(days)
    ]
    return {
        "funnel": [
            {
                "label": step["label"],
                "count": figure(step["count"]),
                "of_last": f"{step['count'] / before['count']:.0%}" if before and before["count"] else "–",
                "width": f"{step['count'] / max(1, steps[0]['count']) * 100:.1f}",
            }
            for step, before in zip(steps, [None, *steps], strict=False)
        ],
        "overrides": [
            {
                "label": kind["label"],
                "shown": figure(kind["shown"]),
                "replaced": figure(kind["replaced"]),
                "share": f"{kind['replaced'] / max(1, kind['shown']):.0%}",
                "width": f"{kind['replaced'] / max(1, kind['shown']) * 100:.1f}",
            }
            for kind in content["overrides"]["kinds"]
        ],
        "trust_line": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "trust_grid": [(f"{value:.1f}", y) for value, y in ((low, 122), ((low + high) / 2, 72), (high, 22))],
        "trust_days": [
            {
                "label": day["label"],
                "short": day["label"][:2],
                "score": f"{day['score']:.1f}",
                "x": f"{x:.1f}",
                "y": f"{y + 22:.1f}",
            }
            for day, (x, y) in zip(days, points, strict=True)
        ],
        "trust_sentence": _("from %(first).1f to %(last).1f in %(days)d days")
        % {"first": days[0]["score"], "last": days[-1]["score"], "days": len(days)},
    }
