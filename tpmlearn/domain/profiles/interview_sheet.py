"""The sheet of a structured interview: the questions on one candidate, in one order for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue, Trap
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.profiles.interview import question_on
from tpmlearn.domain.profiles.interview_answers import (
    TRAP_ANCHORS,
    Anchors,
    anchors,
    good_answer_to_trap,
    said_anchors,
)
from tpmlearn.words import _, ngettext

MOST_SKILLS = 6
MOST_TRAPS = 3


@dataclass(frozen=True)
class SheetQuestion:
    """A question with what a good answer contains, and what it is like at 1 to 5 of the scale."""

    about: str
    because: str
    words: str
    points: tuple[str, ...]
    scale: Anchors


@dataclass(frozen=True)
class Sheet:
    """The questions of one interview: on skills, then on traps; nothing adds them up."""

    skills: tuple[SheetQuestion, ...]
    traps: tuple[SheetQuestion, ...]


def interview_sheet(
    report: GapReport, catalogue: Catalogue, traps: Mapping[str, int], *, most: int = MOST_SKILLS
) -> Sheet:
    """Return the sheet: the gaps that weigh most, then what nothing is known of, then strengths.

    Which questions are asked depends on the candidate; their order on the role alone (weight,
    then the framework's order), so that two candidates meet the same questions in the same order.
    `traps` says how often each was met, by slug: those met most are asked, in the content's order.
    """
    unknown = sorted(report.not_rated, key=lambda row: -row.weight)
    picked = {row.skill for row in [*report.gaps, *unknown, *report.strengths][:most]}
    rows = sorted((row for row in report.rows if row.skill in picked), key=lambda row: -row.weight)
    return Sheet(
        tuple(_on_skill(row, catalogue) for row in rows),
        tuple(_on_trap(trap, traps[trap.slug]) for trap in _asked(traps, catalogue)),
    )


def _asked(traps: Mapping[str, int], catalogue: Catalogue) -> Sequence[Trap]:
    known = [trap for slug, trap in catalogue.traps.items() if traps.get(slug)]
    often = sorted(known, key=lambda trap: -traps[trap.slug])[:MOST_TRAPS]
    return [trap for trap in known if trap in often]


def _on_skill(row: SkillGap, catalogue: Catalogue) -> SheetQuestion:
    skill = catalogue.skills[row.skill]
    found = question_on(row, skill)
    return SheetQuestion(
        found.name, found.because, found.words, found.points, anchors(skill, row.required)
    )


def _on_trap(trap: Trap, times: int) -> SheetQuestion:
    return SheetQuestion(
        about=trap.name,
        because=ngettext(
            "Chosen by %(num)s wrong answer in practice exams; the candidate shares that so that"
            " it can be spoken about.",
            "Chosen by %(num)s wrong answers in practice exams; the candidate shares that so that"
            " it can be spoken about.",
            times,
        ),
        words=_(
            "“%(trap)s”: when have you seen a project run that way, and what did you do?",
            trap=trap.name,
        ),
        points=good_answer_to_trap(trap),
        scale=said_anchors(TRAP_ANCHORS),
    )
