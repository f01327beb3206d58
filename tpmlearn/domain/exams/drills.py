"""Drills: a few practice questions on one domain, one task or one trap."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import ceil

from tpmlearn.domain.assessment.freezing import Shuffler
from tpmlearn.domain.content.catalogue import (
    Blueprint,
    Catalogue,
    Draw,
    ExamSection,
    Item,
    PassRule,
    Pool,
)
from tpmlearn.domain.content.fields import SLUG
from tpmlearn.domain.content.outlines import OUTLINES, PMP, TASK_NAMES, domain_of, domains_of
from tpmlearn.domain.exams.drawn import Drawn, DrawnQuestion, Met, Missing
from tpmlearn.domain.exams.mixing import mixed
from tpmlearn.domain.exams.parts import NAMES, OTHER, part_name, task_of
from tpmlearn.domain.exams.wear import is_recent, wear_of
from tpmlearn.words import N_, _

MOST = 15
FEW = 3
SECONDS_A_QUESTION = 80
LONGEST = 120
_NOTICE = N_("Independent practice material. The names of the traps are ours.")


class DrillKind(StrEnum):
    """What a drill is about."""

    DOMAIN = "domain"
    TASK = "task"
    TRAP = "trap"


@dataclass(frozen=True)
class Drill:
    """A drill, written as `domain:PE`, `task:PE3` or `trap:hero-mode`."""

    kind: DrillKind
    code: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.code}"


def drills_for(item: Item) -> frozenset[Drill]:
    """The drills in which an item can be asked.

    It belongs to the domain of its first task, to every task that it names, and to the traps
    behind its options.
    """
    domain = domain_of(task_of(item, PMP))
    tasks = [task.partition(":")[2] for task in item.tasks if task.startswith(f"{PMP}:")]
    traps = {option.trap for option in item.options if option.trap}
    return frozenset(
        (
            *([Drill(DrillKind.DOMAIN, domain)] if domain else []),
            *(Drill(DrillKind.TASK, task) for task in tasks),
            *(Drill(DrillKind.TRAP, trap) for trap in traps),
        )
    )


def read_drill(text: str) -> Drill | None:
    """The drill that a text names; None for anything else. Whether a trap exists is not asked."""
    kind, code = text.partition(":")[::2]
    known = {
        DrillKind.DOMAIN: code in domains_of(PMP),
        DrillKind.TASK: code in OUTLINES[PMP],
        DrillKind.TRAP: len(text) <= LONGEST and SLUG.fullmatch(code) is not None,
    }
    return next((Drill(one, code) for one, right in known.items() if one == kind and right), None)


def drill_name(drill: Drill, catalogue: Catalogue) -> str:
    """What a drill is called on a page."""
    if drill.kind is DrillKind.TRAP:
        trap = catalogue.traps.get(drill.code)
        return trap.name if trap else drill.code
    if drill.kind is DrillKind.TASK:
        return f"{drill.code} {TASK_NAMES[drill.code]}"
    return part_name(drill.code)


@dataclass(frozen=True)
class DrillChoice:
    """A drill that can be taken, with the number of items that there are for it."""

    drill: Drill
    name: str
    items: int

    @property
    def few(self) -> bool:
        """Whether there are so few items that a page should say so."""
        return self.items < FEW


def drills_of(catalogue: Catalogue, met: Mapping[str, Met]) -> tuple[DrillChoice, ...]:
    """The drills that have an item for a person: domains, tasks in the outline's order, traps."""
    drills = [
        *(Drill(DrillKind.DOMAIN, code) for code in NAMES),
        *(Drill(DrillKind.TASK, code) for code in TASK_NAMES),
        *(Drill(DrillKind.TRAP, slug) for slug in catalogue.traps),
    ]
    counts: Counter[Drill] = Counter()
    for unit in _units(catalogue.items, met):
        for drill in frozenset.intersection(*map(drills_for, unit)):
            counts[drill] += len(unit)
    return tuple(
        DrillChoice(one, drill_name(one, catalogue), counts[one]) for one in drills if counts[one]
    )


def drill_blueprint(
    drill: Drill, questions: int, *, title: str, exam: Blueprint | None
) -> Blueprint:
    """A drill in the shape of an exam: one section at the pace of the PMP exam, open throughout.

    `exam` is the exam of the outline, whose notice and dates the drill takes over; a drill on a
    trap has a notice of its own.
    """
    of_exam = exam if drill.kind is not DrillKind.TRAP else None
    return Blueprint(
        slug="drill",
        title=title,
        summary="",
        outline=PMP,
        pool=Pool.PRACTICE,
        since=exam.since if exam else date.min,
        until=None,
        questions=questions,
        marks=questions,
        unscored=0,
        minutes=ceil(questions * SECONDS_A_QUESTION / 60),
        book=_("open: this is practice"),
        sections=(ExamSection(title, questions),),
        draw=Draw(),
        pass_rule=PassRule(0.75, each_domain=False, whose="ours"),
        notice=of_exam.notice if of_exam else _(_NOTICE),
        sources=of_exam.sources if of_exam else (),
        checked=exam.checked if exam else date.min,
    )


def draw_drill(
    drill: Drill,
    pool: Sequence[Item],
    met: Mapping[str, Met],
    *,
    now: datetime,
    rng: Shuffler,
    most: int = MOST,
) -> Drawn | Missing:
    """At most so many questions for a drill, least worn first, in one section; or that none is.

    `pool` has all items of all pools: asked are those of the practice pool, and others only when
    the person has seen their key. A case is asked whole or not at all.
    """
    units = [unit for unit in _units(pool, met) if all(drill in drills_for(item) for item in unit)]
    units = [units[n] for n in mixed(len(units), rng)]
    items = [item for unit in units for item in unit]
    wear = wear_of(items, met, now=now)
    costs = {item.id: cost for item, cost in zip(items, wear.cost, strict=True)}
    units.sort(key=lambda unit: max(costs[item.id] for item in unit))
    chosen: list[tuple[Item, ...]] = []
    for unit in units:
        if sum(map(len, chosen)) + len(unit) <= most:
            chosen.append(unit)
    if not chosen:
        return Missing((_("There is no question for this drill yet."),))
    asked = [item for n in mixed(len(chosen), rng) for item in chosen[n]]
    return Drawn(
        (tuple(DrawnQuestion(one, domain_of(task_of(one, PMP)) or OTHER) for one in asked),),
        frozenset(one.id for one in asked if is_recent(met.get(one.id), now)),
    )


def _is_open(item: Item, met: Mapping[str, Met]) -> bool:
    """Whether asking an item spoils nothing: its key is shown in practice, or was seen already."""
    known = met.get(item.id)
    return item.pool is Pool.PRACTICE or (known is not None and known.key_seen)


def _units(pool: Sequence[Item], met: Mapping[str, Met]) -> Iterator[tuple[Item, ...]]:
    """What can be asked together: items one by one, and cases all of whose items can be asked."""
    cases: dict[str, list[Item]] = {}
    for item in pool:
        if item.case:
            cases.setdefault(item.case, []).append(item)
        elif _is_open(item, met):
            yield (item,)
    for items in cases.values():
        if all(_is_open(item, met) for item in items):
            yield tuple(items)
