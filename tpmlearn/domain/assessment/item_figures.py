"""All figures of an item together, as they are stored and shown to its author."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from tpmlearn.domain.assessment.curves import LOG_SLOPE_SD
from tpmlearn.domain.assessment.item_statistics import (
    LEAST_PEOPLE,
    AbilityGroup,
    Decile,
    OptionLine,
    Ranged,
)


class NotFinite(ValueError):
    """A figure came out as nan or infinite: it must never be stored."""


@dataclass(frozen=True)
class ItemFigures:
    """What first answers say of an item; under 20 people only the counts are there.

    `people` gave a first, effortful answer; `rapid` is the share of first answers that were rapid
    guesses, None where times do not tell. `shown` is how often it was shown, `exposure` the share
    of the sittings or attempts that could show it and did. On fixed forms `item_rest` and `options`
    are there, on adaptive data `expected`, `difference` (observed minus expected share) and
    `residual`. `b`, `log_a` and their SDs are what is believed now, `guess` is the chance of
    guessing right; `groups` are the people by ability, with what they chose.
    `form_alpha` is that of the form it stands in, from `form_people` who took all of it.
    """

    adaptive: bool
    people: int
    shown: int
    exposure: float
    rapid: float | None
    guess: float
    median_seconds: float | None = None
    facility: Ranged | None = None
    item_rest: Ranged | None = None
    options: tuple[OptionLine, ...] = ()
    expected: float | None = None
    difference: Ranged | None = None
    residual: Ranged | None = None
    deciles: tuple[Decile, ...] = ()
    misfit: float | None = None
    b: float | None = None
    b_sd: float | None = None
    form_alpha: float | None = None
    form_people: int = 0
    log_a: float = 0.0
    log_a_sd: float = LOG_SLOPE_SD
    groups: tuple[AbilityGroup, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether enough people answered for any figure to be shown."""
        return self.people >= LEAST_PEOPLE


def to_json(figures: ItemFigures) -> dict[str, Any]:
    """The figures as plain JSON values. Raises NotFinite rather than let nan or inf through."""
    stored = asdict(figures)
    _require_finite(stored)
    return stored


def from_json(stored: Mapping[str, Any]) -> ItemFigures:
    """The figures that were stored."""
    return ItemFigures(
        **{
            **stored,
            "facility": _ranged(stored["facility"]),
            "item_rest": _ranged(stored["item_rest"]),
            "difference": _ranged(stored["difference"]),
            "residual": _ranged(stored["residual"]),
            "options": tuple(
                OptionLine(**{**one, "rest": _ranged(one["rest"])}) for one in stored["options"]
            ),
            "deciles": tuple(Decile(**one) for one in stored["deciles"]),
            # What was stored before there were groups has none until the next night.
            "groups": tuple(
                AbilityGroup(**{**one, "chosen": tuple(one["chosen"])})
                for one in stored.get("groups", ())
            ),
        }
    )


def _ranged(stored: Mapping[str, float] | None) -> Ranged | None:
    return Ranged(**stored) if stored else None


def _require_finite(value: object) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise NotFinite(f"{value} is no figure")
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(parts, str | int | float | None):
        return
    for part in parts:  # type: ignore[attr-defined]
        _require_finite(part)
