"""The hours, shares and stakes that module 05 quotes are recomputed from the time boxes."""

from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "05-agile-mindset-and-scrum"
PLANNING, DAILY, REVIEW, RETROSPECTIVE = 8.0, 0.25, 4.0, 3.0
HOURS_A_DAY = 8


def lesson() -> str:
    return (MODULE / "lesson.md").read_text(encoding="utf-8")


def quiz() -> str:
    return (MODULE / "quiz.md").read_text(encoding="utf-8")


def event_hours(days: int, share: float) -> float:
    return (PLANNING + REVIEW + RETROSPECTIVE) * share + days * DAILY


def percentage(hours: float, days: int) -> str:
    return f"{100 * hours / (days * HOURS_A_DAY):.1f} %"


def test_it_recomputes_the_ceiling_of_a_one_month_sprint() -> None:
    hours = event_hours(20, 1)

    text = f"8 + 20 × 0.25 + 4 + 3 = {hours:.0f} hours of {20 * HOURS_A_DAY}, which is 12.5 %"
    assert text in lesson()
    assert percentage(hours, 20) == "12.5 %"


def test_it_recomputes_the_rule_of_thumb_for_two_weeks() -> None:
    hours = event_hours(10, 0.5)

    assert f"4 + 2.5 + 2 + 1.5 = {hours:.0f} hours of 80, again 12.5 %" in lesson()
    assert percentage(hours, 10) == "12.5 %"
    assert "| Sprint Retrospective | up to 3 h | 1.5 h |" in lesson()


def test_it_recomputes_what_kesteven_pays() -> None:
    dailies = 10 * 45 / 60
    hours = dailies + 3 + 1

    assert f"ten Dailies of 45 minutes are {dailies} hours" in lesson()
    assert f"that makes {hours} hours, or {percentage(hours, 10)}" in lesson()
    assert hours > event_hours(10, 0.5)


def test_it_recomputes_the_person_days_at_stake() -> None:
    one_sprint = 9 * 10

    assert f"9 developers × 10 days = {one_sprint} person-days" in lesson()
    assert f"after eight Sprints, it is {one_sprint * 8}." in lesson()


def test_it_counts_the_elements_of_the_exercise() -> None:
    accountabilities, events, artefacts, commitments = 3, 5, 3, 3

    total = accountabilities + events + artefacts + commitments
    assert f"List the {total} elements" in lesson()


def test_it_recomputes_the_hours_asked_for_in_the_quiz() -> None:
    hours = event_hours(22, 1)

    assert f"- = {hours} ± 0.05 hours" in quiz()
    assert f"8 + 22 × 0.25 + 4 + 3 = 8 + 5.5 + 4 + 3 = {hours}." in quiz()
