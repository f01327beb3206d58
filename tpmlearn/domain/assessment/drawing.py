"""Draws the variables of a generated number, and puts them into its texts and its key."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import replace

from tpmlearn.domain.assessment.freezing import Shuffler
from tpmlearn.domain.content.catalogue import Formula, Item, NumberKey, Variable
from tpmlearn.domain.content.expressions import BadExpression, evaluate
from tpmlearn.domain.content.formulas import ANSWER
from tpmlearn.domain.content.placeholders import filled

SEED_BITS = 48
TRIES = 100
Drawn = dict[str, object]


def draw(item: Item, rng: Shuffler) -> Drawn:
    """Seed and values of one attempt, as they are kept with it; empty for other items."""
    if item.formula is None:
        return {}
    seed = rng.getrandbits(SEED_BITS)
    return {"seed": seed, "values": draw_values(item.formula, seed)}


def draw_values(formula: Formula, seed: int) -> dict[str, int]:
    """The values that follow from a seed, on every machine and in every version.

    A draw for which the expression has no value (it divides by zero) is passed over. Raises
    BadExpression when there is no other.
    """
    for attempt in range(TRIES):
        values = {one.name: _value(one, f"{seed}:{attempt}") for one in formula.variables}
        try:
            evaluate(formula.expression, values)
        except BadExpression:
            continue
        return values
    raise BadExpression("no draw has a result")


def _value(variable: Variable, seed: str) -> int:
    count = (variable.high - variable.low) // variable.step + 1
    digest = hashlib.sha256(f"{seed}:{variable.name}".encode()).digest()
    return variable.low + variable.step * (int.from_bytes(digest[:16], "big") % count)


def as_drawn(item: Item, drawn: Mapping[str, object]) -> Item:
    """The item with its values in all texts and its number worked out; others as they are."""
    formula, values = item.formula, drawn.get("values")
    if formula is None or not isinstance(values, dict):
        return item
    number = evaluate(formula.expression, values)
    shown = {name: str(value).replace("-", "\u2212") for name, value in values.items()}
    told = {**shown, ANSWER: rounded(number, formula.tolerance)}
    reason = filled(formula.reason, told)
    return replace(
        item,
        stem=filled(item.stem, shown),
        explanation=filled(item.explanation, told),
        number=NumberKey(number, formula.tolerance, formula.unit, reason),
    )


def rounded(number: float, tolerance: float) -> str:
    """A number with as many decimals as its tolerance makes matter, so that it counts as right."""
    places = min(max(0, math.ceil(-math.log10(tolerance))), 6) if tolerance else 4
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
