"""Figures in the module on the processes of PRINCE2, worked out again from the raw data."""

from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "46-prince2-processes-and-practitioner"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
PROCESSES = (
    "Starting up a project",
    "Directing a project",
    "Initiating a project",
    "Controlling a stage",
    "Managing product delivery",
    "Managing a stage boundary",
    "Closing a project",
)


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_describes_each_process_in_a_row() -> None:
    for name in PROCESSES:
        assert LESSON.count(f"| {name} |") == 1


def test_it_computes_the_payback() -> None:
    saved = 4_200 * (22 - 8)
    assert f"4,200 × {22 - 8} = {saved:,} euros a year" in LESSON
    assert f"(118,000 / {saved:,} = {118_000 / saved:.1f})" in LESSON


def test_it_places_the_weeks_of_the_story_on_the_chart() -> None:
    starting, initiating, stage_2, stage_3 = 1, 2, 6, 5
    assert f"**Week {starting + initiating + stage_2}, boundary.**" in LESSON
    assert f"**Week {starting + initiating + stage_2 + stage_3}, closing.**" in LESSON
    assert stage_2 + 1 < 8.5
    assert "8.5 weeks. The limit is 7." in LESSON
    assert 3_100 < 54_000 // 10
    assert 3_100 <= 4_000


def test_it_forecasts_the_agile_stage() -> None:
    done, must, floor = 21 + 4, 24, 10
    assert f"{done} + 12.5 = {done + 12.5}, so about 37 items" in LESSON
    assert int(done + 12.5) - must == 13 >= floor
    assert done + 8 == 33
    assert done + 8 - must == floor - 1 == 9


def test_it_divides_the_minutes() -> None:
    rest = 150 - 12 - 8
    assert f"is {150 / 70:.2f} minutes a mark" in LESSON
    assert f"{rest} minutes, {rest / 70:.2f} a mark" in LESSON
    assert f"{rest} − 60 = {rest - 30 * 2} minutes, one minute a mark" in LESSON
    assert f"With 12 looks it is {rest - 24} minutes, {(rest - 24) / 70:.2f} a mark" in LESSON


def test_it_solves_the_scene() -> None:
    without = 66_000 + 28_000
    limit = 90_000 + 9_000
    assert f"66,000 + 28,000 + 6,500 = {without + 6_500:,}; limit {limit:,}" in LESSON
    assert f"pay {without + 6_500 - limit:,} more than allowed" in LESSON
    assert f"would be {without:,} and inside" in LESSON


def test_it_recomputes_the_items() -> None:
    last_sprint = 11 - (30 - 27)
    assert 6 + last_sprint - 12 == 2
    assert "- [x] It will pass it by 2" in item("m46-floor")
    minutes = (150 - 14 - 6 - 16 * 2) / 70
    assert f"- = {minutes:.1f} ± 0.01 minutes" in item("m46-book-minutes")


def test_it_says_that_it_is_independent() -> None:
    assert "independent of PeopleCert and not endorsed by it" in LESSON
