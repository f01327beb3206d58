"""The Gantt chart and its table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tests.figures.seen import Seen, assert_sound
from tpmlearn.domain.planning.activities import SEED_STEPS, Kind, State
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.figures.gantt import TooManyRows, gantt
from tpmlearn.figures.gantt_table import gantt_table


def small() -> Plan:
    """One thing done, one started, one pinned, two planned; a free week, and a date to be ready."""
    over = replace(study("over"), state=State.DONE, since=date(2026, 11, 18), step=SEED_STEPS[0])
    begun = replace(work("begun", 8, 4), state=State.STARTED, since=date(2026, 11, 16))
    talk = replace(study("talk", 3, value=9), step=SEED_STEPS[1])
    return make_plan(
        request(
            over,
            begun,
            talk,
            study("plain", 1),
            study("fixed", 1),
            start=date(2026, 11, 16),
            ready_by=date(2027, 1, 31),
            free=frozenset({date(2026, 12, 21)}),
            pins={"module:fixed": date(2026, 12, 14)},
        )
    )


def long_plan(count: int) -> Plan:
    titles = "Map the dependencies and the critical path of a cross-team feature"
    rows = [
        replace(study(f"m{index}", 1.5), title=f"{titles} {index}", step=SEED_STEPS[index % 3])
        for index in range(count)
    ]
    return make_plan(request(*rows))


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("plan", [small(), long_plan(60), make_plan(request())])
def test_it_fits_its_labels_and_draws_within_its_box(plan: Plan, width: float) -> None:
    assert_sound(gantt(plan, today=TODAY, width=width))


def test_it_shows_the_three_seed_steps_in_order_even_where_one_is_empty() -> None:
    seen = Seen(gantt(make_plan(request(study("a"))), today=TODAY))

    headings = [box.words for box in seen.boxes if box.words.startswith("Step")]
    assert headings == [f"Step {index}: {step}" for index, step in enumerate(SEED_STEPS, start=1)]
    assert seen.words.count("Nothing in this plan.") == 2


def test_it_groups_what_belongs_to_no_seed_step_last() -> None:
    seen = Seen(gantt(make_plan(request(replace(study("a"), step=""))), today=TODAY))

    headings = [
        box.words for box in seen.boxes if box.words in ("other", "Step 3: project experience")
    ]
    assert headings == ["Step 3: project experience", "other"]


def test_it_says_in_words_what_is_done_started_and_pinned() -> None:
    said = Seen(gantt(small(), today=TODAY)).words

    for words in (
        "Over (done)",
        "Begun (started, critical)",
        "Fixed (pinned)",
        "Plain",
        "free week",
    ):
        assert words in said


def test_it_fills_what_is_done_and_part_of_what_is_started() -> None:
    seen = Seen(gantt(small(), today=TODAY))

    swatch = 1
    assert len(seen.with_class("rect", "f-accent s-accent")) == 1 + swatch
    filled = seen.with_class("rect", "f-care s-care")[swatch]
    whole = seen.with_class("rect", "f-soft s-care")[0]
    assert filled.attrib["x"] == whole.attrib["x"]
    assert float(filled.attrib["width"]) < float(whole.attrib["width"])


def test_it_puts_bars_where_their_days_are() -> None:
    # "talk" begins today, and so its bar begins at the line for today.
    plan = small()
    seen = Seen(gantt(plan, today=TODAY))

    lines = seen.with_class("path", "f-none s-stop")[0].attrib["d"]
    bar = seen.with_class("rect", "f-soft s-good")[0]
    row = plan.row("module:talk")
    assert row is not None
    assert row.start == TODAY
    assert lines.startswith(f"M{bar.attrib['x']} ")


def test_it_leaves_out_today_where_the_plan_does_not_reach_it() -> None:
    seen = Seen(gantt(small(), today=TODAY + timedelta(days=400)))

    assert not seen.with_class("path", "f-none s-stop")
    assert "today" not in seen.words


def test_it_describes_itself_for_those_who_do_not_see_it() -> None:
    seen = Seen(gantt(small(), today=TODAY))

    assert seen.root[1].text == (
        "Five activities from 16 Nov 2026 to 10 Jan 2027, 1 of them done, "
        "1 critical. By seed step: "
        "technical base: 1, leadership and communication: 1, project experience: 3."
    )


def test_it_gives_the_same_data_as_a_table() -> None:
    table = gantt_table(small())

    assert table.header == (
        "Step",
        "Activity",
        "State",
        "Start",
        "End",
        "Weeks",
        "Hours",
        "Pinned",
        "Float",
        "Waits for",
    )
    assert table.rows[0] == (
        "Technical base",
        "Over",
        "done",
        "18 Nov 2026",
        "18 Nov 2026",
        "1",
        "",
        "no",
        "",
        "",
    )
    fixed = next(row for row in table.rows if row[1] == "Fixed")
    assert fixed[2:8] == ("open", "14 Dec 2026", "17 Dec 2026", "5", "1", "yes")
    assert {len(row) for row in table.rows} == {10}


def network() -> Plan:
    """ "first" opens "second"; "other" runs beside them and has float; all three kinds of shape."""
    first, second = study("first", 2, value=9), study("second", 4, requires=("first",))
    test = replace(study("gate", 0.5), key="test:DEL", kind=Kind.TEST, follows=("module:second",))
    exam = replace(study("day", 0.5), key="exam:one", kind=Kind.EXAM, follows=("test:DEL",))
    return make_plan(request(first, second, test, exam, work("other", 1, 1)))


def test_it_draws_a_line_from_what_comes_first_to_what_waits_where_there_is_room() -> None:
    wide = Seen(gantt(network(), today=TODAY))
    narrow = Seen(gantt(network(), today=TODAY, width=360))

    heads = [one.attrib["d"] for one in wide.with_class("path", "f-muted")]
    assert [one.count("z") for one in heads] == [1, 3]  # The legend's, and three links.
    assert "waits for" in wide.words
    assert not narrow.with_class("path", "f-muted")
    assert "waits for" not in narrow.words


@pytest.mark.parametrize("width", [360, 720])
def test_what_is_critical_has_a_line_and_a_word_and_what_has_float_a_tail(width: float) -> None:
    plan = network()
    seen = Seen(gantt(plan, today=TODAY, width=width))

    over = [one for one in seen.with_class("path", "f-none s-ink") if "M" in one.attrib["d"]]
    assert sum(one.attrib["d"].count("M") for one in over) == seen.words.count("critical)")
    tails = seen.with_class("path", "f-none s-muted")
    assert any(one.get("stroke-width") == "1.5" for one in tails)
    assert_sound(gantt(plan, today=TODAY, width=width))


def test_kinds_are_told_apart_by_shape() -> None:
    seen = Seen(gantt(network(), today=TODAY))

    # In the legend and in the chart: a gate, the exam, and the plan's end.
    corners = [len(one.attrib["points"].split()) for one in seen.all("polygon")]
    assert sorted(corners) == [3, 3, 4, 4, 4]
    assert {"7", "12"} <= {one.attrib["height"] for one in seen.all("rect")}
    for words in ("beside study", "gate: a test", "milestone", "The plan ends: "):
        assert words in seen.words


def test_the_baseline_stands_under_the_bars() -> None:
    agreed = {"module:first": (TODAY, TODAY + timedelta(days=20)), "gone": (TODAY, TODAY)}
    plan = network()

    seen = assert_sound(gantt(plan, today=TODAY, agreed=agreed))
    table = gantt_table(plan, agreed=agreed)

    ghosts = seen.with_class("path", "f-none s-muted")
    assert [one.attrib["d"].count("M") for one in ghosts if one.get("stroke-width") == "3"] == [1]
    assert "baseline" in seen.words
    assert table.header[-1] == "Baseline"
    assert {row[1]: row[-1] for row in table.rows}["First"] == "23 Nov 2026 to 13 Dec 2026"
    assert {row[1]: row[-1] for row in table.rows}["Second"] == "new"


def test_each_row_leads_to_its_card() -> None:
    seen = assert_sound(gantt(small(), today=TODAY, address=lambda key: f"?list#{key}&<"))

    assert [one.attrib["href"] for one in seen.all("a")] == [
        f"?list#{row.key}&<"
        for step in SEED_STEPS
        for row in small().rows
        if row.activity.step == step
    ]


def test_the_table_says_what_waits_for_what_and_who_has_float() -> None:
    cells = {row[1]: row for row in gantt_table(network()).rows}

    assert cells["Second"][9] == "First"
    assert cells["Second"][8] == "none: critical"
    assert cells["Other"][8] not in ("", "none: critical")


def test_it_refuses_what_nobody_could_read() -> None:
    rows = tuple(replace(small().rows[0], activity=study(f"m{n}")) for n in range(5000))

    with pytest.raises(TooManyRows, match="5,000 things are too many to draw"):
        gantt(replace(small(), rows=rows), today=TODAY)
