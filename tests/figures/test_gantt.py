"""The Gantt chart and its table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tests.figures.seen import Seen, assert_sound
from tpmlearn.domain.planning.activities import SEED_STEPS, State
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.figures.gantt import gantt, gantt_table


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

    for words in ("Over (done)", "Begun (started)", "Fixed (pinned)", "Plain", "free week"):
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
        "Five activities from 16 Nov 2026 to 10 Jan 2027, 1 of them done. By seed step: "
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
    )
    fixed = next(row for row in table.rows if row[1] == "Fixed")
    assert fixed[2:8] == ("open", "14 Dec 2026", "17 Dec 2026", "5", "1", "yes")
    assert {len(row) for row in table.rows} == {9}
