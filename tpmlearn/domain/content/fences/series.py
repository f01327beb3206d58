"""Reads `evm`, `burn` and `flow` fences: values at the end of each period."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tpmlearn.domain.content.fences.heads import NAME, UNIT, Head, read_head, read_word
from tpmlearn.domain.content.fields import Fields, Number

MOST_PERIODS = 60
HIGHEST = 999_999_999
MOST_STATES = 6

Values = tuple[float, ...]


@dataclass(frozen=True)
class ValueFigure:
    """Running totals of planned value, earned value and actual cost by period."""

    head: Head
    unit: str
    period: str
    pv: Values
    ev: Values
    ac: Values


@dataclass(frozen=True)
class BurnFigure:
    """Running totals of what is done, and the scope, by period; `direction` is down or up."""

    head: Head
    unit: str
    period: str
    direction: str
    planned: int
    scope: Values
    done: Values


@dataclass(frozen=True)
class FlowFigure:
    """How many items are in each state at each moment; the last state is what is done."""

    head: Head
    unit: str
    period: str
    states: tuple[tuple[str, Values], ...]


def read_evm(fields: Fields) -> ValueFigure:
    """Earned value over time; the last planned value is the budget at completion."""
    head, unit, period = _head(fields, unit="money")
    pv, ev, ac = (_totals(fields, key) for key in ("pv", "ev", "ac"))
    _fit(fields, "ev", ev, f"at most {len(pv)}", len(ev) <= len(pv))
    _fit(fields, "ac", ac, str(len(ev)), len(ac) == len(ev))
    return ValueFigure(head, unit, period, _plain(pv), _plain(ev), _plain(ac))


def read_burn(fields: Fields) -> BurnFigure:
    """A burn-down or burn-up; a single scope holds for all periods."""
    head, unit, period = _head(fields, unit="points")
    direction = read_word(fields, "direction", ("down", "up"), "down")
    planned = fields.integer("periods", 1, MOST_PERIODS)
    done = _totals(fields, "done")
    scope = fields.numbers("scope", 0, HIGHEST, most=MOST_PERIODS)
    _fit(fields, "scope", scope, f"1 or {len(done)}", len(scope) in {1, len(done)})
    every = scope if len(scope) == len(done) else scope[:1] * len(done)
    for total, limit in zip(done, every, strict=False):
        if total.value > limit.value:
            values = {"value": f"{total.value:g}", "scope": f"{limit.value:g}"}
            fields.report.add("E119", total.line, total.column, **values)
    return BurnFigure(head, unit, period, direction, planned, _plain(every), _plain(done))


def read_flow(fields: Fields) -> FlowFigure:
    """A cumulative flow: at least two states, counted at the same moments."""
    head, unit, period = _head(fields, unit="items")
    states: list[tuple[str, tuple[Number, ...]]] = []
    rows = list(fields.mappings("states", least=2, most=MOST_STATES))
    for n, row in enumerate(rows):
        name = row.text("name", longest=NAME)
        last = n == len(rows) - 1
        counts = _totals(row, "counts") if last else _counts(row)
        row.close()
        wanted = len(states[0][1]) if states else len(counts)
        _fit(row, "counts", counts, str(wanted), len(counts) == wanted)
        states.append((name, counts))
    return FlowFigure(head, unit, period, tuple((name, _plain(one)) for name, one in states))


def _head(fields: Fields, *, unit: str) -> tuple[Head, str, str]:
    return (
        read_head(fields),
        fields.text("unit", unit, longest=UNIT),
        fields.text("period", "week", longest=UNIT),
    )


def _counts(fields: Fields) -> tuple[Number, ...]:
    return fields.numbers("counts", 0, HIGHEST, most=MOST_PERIODS)


def _totals(fields: Fields, key: str) -> tuple[Number, ...]:
    """Running totals: reported where they fall."""
    found = fields.numbers(key, 0, HIGHEST, most=MOST_PERIODS)
    for before, now in pairwise(found):
        if now.value < before.value:
            values = {"value": f"{now.value:g}", "before": f"{before.value:g}"}
            fields.report.add("E114", now.line, now.column, **values)
    return found


def _fit(fields: Fields, key: str, values: Sequence[Number], wanted: str, fits: object) -> None:
    if values and not fits:
        line, column = fields.place(key)
        fields.report.add("E113", line, column, key=key, found=len(values), wanted=wanted)


def _plain(values: Sequence[Number]) -> Values:
    return tuple(one.value for one in values)
