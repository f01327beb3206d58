"""The capacities, curves, loads and delay costs that module 20 quotes are recomputed."""

import re
from itertools import accumulate
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "20-resources-and-capacity"
TEAM = {
    "Vikram": (63, 8),
    "Paulo": (63, 13),
    "Soraya": (50, 5),
    "Wiktoria": (63, 11),
    "Bashir": (63, 25),
    "Oona": (63, 3),
}
QUARTERS = {
    "three quarters ago": (178, 292),
    "two quarters ago": (192, 305),
    "last quarter": (170, 288),
}
LAST = {
    "Vikram": (54, 41, 5),
    "Paulo": (50, 34, 7),
    "Soraya": (44, 17, 18),
    "Wiktoria": (52, 31, 9),
    "Bashir": (48, 25, 11),
    "Oona": (40, 22, 6),
}
SKILLS = {
    "Lab interface": (0, 0, 1, 0, 3, 0),
    "Mobile app": (3, 2, 0, 0, 0, 2),
    "Database": (1, 0, 3, 2, 0, 0),
    "Deployment": (2, 2, 1, 0, 2, 1),
    "Clinic rules": (0, 1, 0, 3, 2, 0),
}
# Percent of a settled colleague and mentor's half-days, week by week.
CURVE = ((10, 4),) * 2 + ((30, 2),) * 2 + ((60, 1),) * 4 + ((90, 0),) * 2
NET = [5 * share / 100 - halves / 2 for share, halves in CURVE]
PRESENT = sum(weekdays - away for weekdays, away in TEAM.values())
FACTOR = 0.61


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def beyond(late: int, slack: int, rate: int) -> int:
    """What lateness costs once the float is used up."""
    return max(0, late - slack) * rate


def prices(first: tuple[int, int, int], second: tuple[int, int, int]) -> tuple[int, int, int]:
    """First before second, second before first, and half days until the shorter job is done."""
    (days_1, slack_1, rate_1), (days_2, slack_2, rate_2) = first, second
    shared = min(days_1, days_2)
    return (
        beyond(days_1, slack_2, rate_2),
        beyond(days_2, slack_1, rate_1),
        beyond(shared, slack_1, rate_1) + beyond(shared, slack_2, rate_2),
    )


def test_it_recomputes_the_slide_and_what_became_of_it() -> None:
    assert "six developers, thirteen weeks, five days" in read("lesson.md").lower()
    assert f"said {6 * 13 * 5} person-days" in read("lesson.md")
    assert f"{QUARTERS['last quarter'][0]} days of planned work had been done" in read("lesson.md")


def test_it_recomputes_the_present_days() -> None:
    lesson = read("lesson.md")

    for name, (weekdays, away) in TEAM.items():
        assert f"| {name} | {weekdays} | {away} | {weekdays - away} |" in lesson
    total = [sum(days) for days in zip(*TEAM.values(), strict=True)]
    assert f"| **{total[0]}** | **{total[1]}** | **{PRESENT}** |" in lesson


def test_it_recomputes_the_focus_factor() -> None:
    lesson = read("lesson.md")
    done, present = (sum(days) for days in zip(*QUARTERS.values(), strict=True))

    for name, (planned, there) in QUARTERS.items():
        assert f"{name:<21}{planned} of {there}   {100 * planned / there:.0f} %" in lesson
    assert f"together             {done} of {present}   {100 * done / present:.0f} %" in lesson
    assert (
        f"{present} days 159 went into support and incidents ({15_900 / present:.0f} %)" in lesson
    )
    assert f"97 into meetings ({9_700 / present:.0f} %)" in lesson
    assert f"89 into reviews for others, recruiting and help ({8_900 / present:.0f} %)" in lesson
    assert done + 159 + 97 + 89 == present
    assert round(done / present, 2) == FACTOR


def test_it_recomputes_the_capacity_and_its_range() -> None:
    lesson = read("lesson.md")

    assert f"{PRESENT} × 0.61 = {PRESENT * FACTOR:.0f} days" in lesson
    assert f"between {PRESENT * 0.59:.0f} and {PRESENT * 0.63:.0f}" in lesson


def test_it_draws_the_capacity_to_scale() -> None:
    figure = read("capacity.svg")
    widths = [float(width) for width in re.findall(r'<rect [^>]* width="([\d.]+)"', figure)]
    parts = [round(PRESENT * share) for share in (0.61, 0.18, 0.11, 0.10)]

    assert widths == [round(0.8 * days, 1) for days in (390, 365, PRESENT, *parts)]
    assert sum(parts) == PRESENT
    assert all(f">{days}</text>" in figure for days in (390, 365, PRESENT, *parts))


def test_it_recomputes_the_newcomer_week_by_week() -> None:
    lesson = read("lesson.md")

    for weeks, week in (("1-2", 0), ("3-4", 2), ("5-8", 4), ("9-10", 8)):
        share, halves = CURVE[week]
        cells = f"{share} % | {5 * share / 100:g} | {halves / 2:g} | {NET[week]:+g}"
        assert f"| {weeks} | {cells} |" in lesson
    assert "down to minus 3 after week 2, minus 2 after week 4" in lesson
    total = list(accumulate(NET))
    assert [total[week - 1] for week in (2, 4, 8, 10)] == [-3, -2, 8, 17]
    assert total[3] < 0 < total[4]


def test_it_draws_the_curve_of_the_newcomer_to_scale() -> None:
    heights = re.findall(r'<circle [^>]*cy="([\d.]+)"', read("onboarding.svg"))

    assert [float(y) for y in heights] == [round(190 - 9 * days, 1) for days in accumulate(NET)]


def test_it_recomputes_what_the_newcomer_adds() -> None:
    lesson = read("lesson.md")
    days = PRESENT + sum(NET)

    assert f"{sum(NET):.0f} present days, times 0.61, are {sum(NET) * FACTOR:.0f} days" in lesson
    assert f"has {days * FACTOR:.0f}, or {days * 0.59:.0f} to {days * 0.63:.0f}" in lesson
    assert "add 50 days" in lesson
    assert len(NET) * 5 == 50


def test_it_draws_the_skills_matrix() -> None:
    figure = read("matrix.svg")

    for name, levels in SKILLS.items():
        row = figure.split(f">{name}<")[1].split('x="6"')[0]
        cells = [int(n) for n in re.findall(r">(\d)</text>", row)]
        assert cells == [*levels, sum(level >= 2 for level in levels)]
        assert f"{name} {' '.join(map(str, levels))}".lower() in figure.lower()
    counts = [sum(level >= 2 for level in levels) for levels in SKILLS.values()]
    assert counts == [1, 3, 2, 3, 2]
    assert "1, 3, 2, 3 and 2 people" in read("lesson.md")


def test_it_recomputes_the_demand_against_the_capacity() -> None:
    lesson = read("lesson.md")
    capacity = round((PRESENT + sum(NET)) * FACTOR)

    assert f"Bashir has 38 × 0.61 = {38 * FACTOR:.0f}" in lesson
    assert f"does not fail by {205 - capacity} days" in lesson
    assert f"205 + 6 = {205 + 6}, {205 + 6 - capacity} more than {capacity}" in lesson
    assert 38 * FACTOR < 30
    assert capacity >= 205 + 6 - 20


def test_it_recomputes_the_load_of_each_person() -> None:
    lesson = read("lesson.md")
    rows = [(there, done, help_, there - done - help_) for there, done, help_ in LAST.values()]
    total = [sum(days) for days in zip(*rows, strict=True)]

    for name, row in zip(LAST, rows, strict=True):
        share = f"{100 * row[1] / row[0]:.0f} %"
        assert f"| {name} | {' | '.join(map(str, row))} | {share} |" in lesson
    bold = " | ".join(f"**{days}**" for days in total)
    assert f"| **Together** | {bold} | **{100 * total[1] / total[0]:.0f} %** |" in lesson
    assert (total[1], total[0]) == QUARTERS["last quarter"]
    assert f"18 of {total[2]} support days" in lesson
    assert f"An even share would be {total[2] / 6:.0f}" in lesson
    assert 18 - round(total[2] / 6) == 9


def test_it_recomputes_the_price_of_each_order() -> None:
    lesson = read("lesson.md")
    results_first, billing_first, halves = prices((10, 3, 2_000), (6, 8, 900))

    assert f"3 × 2,000 = {billing_first:,}" in lesson
    assert f"2 × 900   = {results_first:,}" in lesson
    assert f"3 × 2,000 = {halves:,}" in lesson
    assert "billing last until day 32" in lesson
    assert "end on day 36 instead of 30" in lesson
    assert (20 + 2 * 6, 20 + 2 * 6 + (10 - 6), 20 + 10) == (32, 36, 30)
    handover, results, billing = 20 + 1, 20 + 1 + 10, 20 + 1 + 10 + 3
    assert f"on day {handover}, works for Lorcan until day {results}" in lesson
    assert f"for Dagny until day {billing}, just in time" in lesson
    assert results - 30 <= 3
    assert billing - 26 == 8


def test_it_recomputes_the_recall_question() -> None:
    share = (132 + 126) / (220 + 210)

    assert f"258 of 430 is {100 * share:.0f} %, and 240 × 0.6 = {240 * share:.0f}" in read(
        "lesson.md"
    )


def test_it_recomputes_the_answer_to_the_exercise() -> None:
    lesson = read("lesson.md")
    there = [39 - 5, 39 - 9, 24 - 3, 39 - 4]
    share = (66 + 72) / (110 + 120)
    adds = sum(5 * percent / 100 for percent, _ in CURVE[:6])
    gives = sum(halves / 2 for _, halves in CURVE[:6])
    extra = round((adds - gives) * share)

    assert f"Present {' + '.join(map(str, there))} = {sum(there)}" in lesson
    assert f"138 / 230 = {100 * share:.0f} %, capacity {sum(there) * share:.0f}" in lesson
    assert f"1 + 3 + 6 = {adds:.0f} days in six weeks, mentor 4 + 2 + 1 = {gives:.0f}" in lesson
    assert f"times 0.6 about {extra}. So {sum(there) * share + extra:.0f} days" in lesson
    shop_first, desk_first, halves = prices((5, 2, 1_000), (4, 6, 700))
    assert (shop_first, desk_first, halves) == (0, 2_000, 2_000)
    assert "the desk ends on day 18 instead of 14" in lesson
    assert "the shop ends on day 19 instead of 15" in lesson
    assert (10 + 2 * 4, 10 + 2 * 4 + 1) == (18, 19)


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    parts = [int(n) for n in re.findall(r"\*(\d+) minutes\.\*", read("lesson.md"))]

    assert f"exercise_minutes: {sum(parts)}\n" in read("lesson.md")


def test_it_recomputes_the_numbers_of_the_quiz() -> None:
    quiz = read("quiz.md")
    share = (110 + 132) / (200 + 240)

    assert f"- = {(240 - 40) * share:.0f} ± 1 days" in quiz
    assert f"242 / 440 = {100 * share:.0f} %" in quiz
    assert f"- = {4 * (0.5 - 1.5) + 4 * (2.5 - 0.5):.0f} ± 0.05 days" in quiz
    assert f"it would look like {4 * 0.5 + 4 * 2.5:.0f}" in quiz


def test_it_recomputes_the_engineer_of_the_quiz() -> None:
    quiz = read("quiz.md")
    p_first, q_first, halves = prices((5, 4, 1_000), (8, 3, 600))

    assert f"- [x] {p_first:,}\n" in quiz
    assert [p_first, halves, q_first] == sorted([p_first, q_first, halves])
    assert f"- [ ] {halves:,}\n" in quiz
    assert f"- [ ] {q_first:,}\n" in quiz
    assert "P ends on day 10 instead of 5, Q on day 13 instead of 8" in quiz
    assert (2 * 5, 2 * 5 + 8 - 5) == (10, 13)
