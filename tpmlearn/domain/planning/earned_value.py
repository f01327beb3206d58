"""Earned value at one date and earned schedule over time; money in any one unit."""

from collections.abc import Sequence
from dataclasses import dataclass


def _ratio(part: float, whole: float) -> float | None:
    """A quotient, or None where nothing can be divided."""
    return part / whole if whole else None


@dataclass(frozen=True)
class Status:
    """Budget at completion, planned value, earned value and actual cost, all up to one date.

    An index is None where its divisor is 0. Formulas: PMI, Standard for Earned Value Management.
    """

    bac: float
    pv: float
    ev: float
    ac: float

    @property
    def cv(self) -> float:
        """Cost variance EV - AC; negative is over cost."""
        return self.ev - self.ac

    @property
    def sv(self) -> float:
        """Schedule variance EV - PV, in money; negative is behind."""
        return self.ev - self.pv

    @property
    def cpi(self) -> float | None:
        """Cost performance index EV / AC."""
        return _ratio(self.ev, self.ac)

    @property
    def spi(self) -> float | None:
        """Schedule performance index EV / PV; it drifts to 1 at the end of late work."""
        return _ratio(self.ev, self.pv)

    @property
    def complete(self) -> float | None:
        """Share of the work that is done, EV / BAC."""
        return _ratio(self.ev, self.bac)

    @property
    def spent(self) -> float | None:
        """Share of the budget that is spent, AC / BAC."""
        return _ratio(self.ac, self.bac)

    @property
    def eac_trend(self) -> float | None:
        """Estimate at completion if costs go on as so far, BAC / CPI."""
        return _ratio(self.bac, self.cpi) if self.cpi else None

    @property
    def eac_one_off(self) -> float:
        """Estimate at completion if the variance was a single event, AC + (BAC - EV)."""
        return self.ac + self.bac - self.ev

    @property
    def eac_pressed(self) -> float | None:
        """Estimate at completion under cost and date, AC + (BAC - EV) / (CPI x SPI)."""
        if not self.cpi or not self.spi:
            return None
        return self.ac + (self.bac - self.ev) / (self.cpi * self.spi)

    @property
    def etc(self) -> float | None:
        """Estimate to complete if the trend continues, EAC - AC."""
        return None if self.eac_trend is None else self.eac_trend - self.ac

    @property
    def vac(self) -> float | None:
        """Variance at completion if the trend continues, BAC - EAC."""
        return None if self.eac_trend is None else self.bac - self.eac_trend

    @property
    def tcpi(self) -> float | None:
        """Cost performance that the rest needs to stay in the budget, (BAC - EV) / (BAC - AC).

        None where the budget is spent already.
        """
        return _ratio(self.bac - self.ev, self.bac - self.ac) if self.bac > self.ac else None

    def tcpi_to(self, eac: float) -> float | None:
        """Cost performance that the rest needs to reach `eac`, (BAC - EV) / (EAC - AC)."""
        return _ratio(self.bac - self.ev, eac - self.ac) if eac > self.ac else None


@dataclass(frozen=True)
class EarnedSchedule:
    """Earned schedule at a date: periods earned, periods gone, periods planned in all (Lipke)."""

    earned: float
    actual: int
    planned: int

    @property
    def sv(self) -> float:
        """Schedule variance in periods, ES - AT; negative is late."""
        return self.earned - self.actual

    @property
    def spi(self) -> float | None:
        """Schedule performance index in time, ES / AT."""
        return _ratio(self.earned, self.actual)

    @property
    def forecast(self) -> float | None:
        """Periods in all at this pace, PD / SPI(t)."""
        return _ratio(self.planned, self.spi) if self.spi else None


def earned_schedule(planned: Sequence[float], earned: float, actual: int) -> EarnedSchedule:
    """When the value `earned` at the end of period `actual` should have been earned.

    `planned` is the planned value at the end of each period, never falling. ES is the number of
    whole periods earned, and the part (EV - PV at C) / (PV at C+1 - PV at C) of the next.
    """
    whole = sum(value <= earned for value in planned)
    length = float(whole)
    if whole < len(planned):
        before = planned[whole - 1] if whole else 0.0
        length += max(0.0, earned - before) / (planned[whole] - before)
    duration = _duration(planned)
    return EarnedSchedule(min(length, float(duration)), actual, duration)


def _duration(planned: Sequence[float]) -> int:
    """The planned duration: the first period at whose end everything is planned to be done."""
    return next((n for n, value in enumerate(planned, 1) if value >= planned[-1]), 0)
