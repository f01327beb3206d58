"""Questions for an interview, made from the largest gaps and the framework's own statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Skill
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.profiles.interview_answers import good_answer, quoted

MOST = 3


@dataclass(frozen=True)
class InterviewQuestion:
    """One thing to ask: of which skill, why it is asked, the words, what a good answer contains."""

    skill: str
    name: str
    because: str
    words: str
    points: tuple[str, ...]


def interview_questions(
    report: GapReport, skills: Mapping[str, Skill], *, most: int = MOST
) -> tuple[InterviewQuestion, ...]:
    """Return up to `most` questions: the gaps that weigh most first, then the strengths.

    Skills that are not rated give none: nothing is known that could be asked about. A question
    quotes the statement of the level that the profile shows and of the one the role asks.
    """
    rows = [*report.gaps, *report.strengths][:most]
    return tuple(question_on(row, skills[row.skill]) for row in rows)


def question_on(row: SkillGap, skill: Skill) -> InterviewQuestion:
    """Return the question on one skill as it stands against a role, known or not."""
    counted, rated = row.counted or 0, row.rated or 0
    asked = quoted(skill, row.required)
    if row.counted is None:
        because = f"The profile shows nothing about it; the role asks {row.required}."
        words = f"The job asks for this: {asked} {_START}"
    elif not row.gap:
        because = f"Shown at level {counted}; the role asks {row.required}."
        shown = counted if row.rated is None or row.rating.tested else rated
        words = f"{_source(row)}: {quoted(skill, shown)} {_CASE}"
    elif rated > counted:
        because = f"Rated {rated} without the evidence for it; the role asks {row.required}."
        words = f"You rate yourself at {rated}: {quoted(skill, rated)} {_PROOF}"
    elif counted == 0:
        because = f"Shown at level 0; the role asks {row.required}."
        words = f"The job asks for this: {asked} {_START}"
    else:
        because = f"Shown at level {counted}; the role asks {row.required}."
        words = (
            f"{_source(row)}: {quoted(skill, counted)} {_CASE} "
            f"The job asks for more: {asked} What of that have you seen or tried?"
        )
    points = good_answer(skill, row.required)
    return InterviewQuestion(row.skill, row.name, because, words, points)


_CASE = "Tell me about the last time: what did you do yourself, and what came of it?"
_PROOF = "Which piece of work shows it, what was your part, and who saw it?"
_START = "Where have you seen it done, and how would you begin?"


def _source(row: SkillGap) -> str:
    """Whose word the level is: a test's sentence is none that the person chose."""
    return "A test of knowledge puts you here" if row.rating.tested else "Your profile says"
