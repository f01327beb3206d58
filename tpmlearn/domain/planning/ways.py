"""What lies between a person and a role: the statements of each gap, and what helps to close it."""

from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Assignment, Catalogue, Module
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.planning.wording import levels
from tpmlearn.domain.profiles.rating import sentence


@dataclass(frozen=True)
class Way:
    """A gap with the statement that counts today, the one that is asked, and what helps."""

    gap: SkillGap
    here: str
    asked: str
    lessons: tuple[Module, ...]
    assignments: tuple[Assignment, ...]

    @property
    def missing(self) -> str:
        """How much is missing, as in "two levels"."""
        return levels(self.gap.gap or 0)

    @property
    def counts(self) -> str:
        """How the rating counts, in words."""
        return sentence(self.gap.rating)


def ways(catalogue: Catalogue, report: GapReport) -> tuple[Way, ...]:
    """Return the way of each gap of `report`, in its order; assignments whose lessons are there."""
    return tuple(_way(catalogue, row) for row in report.gaps)


def _way(catalogue: Catalogue, row: SkillGap) -> Way:
    statements = catalogue.skills[row.skill].statements
    present = set(catalogue.modules)
    return Way(
        gap=row,
        here=statements[row.counted or 0],
        asked=statements[row.required],
        lessons=tuple(one for one in catalogue.modules.values() if row.skill in one.skills),
        assignments=tuple(
            one
            for one in catalogue.assignments.values()
            if row.skill in one.skills and present.issuperset(one.after)
        ),
    )


def developer_strengths(report: GapReport) -> tuple[SkillGap, ...]:
    """Return where a typical developer has what the role asks, what weighs most first."""
    enough = [row for row in report.rows if row.developer >= row.required]
    return tuple(sorted(enough, key=lambda row: (-row.weight, row.required - row.developer)))


def developer_gaps(report: GapReport) -> tuple[SkillGap, ...]:
    """Return where a typical developer falls short of the role, largest weighted gap first."""
    short = [row for row in report.rows if row.developer < row.required]
    return tuple(sorted(short, key=lambda row: (row.developer - row.required) * row.weight))
