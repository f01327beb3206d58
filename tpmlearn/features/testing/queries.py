"""Reads for the test pages; of items only the one that is asked leaves here, without its key."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import (
    Estimate,
    criterion_se,
    is_provisional,
    normal_estimate,
)
from tpmlearn.domain.assessment.bands import Band, band_of
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import from_json
from tpmlearn.domain.assessment.measured import LEAST_ANSWERS
from tpmlearn.domain.assessment.reliability import marginal_reliability
from tpmlearn.domain.assessment.retake import Retake, retake, unseen_after
from tpmlearn.domain.assessment.showing import Question, bare
from tpmlearn.domain.assessment.standing import standing
from tpmlearn.domain.assessment.starting import longest
from tpmlearn.domain.content.catalogue import Area, Catalogue, Module, Skill, Trap
from tpmlearn.figures.bands import BandRow, band_drawing
from tpmlearn.figures.shares import ShareRow, share_drawing
from tpmlearn.figures.table import Drawing
from tpmlearn.models import ItemVersionRow, SittingItemRow, SittingRow
from tpmlearn.records.bank import learners_of, provable_bands
from tpmlearn.records.exam_met import exam_items_met
from tpmlearn.records.readiness import Readiness, exams_of, readiness
from tpmlearn.records.sittings import (
    QUICK,
    GivenItem,
    PastSitting,
    Sitting,
    dimensions_of,
    given_of,
    past_sittings,
    seen_items,
)
from tpmlearn.words import N_, _, numbers

MINUTES_AN_ITEM = 1.2
QUICK_WORDS = N_("All areas, quickly")
LESSONS_A_SKILL = 2


@dataclass(frozen=True)
class TestLine:
    """A test in the list: its name, how long it takes, and how it stands with this person."""

    slug: str
    name: str
    skills: int
    most: int
    open_: PastSitting | None
    last: PastSitting | None

    @property
    def minutes(self) -> float:
        """How long it takes at most, at the usual pace."""
        return self.most * MINUTES_AN_ITEM


@dataclass(frozen=True)
class Front:
    """A test before it starts: what it asks, up to which band it can prove, when it may start."""

    line: TestLine
    retake: Retake
    skills: tuple[tuple[Skill, int], ...]
    past: tuple[PastSitting, ...]


@dataclass(frozen=True)
class SkillResult:
    """What a sitting says of a skill or an area; `band` is None below five answers."""

    code: str
    name: str
    area: str
    answers: int
    estimate: Estimate
    band: Band | None
    lessons: tuple[Module, ...]


@dataclass(frozen=True)
class Result:
    """How a sitting went; there is no drawing without a band."""

    sitting: Sitting
    name: str
    results: tuple[SkillResult, ...]
    whole: Estimate
    traps: tuple[tuple[Trap, int], ...]
    learners: int
    drawing: Drawing | None

    @property
    def provisional(self) -> bool:
        """Whether the bank as a whole is not yet learnt from 200 people."""
        return is_provisional(self.learners)

    @property
    def tried_out(self) -> int:
        """How many answers went to new items, which do not count."""
        return sum(not one.scored for one in self.sitting.answered)

    @property
    def rapid(self) -> int:
        """How many answers were rapid guesses."""
        return sum(one.rapid for one in self.sitting.answered)


@dataclass(frozen=True)
class Step:
    """One item of a sitting looked back on: what it was about, why it came, what it changed."""

    given: GivenItem
    skill: str
    kind: str
    difficulty: int
    estimate: Estimate | None
    whole: Estimate


def lines(person_id: int | None, quotas: Mapping[str, int], catalogue: Catalogue) -> list[TestLine]:
    """The quick test and the tests of all areas; one statement, none for a visitor.

    `quotas` tells the most scored items of each, by area, the quick test's under an empty name.
    """
    past = past_sittings(person_id) if person_id is not None else []
    return [_line(area, quotas[area], past, catalogue) for area in (QUICK, *catalogue.areas)]


def _line(area: str, most: int, past: Sequence[PastSitting], catalogue: Catalogue) -> TestLine:
    own = [one for one in past if one.area == area]
    return TestLine(
        slug=slug_of(area),
        name=name_of(area, catalogue),
        skills=len(dimensions_of(area, catalogue)),
        most=longest(most),
        open_=next((one for one in own if one.finished_at is None), None),
        last=next((one for one in own if one.finished_at is not None), None),
    )


def slug_of(area: str) -> str:
    """The word for a test in an address: the area's code in small letters, or `quick`."""
    return area.lower() or "quick"


def name_of(area: str, catalogue: Catalogue) -> str:
    """What a test is called."""
    found: Area | None = catalogue.areas.get(area)
    return found.name if found else _(QUICK_WORDS) if area == QUICK else area


def front(
    person_id: int | None,
    area: str,
    quotas: Mapping[str, int],
    catalogue: Catalogue,
    *,
    now: datetime,
) -> Front:
    """A test before it starts; `quotas` are those of its dimensions."""
    past = past_sittings(person_id) if person_id is not None else []
    dimension_of = dimensions_of(area, catalogue)
    provable_ = provable_bands(catalogue) if area != QUICK else {}
    allowed = (
        retake_of(person_id, area, catalogue, now=now)
        if person_id is not None
        else retake([], {}, _pool(area, catalogue, ()), now=now)
    )
    return Front(
        line=_line(area, sum(quotas.values()), past, catalogue),
        retake=allowed,
        skills=tuple((catalogue.skills[code], provable_.get(code, 0)) for code in dimension_of),
        past=tuple(one for one in past if one.area == area),
    )


def retake_of(person_id: int, area: str, catalogue: Catalogue, *, now: datetime) -> Retake:
    """Whether a person may begin the test of an area now; three statements."""
    # A test that was ended before its first answer holds nobody.
    answered = exists().where(
        SittingItemRow.sitting_id == SittingRow.id, SittingItemRow.answered_at.is_not(None)
    )
    ended = db.session.scalars(
        select(SittingRow.finished_at).where(
            SittingRow.person_id == person_id,
            SittingRow.area == area,
            SittingRow.finished_at.is_not(None),
            answered,
        )
    ).all()
    # The key of what an exam has asked is known: it is as if the pool did not have it.
    spent = exam_items_met(person_id)
    skill_of = {item.id: item.skill for item in catalogue.test_pool if item.id not in spent}
    dimension_of = dimensions_of(area, catalogue)
    seen: dict[str, list[datetime]] = defaultdict(list)
    for item, moment in seen_items(person_id, unseen_after(now)).items():
        if item in skill_of and skill_of[item] in dimension_of:
            seen[dimension_of[skill_of[item]]].append(moment)
    pool = _pool(area, catalogue, spent)
    return retake([one for one in ended if one is not None], seen, pool, now=now)


def _pool(area: str, catalogue: Catalogue, spent: Collection[str]) -> dict[str, int]:
    """How many items of the test pool each dimension has that are not spent for a person."""
    dimension_of = dimensions_of(area, catalogue)
    counts = Counter(
        dimension_of[item.skill]
        for item in catalogue.test_pool
        if item.skill in dimension_of and item.id not in spent
    )
    return {dimension: counts[dimension] for dimension in dict.fromkeys(dimension_of.values())}


def question_of(sitting: Sitting) -> Question | None:
    """The item that waits for its answer, without key and reasons; one statement."""
    waiting = sitting.open_item
    if waiting is None:
        return None
    row = SittingItemRow
    order, drawn, content = db.session.execute(
        select(row.option_order, row.drawn, ItemVersionRow.content)
        .join(ItemVersionRow, ItemVersionRow.version == row.item_version)
        .where(row.sitting_id == sitting.id, row.position == waiting.position)
    ).one()
    return bare(waiting.position, as_drawn(thaw(content), drawn), order)


def result_of(sitting: Sitting, catalogue: Catalogue) -> Result:
    """How a finished sitting went, from its own answers and the bank of its day; two statements.

    Nothing is said of what has left the framework since.
    """
    dimension_of = dimensions_of(sitting.area, catalogue)
    dimensions = [one for one in sitting.quotas if one in set(dimension_of.values())]
    given = given_of(sitting.answered, dimension_of, catalogue)
    found = standing(given, dimensions, sitting.rho)
    people = learners_of(sitting.bank_version)
    counts = Counter(one.dimension for one in given if one.likelihood is not None)
    results = tuple(
        _skill_result(code, found.estimates[code], counts[code], people, catalogue)
        for code in dimensions
    )
    rows = [BandRow(one.name, one.band, one.answers) for one in results if one.band]
    return Result(
        sitting=sitting,
        name=name_of(sitting.area, catalogue),
        results=results,
        whole=found.whole,
        traps=_traps(sitting, catalogue),
        learners=people,
        drawing=band_drawing(rows),
    )


@dataclass(frozen=True)
class ReadinessPage:
    """How ready somebody is for one exam; no drawing where no domain has enough answers."""

    found: Readiness
    drawing: Drawing | None

    @property
    def verdict(self) -> str:
        """In a sentence, how ready somebody is as far as it is known."""
        domains, mark = self.found.domains, self.found.blueprint.pass_rule.share
        known = [one.share for one in domains if one.share]
        if not known:
            return _("Nothing can be said yet: take the tests named below.")
        if len(known) < len(domains):
            return _(
                "Enough is known of %(known)s of %(domains)s domains to say something; the tests "
                "named below tell more.",
                known=len(known),
                domains=len(domains),
            )
        if all(one.low >= mark for one in known):
            return _(
                "As far as tests can tell, you are ready: above %(value)s %% everywhere.",
                value=numbers.decimal(100 * mark, 0),
            )
        if any(one.high < mark for one in known):
            return _(
                "Not yet: at least one domain lies below %(value)s %% as a whole.",
                value=numbers.decimal(100 * mark, 0),
            )
        return _("It could go either way: learn what costs most, and take a mock exam.")

    @property
    def provisional(self) -> bool:
        """Whether the bank as a whole is not yet learnt from 200 people."""
        return is_provisional(self.found.learners)


def readiness_pages(
    person_id: int | None, catalogue: Catalogue, *, now: datetime
) -> list[ReadinessPage]:
    """How ready a person is for each exam; four statements an exam, none for a visitor."""
    if person_id is None:
        return []
    return [
        _readiness_page(readiness(person_id, exam, catalogue, now=now))
        for exam in exams_of(catalogue)
    ]


def _readiness_page(found: Readiness) -> ReadinessPage:
    rows = [
        ShareRow(
            one.name,
            100 * one.share.expected,
            100 * one.share.low,
            100 * one.share.high,
            one.answers,
        )
        for one in found.domains
        if one.share
    ]
    rule = found.blueprint.pass_rule
    return ReadinessPage(
        found, share_drawing(rows, mark=100 * rule.share, meaning=_("our mark for being ready"))
    )


def _skill_result(
    code: str, found: Estimate, answers: int, people: int, catalogue: Catalogue
) -> SkillResult:
    skill = catalogue.skills.get(code)
    if skill is None:
        # An area of the quick test: a band is a matter of a skill, so that none is named.
        wide = normal_estimate(found.mean, criterion_se(found.se, people))
        return SkillResult(code, catalogue.areas[code].name, code, answers, wide, None, ())
    band = band_of(found, skill.developer, learners=people) if answers >= LEAST_ANSWERS else None
    lessons = [one for one in catalogue.modules.values() if code in one.skills]
    return SkillResult(
        code, skill.name, skill.area, answers, found, band, tuple(lessons[:LESSONS_A_SKILL])
    )


def _traps(sitting: Sitting, catalogue: Catalogue) -> tuple[tuple[Trap, int], ...]:
    """The named misconceptions that were chosen, most frequent first; one statement."""
    row = SittingItemRow
    rows = db.session.execute(
        select(row.response, ItemVersionRow.content)
        .join(ItemVersionRow, ItemVersionRow.version == row.item_version)
        .where(row.sitting_id == sitting.id, row.correct.is_(False), row.rapid.is_(False))
    )
    met: Counter[str] = Counter()
    for response, content in rows:
        options = thaw(content).options
        chosen = {options[n].trap for n in from_json(response).chosen if not options[n].correct}
        met.update(chosen - {""})
    return tuple(
        (catalogue.traps[slug], count)
        for slug, count in met.most_common()
        if slug in catalogue.traps
    )


@dataclass(frozen=True)
class Dependable:
    """How dependable the whole of a sitting is: 1 - SE² / variance among people, from answers."""

    reliability: float
    se: float
    variance: float
    answers: int


def dependable(sitting: Sitting, steps: Sequence[Step], catalogue: Catalogue) -> Dependable | None:
    """The reliability of a sitting's whole; None where no answer counts."""
    answers = sum(step.given.counts for step in steps)
    of_sitting = set(dimensions_of(sitting.area, catalogue).values())
    before = standing([], [one for one in sitting.quotas if one in of_sitting], sitting.rho)
    variance, se = before.whole.se**2, steps[-1].whole.se if steps else 1.0
    found = marginal_reliability([se], variance)
    return Dependable(found, se, variance, answers) if answers and found is not None else None


def steps_of(sitting: Sitting, catalogue: Catalogue) -> list[Step]:
    """Each answered item with the estimate after it, computed again from what was kept."""
    dimension_of = dimensions_of(sitting.area, catalogue)
    dimensions = [one for one in sitting.quotas if one in set(dimension_of.values())]
    given = given_of(sitting.answered, dimension_of, catalogue)
    items = catalogue.test_items
    steps = []
    for n, one in enumerate(sitting.answered, start=1):
        now = standing(given[:n], dimensions, sitting.rho)
        item, skill = items.get(one.item), catalogue.skills.get(one.skill)
        steps.append(
            Step(
                given=one,
                skill=skill.name if skill else one.skill,
                kind=item.kind if item else "",
                difficulty=item.difficulty if item else 0,
                estimate=now.estimates.get(dimension_of.get(one.skill, "")),
                whole=now.whole,
            )
        )
    return steps
