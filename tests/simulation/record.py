"""What is noted of the simulated year while it runs: what was published, and what was true then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from tests.simulation.mock import mock_shares
from tpmlearn.domain.assessment.ability import criterion_se
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.records.bank import Basis, basis
from tpmlearn.records.measurement import measurement
from tpmlearn.records.readiness import exams_of, readiness

if TYPE_CHECKING:
    from tests.simulation.lives import World

Z90 = 1.645
True_ = Callable[[str], float]


@dataclass(frozen=True)
class Published:
    """An estimate with a band, as a page showed it at the end of a sitting; `fresh` where that
    sitting asked the skill."""

    person: int
    skill: str
    now: datetime
    day: float
    mean: float
    se: float
    on: Basis
    fresh: bool
    truth: float

    @property
    def learners(self) -> int:
        """How many people stood behind the bank then."""
        return self.on.learners

    @property
    def width(self) -> float:
        """Half of the published interval on the scale."""
        return Z90 * criterion_se(self.se, self.learners)

    @property
    def holds(self) -> bool:
        """Whether the published 90 % interval holds the truth."""
        return abs(self.truth - self.mean) <= self.width


@dataclass(frozen=True)
class Ready:
    """The range of a domain of an exam, and what a simulated mock came to."""

    day: float
    learners: int
    domain: str
    expected: float
    low: float
    high: float
    mock: float

    @property
    def holds(self) -> bool:
        """Whether the range holds the share right of the mock."""
        return self.low <= self.mock <= self.high


@dataclass
class Record:
    """Everything that is noted."""

    published: list[Published] = field(default_factory=list)
    ready: list[Ready] = field(default_factory=list)
    guessed: dict[tuple[str, int], bool] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    versions: list[tuple[int, float]] = field(default_factory=list)
    practised: int = 0
    slips: int = 0
    void: int = 0


def published(
    record: Record, person: int, catalogue: Catalogue, truth: True_, *, day: float, now: datetime
) -> None:
    """Note what is published of a person at the end of a sitting."""
    found, rests_on = measurement(person, catalogue, now=now), basis()
    record.published += [
        Published(
            person=person,
            skill=code,
            now=now,
            day=day,
            mean=one.estimate.mean,
            se=one.estimate.se,
            on=rests_on,
            fresh=one.newest == now,
            truth=truth(code),
        )
        for code, one in found.skills.items()
        if one.band
    ]


def ready(
    record: Record, person: int, world: World, truth: True_, *, day: float, now: datetime
) -> None:
    """Note how ready a person is said to be, and how a mock would go today."""
    for exam in exams_of(world.catalogue):
        found = readiness(person, exam, world.catalogue, now=now)
        shares = mock_shares(exam, world, truth)
        record.ready += [
            Ready(
                day=day,
                learners=found.learners,
                domain=one.name,
                expected=one.share.expected,
                low=one.share.low,
                high=one.share.high,
                mock=shares[one.name],
            )
            for one in found.domains
            if one.share
        ]
