"""Side by side: what is told of each skill, what is not, and the table for a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from tests.domain.profiles.test_interview import skill
from tpmlearn.domain.content.catalogue import Area, Catalogue, Requirement, Role
from tpmlearn.domain.profiles.desk_csv import HEADER, Compared, desk_csv
from tpmlearn.domain.profiles.side_by_side import (
    NOT_SHARED,
    MeasuredBand,
    Person,
    SkillFacts,
    side_by_side,
)
from tpmlearn.figures.side_by_side import skill_figure

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
BAND = MeasuredBand(3, 2, 4, 3.4, 2.2, 4.9, 12, AT, "unsupervised, open bank")
KNOWN = SkillFacts(BAND, "", 4, "", "confirmed")
PARTLY = SkillFacts(None, "not tested", None, "not rated", "none")


def catalogue() -> Catalogue:
    area = Area("CTL", "Control", "", ("A", "B"))
    return Catalogue("1", areas={"CTL": area}, skills={code: skill(code) for code in "AB"})


def role(**needs: tuple[int, int]) -> Role:
    skills = {code: Requirement(*need) for code, need in needs.items()}
    return Role("own", "Lead, =ours", "Lead", 0, "", "", (), "", skills)


def test_a_row_for_each_skill_that_the_role_asks_with_the_people_in_their_order() -> None:
    people = [Person("1", "Ada", {"A": KNOWN}), Person("2", "Bo", {"A": PARTLY})]

    (row,) = side_by_side(catalogue(), role(A=(3, 2)), people)

    assert (row.name, row.area, row.required, row.weight) == ("Skill A", "Control", 3, 2)
    assert row.cells == (KNOWN, PARTLY)


def test_what_was_not_shared_is_said_and_never_0() -> None:
    (row,) = side_by_side(catalogue(), role(B=(3, 2)), [Person("1", "Ada", {"A": KNOWN})])

    (cell,) = row.cells
    assert (cell.test_words, cell.rating_words, cell.evidence) == (NOT_SHARED,) * 3
    assert not cell.is_shared
    assert KNOWN.is_shared
    assert PARTLY.is_shared


def test_a_band_never_stands_without_its_range_and_its_answers() -> None:
    assert KNOWN.test_words == "K3, very likely K2 to K4; 12 answers"
    assert PARTLY.test_words == "not tested"


def cells(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def compared(person: Person, asked: Role) -> Compared:
    return Compared(person, asked.title, side_by_side(catalogue(), asked, [person]))


def test_the_table_has_a_row_for_each_candidate_and_skill() -> None:
    asked = role(A=(3, 2), B=(2, 1))
    ada = Person("1", "Ada", {"A": KNOWN, "B": PARTLY})

    found = cells(desk_csv([compared(ada, asked)], day=date(2026, 11, 29)))

    assert tuple(found[0]) == HEADER
    assert [row["skill code"] for row in found] == ["A", "B"]
    first, second = found
    assert (first["band"], first["band, low"], first["band, high"]) == ("3", "2", "4")
    assert (first["answers"], first["last answer"]) == ("12", "2026-11-03")
    assert (first["self-rating"], first["evidence"]) == ("4", "confirmed")
    assert first["not shown or not known"] == ""
    assert (second["band"], second["self-rating"]) == ("", "")
    assert second["not shown or not known"] == "band: not tested; self-rating: not rated"
    assert {row["as of"] for row in found} == {"2026-11-29"}


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1", " =cmd|' /C calc'!A0", "＝1"]
)
def test_a_name_is_no_formula(name: str) -> None:
    person = Person("1", name, {"A": KNOWN})

    (row,) = cells(desk_csv([compared(person, role(A=(3, 2)))], day=date(2026, 11, 29)))

    assert row["candidate"].startswith("'")
    assert row["candidate"][1:] == " ".join(name.split())


def test_the_figure_says_all_in_words_too_and_escapes_names() -> None:
    asked = role(A=(3, 2))
    people = [Person("1", "<b>Ada</b>", {"A": KNOWN}), Person("2", "Bo", {"A": PARTLY})]
    (row,) = side_by_side(catalogue(), asked, people)

    svg = skill_figure(row, [one.called for one in people], prefix="skill-a")

    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg
    assert "tested K3, very likely K2 to K4; 12 answers; rated 4; evidence confirmed." in svg
    assert "Bo: tested not tested; rated not rated; evidence none." in svg
    assert "Skill A: asked level 3" in svg


def test_no_colour_in_a_figure_means_better() -> None:
    (row,) = side_by_side(catalogue(), role(A=(3, 2)), [Person("1", "Ada", {"A": KNOWN})])

    drawn = skill_figure(row, ["Ada"], prefix="a")

    assert not any(paint in drawn for paint in ("good", "care", "stop"))


def test_a_long_name_takes_two_lines_at_most() -> None:
    (row,) = side_by_side(catalogue(), role(A=(3, 2)), [Person("1", "Ada", {"A": KNOWN})])

    svg = skill_figure(row, ["Adaobi Chukwuemeka-Wolfeschlegelsteinhausen of Acme"], prefix="a")

    assert "…</text>" in svg
