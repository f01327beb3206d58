"""Questions for an interview, made from the largest gaps and the framework's own statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Skill
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.profiles.interview_answers import good_answer, quoted
from tpmlearn.words import N_, _

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
        because = _(
            "The profile shows nothing about it; the role asks %(level)s.", level=row.required
        )
        words = _asked(asked)
    elif not row.gap:
        because = _shown(counted, row.required)
        shown = counted if row.rated is None or row.rating.tested else rated
        words = f"{_source(row, quoted(skill, shown))} {_(_CASE)}"
    elif rated > counted:
        because = _(
            "Rated %(rated)s without the evidence for it; the role asks %(level)s.",
            rated=rated,
            level=row.required,
        )
        words = _(
            "You rate yourself at %(level)s: %(statement)s",
            level=rated,
            statement=quoted(skill, rated),
        )
        words = f"{words} {_(_PROOF)}"
    elif counted == 0:
        because = _shown(0, row.required)
        words = _asked(asked)
    else:
        because = _shown(counted, row.required)
        words = f"{_source(row, quoted(skill, counted))} {_(_CASE)} " + _(
            "The job asks for more: %(statement)s What of that have you seen or tried?",
            statement=asked,
        )
    points = good_answer(skill, row.required)
    return InterviewQuestion(row.skill, row.name, because, words, points)


_CASE = N_("Tell me about the last time: what did you do yourself, and what came of it?")
_PROOF = N_("Which piece of work shows it, what was your part, and who saw it?")
_START = N_("Where have you seen it done, and how would you begin?")


def _shown(counted: int, required: int) -> str:
    return _("Shown at level %(shown)s; the role asks %(level)s.", shown=counted, level=required)


def _asked(statement: str) -> str:
    return _("The job asks for this: %(statement)s", statement=statement) + " " + _(_START)


def _source(row: SkillGap, statement: str) -> str:
    """Whose word the level is: a test's sentence is none that the person chose."""
    if row.rating.tested:
        return _("A test of knowledge puts you here: %(statement)s", statement=statement)
    return _("Your profile says: %(statement)s", statement=statement)
