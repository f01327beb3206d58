"""Reads for the profile, the list of links and the page that a link shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.planning.gaps import GapReport, SkillGap, gap_report
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.interview import InterviewQuestion, interview_questions
from tpmlearn.domain.profiles.rating import WITHOUT_EVIDENCE, CountReason, sentence
from tpmlearn.domain.profiles.visibility import told
from tpmlearn.figures.bands import BandRow, band_drawing
from tpmlearn.figures.gap_chart import gap_chart
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.table import Drawing
from tpmlearn.models import GrantRow, OpeningRow
from tpmlearn.records.goals import role_or_first
from tpmlearn.records.grants import Grant, grants_of
from tpmlearn.records.measurement import Measurement, measurement
from tpmlearn.records.portrait import AreaLines, QuizRecord, lines_by_area, quiz_records
from tpmlearn.records.progress import quiz_results
from tpmlearn.records.shown import Shown, shown_profile
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


@dataclass(frozen=True)
class LinkLine:
    """A line of the list of links: `opened` times in all, the newest openings first."""

    link: Grant
    role: str
    opened: int
    openings: tuple[datetime, ...]


@dataclass(frozen=True)
class Links:
    """All links of a person: those that work, and the newest of those that have ended."""

    live: tuple[LinkLine, ...]
    ended: tuple[LinkLine, ...]
    older: int


@dataclass(frozen=True)
class Chart:
    """One drawing for wide pages and one for narrow ones, as SVG."""

    wide: str
    narrow: str


@dataclass(frozen=True)
class SharedPage:
    """What the page behind a link says; all of it is made from `shown`."""

    shown: Shown
    role: Role
    report: GapReport | None
    questions: tuple[InterviewQuestion, ...]

    @property
    def chart(self) -> Chart | None:
        """The numbers as a drawing; None without a role fit."""
        if self.report is None:
            return None
        return Chart(
            wide=gap_chart(self.report, width=WIDE, prefix="wide"),
            narrow=gap_chart(self.report, width=NARROW, prefix="narrow"),
        )

    @property
    def claimed(self) -> int:
        """For how many skills evidence that is not all confirmed carries the level that counts."""
        rows = self.report.rows if self.report else ()
        return sum((row.counted or 0) > WITHOUT_EVIDENCE for row in rows) - self.confirmed

    @property
    def confirmed(self) -> int:
        """For how many skills confirmed evidence carries the level that counts."""
        rows = self.report.rows if self.report else ()
        return sum(row.rating.reason is CountReason.CONFIRMED for row in rows)

    @property
    def rows(self) -> list[list[str]]:
        """The numbers of the chart: skill, asked, counts as, difference, basis."""
        return [_cells(row) for row in self.report.rows] if self.report else []


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


def shared_page(link: Grant, compared: str, catalogue: Catalogue) -> SharedPage:
    """The page of a link, against the role `compared` or, if there is none, the link's own."""
    shown = shown_profile(link.view.person_id, link.view.consent, catalogue)
    role = catalogue.roles.get(compared) or catalogue.roles.get(link.view.role)
    role = role or role_or_first(None, catalogue)
    report = gap_report(catalogue, role, shown.fit.ratings) if shown.fit else None
    return SharedPage(
        shown=shown,
        role=role,
        report=report,
        questions=interview_questions(report, catalogue.skills) if report else (),
    )


def own_links(person_id: int, catalogue: Catalogue, *, now: datetime) -> Links:
    """All links of a person, newest first, with when they were opened; two statements."""
    opened, moments = _openings(person_id)
    lines = [
        LinkLine(
            link,
            role.title if (role := catalogue.roles.get(link.view.role)) else link.view.role,
            opened[link.id],
            tuple(moments[link.id]),
        )
        for link in grants_of(person_id, now=now)
    ]
    ended = [line for line in lines if not line.link.is_active]
    return Links(
        live=tuple(line for line in lines if line.link.is_active),
        ended=tuple(ended[:MOST_ENDED]),
        older=max(0, len(ended) - MOST_ENDED),
    )


def _openings(person_id: int) -> tuple[Mapping[str, int], Mapping[str, list[datetime]]]:
    """How often each link was opened, and its newest openings."""
    newest = func.row_number().over(partition_by=OpeningRow.grant_id, order_by=OpeningRow.id.desc())
    total = func.count().over(partition_by=OpeningRow.grant_id)
    ranked = (
        select(
            OpeningRow.grant_id, OpeningRow.opened_at, newest.label("place"), total.label("total")
        )
        .join(GrantRow, GrantRow.id == OpeningRow.grant_id)
        .where(GrantRow.person_id == person_id)
        .subquery()
    )
    counts: dict[str, int] = defaultdict(int)
    moments: dict[str, list[datetime]] = defaultdict(list)
    for link_id, opened_at, _, count in db.session.execute(
        select(ranked).where(ranked.c.place <= MOST_OPENINGS).order_by(ranked.c.place)
    ):
        counts[link_id] = count
        moments[link_id].append(opened_at)
    return counts, moments


def _cells(row: SkillGap) -> list[str]:
    if row.counted is None:
        return [row.name, str(row.required), "–", "–", told(row.rating)]
    difference = row.counted - row.required
    signed = f"{difference:+d}".replace("-", "−") if difference else "0"
    return [row.name, str(row.required), str(row.counted), signed, told(row.rating)]
