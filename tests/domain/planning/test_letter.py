"""The text of the weekly mail."""

from dataclasses import replace
from datetime import date

from tests.domain.planning.cast import TODAY, request, study
from tpmlearn.domain.planning.agenda import agenda_of, coming_tasks
from tpmlearn.domain.planning.letter import Addresses, letter_of, subject_of
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest

LINKS = Addresses("https://x.example/today", "https://x.example/report", "https://x.example/stop")


def written(plan_request: PlanRequest, day: date = TODAY, *, name: str = "Ada") -> tuple[str, str]:
    plan = make_plan(plan_request)
    agenda = agenda_of(plan, day)
    coming = coming_tasks(plan, day, most=3)
    return subject_of(agenda), letter_of(plan, agenda, coming, name=name, addresses=LINKS)


def test_it_has_the_weeks_things_with_their_hours_and_the_end() -> None:
    subject, text = written(request(study("a", 1), study("b", 3)))

    assert subject == "Your week: two things, 2 hours"
    assert text == (
        "Hello Ada,\n\n"
        "The week of 23 Nov 2026:\n\n- A (1 hour)\n- B (1 hour)\n\n"
        "Your plan ends on 6 Dec 2026.\n\n"
        "Your day: https://x.example/today\nYour status report: https://x.example/report\n\n"
        "You get this once a week because you asked for it. Stop it: https://x.example/stop\n"
    )


def test_a_free_week_is_free_and_says_what_comes_after() -> None:
    subject, text = written(request(study("a", 1), free=frozenset({TODAY})), name="")

    assert subject == "Your week: nothing is planned"
    assert "The week of 23 Nov 2026 is free, as you planned it." in text
    assert "After that:\n\n- A, from 30 Nov 2026" in text
    assert text.startswith("Hello,\n")


def test_when_all_is_done_it_says_so() -> None:
    assert "Everything in your plan is done." in written(request())[1]


def test_no_title_or_name_makes_a_line_of_its_own() -> None:
    sly = replace(study("a", 1), title="A\n\nPay here: https://evil.example")

    text = written(request(sly), name="Ada\nBcc: eve@example.org")[1]

    assert "- A Pay here: https://evil.example (1 hour)" in text
    assert "\nBcc" not in text
