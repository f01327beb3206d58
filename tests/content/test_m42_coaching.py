"""The figures in the module on coaching, feedback and remote teams, worked out again."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "42-coaching-feedback-remote-teams"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

Hours = tuple[float, float]
PLACES = {"Bengaluru": 5.5, "Kraków": 1, "Lisbon": 0, "Toronto": -5}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def day(offset: float) -> Hours:
    return 9 - offset, 17 - offset


def shared(*days: Hours) -> Hours | None:
    start, end = max(first for first, _ in days), min(last for _, last in days)
    return (start, end) if end > start else None


def test_it_counts_the_minutes_of_the_questions() -> None:
    assert f"That is {11 * 6} minutes a day" in LESSON
    counts = [int(n) for n in re.findall(r"label: week \d, count: (\d+)", LESSON)]
    assert (counts[0], counts[-1]) == (11, 3)
    assert (
        f"Eight questions fewer at six minutes are {(counts[0] - counts[-1]) * 6} minutes" in LESSON
    )


def test_it_draws_each_place_in_utc() -> None:
    for name, offset in PLACES.items():
        row = re.search(rf"name: {name} \(UTC [^)]*\), start: ([\d.]+), duration: 8", LESSON)
        assert row is not None
        assert float(row[1]) == day(offset)[0]


def test_it_finds_no_hour_for_all_four() -> None:
    assert shared(*(day(offset) for offset in PLACES.values())) is None
    assert shared(day(5.5), day(1), day(0)) == (9, 11.5)
    assert shared(day(1), day(0), day(-5)) == (14, 16)
    assert "share 9:00 to 11:30, two and a half hours" in LESSON
    assert "share 14:00 to 16:00, two" in LESSON


def test_it_places_the_meeting_of_all() -> None:
    assert 13 + PLACES["Bengaluru"] == 18.5
    assert 13 + PLACES["Toronto"] == 8
    assert "13:00 UTC: 18:30 in Bengaluru, 8:00 in Toronto" in LESSON


def test_it_works_out_the_exercise() -> None:
    dublin, helsinki, singapore = day(0), day(2), day(8)
    assert shared(singapore, helsinki) == (7, 9)
    assert shared(helsinki, dublin) == (9, 15)
    assert shared(singapore, dublin) is None
    assert "Singapore 1 to 9, Helsinki 7 to 15, Dublin 9 to 17" in LESSON
    assert 9 + 8 == 17
    assert "17:00 in Singapore" in LESSON


def test_it_keeps_the_clocks_of_the_item_consistent() -> None:
    assert "18:30 for the three people in Bengaluru" in item("m42-half-past-six")
    assert "span - (east - west)" in item("m42-shared-hours")
    assert 8 - (7 - 0) == 1
