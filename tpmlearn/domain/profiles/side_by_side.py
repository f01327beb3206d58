"""Candidates beside one another against a role: skill by skill, without sum and without rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.words import N_, _, ngettext

NOT_SHARED = N_("not shared")


@dataclass(frozen=True)
class MeasuredBand:
    """A measured band, 0-5, with the bands that hold the ends of its 90 % interval.

    `at`, `low_at` and `high_at` are places on the axis of bands, where band L lies between L and
    L + 1. `answers` stand behind it, the last of them on `on`; `conditions` say how.
    """

    band: int
    low: int
    high: int
    at: float
    low_at: float
    high_at: float
    answers: int
    on: datetime
    conditions: str

    @property
    def range(self) -> str:
        """The interval in bands, as in `K1 to K3`."""
        if self.low == self.high:
            return f"K{self.low}"
        return _("K%(low)s to K%(high)s", low=self.low, high=self.high)


@dataclass(frozen=True)
class SkillFacts:
    """What one candidate's view tells of one skill.

    Where there is no band or no rating, `untested` and `unrated` say why: not shared is never 0.
    `evidence` is `confirmed`, `claimed`, `none` or `not shared`.
    """

    tested: MeasuredBand | None
    untested: str
    rated: int | None
    unrated: str
    evidence: str

    @property
    def is_shared(self) -> bool:
        """Whether the view tells anything of the skill."""
        return {self.untested, self.unrated, self.evidence} != {NOT_SHARED}

    @property
    def test_words(self) -> str:
        """The band with how sure it is, or why there is none."""
        if self.tested is None:
            return _(self.untested)
        return _(
            "K%(band)s, very likely %(range)s; %(answers)s",
            band=self.tested.band,
            range=self.tested.range,
            answers=_answers(self.tested),
        )

    @property
    def rating_words(self) -> str:
        """The self-rating, or why there is none."""
        return _(self.unrated) if self.rated is None else str(self.rated)


UNKNOWN = SkillFacts(None, NOT_SHARED, None, NOT_SHARED, NOT_SHARED)


@dataclass(frozen=True)
class Person:
    """A candidate in a comparison; skills that `facts` does not name were not shared."""

    grant_id: str
    called: str
    facts: Mapping[str, SkillFacts]


@dataclass(frozen=True)
class SkillRow:
    """One skill of a role, and what each person's view tells of it, in the order of the people."""

    code: str
    name: str
    area: str
    required: int
    weight: int
    cells: tuple[SkillFacts, ...]


def side_by_side(
    catalogue: Catalogue, role: Role, people: Sequence[Person]
) -> tuple[SkillRow, ...]:
    """Return a row for each skill that the role asks for, in the framework's order."""
    return tuple(
        SkillRow(
            code=code,
            name=skill.name,
            area=catalogue.areas[skill.area].name,
            required=role.skills[code].level,
            weight=role.skills[code].weight,
            cells=tuple(one.facts.get(code, UNKNOWN) for one in people),
        )
        for code, skill in catalogue.skills.items()
        if code in role.skills
    )


def _answers(tested: MeasuredBand) -> str:
    return ngettext("%(num)s answer", "%(num)s answers", tested.answers)
