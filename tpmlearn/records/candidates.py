"""A candidate against a role: what pages for recruiters say, made of `Shown` alone."""

from dataclasses import dataclass, replace

from tpmlearn.domain.content.catalogue import Catalogue, Level, Role
from tpmlearn.domain.planning.gaps import GapReport, SkillGap, gap_report, is_unsure
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.interview import InterviewQuestion, interview_questions
from tpmlearn.domain.profiles.rating import range_of_bands
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.domain.profiles.visibility import told
from tpmlearn.figures.bands import BandRow, band_drawing
from tpmlearn.figures.gap_chart import gap_chart
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.table import Drawing
from tpmlearn.words import _


@dataclass(frozen=True)
class Chart:
    """One drawing for wide pages and one for narrow ones, as SVG."""

    wide: str
    narrow: str


@dataclass(frozen=True)
class Candidate:
    """What a page says of a candidate against `role`; all of it is made from `shown`.

    `left_out` counts the skills that the role asks for and the view leaves out: nothing is known of
    them, and they are in no row.
    """

    shown: Shown
    role: Role
    report: GapReport | None
    left_out: int
    questions: tuple[InterviewQuestion, ...]
    levels: tuple[Level, ...]

    @property
    def chart(self) -> Chart | None:
        """The numbers as a drawing; None without a role fit."""
        fit, report = self.shown.fit, self.report
        if fit is None or report is None:
            return None
        return Chart(
            wide=gap_chart(report, width=WIDE, prefix="wide", evidence=fit.evidence),
            narrow=gap_chart(report, width=NARROW, prefix="narrow", evidence=fit.evidence),
        )

    @property
    def bands(self) -> Drawing | None:
        """The measured bands with their intervals; None where there are none."""
        tests = self.shown.tests
        rows = [BandRow(one.name, one.band, one.answers) for one in tests.bands] if tests else []
        return band_drawing(rows)

    def basis(self, row: SkillGap) -> str:
        """What the level of a row rests on, in a reader's words."""
        return told(row.rating)

    @property
    def unsure(self) -> int:
        """In how many gaps the range of a test reaches what the role asks."""
        gaps = self.report.gaps if self.report else ()
        return sum(is_unsure(row) for row in gaps)

    @property
    def answers(self) -> str:
        """How many answers stand behind each measured band, in words."""
        tests = self.shown.tests
        counts = sorted({one.answers for one in tests.bands}) if tests else []
        ends = dict.fromkeys((counts[0], counts[-1])) if counts else {}
        return f"{' to '.join(map(str, ends))} answers"

    @property
    def supervision(self) -> str:
        """Who watched while it was measured, in words."""
        tests = self.shown.tests
        said = dict.fromkeys(one.conditions.supervision for one in tests.bands) if tests else {}
        return next(iter(said), "") if len(said) == 1 else _("some of them invigilated")

    @property
    def claimed(self) -> int:
        """For how many skills of the role there is work that somebody can confirm."""
        return self._work(Standing.CLAIMED)

    @property
    def confirmed(self) -> int:
        """For how many skills of the role there is work that somebody has confirmed."""
        return self._work(Standing.CONFIRMED)

    def _work(self, standing: Standing) -> int:
        fit = self.shown.fit
        rows = self.report.rows if self.report and fit else ()
        return sum(fit.evidence.get(row.skill) is standing for row in rows) if fit else 0

    @property
    def rows(self) -> list[list[str]]:
        """The numbers of the chart: skill, asked, counts as, difference, tested, basis."""
        return [_cells(row) for row in self.report.rows] if self.report else []


def candidate(shown: Shown, role: Role, catalogue: Catalogue) -> Candidate:
    """What is shown of somebody, against a role."""
    if shown.fit is None:
        return Candidate(shown, role, None, 0, (), catalogue.levels)
    known = {code: need for code, need in role.skills.items() if shown.consent.shows_skill(code)}
    report = gap_report(catalogue, replace(role, skills=known), shown.fit.ratings)
    return Candidate(
        shown=shown,
        role=role,
        report=report,
        left_out=len(role.skills) - len(known),
        questions=interview_questions(report, catalogue.skills),
        levels=catalogue.levels,
    )


def _cells(row: SkillGap) -> list[str]:
    tested = row.rating.tested
    band = "–"
    if tested:
        band = _("K%(band)s (%(range)s)", band=tested.band, range=range_of_bands(tested))
    if row.counted is None:
        return [row.name, str(row.required), "–", "–", band, told(row.rating)]
    difference = row.counted - row.required
    signed = f"{difference:+d}".replace("-", "−") if difference else "0"
    return [row.name, str(row.required), str(row.counted), signed, band, told(row.rating)]
