"""The payback times, present values and limits that module 14 quotes are recomputed."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "14-vision-charter-business-case"
RATE = 0.08
YEARS = 3
MARGIN = 25
SMALL, LARGE = (36_000, 800 * MARGIN), (100_000, 1_600 * MARGIN)


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def annuity(years: int = YEARS, rate: float = RATE) -> float:
    return sum(1 / (1 + rate) ** year for year in range(1, years + 1))


def worth(benefit: float, years: int = YEARS, rate: float = RATE) -> float:
    return benefit * annuity(years, rate)


def pounds(amount: float) -> str:
    return f"{'-' if amount < 0 else ''}£{abs(round(amount)):,}"


def test_it_recomputes_the_yearly_benefits() -> None:
    text = f"800 fewer a year are worth {pounds(SMALL[1])}, and 1,600 fewer {pounds(LARGE[1])}"

    assert text in read("lesson.md")


def test_it_recomputes_the_present_value_year_by_year() -> None:
    lesson = read("lesson.md")
    for year, power in ((1, "1.08"), (2, "1.08²"), (3, "1.08³")):
        today = pounds(LARGE[1] / 1.08**year)
        assert f"| {year} | £40,000 | {power} | {today} |" in lesson
    value = pounds(worth(LARGE[1]) - LARGE[0])
    assert f"| **Sum** | **£20,000** | | **{value}** |" in lesson
    assert 3 * LARGE[1] - LARGE[0] == 20_000


def test_it_recomputes_how_thin_option_c_is() -> None:
    lesson = read("lesson.md")

    assert f"At 10 % it is {pounds(worth(LARGE[1], rate=0.10) - LARGE[0])}." in lesson
    assert f"a tenth more, it is {pounds(worth(LARGE[1]) - 1.1 * LARGE[0])}." in lesson


def test_it_recomputes_the_comparison_of_the_options() -> None:
    lesson = read("lesson.md")
    small, large = (worth(benefit) - cost for cost, benefit in (SMALL, LARGE))

    assert f"| Net present value, 8 % | £0 | {pounds(small)} | {pounds(large)} |" in lesson
    paybacks = (SMALL[0] / SMALL[1], LARGE[0] / LARGE[1])
    assert f"| Payback | - | {paybacks[0]:g} years | {paybacks[1]:g} years |" in lesson
    assert f"100 / 40 = {paybacks[1]:g} years" in lesson


def test_it_recomputes_the_step_from_b_to_c() -> None:
    lesson = read("lesson.md")
    cost, benefit = LARGE[0] - SMALL[0], LARGE[1] - SMALL[1]

    assert f"another {pounds(cost)} for another {pounds(benefit)} a year" in lesson
    assert f"which is worth {pounds(worth(benefit) - cost)}" in lesson
    assert f"costs {pounds(cost)} more and gets about £51,500 of that back" in lesson
    assert round(worth(benefit), -2) == 51_500
    assert round(worth(SMALL[1]) - SMALL[0], -2) == 15_500


def test_it_recomputes_the_limit_in_the_charter() -> None:
    lesson = read("lesson.md")
    break_even = SMALL[0] / annuity()

    assert f"are worth {annuity():.3f} times one year" in lesson
    assert f"about £{round(break_even, -1):,.0f} a year, or {break_even / MARGIN:.0f} app" in lesson
    assert "under 560 appointments a year" in lesson
    assert 559 < 560 < 800


def test_it_recomputes_when_to_stop_and_when_to_go_on() -> None:
    lesson = read("lesson.md")
    spent, rest = 24_000, 26_000

    assert f"{pounds(rest)} are still to pay: {pounds(spent + rest)} in all" in lesson
    low, high = (worth(fewer * MARGIN) for fewer in (400, 600))
    assert f"{pounds(400 * MARGIN)} a year, worth {pounds(low)} today" in lesson
    assert low < rest
    assert f"{pounds(600 * MARGIN)} a year, worth {pounds(high)}" in lesson
    assert f"{pounds(high - rest)} more than the rest costs" in lesson
    assert f"as a whole now loses {pounds(spent + rest - high)}" in lesson
    for amount in (spent, rest, low, high):
        assert f">{amount / 1000:.1f}<" in read("stop-or-go.svg")


def test_it_draws_both_figures_to_scale() -> None:
    columns = re.findall(
        r'f-accent s-ink" x="\d+" y="[\d.]+" width="62" height="([\d.]+)"', read("npv-option-c.svg")
    )
    assert [float(height) for height in columns] == [
        round(LARGE[1] / 1000 / 1.08**year * 1.5, 1) for year in (1, 2, 3)
    ]
    bars = re.findall(r'x="136" y="\d+" width="([\d.]+)"', read("stop-or-go.svg"))
    amounts = (24, 26, worth(10), 26, worth(15))
    assert [float(bar) for bar in bars] == [round(amount * 8, 1) for amount in amounts]


def test_it_recomputes_the_recall_question() -> None:
    assert "because £40,000 buys £55,000" in read("lesson.md")
    assert f"Stop, because £{90_000 + 40_000:,} buys only £55,000" in read("lesson.md")


def test_it_recomputes_the_model_answer() -> None:
    lesson = read("lesson.md")
    hours = 9 * 220 / 3
    benefit, cost = hours / 2 * 50, 30 * 400
    break_even = cost / annuity(2)
    share = break_even / benefit

    assert f"9 × 220 / 3 = {hours:.0f} hours a year" in lesson
    assert f"half of it saved at £50 is {pounds(benefit)}" in lesson
    assert f"30 person-days at £400 = {pounds(cost)}" in lesson
    assert f"12 / 16.5 = {cost / benefit:.2f} years" in lesson
    assert f"16,500 × {annuity(2):.3f} is about £{round(worth(benefit, 2), -2):,.0f}" in lesson
    assert f"value is about £{round(worth(benefit, 2) - cost, -2):,.0f}" in lesson
    assert f"is about £{round(break_even, -1):,.0f} a year, {100 * share:.0f} %" in lesson
    assert f"or {15 * share:.0f} of the 15 repeats" in lesson
    assert int(30 - 15 * share) == 23
    assert f"counts {annuity(2):.2f} times over two years and {annuity():.2f} times" in lesson


def test_it_recomputes_the_answers_of_the_quiz() -> None:
    quiz = read("quiz.md")
    value = 25_000 * (0.926 + 0.857 + 0.794) - 60_000

    assert f"- = {round(value, -2):.0f} ± 50 pounds" in quiz
    assert f"64,425 - 60,000 = {value:,.0f}, about 4,400" in quiz
    assert abs(worth(25_000) - 60_000 - 4_400) < 50
    assert f"£90,000 for £70,000 is a loss of £{90_000 - 70_000:,}" in quiz
    assert f"worth {260 - 150} more than it costs" in quiz
    assert f"a project that loses {300 + 150 - 260} in all" in quiz
    step = 120_000 - 50_000
    assert f"adds £{step:,} of cost" in quiz
    assert f"gives back £{step - (30_000 - 18_000):,} of the 70" in quiz
