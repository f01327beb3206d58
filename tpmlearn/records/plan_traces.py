"""What a person left that a plan follows from: decisions, reading, quizzes, tests, ratings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from tpmlearn.db import Moment
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, passes, tests_out
from tpmlearn.domain.planning.splitting import SECOND
from tpmlearn.domain.planning.standing import Passed
from tpmlearn.models import (
    AttemptRow,
    ChoiceState,
    PlanChoiceRow,
    PlanSplitRow,
    RatingRow,
    SectionReadRow,
    SittingRow,
)
from tpmlearn.prepared import Prepared
from tpmlearn.records.skills import Rating


@dataclass(frozen=True)
class Choice:
    """What a person decided about one activity: the Monday it is pinned to, else the day.

    `rest_minutes` is the size of a second part, 0 of anything else.
    """

    state: ChoiceState
    week: date | None
    on: date
    rest_minutes: int = 0


@dataclass
class PlanTraces:
    """Days are the person's own.

    `choices` are by activity key; `read` by module and anchor; `passed` by module; `tested` by area
    the day on which the last test that counts ended; `ratings` by skill the newest with a level.
    """

    choices: dict[str, Choice] = field(default_factory=dict)
    read: dict[str, dict[str, date]] = field(default_factory=lambda: defaultdict(dict))
    passed: dict[str, Passed] = field(default_factory=dict)
    tested: dict[str, date] = field(default_factory=dict)
    ratings: dict[str, Rating] = field(default_factory=dict)


def plan_traces(person_id: int, zone: tzinfo) -> PlanTraces:
    """All of it, in one statement."""
    found = PlanTraces()
    quizzes: dict[str, list[tuple[datetime, int, int, bool]]] = defaultdict(list)
    rows = _TRACES.all(person=person_id)
    for kind, name, more, number, size, flag, day, done, at in rows:
        own: date = done or at.astimezone(zone).date()
        if kind == "choice":
            found.choices[name] = Choice(ChoiceState(more), day, own, number or 0)
        elif kind == "read":
            found.read[name][more] = own
        elif kind == "quiz":
            quizzes[name].append((at, number, size, flag))
        elif kind == "test":
            found.tested[name] = own
        else:
            found.ratings[name] = Rating(name, number, at)
    found.passed = _passed(quizzes, zone)
    return found


def _passed(
    quizzes: Mapping[str, list[tuple[datetime, int, int, bool]]], zone: tzinfo
) -> dict[str, Passed]:
    """By module the day on which its quiz was first passed, and whether it was tested out."""
    found = {}
    for module, results in quizzes.items():
        good = sorted(one for one in results if passes(one[1], one[2]))
        if good:
            outs = (tests_out(right, size, first_sight=first) for _, right, size, first in good)
            found[module] = Passed(good[0][0].astimezone(zone).date(), any(outs))
    return found


def _traces() -> CompoundSelect[Any]:
    """What a row is stands in its first column; the others are what that kind has."""
    return union_all(_choices(), _reading(), _quizzes(), _tests(), _ratings())


def _columns(kind: str, **given: Any) -> list[Any]:
    types = {
        "name": String,
        "more": String,
        "number": Integer,
        "size": Integer,
        "flag": Boolean,
        "day": Date,
        "done": Date,
        "at": Moment,
    }
    return [
        literal(kind).label("kind"),
        *(given.get(name, cast(null(), of)).label(name) for name, of in types.items()),
    ]


def _choices() -> Select[Any]:
    row, split = PlanChoiceRow, PlanSplitRow
    parts = and_(split.person_id == row.person_id, split.activity + SECOND == row.activity)
    named = {"name": row.activity, "more": row.state, "number": split.rest_minutes}
    days = {"day": row.week, "done": row.done_on, "at": row.decided_at}
    columns = _columns("choice", **named, **days)
    return select(*columns).select_from(row).outerjoin(split, parts).where(_own(row))


def _reading() -> Select[Any]:
    row = SectionReadRow
    return select(*_columns("read", name=row.module, more=row.section, at=row.read_at)).where(
        _own(row)
    )


def _quizzes() -> Select[Any]:
    row = AttemptRow
    figures = {"number": row.right, "size": row.size, "flag": row.first_sight}
    return select(*_columns("quiz", name=row.module, **figures, at=row.finished_at)).where(
        _own(row),
        row.kind == AttemptKind.FULL,
        row.finished_at.is_not(None),
        row.right.is_not(None),
    )


def _tests() -> Select[Any]:
    row = SittingRow
    ended = func.max(row.finished_at, type_=Moment)
    return (
        select(*_columns("test", name=row.area, at=ended))
        .where(_own(row), row.finished_at.is_not(None), row.counts.is_(True), row.area != "")
        .group_by(row.area)
    )


def _ratings() -> Select[Any]:
    row = RatingRow
    newest = select(func.max(row.id)).where(_own(row)).group_by(row.skill)
    return select(*_columns("rating", name=row.skill, number=row.level, at=row.rated_at)).where(
        row.id.in_(newest), row.level.is_not(None)
    )


def _own(row: Any) -> Any:
    return row.person_id == bindparam("person")


# Made once: it is as long as it is, and pages of plans ask for it each time.
_TRACES = Prepared(_traces)
