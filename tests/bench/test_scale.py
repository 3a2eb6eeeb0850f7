from bench.scale import CONTROL, Timing, complaints

STEADY = {CONTROL: Timing(5, 6), "dashboard": Timing(20, 30)}


def test_nothing_to_complain_of_where_pages_hold():
    assert complaints(STEADY, STEADY, {"dashboard": {9}}, []) == []


def test_page_that_takes_twice_as_long_among_more_learners():
    grown = {**STEADY, "dashboard": Timing(20, 60)}

    assert complaints(STEADY, grown, {}, []) == [
        "the p95 of dashboard grows 2.00 times, beside the page that knows no learners"
    ]


def test_page_that_got_slower_only_as_the_machine_did():
    slowed = {CONTROL: Timing(5, 12), "dashboard": Timing(20, 60)}

    assert complaints(STEADY, slowed, {}, []) == []


def test_page_is_not_blamed_for_a_machine_that_got_quicker():
    grown = {CONTROL: Timing(5, 3), "dashboard": Timing(20, 59)}

    assert complaints(STEADY, grown, {}, []) == []


def test_page_with_too_many_queries_or_not_always_as_many():
    counts = {"dashboard": {11}, "overview": {5, 6}, "prompt": {10}}

    assert complaints(STEADY, STEADY, counts, []) == ["dashboard takes 11 queries", "overview takes 5 or 6 queries"]


def test_scan_through_a_big_table_is_passed_on():
    assert complaints(STEADY, STEADY, {}, ["dashboard reads all of mark"]) == ["dashboard reads all of mark"]
