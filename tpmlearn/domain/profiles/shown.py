"""What is shown of a person: plain values, so that a snapshot can keep them as they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tpmlearn.domain.assessment.bands import Band
from tpmlearn.domain.exams.result import Earned
from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.profiles.conditions import Conditions
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.domain.profiles.visibility import Consent


@dataclass(frozen=True)
class ShownConfirmation:
    """Who confirmed a piece of work as it stands, and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class ShownClaim:
    """A piece of work: what it is, who confirmed it, and who else is named who can."""

    title: str
    artefact: str
    file: str
    standing: Standing
    confirmations: tuple[ShownConfirmation, ...]
    able: tuple[str, ...]
    claimed_at: datetime

    @property
    def has_artefact(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.artefact or self.file)


@dataclass(frozen=True)
class ShownSkill:
    """What a person says of one skill: the level they chose, its statement, the work behind it.

    `counts` says in words how the rating counts.
    """

    code: str
    name: str
    rating: CountedRating
    level: str
    statement: str
    rated_at: datetime | None
    counts: str
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True)
class ShownBand:
    """A measured band of knowledge, the answers behind it, and the end of the last test."""

    code: str
    name: str
    band: Band
    answers: int
    newest: datetime
    conditions: Conditions


@dataclass(frozen=True)
class ShownTests:
    """All measured bands; `provisional` while too few people have calibrated the questions."""

    bands: tuple[ShownBand, ...]
    provisional: bool


@dataclass(frozen=True)
class ShownAttempt:
    """One attempt at a quiz: `right` of `size`."""

    right: int
    size: int
    first_sight: bool
    finished_at: datetime


@dataclass(frozen=True)
class ShownQuiz:
    """How the quiz of one lesson went: the first attempt, the best one, how many there were."""

    module: str
    title: str
    skills: tuple[str, ...]
    first: ShownAttempt
    best: ShownAttempt
    attempts: int


@dataclass(frozen=True)
class ShownPart:
    """A part of an exam: its name and what was earned in it."""

    name: str
    earned: Earned


@dataclass(frozen=True)
class ShownExam:
    """A finished exam with its conditions. How much extra time somebody had is not among them.

    `before` is the result before the newest correction, None where none changed it; `why` is the
    author's reason.
    """

    title: str
    notice: str
    ended_at: datetime
    timed: bool
    passed: bool
    rule_share: float
    rule_whose: str
    each_domain: bool
    whole: Earned
    parts: tuple[ShownPart, ...]
    conditions: Conditions
    before: tuple[int, int] | None
    corrected_at: datetime | None
    why: str


@dataclass(frozen=True)
class PlanStep:
    """One thing of a plan; `done` is whether it is behind the person."""

    kind: Kind
    title: str
    done: bool


@dataclass(frozen=True)
class PlanProgress:
    """How far a plan is: its steps in order, and the day on which it is to end."""

    steps: tuple[PlanStep, ...]
    ends_on: date | None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)


@dataclass(frozen=True)
class ShownBadge:
    """A badge that is not revoked; its id leads to the page that checks it."""

    id: str
    name: str
    issued_at: datetime


@dataclass(frozen=True)
class ShownTrap:
    """A named misconception, and how many wrong answers in exams chose it."""

    slug: str
    answers: int


@dataclass(frozen=True)
class Fit:
    """What a role is compared with: each skill as it counts, and between which days it was rated.

    A skill that the view leaves out is not among `ratings`.
    """

    ratings: Mapping[str, CountedRating]
    evidence: Mapping[str, Standing]
    rated: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True)
class Shown:
    """All that a consent lets out; a part that was not chosen is None, the name empty."""

    consent: Consent
    name: str
    fit: Fit | None = None
    tests: ShownTests | None = None
    skills: tuple[ShownSkill, ...] | None = None
    quizzes: tuple[ShownQuiz, ...] | None = None
    exams: tuple[ShownExam, ...] | None = None
    plan: PlanProgress | None = None
    badges: tuple[ShownBadge, ...] | None = None
    traps: tuple[ShownTrap, ...] | None = None
