"""Reads for the profile, the list of links and the page that a link shows."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import sentence
from tpmlearn.figures.bands import BandRow, band_drawing
from tpmlearn.figures.table import Drawing
from tpmlearn.records.measurement import Measurement, measurement
from tpmlearn.records.portrait import AreaLines, QuizRecord, lines_by_area, quiz_records
from tpmlearn.records.progress import quiz_results
from tpmlearn.records.skills import skill_states

MOST_OPENINGS = 50
MOST_ENDED = 50


@dataclass(frozen=True)
class Profile:
    """A person's own profile."""

    areas: tuple[AreaLines, ...]
    rated: int
    skills: int
    claims: int
    confirmed: int
    quizzes: tuple[QuizRecord, ...]
    tested: int
    provisional: bool
    bands: Drawing | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        known = any(area.lines for area in self.areas)
        return not (known or self.quizzes)

    @property
    def other_quizzes(self) -> tuple[QuizRecord, ...]:
        """Quizzes of lessons that no longer teach a skill of the framework."""
        return tuple(record for record in self.quizzes if not record.skills)


def own_profile(person_id: int | None, catalogue: Catalogue, *, now: datetime) -> Profile:
    """Everything there is on each skill, by area; four statements, none for a visitor.

    One more for somebody who was tested.
    """
    found = measurement(person_id, catalogue, now=now)
    states = skill_states(person_id, catalogue.skills, found.tested)
    results = quiz_results(person_id) if person_id is not None else {}
    quizzes = quiz_records(results, catalogue)
    claims = {claim.id: claim for state in states.values() for claim in state.claims}
    return Profile(
        areas=lines_by_area(states, quizzes, catalogue, words=sentence, measured=found.skills),
        tested=len(found.tested),
        provisional=found.provisional,
        bands=_bands(found, catalogue),
        rated=sum(state.rating.rated is not None for state in states.values()),
        skills=len(catalogue.skills),
        claims=len(claims),
        confirmed=sum(claim.standing is Standing.CONFIRMED for claim in claims.values()),
        quizzes=quizzes,
    )


def _bands(found: Measurement, catalogue: Catalogue) -> Drawing | None:
    return band_drawing(
        [
            BandRow(catalogue.skills[code].name, one.band, one.answers)
            for code, one in found.skills.items()
            if one.band
        ]
    )
