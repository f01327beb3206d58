"""The hours, shares and rates that module 07 quotes are recomputed from its tables."""

import re
from pathlib import Path
from statistics import median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "07-engineering-practice-and-pipeline"
HOURS_A_DAY = 8
Steps = dict[str, tuple[float, float]]

BRIGHTWATER: Steps = {
    "1 Build, unit tests": (0.5, 0.5),
    "2 Code review": (15, 1),
    "3 Merge, integration tests": (2, 2),
    "4 Test on staging": (20, 6),
    "5 Change approval": (36, 0.5),
    "6 Deployment": (14.5, 2),
}
TAMAR: Steps = {
    "Build and tests": (1, 3),
    "Code review": (9, 1),
    "Merge, regression run": (6, 8),
    "Security sign-off": (24, 1),
    "App shop check": (16, 1),
    "Staged roll-out": (2, 8),
}


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def waiting(steps: Steps) -> float:
    return sum(wait for wait, _ in steps.values())


def working(steps: Steps) -> float:
    return sum(touch for _, touch in steps.values())


def total(steps: Steps) -> float:
    return waiting(steps) + working(steps)


def slowest(steps: Steps) -> str:
    return max(steps, key=lambda step: sum(steps[step]))


def halved(steps: Steps, step: str, part: int) -> float:
    return total(steps) - steps[step][part] / 2


def test_it_shows_every_step_of_brightwater_with_its_sum() -> None:
    for step, (wait, touch) in BRIGHTWATER.items():
        assert f"| {step} | {wait:g} | {touch:g} | {wait + touch:g} |" in read("lesson.md")


def test_it_recomputes_the_total_and_the_share_of_waiting() -> None:
    wait, touch, hours = waiting(BRIGHTWATER), working(BRIGHTWATER), total(BRIGHTWATER)

    lesson = read("lesson.md")
    assert f"| **Total** | **{wait:g}** | **{touch:g}** | **{hours:g}** |" in lesson
    assert f"{hours:g} hours are {hours / HOURS_A_DAY:g} working days" in lesson
    assert f"{wait:g} / {hours:g} = {100 * wait / hours:g} %" in lesson


def test_it_names_the_slowest_step() -> None:
    step = slowest(BRIGHTWATER)

    assert step == "5 Change approval"
    assert f"change approval with {sum(BRIGHTWATER[step]):g} hours" in read("lesson.md")


def test_it_recomputes_the_effect_of_halving_one_step() -> None:
    lesson = read("lesson.md")
    for row, step, part in (
        ("with the £18,000", "1 Build, unit tests", 1),
        ("with one more tester", "4 Test on staging", 1),
        ("by a rule that reviews come first", "2 Code review", 0),
        ("by two board meetings a week", "5 Change approval", 0),
    ):
        hours = halved(BRIGHTWATER, step, part)
        gain = 100 * (total(BRIGHTWATER) - hours) / total(BRIGHTWATER)
        assert f"{row} | {hours:g} | {gain:g} % |" in lesson


def test_it_recomputes_the_linked_waits() -> None:
    saved = BRIGHTWATER["5 Change approval"][0] / 2
    slot = BRIGHTWATER["6 Deployment"][0]
    moved = slot + saved
    both = total(BRIGHTWATER) - saved - (slot - HOURS_A_DAY / 2)

    lesson, figure = read("lesson.md"), read("linked-waits.svg")
    assert f"{saved:g} hours longer at step 6, and the total stays at 100" in lesson
    assert f"4 hours, and the path to {both:g} hours" in lesson
    assert f">{moved:g}<" in figure
    assert f"whole path {both:g} h" in figure


def test_it_draws_the_bars_of_the_first_figure_to_scale() -> None:
    figure = read("path-to-production.svg")
    bars = re.findall(r'y="\d+" width="([\d.]+)" height="16"', figure)[2:]
    hours = [value for step in BRIGHTWATER.values() for value in step]

    assert len(bars) == len(hours)
    for bar, value in zip(bars, hours, strict=True):
        assert abs(float(bar) - value * 8.6) < 0.06
    for wait, touch in BRIGHTWATER.values():
        assert f">{wait:g} + {touch:g}<" in figure


def test_it_recomputes_when_staging_can_find_a_defect_at_the_earliest() -> None:
    before = sum(sum(step) for step in list(BRIGHTWATER.values())[:3])
    hours = before + BRIGHTWATER["4 Test on staging"][0]

    assert f"after at least {hours:g} hours on the road" in read("lesson.md")


def test_it_recomputes_the_chance_of_a_bad_batch() -> None:
    chance = 1 - 0.98**20

    assert f"1 - 0.98^20 = {100 * chance:.0f} %" in read("lesson.md")


def test_it_recomputes_the_five_metrics() -> None:
    planned, hotfixes, weeks, failed = 12, 3, 12, 4
    deployments = planned + hotfixes
    recovery = [1.5, 3, 5, 20]

    lesson = read("lesson.md")
    assert len(recovery) == failed
    assert f"median {total(BRIGHTWATER) / HOURS_A_DAY:g} days" in lesson
    assert f"{deployments} / {weeks} = {deployments / weeks:g} a week" in lesson
    assert f"1.5, 3, 5 and 20 h: median {median(recovery):g} h" in lesson
    assert f"{failed} of {deployments} = {100 * failed / deployments:.1f} %" in lesson
    assert f"{hotfixes} of {deployments} = {100 * hotfixes / deployments:.0f} %" in lesson


def test_it_recomputes_the_exercise() -> None:
    lesson = read("lesson.md")
    for step, (wait, touch) in TAMAR.items():
        assert f"| {step} | {wait:g} | {touch:g} |" in lesson
    wait, touch, hours = waiting(TAMAR), working(TAMAR), total(TAMAR)
    build = halved(TAMAR, "Build and tests", 1)
    sign_off = halved(TAMAR, "Security sign-off", 0)

    assert f"= {wait:g} h. Touch 3 + 1 + 8 + 1 + 1 + 8 = {touch:g} h." in lesson
    assert f"Lead time {hours:g} h, or {hours / HOURS_A_DAY:g} working days" in lesson
    assert f"{wait:g} / {hours:g} = {100 * wait / hours:.1f} %" in lesson
    assert slowest(TAMAR) == "Security sign-off"
    assert f"security sign-off, {sum(TAMAR['Security sign-off']):g} h" in lesson
    assert f"{build:g} h, a gain of {100 * (hours - build) / hours:.1f} %" in lesson
    assert f"{sign_off:g} h, a gain of {100 * (hours - sign_off) / hours:.0f} %" in lesson


def test_it_recomputes_the_share_asked_for_in_the_quiz() -> None:
    wait, touch = sum((0.5, 12, 30, 5.5)), sum((0.5, 1, 4, 2.5))

    assert f"- = {100 * wait / (wait + touch):.1f} ± 0.1 %" in read("quiz.md")
    assert f"= {wait:g} h; touch 0.5 + 1 + 4 + 2.5 = {touch:g} h" in read("quiz.md")
