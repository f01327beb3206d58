"""The counts, minutes and shares that module 01 quotes are recomputed from its two logs."""

from collections.abc import Mapping
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "01-what-a-tpm-does"
NAMES = ("on", "advise", "do")
BESIDE_PIOTR = {2: 20, 6: 60, 14: 20}
DANIEL = {"on": "CEGIL", "advise": "BDHK", "do": "AFJ"}
QUIZ_LOG = {"on": (25, 40, 15, 60), "advise": (20, 30, 30), "do": (90, 110, 80)}


def lesson() -> str:
    return (MODULE / "lesson.md").read_text(encoding="utf-8")


def quiz() -> str:
    return (MODULE / "quiz.md").read_text(encoding="utf-8")


def figure() -> str:
    return (MODULE / "acts-and-minutes.svg").read_text(encoding="utf-8")


def rows(columns: int) -> list[list[str]]:
    """Return the cells of all table rows that have so many columns and end in a number."""
    lines = [line for line in lesson().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if len(row) == columns and row[-1].isdigit()]


def farida() -> list[tuple[int, str, int]]:
    return [(int(row[0]), row[3], int(row[4])) for row in rows(5)]


def daniel() -> dict[str, int]:
    return {row[0]: int(row[2]) for row in rows(3)}


def per_cent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %"


def sorted_minutes() -> Mapping[str, list[int]]:
    return {sort: [row[2] for row in farida() if row[1] == sort] for sort in NAMES}


def test_it_recomputes_the_counts_and_minutes_of_each_sort() -> None:
    minutes = sorted_minutes()
    total = sum(minutes for _, _, minutes in farida())
    acts = [f"{len(minutes[sort])}" for sort in NAMES]
    spent = [f"{sum(minutes[sort])}" for sort in NAMES]

    assert len(farida()) == 20
    assert f"Of twenty acts {acts[0]} are on, {acts[1]} advise and {acts[2]} do." in lesson()
    text = f"Of {total:,} minutes {spent[0]} are on, {spent[1]} advise and {spent[2]} do."
    assert text in lesson()
    for sort in NAMES:
        share = per_cent(sum(minutes[sort]), total)
        assert f">{sort}: {sum(minutes[sort])} ({share})<" in figure()


def test_it_draws_the_bars_to_scale() -> None:
    minutes = sorted_minutes()
    total = sum(map(sum, minutes.values()))

    for sort in NAMES:
        assert f'width="{440 * len(minutes[sort]) / 20:.0f}"' in figure()
        width = round(440 * sum(minutes[sort]) / total, 1)
        assert f'width="{width:g}"' in figure()


def test_it_recomputes_the_average_acts() -> None:
    on, do = sorted_minutes()["on"], sorted_minutes()["do"]

    text = f"*on* act took {sum(on) / len(on):.0f} minutes, the average *do* act {sum(do) / 5:.0f}."
    assert text in lesson()


def test_it_recomputes_the_day_that_comes_free() -> None:
    before, after = sum(sorted_minutes()["do"]), sum(BESIDE_PIOTR.values())
    free = before - after

    assert f"So {before} minutes shrink to {after}, and {free} come free" in lesson()
    assert free == 8 * 60


def test_it_recomputes_the_exercise() -> None:
    minutes = daniel()
    total = sum(minutes.values())
    spent = {sort: sum(minutes[act] for act in acts) for sort, acts in DANIEL.items()}

    assert sorted("".join(DANIEL.values())) == sorted(minutes)
    on, advise, do = spent["on"], spent["advise"], spent["do"]
    first = f"{len(DANIEL['on'])} of {len(minutes)} acts ({per_cent(5, len(minutes))})"
    assert f"{first} and {on} of {total} minutes ({per_cent(on, total)})" in lesson()
    assert f"4 acts and {advise} minutes ({per_cent(advise, total)})" in lesson()
    assert f"3 acts and {do} minutes ({per_cent(do, total)})" in lesson()


def test_it_recomputes_the_share_asked_for_in_the_quiz() -> None:
    on, advise, do = (sum(minutes) for minutes in QUIZ_LOG.values())
    total = on + advise + do

    assert f"- = {100 * on / total:.0f} ± 0.5 %" in quiz()
    text = f"= {on}. Advice: {advise}. Code: {do}. Together {total}, and {on} / {total} = 28 %"
    assert text in quiz()


def test_it_quotes_a_third_of_the_minutes_in_the_quiz() -> None:
    minutes = sorted_minutes()
    total = sum(map(sum, minutes.values()))

    assert f"{len(minutes['on'])} of 20 acts were on the project and took a third" in quiz()
    assert abs(sum(minutes["on"]) / total - 1 / 3) < 0.01
