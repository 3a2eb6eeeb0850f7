"""What PostgreSQL does for a query, from EXPLAIN: the node that takes longest, and scans through a whole big table."""

from collections.abc import Iterator
from dataclasses import dataclass

BIG = 10_000
"""Rows from which reading a whole table is a problem."""


@dataclass(frozen=True)
class Node:
    """One node of a plan. `milliseconds`: its own, without those of the nodes below it, over all loops."""

    kind: str
    on: str
    milliseconds: float
    rows: int
    removed: int
    blocks: int

    @property
    def words(self) -> str:
        place = f" on {self.on}" if self.on else ""
        return f"{self.kind}{place}: {self.milliseconds:.2f} ms, {self.rows:,} rows, {self.removed:,} removed by filter"


def total(plan: dict) -> float:
    return plan["Actual Total Time"] * plan["Actual Loops"]


def nodes_of(plan: dict) -> Iterator[Node]:
    """`plan`: what EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) calls Plan."""
    below = plan.get("Plans", [])
    loops = plan["Actual Loops"]
    removed = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Join Filter", 0)
    yield Node(
        plan["Node Type"],
        ", ".join(plan[key] for key in ("Relation Name", "Index Name") if key in plan),
        max(0.0, total(plan) - sum(map(total, below))),
        round(plan["Actual Rows"] * loops),
        round(removed * loops),
        plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0),
    )
    for each in below:
        yield from nodes_of(each)


def worst(plan: dict) -> Node:
    return max(nodes_of(plan), key=lambda node: node.milliseconds)


def whole_scans(plan: dict, sizes: dict[str, int]) -> list[str]:
    """Tables of `BIG` rows or more that the plan reads from one end to the other."""
    relations = [each.on for each in nodes_of(plan) if each.kind == "Seq Scan"]
    return [relation for relation in relations if sizes.get(relation, 0) >= BIG]
