"""What the gaps ask for, closed under prerequisites."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import catalogue, certificate, report
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.activities import Activity, ActivityLink, Kind, Progress, State
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.selection import Selection, certificate_for, select_activities

DAY = date(2026, 11, 20)
MET = {"EST": 4, "RISK": 3, "TALK": 3, "BUY": 2}


def select(
    levels: dict[str, int],
    progress: dict[str, Progress] | None = None,
    pinned: tuple[str, ...] = (),
) -> Selection:
    return select_activities(
        catalogue(), report(**{**MET, **levels}), progress=progress or {}, pinned=pinned
    )


def keys(selection: Selection) -> list[str]:
    return [one.key.split(":")[1] for one in selection.activities]


def test_it_selects_modules_and_assignments_of_a_gap_with_their_prerequisites() -> None:
    selection = select({"RISK": 1})

    assert keys(selection) == ["01-basics", "02-scope", "jb1-own-a-register"]


def test_it_selects_nothing_where_no_gap_is() -> None:
    assert select({}) == Selection()


def test_it_leaves_out_an_assignment_whose_module_is_not_there() -> None:
    selection = select({"EST": 1})

    assert keys(selection) == ["01-basics", "02-scope", "03-estimate", *["early"] * 4]


@pytest.mark.parametrize("state", [State.DONE, State.SKIPPED])
def test_it_does_not_bring_back_a_prerequisite_that_is_settled(state: State) -> None:
    selection = select({"RISK": 1}, {"module:02-scope": Progress(state, DAY)})

    open_ones = [one.key for one in selection.activities if one.state is State.OPEN]
    assert open_ones == ["assignment:jb1-own-a-register"]


def test_it_keeps_what_is_done_and_apart_what_is_skipped() -> None:
    progress = {
        "module:01-basics": Progress(State.DONE, DAY, tested_out=True),
        "module:02-scope": Progress(State.SKIPPED, DAY),
        "module:99-gone": Progress(State.DONE, DAY),
    }

    selection = select({"RISK": 1}, progress)

    done = selection.activities[0]
    assert (done.key, done.state, done.since, done.tested_out) == (
        "module:01-basics",
        State.DONE,
        DAY,
        True,
    )
    assert [one.key for one in selection.skipped] == ["module:02-scope"]


def test_it_keeps_what_is_pinned_or_started_when_no_gap_asks_for_it() -> None:
    progress = {"module:04-talk": Progress(State.STARTED, DAY, hours_left=0.25)}

    selection = select({}, progress, pinned=("module:01-basics",))

    reasons = [(one.key, one.hours, one.reason) for one in selection.activities]
    assert reasons == [
        ("module:01-basics", 1.0, "You have pinned it."),
        ("module:04-talk", 0.25, "You have started it."),
    ]


def test_it_shares_the_weighted_gap_among_what_serves_it() -> None:
    # RISK: gap 2, weight 2, shared by one module and one assignment: 2 each.
    selection = select({"RISK": 1})

    assert [one.value for one in selection.activities] == [0, 2, 2]
    assert [one.worth for one in selection.activities] == [0, 2, pytest.approx(1 / 3)]


def test_it_gives_the_reason_for_each() -> None:
    selection = select({"EST": 1, "TALK": 2})

    assert {one.key: one.reason for one in selection.activities} == {
        "module:01-basics": "Comes before Scope.",
        "module:02-scope": "Comes before Estimate.",
        "module:03-estimate": "For Estimating, three levels below what Lead asks.",
        "module:04-talk": "For “Writing, speaking”, one level below what Lead asks.",
        "assignment:jb3-interview": "For “Writing, speaking”, one level below what Lead asks.",
        "certificate:early": "Fits Lead, and works on Estimating and “Writing, speaking”.",
        "booking:early": "Places go early, and a date keeps study going.",
        "mock:early": "Two mocks in a row above the mark, before you pay for the day.",
        "exam:early": "The day itself, when study, mocks and booking are done.",
    }


def test_it_takes_step_and_stage_of_an_assignment_from_its_last_module() -> None:
    selection = select({"TALK": 1})

    placed = {one.key: (one.step, one.stage) for one in selection.activities}
    assert placed["assignment:jb3-interview"] == ("leadership and communication", 5)
    assert placed["certificate:early"] == ("leadership and communication", 5)


def test_it_lets_the_certificate_follow_all_modules() -> None:
    selection = select({"TALK": 1})

    study, booking, mocks, exam = selection.activities[-4:]
    assert study.key == "certificate:early"
    assert study.follows == ("module:04-talk",)
    assert booking.links == (ActivityLink("certificate:early", LinkKind.SS, 1),)
    assert mocks.requires == ("certificate:early",)
    assert exam.requires == ("mock:early",)
    assert exam.links == (ActivityLink("booking:early", LinkKind.FS, 2),)


def test_it_names_gaps_without_a_module() -> None:
    assert select({"BUY": 0, "RISK": 2}).uncovered == ("BUY",)


def test_it_names_gaps_for_which_everything_is_done() -> None:
    progress = {
        "module:02-scope": Progress(State.DONE, DAY),
        "assignment:jb1-own-a-register": Progress(State.DONE, DAY),
    }

    selection = select({"RISK": 2, "EST": 3, "BUY": 1}, progress)

    assert selection.worked_through == ("RISK",)


@pytest.mark.parametrize(
    ("levels", "progress", "chosen"),
    [
        ({"EST": 2}, {}, "early"),
        ({"RISK": 2}, {}, None),
        ({"EST": 2}, {"early": State.SKIPPED}, "late"),
        ({"EST": 2}, {"early": State.SKIPPED, "late": State.SKIPPED}, None),
        ({"EST": 2}, {"early": State.DONE}, "early"),
        ({"EST": 2}, {"late": State.STARTED}, "late"),
        ({"EST": 2}, {"late": State.DONE}, "late"),
    ],
)
def test_it_chooses_one_certificate_that_fits_role_and_gaps(
    levels: dict[str, int], progress: dict[str, State], chosen: str | None
) -> None:
    entries = {f"certificate:{slug}": Progress(state, DAY) for slug, state in progress.items()}

    found = certificate_for(catalogue(), report(**{**MET, **levels}), progress=entries)

    assert (found.slug if found else None) == chosen


def test_a_certificate_whose_exam_is_done_is_enough() -> None:
    entries = {
        "exam:late": Progress(State.DONE, DAY),
        "certificate:late": Progress(State.DONE, DAY),
    }

    assert certificate_for(catalogue(), report(**{**MET, "EST": 2}), progress=entries) is None


def _with_tests() -> Catalogue:
    """The small framework with questions for each skill of the area of talking."""
    return replace(catalogue(), bank={"talk": (object(),)})  # type: ignore[dict-item]


def _test_of(progress: dict[str, Progress]) -> Activity | None:
    found = select_activities(_with_tests(), report(**{**MET, "TALK": 1}), progress=progress)
    return next((one for one in found.activities if one.kind is Kind.TEST), None)


def test_it_puts_the_test_of_an_area_behind_its_lessons() -> None:
    found = _test_of({})

    assert found is not None
    assert (found.key, found.follows, found.value) == ("test:COM", ("module:04-talk",), 0)
    assert found.hours == pytest.approx(6 * 1.2 / 60)


@pytest.mark.parametrize(("taken", "state"), [(0, State.DONE), (1, State.DONE), (-1, State.OPEN)])
def test_a_test_that_was_taken_before_its_lessons_is_to_be_taken_again(
    taken: int, state: State
) -> None:
    progress = {
        "module:04-talk": Progress(State.DONE, DAY),
        "test:COM": Progress(State.DONE, DAY + timedelta(days=taken)),
    }

    found = _test_of(progress)

    assert found is not None
    assert found.state is state


def test_there_is_no_test_without_a_lesson_that_works_on_a_gap() -> None:
    content = _with_tests()

    found = select_activities(content, report(**{**MET, "EST": 1}), progress={})

    assert all(one.kind is not Kind.TEST for one in found.activities)


def test_it_chooses_no_certificate_that_fits_another_role() -> None:
    others = {"x": certificate("x", 1, fits=("help",), skills=("EST",))}

    content = replace(catalogue(), certificates=others)

    assert certificate_for(content, report(EST=1), progress={}) is None


def test_it_leaves_the_hours_of_work_with_weeks_of_its_own_to_the_calendar() -> None:
    progress = {"assignment:jb1-own-a-register": Progress(State.STARTED, DAY, hours_left=0.5)}

    selection = select({"RISK": 2}, progress)

    assert next(one.hours for one in selection.activities if one.weeks) == 6.0
