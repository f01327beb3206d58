"""Questions made from gaps: which skills, in which order, and the words."""

from tpmlearn.domain.content.catalogue import Skill
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.profiles.interview import interview_questions
from tpmlearn.domain.profiles.rating import counted_level

STEPS = ("none", "explain", "assist", "alone", "lead", "shape")


def skill(code: str) -> Skill:
    statements = tuple(f"{step} {code}." for step in STEPS)
    return Skill(code, "CTL", f"Skill {code}", "", statements, 1, "", {})


def row(
    code: str, rated: int | None, asked: int, *, weight: int = 1, artefacts: int = 0
) -> SkillGap:
    rating = counted_level(rated, artefacts=artefacts, confirmable=artefacts)
    return SkillGap(code, f"Skill {code}", "CTL", "Control", asked, weight, 1, rating)


def ask(*rows: SkillGap) -> list[tuple[str, str]]:
    report = GapReport("tpm", "TPM", rows)
    skills = {one.skill: skill(one.skill) for one in rows}
    return [(found.skill, found.words) for found in interview_questions(report, skills)]


def test_it_asks_about_the_three_gaps_that_weigh_most() -> None:
    asked = ask(
        row("A", 2, 3),  # 1 level, weight 1: 1
        row("B", 1, 4, weight=3),  # 3 levels, weight 3: 9
        row("C", 2, 4, weight=2),  # 2 levels, weight 2: 4
        row("D", 0, 3, weight=1),  # 3 levels, weight 1: 3
    )

    assert [code for code, _ in asked] == ["B", "C", "D"]


def test_it_quotes_the_level_shown_and_the_level_asked() -> None:
    ((_, words),) = ask(row("A", 2, 4))

    assert words.startswith("Your profile says: “assist A.” Tell me about the last time")
    assert "The job asks for more: “lead A.” What of that" in words


def test_a_rating_without_its_evidence_is_asked_for_the_work_behind_it() -> None:
    ((_, words),) = ask(row("A", 4, 4))

    assert words.startswith("You rate yourself at 4: “lead A.” Which piece of work shows it")


def test_somebody_at_level_0_is_asked_how_they_would_begin() -> None:
    ((_, words),) = ask(row("A", 0, 3))

    assert words == (
        "The job asks for this: “alone A.” Where have you seen it done, and how would you begin?"
    )


def test_strengths_follow_where_gaps_are_few() -> None:
    asked = ask(row("A", 2, 2), row("B", 1, 2), row("C", 3, 2, artefacts=1))

    assert [code for code, _ in asked] == ["B", "C", "A"]
    assert asked[1][1].startswith("Your profile says: “alone C.” Tell me about the last time")


def test_what_is_not_rated_gives_no_question() -> None:
    assert ask(row("A", None, 4), row("B", None, 3)) == []


def test_each_question_says_why_it_is_asked() -> None:
    report = GapReport("tpm", "TPM", (row("A", 4, 4), row("B", 2, 3)))

    found = interview_questions(report, {"A": skill("A"), "B": skill("B")})

    assert [one.because for one in found] == [
        "Rated 4 without the evidence for it; the role asks 4.",
        "Shown at level 2; the role asks 3.",
    ]
