"""The passes, floats, prices and odds that module 18 quotes are recomputed from the activities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "18-network-and-critical-path"
Links = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Activity:
    """A name, a duration in days and the ids of those it waits for."""

    name: str
    days: int
    after: str


@dataclass(frozen=True)
class Times:
    """Both passes of one activity, in days that are over."""

    es: int
    ef: int
    ls: int
    lf: int
    free: int

    @property
    def total(self) -> int:
        """Total float."""
        return self.ls - self.es


ALDEA = {
    "A": Activity("Agree the token contract", 3, ""),
    "B": Activity("Build the sign-in service", 4, "A"),
    "C": Activity("Get the test tenant", 2, "A"),
    "D": Activity("Migrate patient accounts", 5, "B"),
    "E": Activity("Rework the mobile app", 6, "C"),
    "F": Activity("Help pages and training", 4, "C"),
    "G": Activity("Cut over", 2, "DEF"),
}
HALDEN = {
    "P": Activity("Agree the label format", 2, ""),
    "Q": Activity("Build the label service", 5, "P"),
    "R": Activity("Get test scanners", 3, "P"),
    "S": Activity("Connect the printers", 4, "Q"),
    "T": Activity("Write the scanner app", 4, "R"),
    "U": Activity("Training sheets", 2, "R"),
    "V": Activity("Trial in one hall", 3, "ST"),
    "W": Activity("Go live", 1, "UV"),
}
QUIZ = {
    "A": Activity("", 2, ""),
    "B": Activity("", 6, "A"),
    "C": Activity("", 3, "A"),
    "D": Activity("", 4, "B"),
    "E": Activity("", 5, "C"),
    "F": Activity("", 1, "DE"),
}
NO_LAGS: Links = {}


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def passes(network: Mapping[str, Activity], lags: Links = NO_LAGS) -> dict[str, Times]:
    """Both passes over finish-to-start links; a lag is keyed by (before, after)."""
    early: dict[str, tuple[int, int]] = {}
    for key, one in network.items():
        es = max((early[before][1] + lags.get((before, key), 0) for before in one.after), default=0)
        early[key] = (es, es + one.days)
    end = max(ef for _, ef in early.values())
    late: dict[str, tuple[int, int]] = {}
    free: dict[str, int] = {}
    for key in reversed(list(network)):
        then = [(k, lags.get((key, k), 0)) for k, one in network.items() if key in one.after]
        lf = min((late[k][0] - lag for k, lag in then), default=end)
        late[key] = (lf - network[key].days, lf)
        free[key] = min((early[k][0] - lag for k, lag in then), default=end) - early[key][1]
    return {key: Times(*early[key], *late[key], free[key]) for key in network}


def duration(network: Mapping[str, Activity], lags: Links = NO_LAGS) -> int:
    return max(times.ef for times in passes(network, lags).values())


def critical(network: Mapping[str, Activity]) -> str:
    return "-".join(key for key, times in passes(network).items() if times.total == 0)


def changed(network: Mapping[str, Activity], **days: int) -> dict[str, Activity]:
    """The same network with days added to (or, below zero, taken from) some activities."""
    return {
        key: Activity(one.name, one.days + days.get(key, 0), one.after)
        for key, one in network.items()
    }


def crashes(limits: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, dict[str, int]]]:
    """Each way to shorten within the limits, as its price and the days taken."""
    for taken in product(*(range(most + 1) for most, _ in limits.values())):
        days = dict(zip(limits, taken, strict=True))
        yield sum(days[key] * price for key, (_, price) in limits.items()), days


def cheapest(
    network: Mapping[str, Activity], limits: Mapping[str, tuple[int, int]], target: int
) -> int:
    return min(
        price
        for price, days in crashes(limits)
        if duration(changed(network, **{key: -taken for key, taken in days.items()})) <= target
    )


def test_it_recomputes_each_row_of_the_table_from_the_raw_activities() -> None:
    for key, times in passes(ALDEA).items():
        one = ALDEA[key]
        raw = [key, one.name, str(one.days), ", ".join(one.after) or "-"]
        computed = [times.es, times.ef, times.ls, times.lf, times.total, times.free]
        assert f"| {' | '.join([*raw, *map(str, computed)])} |" in read("lesson.md")


def test_it_recomputes_the_critical_path_and_the_next_one() -> None:
    lesson = read("lesson.md")

    assert critical(ALDEA) == "A-B-D-G"
    assert f"A-B-D-G, 3 + 4 + 5 + 2 = {duration(ALDEA)}" in lesson
    assert f"A-C-E-G, takes 3 + 2 + 6 + 2 = {sum(ALDEA[k].days for k in 'ACEG')}" in lesson


def test_it_draws_the_times_of_each_box() -> None:
    figure = read("network.svg")

    for key, times in passes(ALDEA).items():
        box = figure.split(f">{key} ")[0].rsplit("<rect", 1)[1]
        below = figure.split(f">{key} ")[1].split("<rect")[0]
        assert box.count("<text") == 4
        assert all(f">{n}</text>" in box for n in (times.es, ALDEA[key].days, times.ef))
        assert all(f">{n}</text>" in below for n in (times.ls, times.total, times.lf))
        assert ('s-accent"' in box) is (times.total == 0)
        assert ('stroke-width="4"' in box) is (times.total == 0)


def test_it_replays_the_three_surprises_in_their_order() -> None:
    assert duration(changed(ALDEA, C=2)) == 15
    assert critical(changed(ALDEA, C=2)) == "A-C-E-G"
    assert duration(changed(ALDEA, C=2, F=2)) == 15
    assert passes(changed(ALDEA, C=2, F=2))["F"].ef == passes(changed(ALDEA, C=2))["E"].ef == 13
    assert duration(changed(ALDEA, C=2, F=2, D=-1)) == 15


def test_it_recomputes_the_price_of_two_days() -> None:
    limits = {"A": (1, 5000), "D": (2, 2000), "E": (1, 4000)}

    assert duration(changed(ALDEA, D=-1)) == 13
    assert critical(changed(ALDEA, D=-1)) == "A-B-C-D-E-G"
    assert duration(changed(ALDEA, D=-2)) == 13
    assert duration(changed(ALDEA, A=-1, D=-1)) == 12
    assert cheapest(ALDEA, limits, 13) == 2000
    assert f"two days earlier          {cheapest(ALDEA, limits, 12):,}" in read("lesson.md")
    assert f"2,000 + 4,000 = €{2000 + 4000:,}" in read("lesson.md")


def test_it_recomputes_the_day_that_the_overlap_buys() -> None:
    overlap = {("B", "D"): -2}

    assert passes(ALDEA, overlap)["D"].ef + ALDEA["G"].days == 12
    assert duration(ALDEA, overlap) == 13
    assert "A-B-D-G shrinks to 12, but A-C-E-G still takes 13" in read("lesson.md")


def test_it_recomputes_levelling_and_smoothing() -> None:
    one_person = {**ALDEA, "F": Activity("Help pages and training", 4, "CE")}
    levelled, plan = passes(one_person), passes(ALDEA)

    assert f"F from {levelled['F'].es} to {levelled['F'].ef}, cut-over at 17" in read("lesson.md")
    assert duration(one_person) == 17
    assert f"F can slide to {plan['F'].ls}-{plan['F'].lf}" in read("lesson.md")
    assert f"double-booked from {plan['F'].ls} to {plan['E'].ef}" in read("lesson.md")


def test_it_recomputes_the_odds_where_the_paths_meet() -> None:
    chance = prod([0.7, 0.8, 0.9])

    assert f"0.7 × 0.8 × 0.9 = {chance:.3f}, about {100 * chance:.0f} %" in read("lesson.md")
    assert f"0.7 × 0.8 × 0.9 = {chance:.3f}" in read("merge.svg")
    assert f"between {100 * chance:.0f} and {100 * min(0.7, 0.8, 0.9):.0f} %" in read("lesson.md")


def test_it_draws_as_many_filled_squares_as_there_are_chances_in_ten() -> None:
    rows = read("merge.svg").split(">all three<")

    assert rows[0].count('class="f-accent s-ink"') == 7 + 8 + 9
    assert rows[-1].count('class="f-accent s-ink"') == 5


def test_it_recomputes_the_answer_to_the_exercise() -> None:
    for key, times in passes(HALDEN).items():
        one = HALDEN[key]
        given = f"| {key} | {one.name} | {one.days} | {', '.join(one.after) or '-'} |"
        computed = [times.es, times.ef, times.ls, times.lf, times.total, times.free]
        assert given in read("lesson.md")
        assert f"    | {key} | {' | '.join(map(str, computed))} |" in read("lesson.md")
    assert f"Critical: {critical(HALDEN)}, {duration(HALDEN)} days" in read("lesson.md")
    assert f"P-R-T-V-W takes {sum(HALDEN[k].days for k in 'PRTVW')}" in read("lesson.md")


def test_it_recomputes_the_lag_of_the_exercise() -> None:
    lagged = passes(HALDEN, {("V", "W"): 2})

    assert f"W runs from {lagged['W'].es} to {lagged['W'].ef}." in read("lesson.md")
    assert f"the float of U grows from 7 to {lagged['U'].total}" in read("lesson.md")
    assert lagged["R"].total == lagged["T"].total == 2


def test_it_recomputes_the_prices_of_the_exercise() -> None:
    limits = {"Q": (1, 1000), "S": (2, 1500), "T": (1, 800), "V": (1, 2500)}
    to_13, to_12 = cheapest(HALDEN, limits, 13), cheapest(HALDEN, limits, 12)

    assert f"1,000 + 1,500 = €{to_13:,}" in read("lesson.md")
    assert f"1,500 + 800 = €{to_12 - to_13:,}" in read("lesson.md")


def test_it_recomputes_the_odds_of_the_exercise() -> None:
    assert f"0.75 × 0.9 = {0.75 * 0.9:.3f}, about two chances in three" in read("lesson.md")


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    parts = [18, 8, 10, 8, 12]

    assert all(f"*{minutes} minutes.*" in read("lesson.md") for minutes in parts)
    assert f"exercise_minutes: {sum(parts)}" in read("lesson.md")


def test_it_recomputes_the_float_asked_for_in_the_quiz() -> None:
    times = passes(QUIZ)["C"]

    assert f"- = {times.total} ± 0.05 days" in read("quiz.md")
    assert f"C has LS {times.ls} and ES {times.es}" in read("quiz.md")
    assert times.free == 0
    assert duration(QUIZ) == 13


def test_it_recomputes_the_finish_under_two_links() -> None:
    writing, translating = 6, 4
    finish = max(2 + translating, writing + 1)

    assert f"- = {finish} ± 0.05 days" in read("quiz.md")
    assert f"it runs from {finish - translating} to {finish}" in read("quiz.md")


def test_it_recomputes_the_cheapest_two_days_of_the_quiz() -> None:
    prices = {"K": (2, 900), "L": (2, 300), "M": (2, 400), "N": (2, 800)}
    ways = [
        price
        for price, cut in crashes(prices)
        if max(20 - cut["K"] - cut["L"] - cut["N"], 19 - cut["K"] - cut["M"] - cut["N"]) <= 18
    ]

    assert f"- [x] {min(ways):,}\n" in read("quiz.md")
    assert 600 not in ways
    assert {1100, 1600} <= set(ways)


def test_it_recomputes_the_slip_beyond_the_float() -> None:
    assert f"moves from day 30 to day {30 + 5 - 2}" in read("quiz.md")


def test_it_recomputes_the_even_odds_of_three_teams() -> None:
    assert f"0.8 × 0.8 × 0.8 = {0.8**3:.3f}" in read("quiz.md")
