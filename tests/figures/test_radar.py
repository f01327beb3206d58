"""The radar: a spoke a skill."""

import pytest

from tests.domain.planning.cast import rated
from tests.figures.seen import assert_sound, shipped_framework
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.profiles.rating import counted_level
from tpmlearn.figures.gap_chart import gap_table
from tpmlearn.figures.radar import radar, radar_table


def full_report() -> GapReport:
    """All skills rated 2, but PRO3 rated 5 without evidence, and the first not at all."""
    content = shipped_framework()
    ratings = rated(**dict.fromkeys(list(content.skills)[1:], 2))
    ratings["PRO3"] = counted_level(5, artefacts=0, confirmable=0)
    return gap_report(content, content.roles["lead"], ratings)


@pytest.mark.parametrize("width", [360, 720])
def test_it_draws_a_spoke_for_each_skill_and_a_dot_for_each_rating(width: float) -> None:
    seen = assert_sound(radar(full_report(), width=width))

    legend = 1
    spokes = seen.with_class("path", "f-none s-soft")[0].attrib["d"]
    assert spokes.count("M") == 34
    assert len(seen.with_class("polygon", "f-none s-ink")[0].attrib["points"].split()) == 34
    assert len(seen.with_class("circle", "f-accent")) == 33 + legend
    assert len(seen.with_class("circle", "f-paper s-accent")) == 1 + legend


def test_it_names_areas_in_full_where_there_is_room_and_by_code_where_not() -> None:
    wide = assert_sound(radar(full_report(), width=720)).words
    narrow = assert_sound(radar(full_report(), width=360)).words

    assert "DEL5" in wide
    assert "communication" in wide
    assert "COM" in narrow.split()
    assert "DEL5" not in narrow


def test_it_has_the_table_of_the_gap_chart() -> None:
    assert radar_table(full_report()) == gap_table(full_report())


def test_it_draws_a_report_with_nothing_in_it() -> None:
    assert_sound(radar(GapReport(role="lead", title="Lead", rows=())))
