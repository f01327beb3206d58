"""The sheet of an interview: which questions, in which order, with what a good answer contains."""

from dataclasses import replace

from tests.domain.profiles.test_interview import row, skill
from tpmlearn.domain.content.catalogue import Catalogue, Trap
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.profiles.interview_answers import anchors, good_answer
from tpmlearn.domain.profiles.interview_sheet import Sheet, interview_sheet

TRAPS = {
    slug: Trap(slug, f"Name {slug}", f"It costs {slug}.", f"Do {slug}.", "lesson")
    for slug in ("hero", "guess", "pad", "late")
}


def sheet(*rows: SkillGap, traps: dict[str, int] | None = None, most: int = 6) -> Sheet:
    catalogue = Catalogue("1", skills={one.skill: skill(one.skill) for one in rows}, traps=TRAPS)
    report = GapReport("tpm", "TPM", rows)
    return interview_sheet(report, catalogue, traps or {}, most=most)


def about(found: Sheet) -> list[str]:
    return [one.about for one in found.skills]


def test_the_order_is_that_of_the_role_whoever_is_asked() -> None:
    def of(a: int, b: int, c: int) -> list[str]:
        return about(
            sheet(row("A", a, 3), row("B", b, 4, weight=3), row("C", c, 4, weight=2), most=3)
        )

    assert of(0, 3, 3) == of(2, 0, 0) == ["Skill B", "Skill C", "Skill A"]


def test_gaps_come_first_then_what_nothing_is_known_of_then_strengths() -> None:
    rows = (
        row("A", 2, 2),
        row("B", None, 3),
        row("C", None, 3, weight=3),
        row("D", 1, 2),
    )

    assert about(sheet(*rows, most=1)) == ["Skill D"]
    assert about(sheet(*rows, most=2)) == ["Skill C", "Skill D"]
    assert len(about(sheet(*rows))) == 4


def test_what_nothing_is_known_of_is_asked_without_a_word_on_a_level_shown() -> None:
    (one,) = sheet(row("A", None, 3)).skills

    assert one.because == "The profile shows nothing about it; the role asks 3."
    assert one.words.startswith("The job asks for this: “alone A.”")


def test_a_good_answer_is_made_of_statements() -> None:
    points = good_answer(skill("A"), 3)

    assert len(points) == 4
    assert points[1] == "The step before it, level 2: “assist A.”"
    assert points[2] == "What the role asks for, level 3: “alone A.”"
    assert len(good_answer(skill("A"), 0)) == 3


def test_the_scale_says_in_words_what_each_step_is() -> None:
    scale = anchors(skill("A"), 3)

    assert "level 1: “explain A.”" in scale[0]
    assert "level 2: “assist A.”" in scale[1]
    assert "level 3: “alone A.”" in scale[2]
    assert "level 4: “lead A.”" in scale[4]
    assert "others have taken it over" in anchors(skill("A"), 5)[4]
    assert "level 0: “none A.”" in anchors(skill("A"), 0)[0]


def test_the_traps_met_most_are_asked_in_the_order_of_the_content() -> None:
    found = sheet(row("A", 1, 3), traps={"late": 5, "pad": 2, "guess": 1, "hero": 3, "gone": 9})

    assert [one.about for one in found.traps] == ["Name hero", "Name pad", "Name late"]
    first = found.traps[0]
    assert "Chosen by 3 wrong answers in practice exams" in first.because
    assert "Sees what it costs: It costs hero." in first.points
    assert "Does instead: Do hero." in first.points
    assert len(first.scale) == 5


def test_who_shares_no_traps_is_asked_about_none() -> None:
    assert sheet(row("A", 1, 3)).traps == ()


def test_a_strength_that_was_tested_and_not_rated_quotes_what_counts() -> None:
    known = row("A", 3, 2, artefacts=1)
    tested = replace(known, rating=replace(known.rating, rated=None))

    (one,) = sheet(tested).skills

    assert one.words.startswith("Your profile says: “alone A.”")
