"""What is reached when."""

from dataclasses import replace
from datetime import date

from tests.domain.planning import cast
from tests.domain.planning.exports.cast import a_plan, material
from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.planning.exports.milestones import milestones


def test_it_finds_the_end_of_each_step_and_of_the_plan() -> None:
    plan = a_plan()

    found = [(one.key, one.on) for one in milestones(material(plan))]

    long, register = plan.row("module:long"), plan.row("assignment:own-a-register")
    assert long
    assert register
    assert found == [
        ("milestone:technical-base", long.end),
        ("milestone:project-experience", register.end),
        ("milestone:ready", plan.ready_on),
    ]


def test_an_exam_is_a_milestone() -> None:
    exam = replace(cast.study("pmp"), key="exam:pmp", kind=Kind.EXAM, title="Exam: PMP")
    plan = a_plan(exam)

    found = {one.key: one for one in milestones(material(plan))}

    row = plan.row("exam:pmp")
    assert row
    assert (found["milestone:exam:pmp"].title, found["milestone:exam:pmp"].on) == (
        "Exam: PMP",
        row.end,
    )


def test_it_says_by_how_much_the_date_is_missed() -> None:
    plan = a_plan(ready_by=date(2026, 12, 1))

    (wish,) = [one for one in milestones(material(plan)) if one.key == "milestone:ready-by"]

    assert wish.on == date(2026, 12, 1)
    assert wish.note == f"The plan ends {plan.late_by_days} days later."


def test_it_finds_none_where_nothing_is_left() -> None:
    whole = a_plan()
    done = tuple(row for row in whole.rows if row.done)

    assert milestones(material(replace(whole, rows=done))) == ()
