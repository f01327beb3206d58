"""The figures in the module on infrastructure and cloud cost, worked out from the raw data."""

from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "09-infrastructure-and-cloud-cost"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

HOURS = 730
# quantity and price in pence
BILL = {
    "Servers": (12 * HOURS, 20),
    "Database": (2 * HOURS, 150),
    "Pictures": (60_000, 2),
    "Snapshots": (48_000, 4),
    "Data out": (30_000, 7),
    "Logs": (1_800, 50),
    "Tests": (10 * HOURS, 20),
}
COST = {name: quantity * price // 100 for name, (quantity, price) in BILL.items()}
TOTAL = sum(COST.values())


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_recomputes_every_line_of_the_bill() -> None:
    for name, cost in COST.items():
        assert f"£{cost:,} |" in LESSON
        assert f"{{label: {name}, count: {cost}}}" in LESSON
    assert f"**£{TOTAL:,}**" in LESSON


def test_it_ranks_the_bars_and_the_servers_in_fourth_place() -> None:
    order = sorted(COST, key=COST.__getitem__, reverse=True)
    places = [LESSON.index(f"label: {name}, count") for name in order]
    assert places == sorted(places)
    assert order[3] == "Servers"


def test_it_divides_the_bill_by_the_orders() -> None:
    assert 8_100 / 16_200 == 0.50
    assert TOTAL / 28_805 == 0.40
    assert round((TOTAL / 8_100 - 1) * 100) == 42
    assert round((1 - 0.40 / 0.50) * 100) == 20
    assert "rose by 42 %" in LESSON
    assert "fell by 20 %" in LESSON


def test_it_adds_up_the_cheap_savings() -> None:
    snapshots = (48_000 - 6_000) * 4 // 100
    tests = round(COST["Tests"] * 108 / 168)
    logs = 1_200 * 50 // 100
    for saving in (snapshots, tests, logs):
        assert f"| £{saving:,} |" in LESSON
    total = snapshots + tests + logs
    assert f"£{total:,}, or {round(total / TOTAL * 100)} % of the bill" in LESSON
    assert 60 + 108 == 24 * 7


def test_it_recomputes_the_dearer_savings() -> None:
    data_out = round(COST["Data out"] * 0.6)
    assert f"15 days at £480 are £{15 * 480:,}" in LESSON
    assert f"{15 * 480:,} / {data_out:,} = {15 * 480 / data_out:.1f} months" in LESSON
    assert f"| £{round(8 * HOURS * 0.20 * 0.3)} |" in LESSON
    assert f"about {0.7 * 12:.1f} months" in LESSON


def test_it_recomputes_zones_and_distance() -> None:
    assert f"six would need {12 * 70 // 6} %" in LESSON
    assert f"would need {20 * 60 // 10} %" in LESSON
    assert f"12 × 40 = {12 * 40} milliseconds" in LESSON


def test_it_adds_up_what_the_albums_cost_to_keep() -> None:
    slope = 5_000 * 2 // 100
    months = sum(range(1, 37))
    assert f"£{slope} × {months} = £{slope * months:,}" in LESSON
    assert (
        f"12 months the line is £{12 * slope:,} higher, after 36 months £{36 * slope:,}" in LESSON
    )
    assert f"£{80 * 480:,}" in LESSON
    assert slope * months > 80 * 480


def test_it_recomputes_the_exercise() -> None:
    lines = [6 * HOURS * 25, 2 * HOURS * 100, 1_600 * 100, 20_000 * 2, 12_000 * 8, 4 * HOURS * 25]
    pounds = [line // 100 for line in lines]
    assert 400_000 * 0.004 == 1_600
    assert " + ".join(f"£{p:,}" for p in pounds) + f" = £{sum(pounds):,}" in LESSON
    assert sum(pounds) / 24_980 == 0.25
    assert f"£730 × 108 / 168 = £{round(730 * 108 / 168)}" in LESSON
    assert round(24_980 * 0.16, -2) == 4_000
    slope = 4_000 * 2 // 100
    assert f"£{slope} × {sum(range(1, 25))} = £{slope * sum(range(1, 25)):,}" in LESSON
    assert f"After 12 months £{12 * slope} a month, after 24 months £{24 * slope:,}" in LESSON
    assert f"stop at £{3 * slope} a month" in LESSON
    assert f"£{30 * 500:,} for building it" in LESSON
    assert round(24 * slope / 24_980, 2) == 0.08


def test_it_recomputes_the_items() -> None:
    assert 20 * 450 / (3_000 * 0.4 - 200) == 9
    assert (20 * 450 / 3_000, 20 * 450 / 1_800, 20 * 450 / 1_200) == (3.0, 5.0, 7.5)
    assert "- [x] 9.0 months" in item("m09-back-after-how-long")
    assert 25 + 20 == 45 > 40
    assert round(5 / 12 * 100) == 42 < 70
    assert 28 <= 40 < 55 == 40 + 15
    assert "about 42 %" in item("m09-until-tonight")
