"""The gaps, products, hours and months that module 02 quotes are recomputed from raw data."""

import re
from pathlib import Path

import pytest

CONTENT = Path(__file__).parents[2] / "content"
MODULE = CONTENT / "modules" / "02-assess-yourself-and-plan"
CONFIRMED_ARTEFACTS = {"COM3": 1, "TEC1": 2}
CHOSEN = ("PPL2", "DEL5", "COM1", "CTL2", "DEL4")
BILAL_CONFIRMED = {"CTL3": 1, "DEL4": 2}
PHASES = {
    "1-3": (("03", "14", "23"), {"jb01": 8, "jb03": 2}),
    "4-6": (("15", "36"), {"jb03": 6, "jb14": 4}),
    "7-9": (("16",), {"jb14": 6, "jb05": 4}),
    "10-12": (("18",), {"jb07": 8, "jb05": 2}),
}


def lesson() -> str:
    return (MODULE / "lesson.md").read_text(encoding="utf-8")


def quiz() -> str:
    return (MODULE / "quiz.md").read_text(encoding="utf-8")


def rows(columns: int) -> list[list[str]]:
    """Return the cells of the table rows that have so many columns and begin with a skill."""
    cells = [[cell.strip() for cell in line.strip(" |").split("|")] for line in lines()]
    return [row for row in cells if len(row) == columns and re.match(r"[A-Z]{3}\d", row[0])]


def lines() -> list[str]:
    return [line for line in lesson().splitlines() if line.lstrip().startswith("|")]


def counts(says: int, confirmed: int) -> int:
    """Return the level that a rating counts for with so many confirmed artefacts."""
    carried = {0: 2, 1: 3}.get(confirmed, 5)
    return min(says, carried)


def number_in(path: Path, field: str) -> int:
    found = re.search(rf"^{field}: (\d+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path.name} has no {field}"
    return int(found[1])


def study_minutes(lessons: tuple[str, ...]) -> int:
    folders = [next((CONTENT / "modules").glob(f"{number}-*")) for number in lessons]
    return sum(number_in(folder / "lesson.md", "minutes") for folder in folders)


def clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest}" if rest else f"{hours} h"


def test_it_recomputes_each_row_of_the_worked_example() -> None:
    assert len(rows(8)) == 12
    for skill, *middle, counted, gap, product in rows(8):
        asked, weight, says = (int(cell) for cell in middle[:3])
        level = counts(says, CONFIRMED_ARTEFACTS.get(skill[:4], 0))
        missing = max(0, asked - level)
        assert (int(counted), int(gap), int(product)) == (level, missing, missing * weight), skill


def test_it_takes_asked_and_weight_from_the_role() -> None:
    role = (CONTENT / "roles" / "tpm.yml").read_text(encoding="utf-8")

    for row in [*rows(8), *rows(5)]:
        assert f"{row[0][:4]}: {{level: {row[1]}, weight: {row[2]}}}" in role


def test_it_sorts_by_product_and_leaves_five_for_two_places() -> None:
    products = [int(row[-1]) for row in rows(8)]

    assert products == sorted(products, reverse=True)
    assert (products.count(9), products.count(6)) == (3, 5)
    assert "Three skills have 9. Five share a 6, and two places are left." in lesson()
    assert {row[0][:4] for row in rows(8) if row[-1] in {"9", "6"}} >= set(CHOSEN)


def test_it_recomputes_what_the_evidence_rule_changed() -> None:
    asked, weight, says = next(map(int, row[1:4]) for row in rows(8) if row[0][:4] == "DEL4")

    assert f"({asked} − {says}) × {weight} = {(asked - says) * weight} and" in lesson()


def test_it_draws_each_row_where_the_table_puts_it() -> None:
    figure = (MODULE / "twelve-gaps.svg").read_text(encoding="utf-8")

    for number, row in enumerate(rows(8)):
        y = 48 + 30 * number
        asked, says, counted = int(row[1]), int(row[3]), int(row[5])
        assert f'<circle cx="{184 + 43 * counted}" cy="{y}" r="6" class="f-ink"/>' in figure
        assert f'x1="{184 + 43 * asked}" y1="{y - 10}"' in figure
        hollow = f'<circle cx="{184 + 43 * says}" cy="{y}" r="6" stroke-width="2"'
        assert (hollow in figure) == (says != counted)
        assert (f"4,{y - 6} 14,{y} 4,{y + 6}" in figure) == (row[0][:4] in CHOSEN)


def test_it_quotes_the_framework_for_risk() -> None:
    framework = (CONTENT / "framework.yml").read_text(encoding="utf-8")
    found = [re.match(r"\| ([0-5]) \| ([^|]+\.) \|", line) for line in lines()]
    sentences = [match[2] for match in found if match]

    assert len(sentences) == 6
    assert "\n".join(f"          - {one}" for one in sentences) in framework


def test_it_adds_up_the_hours_of_the_plan() -> None:
    lessons = tuple(number for numbers, _ in PHASES.values() for number in numbers)
    study, work = study_minutes(lessons), 60 * sum(sum(one.values()) for _, one in PHASES.values())

    assert f"Seven lessons take {study} minutes ({clock(study)})" in lesson()
    assert f"8 + 8 + 10 + 6 + 8 = {work // 60} hours" in lesson()
    assert f"Together that is {clock(study + work)}." in lesson()
    assert f"Twelve weeks at 5 hours make {12 * 5}." in lesson()
    assert f"80 % of them, {12 * 5 * 8 // 10} hours, and shows the other 12" in lesson()
    assert study + work <= 48 * 60


@pytest.mark.parametrize(("weeks", "phase"), PHASES.items())
def test_it_adds_up_each_phase(weeks: str, phase: tuple[tuple[str, ...], dict[str, int]]) -> None:
    lessons, work = phase
    minutes = study_minutes(lessons) + 60 * sum(work.values())

    row = next(line for line in lines() if line.startswith(f"| {weeks} |"))
    assert f"| {', '.join(lessons)} |" in row
    assert f"| {clock(minutes)} |" in row


@pytest.mark.parametrize("code", ["jb01", "jb03", "jb05", "jb07", "jb14"])
def test_it_plans_the_hours_that_an_assignment_asks_for(code: str) -> None:
    planned = sum(work.get(code, 0) for _, work in PHASES.values())

    assert planned == number_in(next((CONTENT / "assignments").glob(f"{code}-*.md")), "hours")


def test_it_recomputes_the_exercise() -> None:
    for skill, asked, weight, says, _ in rows(5):
        level = counts(int(says), BILAL_CONFIRMED.get(skill[:4], 0))
        gap = int(asked) - level
        assert f"| {skill[:4]} | {level} | {gap} | {gap * int(weight)} |" in lesson()


def test_it_counts_months_of_leading_once() -> None:
    march_to_august, june_to_november = set(range(3, 9)), set(range(6, 12))
    months = march_to_august | june_to_november

    assert len(months) == 9
    assert len(march_to_august) + len(june_to_november) == 12
    assert "gives nine months, not twelve" in lesson()


def test_it_recomputes_the_numbers_asked_for_in_the_quiz() -> None:
    product = (4 - counts(3, 0)) * 3
    months = set(range(2, 8)) | set(range(5, 11))

    assert f"- = {product} ± 0.1 points" in quiz()
    assert f"with a confirmer it would be {(4 - counts(3, 1)) * 3}." in quiz()
    assert f"- = {len(months)} ± 0.1 months" in quiz()


def test_it_recomputes_the_hours_after_two_lost_weeks() -> None:
    left, needed = (12 - 5) * 4, 38 - 3 * 4

    assert f"7 × 4 = {left} hours stand against 38 - 12 = {needed}" in quiz()
    assert f"other dates and {left - needed} hours in hand" in quiz()
