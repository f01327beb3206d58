"""The calls, sums and paybacks that module 03 quotes are recomputed from their raw data."""

from dataclasses import dataclass
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "03-projects-products-value"
CALLS, MINUTES_A_CALL, EUROS_AN_HOUR, RUNNING, BUILD, LINK = 3000, 6, 30, 900, 54_000, 3_600


@dataclass(frozen=True)
class Month:
    """One column of the worked example."""

    share: float
    spent: int

    @property
    def avoided(self) -> float:
        return CALLS * self.share

    @property
    def hours(self) -> float:
        return self.avoided * MINUTES_A_CALL / 60

    @property
    def worth(self) -> float:
        return self.hours * EUROS_AN_HOUR

    @property
    def net(self) -> float:
        return self.worth - RUNNING

    @property
    def payback(self) -> float:
        return self.spent / self.net


HOPED, JUNE, LINKED = Month(0.6, BUILD), Month(0.35, BUILD), Month(0.5, BUILD + LINK)
MONTHS = (HOPED, JUNE, LINKED)


def lesson() -> str:
    return (MODULE / "lesson.md").read_text(encoding="utf-8")


def quiz() -> str:
    return (MODULE / "quiz.md").read_text(encoding="utf-8")


def figure() -> str:
    return (MODULE / "value-chain.svg").read_text(encoding="utf-8")


def row(title: str, *values: float, unit: str = "") -> str:
    return f"| {title} | " + " | ".join(f"{unit}{value:,.0f}" for value in values) + " |"


def test_it_recomputes_the_cost_of_one_call() -> None:
    cost = MINUTES_A_CALL / 60 * EUROS_AN_HOUR

    assert f"so one call costs €{cost:.0f}." in lesson()


def test_it_recomputes_the_worked_example() -> None:
    text = lesson()

    assert row("Calls avoided", *(one.avoided for one in MONTHS)) in text
    assert row("Hours freed", *(one.hours for one in MONTHS)) in text
    assert row("Worth at €30 an hour", *(one.worth for one in MONTHS), unit="€") in text
    assert row("Less running cost", RUNNING, RUNNING, RUNNING, unit="€") in text
    assert row("Net", *(one.net for one in MONTHS), unit="€") in text
    assert row("Spent on building", *(one.spent for one in MONTHS), unit="€") in text
    assert row("Months to pay back", *(one.payback for one in MONTHS)) in text


def test_it_recomputes_the_slots_that_stay_empty() -> None:
    loss = 12 * 45
    net = LINKED.net - loss

    assert f"12 × 45 = €{loss}." in lesson()
    assert f"{LINKED.net:,.0f} − {loss} = €{net:,.0f} a month" in lesson()
    assert f"{LINKED.spent:,} / {net:,.0f} = {LINKED.spent / net:.1f} months instead of" in lesson()


def test_it_repeats_the_figures_of_the_table_in_text_and_figure() -> None:
    for month in (HOPED, JUNE):
        assert f">{month.share:.0%}".replace("%", " % online") in figure()
        assert f">{month.hours:.0f} h a month" in figure()
        assert f">back in {month.payback:.0f} months" in figure()
    assert f"€{HOPED.net:,.0f} a month net, a build paid back in 12 months" in lesson()
    assert f"{JUNE.hours:.0f} free hours are not yet €{JUNE.worth:,.0f}." in lesson()


def test_it_recomputes_the_receipt_reader() -> None:
    by_hand = 3 / 60 * 36
    planned = 2000 * 0.75 * by_hand
    measured = 2000 * 0.6 * by_hand
    corrections = 300 * 2 / 60 * 36
    net = measured - corrections - 450

    assert f"costs 3 / 60 × 36 = €{by_hand:.2f}." in lesson()
    assert f"75 % are 1,500 receipts, €{planned:,.0f}, less €450 leaves" in lesson()
    assert f"leaves €{planned - 450:,.0f}; 36,000 / 2,250 = 16 months" in lesson()
    assert f"1,200 receipts are €{measured:,.0f}; 300 corrections" in lesson()
    assert f"2,160 − {corrections:.0f} − 450 = €{net:,.0f}" in lesson()
    assert f"36,000 / {net:,.0f} = {36_000 / net:.1f} months" in lesson()
    assert round(36_000 / (planned - 450), 6) == 16
    assert f"accounting spends €{measured - corrections:,.0f} a month less" in lesson()


def test_it_recomputes_the_share_asked_for_in_the_quiz() -> None:
    gross = 36_000 / 12 + 1_000
    share = gross / 4 / 2_000

    assert f"- = {100 * share:.0f} ± 0.5 %" in quiz()
    assert f"with running cost €{gross:,.0f}; that is 4,000 / 4 = 1,000 of 2,000" in quiz()


def test_it_recomputes_what_is_still_to_be_paid_in_the_quiz() -> None:
    left = 200_000 - 140_000

    assert 140_000 / 200_000 == 0.7
    assert f"€{left:,} still to pay stand against €15,000" in quiz()
    assert f"Even €{left // 2:,} would buy €15,000." in quiz()


def test_it_recomputes_the_hours_that_vanished() -> None:
    assert f"€{200 * 35:,} saved each month" in quiz()
