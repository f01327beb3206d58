"""The calendar: days stay days, ids stay ids, and hostile titles come back as they went in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.domain.planning import cast as planning
from tests.domain.planning.exports.cast import HOSTILE, SAVED, a_plan, material, titled
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.exports.calendar import TaskForm, calendar
from tpmlearn.domain.planning.exports.lines import printable
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.plan import Row

DAY = timedelta(days=1)


def read(made: bytes) -> dict[str, dict[str, object]]:
    """What icalendar reads, by id."""
    whole = Calendar.from_ical(made)
    return {
        str(part["uid"]): {
            "name": part.name,
            "summary": str(part["summary"]),
            **{key: part.decoded(key) for key in ("dtstart", "dtend", "due") if key in part},
            "status": str(part.get("status", "")),
        }
        for part in whole.subcomponents
    }


def on(first: date, last: date, state: State = State.OPEN) -> Material:
    """A plan with one task on these days."""
    activity: Activity = replace(planning.study("one"), state=state, since=first)
    whole = a_plan()
    return material(replace(whole, rows=(Row(activity, first, last),)))


def test_it_makes_todos_of_tasks_and_events_of_milestones() -> None:
    whole = material()

    found = read(calendar(whole))

    kinds = {uid: part["name"] for uid, part in found.items()}
    assert {kinds[whole.uid(row.key)] for row in whole.plan.rows} == {"VTODO"}
    events = [part["summary"] for part in found.values() if part["name"] == "VEVENT"]
    assert events == [
        "Technical base: complete",
        "Project experience: complete",
        "Ready: Technical Project Manager",
    ]


def test_it_says_how_far_a_task_is() -> None:
    whole = material()

    found = read(calendar(whole))

    said = {row.key: found[whole.uid(row.key)]["status"] for row in whole.plan.rows}
    assert said == {
        "module:done": "COMPLETED",
        "module:begun": "IN-PROCESS",
        "module:long": "NEEDS-ACTION",
        "assignment:own-a-register": "NEEDS-ACTION",
    }


def test_it_makes_events_of_tasks_where_a_calendar_shows_no_todos() -> None:
    whole = material()

    found = read(calendar(whole, TaskForm.EVENTS))

    assert {part["name"] for part in found.values()} == {"VEVENT"}
    for row in whole.plan.rows:
        event = found[whole.uid(f"{row.key}:event")]
        assert (event["dtstart"], event["dtend"]) == (row.start, row.end + DAY)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 28), date(2027, 1, 3)),  # week 53
        (date(2027, 3, 28), date(2027, 3, 29)),  # clocks go forward in Berlin
        (date(2027, 10, 31), date(2027, 11, 1)),  # and back
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_no_zone_moves_a_day(first: date, last: date, zone: str) -> None:
    whole = replace(on(first, last), zone=material(zone=zone).zone)

    (part,) = [part for part in read(calendar(whole)).values() if part["name"] == "VTODO"]

    assert (part["dtstart"], part["due"]) == (first, last)


def test_a_task_of_one_day_has_a_day_to_be_due_on_and_no_start() -> None:
    day = date(2026, 11, 24)

    (part,) = [one for one in read(calendar(on(day, day))).values() if one["name"] == "VTODO"]

    assert part["due"] == day
    assert "dtstart" not in part


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "UTC"])
def test_it_says_the_learners_day_on_which_a_task_was_done(zone: str) -> None:
    whole = replace(on(date(2027, 3, 28), date(2027, 3, 28), State.DONE))
    whole = replace(whole, zone=material(zone=zone).zone)

    (todo,) = Calendar.from_ical(calendar(whole)).walk("VTODO")

    assert todo.decoded("completed").astimezone(whole.zone).date() == date(2027, 3, 28)


def test_a_second_fetch_is_the_same_and_a_saving_raises_the_sequence() -> None:
    whole = material()
    tomorrow = replace(whole, today=whole.today + DAY)
    saved = replace(whole, version=8, saved_at=SAVED + DAY)

    assert calendar(whole) == calendar(tomorrow)
    stamps = [
        {(part["sequence"], part.decoded("dtstamp")) for part in parts.subcomponents}
        for parts in (Calendar.from_ical(calendar(one)) for one in (whole, saved))
    ]
    assert stamps == [{(7, SAVED)}, {(8, SAVED + DAY)}]


def test_nothing_rings_and_nobody_is_busy() -> None:
    made = calendar(material(), TaskForm.EVENTS).decode()

    assert "VALARM" not in made
    assert made.count("TRANSP:TRANSPARENT") == made.count("BEGIN:VEVENT")


def test_ids_are_the_same_whatever_moves() -> None:
    slow, fast = material(a_plan()), material(a_plan(hours=20.0))

    assert read(calendar(slow)).keys() == read(calendar(fast)).keys()
    assert read(calendar(slow)) != read(calendar(fast))


def test_the_moment_of_a_stamp_is_in_utc() -> None:
    far = material(zone="Pacific/Kiritimati")

    made = calendar(replace(far, saved_at=datetime(2026, 11, 20, 9, 30, tzinfo=far.zone)))

    assert b"DTSTAMP:20261119T193000Z" in made
    assert datetime(2026, 11, 19, 19, 30, tzinfo=UTC) < SAVED


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_come_back(title: str) -> None:
    whole = titled(title)

    made = calendar(whole)

    assert read(made)[whole.uid("module:odd")]["summary"] == printable(title)
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    made.decode()
    assert all(line.decode() is not None for line in lines)  # no character is cut in two


@given(st.text(max_size=200))
def test_any_title_comes_back(title: str) -> None:
    whole = titled(title)

    found = read(calendar(whole))

    assert found[whole.uid("module:odd")]["summary"] == printable(title)
    assert len(found) == len(whole.plan.rows) + 3


@pytest.mark.parametrize("title", ["Plan", *HOSTILE])
def test_vobject_reads_the_same(title: str) -> None:
    whole = titled(title)
    made = calendar(whole)

    other = vobject.readOne(made.decode())

    seen = {
        part.uid.value: {
            "name": part.name,
            "summary": part.summary.value,
            **{
                key: getattr(part, key).value
                for key in ("dtstart", "dtend", "due")
                if hasattr(part, key)
            },
            "status": part.status.value if hasattr(part, "status") else "",
        }
        for part in other.components()
    }
    assert seen == read(made)
