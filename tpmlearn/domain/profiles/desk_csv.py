"""Candidates as a table for a spreadsheet: a row for each candidate and skill."""

from collections.abc import Iterable
from datetime import date

from tpmlearn.domain.planning.exports.lines import csv_text, one_line
from tpmlearn.domain.profiles.side_by_side import Person, SkillFacts, SkillRow

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
HEADER = (
    "candidate",
    "role",
    "skill code",
    "skill",
    "required level",
    "weight",
    "band",
    "band, low",
    "band, high",
    "answers",
    "last answer",
    "conditions",
    "self-rating",
    "evidence",
    "not shown or not known",
    "as of",
)


def desk_csv(role: str, people: Iterable[Person], rows: Iterable[SkillRow], *, day: date) -> str:
    """Return the table, each cell harmless in a spreadsheet; it begins with a byte order mark.

    The cells of `rows` belong to `people`, in their order. What is not known is an empty cell and
    said in words beside it: never 0.
    """
    rows = list(rows)
    return BYTE_ORDER_MARK + csv_text(
        HEADER,
        (
            (one_line(person.called), one_line(role), *_of_skill(row, row.cells[place]), str(day))
            for place, person in enumerate(people)
            for row in rows
        ),
    )


def _of_skill(row: SkillRow, cell: SkillFacts) -> tuple[str, ...]:
    found = cell.tested
    tested = (
        (
            str(found.band),
            str(found.low),
            str(found.high),
            str(found.answers),
            str(found.on.date()),
            one_line(found.conditions),
        )
        if found
        else ("",) * 6
    )
    return (
        row.code,
        row.name,
        str(row.required),
        str(row.weight),
        *tested,
        "" if cell.rated is None else str(cell.rated),
        cell.evidence,
        _unknown(cell),
    )


def _unknown(cell: SkillFacts) -> str:
    said = [f"band: {cell.untested}"] if cell.tested is None else []
    said += [f"self-rating: {cell.unrated}"] if cell.rated is None else []
    return "; ".join(said)
