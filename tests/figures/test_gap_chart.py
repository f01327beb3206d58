"""The gap chart and its table."""

from datetime import UTC, datetime

import pytest

from tests.domain.planning.cast import catalogue, rated
from tests.figures.seen import Seen, assert_sound, shipped_framework
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import CountedBand, CountedRating, CountReason, counted_level
from tpmlearn.figures.gap_chart import gap_chart, gap_table


def small() -> GapReport:
    """EST asked 4, rated 4, counts 2; RISK met at 3; TALK above; BUY not rated."""
    content = catalogue()
    ratings = {
        **rated(RISK=3, TALK=5),
        "EST": counted_level(4, artefacts=0, confirmable=0),
    }
    return gap_report(content, content.roles["lead"], ratings)


@pytest.mark.parametrize("width", [360, 720])
def test_it_fits_every_label_of_the_shipped_framework(width: float) -> None:
    content = shipped_framework()
    ratings = rated(**{code: index % 6 for index, code in enumerate(content.skills) if index % 9})
    report = gap_report(content, content.roles["lead"], ratings)

    seen = assert_sound(gap_chart(report, width=width))

    assert len(seen.with_class("line", "s-ink")) == 34 + 1
    assert all(part in seen.words for row in report.rows for part in row.name.split())


def test_it_marks_asked_counted_claimed_and_usual_levels() -> None:
    seen = Seen(gap_chart(small(), width=720))

    legend = 1
    assert len(seen.with_class("circle", "f-accent")) == 3 + legend
    assert len(seen.with_class("circle", "f-paper s-accent")) == 1 + legend
    assert len(seen.with_class("line", "s-ink")) == 4 + legend
    assert len(seen.with_class("polygon", "f-muted")) == 4 + legend
    assert len(seen.with_class("line", "s-care")) == 1


def test_it_puts_the_dot_on_the_level_that_counts() -> None:
    seen = Seen(gap_chart(small(), width=720))

    places = {box.words: (box.left + box.right) / 2 for box in seen.boxes if box.words in "012345"}
    dots = [float(one.attrib["cx"]) for one in seen.with_class("circle", "f-accent")][1:]
    assert dots == pytest.approx([places["2"], places["3"], places["5"]], abs=0.01)


def test_it_says_each_row_in_words_too() -> None:
    seen = Seen(gap_chart(small(), width=360))

    for words in ("2 short", "met", "2 above", "not rated"):
        assert words in seen.words


def test_it_describes_itself_for_those_who_do_not_see_it() -> None:
    seen = Seen(gap_chart(small()))

    assert seen.root[0].text == "The gap to Lead, skill by skill"
    assert seen.root[1].text == (
        "Levels 0 to 5 for four skills: 1 below what Lead asks, 2 at or above it, 1 not rated. "
        "The gap that weighs most is in Estimating, two levels."
    )


def test_it_gives_the_same_data_as_a_table() -> None:
    table = gap_table(small())

    assert table.header[:6] == ("Area", "Skill", "Asked", "Rated", "Counts as", "Levels short")
    assert table.rows == (
        (
            "Delivery",
            "Estimating",
            "4",
            "4",
            "2",
            "2",
            "3",
            "2",
            "counts as 2: name an artefact and who can confirm it",
        ),
        ("Delivery", "Risk", "3", "3", "3", "0", "2", "2", "claimed, not confirmed"),
        (
            "Communication",
            "Writing, speaking",
            "3",
            "5",
            "5",
            "0",
            "1",
            "1",
            "claimed, not confirmed",
        ),
        (
            "Delivery",
            "Buying",
            "2",
            "not rated",
            "not rated",
            "not rated",
            "1",
            "0",
            "not rated",
        ),
    )


def test_it_draws_a_report_with_nothing_in_it() -> None:
    assert_sound(gap_chart(GapReport(role="lead", title="Lead", rows=())))


def test_with_evidence_it_marks_work_at_the_end_of_the_row_and_no_usual_level() -> None:
    evidence = {"EST": Standing.CONFIRMED, "RISK": Standing.CLAIMED}

    seen = Seen(gap_chart(small(), width=720, evidence=evidence))

    legend = 1
    assert len(seen.with_class("rect", "f-ink s-ink")) == 1 + legend
    assert len(seen.with_class("rect", "f-paper s-ink")) == 1 + legend
    assert seen.with_class("polygon", "f-muted") == []
    for words in ("work, confirmed", "work, claimed"):
        assert words in seen.words


def test_a_gap_within_the_range_of_its_test_is_called_unsure() -> None:
    content = catalogue()
    band = CountedBand(1, 0, 4, 5, datetime(2026, 12, 7, tzinfo=UTC))
    ratings = {"EST": CountedRating(None, 1, CountReason.TESTED, band)}

    seen = assert_sound(gap_chart(gap_report(content, content.roles["lead"], ratings), width=360))

    assert "3 short, unsure" in seen.words
