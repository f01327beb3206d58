"""How far a person is from a role, skill by skill and never as one average."""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.profiles.rating import CountedRating, CountReason

NOT_RATED = CountedRating(None, None, CountReason.NOT_RATED)


@dataclass(frozen=True)
class SkillGap:
    """One skill against a role: levels 0-5, `weight` 1-3, `developer` what a developer brings.

    `gap` is required less counted, at least 0; it is None where the skill is not rated.
    """

    skill: str
    name: str
    area: str
    area_name: str
    required: int
    weight: int
    developer: int
    rating: CountedRating

    @property
    def rated(self) -> int | None:
        """The level as the person gave it."""
        return self.rating.rated

    @property
    def counted(self) -> int | None:
        """The level as it counts with the evidence there is."""
        return self.rating.counted

    @property
    def gap(self) -> int | None:
        """Levels that are missing; None where the skill is not rated."""
        return None if self.counted is None else max(0, self.required - self.counted)

    @property
    def weighted(self) -> int | None:
        """The gap times the weight that the role gives to the skill."""
        return None if self.gap is None else self.gap * self.weight


@dataclass(frozen=True)
class GapReport:
    """All skills against one role, in the framework's order."""

    role: str
    title: str
    rows: tuple[SkillGap, ...]

    @property
    def gaps(self) -> tuple[SkillGap, ...]:
        """Skills below what the role asks: largest weighted gap first, then largest gap, code."""
        below = [row for row in self.rows if row.gap]
        below.sort(key=lambda row: (-(row.weighted or 0), -(row.gap or 0), row.skill))
        return tuple(below)

    @property
    def strengths(self) -> tuple[SkillGap, ...]:
        """Skills at or above what the role asks, furthest above a typical developer first."""
        met = [row for row in self.rows if row.gap == 0]
        met.sort(key=lambda row: (row.developer - (row.counted or 0), -row.weight, row.skill))
        return tuple(met)

    @property
    def not_rated(self) -> tuple[SkillGap, ...]:
        """Skills that nothing is known about yet."""
        return tuple(row for row in self.rows if row.counted is None)


def is_unsure(row: SkillGap) -> bool:
    """Say whether a gap may be none: the range of its test reaches what is asked."""
    tested = row.rating.tested
    return bool(row.gap) and tested is not None and tested.high >= row.required


def gap_report(catalogue: Catalogue, role: Role, ratings: Mapping[str, CountedRating]) -> GapReport:
    """Return the gap of `ratings` (by skill code; a missing code is not rated) to `role`.

    Codes that the framework does not know, or that the role asks nothing of, are left out.
    """
    rows = tuple(
        SkillGap(
            skill=code,
            name=skill.name,
            area=skill.area,
            area_name=catalogue.areas[skill.area].name,
            required=role.skills[code].level,
            weight=role.skills[code].weight,
            developer=skill.developer,
            rating=ratings.get(code, NOT_RATED),
        )
        for code, skill in catalogue.skills.items()
        if code in role.skills
    )
    return GapReport(role=role.slug, title=role.title, rows=rows)
