"""Red, amber and green by limits that were agreed when nobody was under pressure."""

from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.words import N_, _

LEAST_SPI, MOST_SPI = 0.1, 1.0
MOST_DAYS = 365


class Colour(StrEnum):
    """A colour by its word; `NONE` where nothing is known, or no limit is set."""

    NONE = N_("not rated")
    GREEN = N_("green")
    AMBER = N_("amber")
    RED = N_("red")


_WORSE = tuple(Colour)


class LimitsProblem(ValueError):
    """Limits that cannot be; `field` names the one it is about."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


@dataclass(frozen=True)
class Limits:
    """SPI(t) below which, and days late above which, a row is amber or red."""

    spi_amber: float = 0.95
    spi_red: float = 0.8
    late_amber: int = 7
    late_red: int = 28

    def of_pace(self, spi: float | None) -> Colour:
        """The colour of an SPI(t)."""
        if spi is None:
            return Colour.NONE
        # As it is shown, with two decimals: 0.95 is not under 0.95.
        shown = round(spi, 2)
        if shown < self.spi_red:
            return Colour.RED
        return Colour.AMBER if shown < self.spi_amber else Colour.GREEN

    def of_date(self, days_late: int | None) -> Colour:
        """The colour of a forecast that ends so many days after the baseline."""
        if days_late is None:
            return Colour.NONE
        if days_late > self.late_red:
            return Colour.RED
        return Colour.AMBER if days_late > self.late_amber else Colour.GREEN


USUAL = Limits()


def worst(*colours: Colour) -> Colour:
    """The colour of the whole: that of its worst row."""
    return max(colours, key=_WORSE.index, default=Colour.NONE)


def limits_problems(limits: Limits) -> tuple[LimitsProblem, ...]:
    """Return all that is wrong with limits, in the order of the form."""
    found = []
    if not LEAST_SPI <= limits.spi_amber <= MOST_SPI:
        found.append(LimitsProblem("spi_amber", _("Choose an SPI(t) from 0.1 to 1.")))
    if not LEAST_SPI <= limits.spi_red <= MOST_SPI:
        found.append(LimitsProblem("spi_red", _("Choose an SPI(t) from 0.1 to 1.")))
    elif limits.spi_red >= limits.spi_amber:
        found.append(
            LimitsProblem("spi_red", _("Red begins below amber: choose a smaller SPI(t)."))
        )
    if not 0 <= limits.late_amber <= MOST_DAYS:
        found.append(LimitsProblem("late_amber", _("Choose from 0 to 365 days.")))
    if not 0 <= limits.late_red <= MOST_DAYS:
        found.append(LimitsProblem("late_red", _("Choose from 0 to 365 days.")))
    elif limits.late_red <= limits.late_amber:
        found.append(LimitsProblem("late_red", _("Red begins after amber: choose more days.")))
    return tuple(found)
