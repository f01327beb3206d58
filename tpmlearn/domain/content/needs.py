"""Compares what there is with what tests, mocks and the site's own promises need."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.content.catalogue import (
    Approach,
    BankRequired,
    Blueprint,
    Catalogue,
    Exam,
    Item,
    ItemKind,
    Pool,
)
from tpmlearn.domain.content.outlines import OUTLINES, domain_of
from tpmlearn.domain.content.signals import form_signals

DIFFICULTIES = 5


@dataclass(frozen=True)
class Need:
    """One count that is needed: at least `wanted`, or at most where `most` is set."""

    subject: str
    what: str
    found: float
    wanted: float
    most: bool = False

    @property
    def met(self) -> bool:
        """Whether there is enough, or not too much."""
        return self.found <= self.wanted if self.most else self.found >= self.wanted


def needs(catalogue: Catalogue, *, today: date) -> tuple[Need, ...]:
    """Every count that is needed, met or not; exams that are over need nothing."""
    in_force = [one for one in catalogue.exams.values() if not one.blueprint.is_history(today)]
    return (
        *_promised(catalogue),
        *_bank_needs(catalogue),
        *(need for exam in in_force for need in _exam_needs(exam, catalogue)),
        *_together(catalogue),
        *_signals(catalogue),
    )


def _promised(catalogue: Catalogue) -> Iterator[Need]:
    required = catalogue.required
    tested = [case for case in catalogue.cases.values() if case.pool is Pool.TEST]
    rows = (
        ("modules", len(catalogue.modules), required.modules),
        ("assignments", len(catalogue.assignments), required.assignments),
        ("glossary terms", len(catalogue.terms), required.terms),
        ("traps", len(catalogue.traps), required.traps),
        ("cases of the test pool", len(tested), required.cases),
    )
    for what, found, wanted in rows:
        if wanted:
            yield Need("curriculum", what, found, wanted)
    for slug, wanted in required.exams.items():
        exam = catalogue.exams.get(slug)
        yield Need(f"exam {slug}", "items of its own", len(exam.items) if exam else 0, wanted)


def _bank_needs(catalogue: Catalogue) -> Iterator[Need]:
    required = catalogue.required.bank
    banked = [item for items in catalogue.bank.values() for item in items]
    if not required.items:
        return
    for code in catalogue.skills:
        items = [item for item in banked if item.skill == code]
        yield from _skill_needs(code, items, required)


def _skill_needs(code: str, items: Sequence[Item], required: BankRequired) -> Iterator[Need]:
    subject = f"bank {code}"
    yield Need(subject, "items", len(items), required.of(code))
    if items:
        kinds = Counter(item.kind for item in items)
        situation, recall = (kinds[kind] / len(items) for kind in _SHARED)
        yield Need(subject, "share of situations", round(situation, 3), required.situation)
        yield Need(subject, "share of recall", round(recall, 3), required.recall, most=True)
        used = len({item.difficulty for item in items})
        yield Need(subject, "difficulties in use", used, DIFFICULTIES)


_SHARED = (ItemKind.SITUATION, ItemKind.RECALL)


def _exam_needs(exam: Exam, catalogue: Catalogue) -> Iterator[Need]:
    """What one sitting needs from its pool."""
    blueprint = exam.blueprint
    pool = pool_of(exam, catalogue)
    subject = f"exam {blueprint.slug}"
    yield from _domain_needs(subject, blueprint.outline, pool, blueprint.draw.domains)
    for group, wanted in blueprint.draw.groups.items():
        marks = sum(item.marks for item in pool if item.group == group)
        yield Need(subject, f"marks in {group}", marks, wanted)
    for approach, share in blueprint.draw.approach.items():
        count = sum(item.approach == Approach(approach) for item in pool)
        wanted = round(share * blueprint.questions)
        rest = blueprint.questions - wanted
        yield Need(subject, f"{approach} items", count, wanted)
        yield Need(subject, f"items other than {approach}", len(pool) - count, rest)
    yield from _case_needs(subject, [blueprint], pool)
    if blueprint.draw.every_task:
        known = {f"{blueprint.outline}:{code}" for code in OUTLINES.get(blueprint.outline, ())}
        covered = {task for item in pool for task in item.tasks} & known
        yield Need(subject, "tasks covered", len(covered), len(known))


def _case_needs(
    subject: str, blueprints: Sequence[Blueprint], pool: Sequence[Item]
) -> Iterator[Need]:
    sections = [section for one in blueprints for section in one.sections if section.cases]
    if sections:
        wanted = sum(section.questions for section in sections)
        yield Need(subject, "items in cases", sum(bool(item.case) for item in pool), wanted)


def pool_of(exam: Exam, catalogue: Catalogue) -> tuple[Item, ...]:
    """The items that an exam draws from."""
    return exam.items if exam.blueprint.pool is Pool.EXAM else catalogue.test_pool


def domain_counts(items: Iterable[Item], outline: str) -> Counter[str]:
    """How many items count for each domain: that of an item's first task of the outline."""
    first = (
        next((task for task in item.tasks if task.startswith(f"{outline}:")), "") for item in items
    )
    return Counter(domain_of(task) for task in first if task)


def _domain_needs(
    subject: str, outline: str, pool: Sequence[Item], wanted: Mapping[str, int]
) -> Iterator[Need]:
    counts = domain_counts(pool, outline)
    for domain, count in wanted.items():
        yield Need(subject, f"items in {domain}", counts[domain], count)


def _together(catalogue: Catalogue) -> Iterator[Need]:
    """Exams that must be filled from one pool without an item twice."""
    names = catalogue.required.together
    exams = [catalogue.exams[slug] for slug in names if slug in catalogue.exams]
    if not exams:
        return
    pool, outline = pool_of(exams[0], catalogue), exams[0].blueprint.outline
    wanted: Counter[str] = Counter()
    for exam in exams:
        wanted.update(exam.blueprint.draw.domains)
    subject = " and ".join(names)
    yield from _domain_needs(subject, outline, pool, wanted)
    yield from _case_needs(subject, [exam.blueprint for exam in exams], pool)


def _signals(catalogue: Catalogue) -> Iterator[Need]:
    """Signs that give keys away without knowledge, over all items of the test pool."""
    for signal in form_signals(catalogue.test_pool):
        yield Need("test pool", signal.what, signal.p, signal.limit)
