"""The baseline, reserves, odds and values that module 21 quotes are recomputed from raw data."""

import re
from collections.abc import Sequence
from itertools import accumulate, product
from math import prod
from pathlib import Path
from statistics import median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "21-budget-and-reserves"
RATE = 600
DAYS = (20, 40, 60, 60, 50, 30)
CLOUD = (0, 1_000, 2_000, 6_000, 6_000, 6_000)
LICENCE = (0, 18_000, 0, 0, 0, 0)
ONE_OFF = (0, 0, 0, 6_000, 14_000, 5_000)
CONTINGENCY = (0, 0, 0, 8_000, 8_000, 8_000)
RISKS = {
    "R1": (30, 40_000),
    "R2": (40, 30 * RATE),
    "R3": (25, 24_000),
    "R4": (10, 32_000),
    "O1": (50, -8_800),
}
LABOUR = tuple(days * RATE for days in DAYS)
WORK = tuple(map(sum, zip(LABOUR, CLOUD, LICENCE, ONE_OFF, strict=True)))
BASELINE = tuple(map(sum, zip(WORK, CONTINGENCY, strict=True)))
RESERVE = 16_000
BENEFIT = 190_000 - 12 * 6_000 - 18_000
Risks = Sequence[tuple[int, int]]


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def euros(amount: float) -> str:
    return f"{'-' if amount < 0 else ''}€{abs(round(amount)):,}"


def expected(risks: Risks) -> float:
    return sum(chance * impact for chance, impact in risks) / 100


def odds(limit: float, risks: Risks) -> float:
    """The chance that independent risks together cost no more than the limit."""
    total = 0.0
    for happens in product((False, True), repeat=len(risks)):
        cases = list(zip(happens, risks, strict=True))
        if sum(impact for yes, (_, impact) in cases if yes) <= limit:
            total += prod(p / 100 if yes else 1 - p / 100 for yes, (p, _) in cases)
    return total


def worth(benefit: float, rate: float = 0.08) -> float:
    return sum(benefit / (1 + rate) ** year for year in (1, 2, 3))


def test_it_adds_up_the_project_of_two_years_ago() -> None:
    assert "€41,000 over budget" in read("lesson.md")
    assert 19_000 + 12_000 + 10_000 == 41_000


def test_it_recomputes_the_four_kinds_of_cost() -> None:
    lesson = read("lesson.md")
    others = sum(CLOUD) + sum(LICENCE) + sum(ONE_OFF)

    assert f"{sum(DAYS)} days × €{RATE} = {euros(sum(LABOUR))}" in lesson
    assert f"{euros(sum(CLOUD))} in six months" in lesson
    assert f"{euros(sum(LICENCE))}, paid in February" in lesson
    assert f"Together {euros(sum(WORK))}" in lesson
    assert f"make {euros(others)} or {100 * others / sum(WORK):.0f} %" in lesson
    assert "finance may book €1,500 a month for a year" in lesson
    assert sum(LICENCE) == 12 * 1_500


def test_it_recomputes_each_row_of_the_baseline() -> None:
    lesson = read("lesson.md")

    assert f"| Person-days | {' | '.join(map(str, DAYS))} | {sum(DAYS)} |" in lesson
    for name, row in (
        ("Labour", LABOUR),
        ("Cloud run", CLOUD),
        ("Licences", LICENCE),
        ("One-off", ONE_OFF),
        ("Work", WORK),
        ("Contingency", CONTINGENCY),
    ):
        cells = " | ".join(f"{amount // 1000}" for amount in (*row, sum(row)))
        assert f"| {name} | {cells} |" in lesson
    bold = " | ".join(f"**{amount // 1000}**" for amount in (*BASELINE, sum(BASELINE)))
    assert f"| **Baseline** | {bold} |" in lesson
    total = " | ".join(f"**{amount // 1000}**" for amount in accumulate(BASELINE))
    assert f"| **Cumulative** | {total} | |" in lesson


def test_it_draws_the_s_curve_to_scale() -> None:
    figure = read("s-curve.svg")
    points = re.findall(r'<circle class="f-accent" cx="(\d+)" cy="([\d.]+)"', figure)

    assert [float(y) for _, y in points] == [
        round(290 - 0.95 * (total // 1000), 1) for total in accumulate(BASELINE)
    ]
    assert all(f">{total // 1000}<" in figure for total in list(accumulate(BASELINE))[:-1])
    assert f">{sum(BASELINE) // 1000} baseline<" in figure
    assert f">{sum(WORK) // 1000} work<" in figure
    assert f">{(sum(BASELINE) + RESERVE) // 1000} funding<" in figure


def test_it_draws_the_stack_to_scale() -> None:
    heights = re.findall(r'<rect [^>]*height="([\d.]+)"', read("stack.svg"))
    layers = [*map(sum, (LABOUR, CLOUD, LICENCE, ONE_OFF, CONTINGENCY)), RESERVE]

    assert [float(height) for height in heights] == [1.25 * layer / 1000 for layer in layers]
    assert all(f">{layer // 1000}</text>" in read("stack.svg") for layer in layers)


def test_it_recomputes_what_is_owed_at_the_end_of_march() -> None:
    plan = sum(BASELINE[:3]) // 1000

    assert f"The baseline says {plan}, so somebody will rejoice over {plan - 79}" in read(
        "lesson.md"
    )
    assert f"79 + 16 = {79 + 16} is {79 + 16 - plan} *over* the plan" in read("lesson.md")


def test_it_recomputes_the_expected_value_of_each_risk() -> None:
    lesson = read("lesson.md")

    for name, (chance, impact) in RISKS.items():
        row = f"| {chance} % | {euros(impact)} | {euros(chance * impact / 100)} |"
        assert re.search(rf"\| {name} \| [^|]+ {re.escape(row)}", lesson)
    assert expected(list(RISKS.values())) == sum(CONTINGENCY)
    assert f"| **{euros(sum(CONTINGENCY))}** |" in lesson


def test_it_recomputes_how_often_the_contingency_is_enough() -> None:
    lesson = read("lesson.md")
    risks = list(RISKS.values())
    enough = odds(sum(CONTINGENCY), risks)

    assert f"Go through the {2 ** len(risks)} combinations" in lesson
    assert f"€24,000 is enough in about {100 * enough:.0f} cases of 100" in lesson
    assert f"€42,000 in about {100 * odds(42_000, risks):.0f}" in lesson
    assert round(10 * (1 - enough)) == 4
    assert round(10 * (1 - odds(42_000, risks))) == 2
    assert RISKS["R1"][0] / 100 / (1 - enough) > 0.5
    assert RISKS["R1"][1] + RISKS["O1"][1] > sum(CONTINGENCY)
    assert round(10 * (1 - odds(0, risks))) == 7


def test_it_recomputes_the_management_reserve_from_history() -> None:
    share = median((3, 5, 8, 11))

    assert f"median, {share:g} % of {euros(sum(BASELINE))}, is" in read("lesson.md")
    assert f"is {euros(share * sum(BASELINE) / 100)}; Callum set €16,000" in read("lesson.md")


def test_it_recomputes_the_value_year_by_year() -> None:
    lesson = read("lesson.md")

    assert f"190,000 - 90,000 = {euros(BENEFIT)} a year" in lesson
    assert f"The first draft said {190_000 - 18_000:,}" in lesson
    for year, power in ((1, "1.08 "), (2, "1.08²"), (3, "1.08³")):
        assert f"year {year}   100,000 / {power}    {BENEFIT / 1.08**year:,.0f}" in lesson
    assert f"worth today                {worth(BENEFIT):,.0f}" in lesson
    assert f"net present value           {worth(BENEFIT) - sum(BASELINE):,.0f}" in lesson


def test_it_recomputes_payback_ratio_and_limit() -> None:
    lesson = read("lesson.md")
    cost = sum(BASELINE)

    assert f"244 / 100 = {cost / BENEFIT:.2f} years" in lesson
    assert f"257,710 / 244,000 = {worth(BENEFIT) / cost:.2f}." in lesson
    assert f"{euros(worth(BENEFIT))} is the most the move may cost" in lesson
    assert f"260,000, the NPV is {euros(worth(BENEFIT) - cost - RESERVE)}." in lesson
    assert worth(BENEFIT) > 257_000


def test_it_recomputes_the_answers_to_the_call_for_cuts() -> None:
    lesson = read("lesson.md")
    cost = sum(BASELINE)
    archive = 30_000 + 3_000 + RISKS["R2"][0] * RISKS["R2"][1] // 200

    assert f"0.15 × 244,000 = {euros(0.15 * cost)}" in lesson
    assert archive == 0.15 * cost
    for budget, benefit in (
        (cost, BENEFIT),
        (cost - 4_000 - 4_000 - 10 * RATE, BENEFIT),
        (cost - archive, BENEFIT - 24_000),
        (cost - sum(CONTINGENCY), BENEFIT),
    ):
        value = worth(benefit) - budget
        assert f"| {euros(budget)} | {euros(benefit)} | {euros(value)} |" in lesson
    assert "15 % off the cost, 24 % off the benefit" in lesson


def test_it_recomputes_the_answer_to_the_exercise() -> None:
    lesson = read("lesson.md")
    labour = [500 * days for days in (10, 30, 40, 30, 10)]
    others = [6_000, 3_000 + 500, 500, 9_000 + 1_500, 1_500]
    work = [a + b for a, b in zip(labour, others, strict=True)]
    risks = [(50, 10_000), (20, 15_000), (25, -4_000)]
    baseline = list(work)
    baseline[3] += round(expected(risks))

    assert f"5,000 + 3,000 - 1,000 = {euros(expected(risks))}" in lesson
    assert "Work: " + "; ".join(f"{amount:,}" for amount in work) in lesson
    assert f"together {sum(work):,}" in lesson
    assert f"month 4 is {baseline[3]:,}" in lesson
    assert "Cumulative: " + "; ".join(f"{total:,}" for total in accumulate(baseline)) in lesson
    assert f"So {100 * odds(expected(risks), risks):.0f} of 100" in lesson
    assert f"with discount {15_000 - 4_000:,}" in lesson


def test_it_recomputes_the_value_in_the_exercise() -> None:
    lesson = read("lesson.md")
    cost, benefit = 89_000, 64_000 - 18_000 - 6_000
    factor = 2.577

    assert f"64,000 - 18,000 - 6,000 = {euros(benefit)}" in lesson
    assert f"Payback 89 / 40 = {cost / benefit:.1f} years" in lesson
    assert f"40,000 × 2.577 = {euros(benefit * factor)}" in lesson
    assert f"NPV {euros(benefit * factor - cost)}. Ratio {benefit * factor / cost:.2f}" in lesson
    assert f"37,000 × 2.577 - 86,750 = {37_000 * factor - 86_750:,.0f}" in lesson
    assert f"30,000 × 2.577 - 81,000 = {30_000 * factor - 81_000:,.0f}" in lesson
    assert (9_000 - 9_000 * 18 / 24, 16 * 500, 0.1 * cost) == (2_250, 8_000, 8_900)
    assert round(worth(1), 3) == factor


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    parts = [int(n) for n in re.findall(r"\*(\d+) minutes\.\*", read("lesson.md"))]

    assert f"exercise_minutes: {sum(parts)}\n" in read("lesson.md")


def test_it_recomputes_the_numbers_of_the_quiz() -> None:
    quiz = read("quiz.md")
    contingency = expected([(25, 24_000), (10, 60_000), (50, 8_000), (20, -10_000)])

    assert f"- = {contingency:.0f} ± 50 euros" in quiz
    total = 500 * (10 + 20 + 30) + 2 * 800 + 6_000 + 4_000
    assert f"- = {total} ± 50 euros" in quiz
    assert f"with it you would get {total + 5_000:,}" in quiz
    value = 165_000 - 140_000 - 12_000 - 4_000 * 2.577
    assert f"- [x] {round(value, -2):,.0f}\n" in quiz
    assert f"That leaves {value:,.0f}" in quiz
    assert 165_000 - 140_000 - 12_000 - 3 * 4_000 == 1_000
    assert 165_000 - 140_000 - 12_000 - 4_000 == 9_000


def test_it_recomputes_the_situations_of_the_quiz() -> None:
    quiz = read("quiz.md")

    assert 0.15 * 200_000 == 30_000
    assert "loses 5,000 instead of earning 30,000" in quiz
    assert (165 - 170, 230 - 200) == (-5, 30)
    assert f"we are at {60_000 + 18_000:,}, so {60_000 + 18_000 - 75_000:,} above" in quiz
    assert "another 40,000 to 120,000" in quiz
    assert (11 * 40_000 - 400_000, 13 * 40_000 - 400_000) == (40_000, 120_000)
    assert f"the {25_000 - 22_000:,} that are left" in quiz
    assert f"shows {24_000 - 2_000:,} over plan" in quiz
    assert f"look for the other {90_000 - 9_000:,}" in quiz
