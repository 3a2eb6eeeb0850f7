from bench.plans import whole_scans, worst


def node(kind, milliseconds, *, loops=1, plans=(), **fields):
    return {
        "Node Type": kind,
        "Actual Total Time": milliseconds,
        "Actual Loops": loops,
        "Actual Rows": 2,
        "Plans": list(plans),
        **fields,
    }


def test_worst_node_is_the_one_that_takes_longest_itself():
    inner = node("Index Scan", 2.0, loops=3, **{"Relation Name": "mark", "Index Name": "by_card"})
    plan = node("Sort", 9.0, plans=[node("Nested Loop", 8.5, plans=[inner])])

    found = worst(plan)

    assert found.words == "Index Scan on mark, by_card: 6.00 ms, 6 rows, 0 removed by filter"


def test_rows_that_a_filter_threw_away_are_counted_over_all_loops():
    plan = node("Seq Scan", 1.0, loops=4, **{"Relation Name": "card", "Rows Removed by Filter": 5})

    assert worst(plan).removed == 20


def test_scan_through_a_big_table_is_found_wherever_it_is_in_the_plan():
    plan = node("Hash Join", 5.0, plans=[node("Hash", 4.0, plans=[node("Seq Scan", 3.0, **{"Relation Name": "mark"})])])

    assert whole_scans(plan, {"mark": 10_000}) == ["mark"]


def test_scan_through_a_small_table_is_no_problem():
    plan = node("Seq Scan", 1.0, **{"Relation Name": "lesson"})

    assert whole_scans(plan, {"lesson": 18}) == []
