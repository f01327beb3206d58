"""Candidates as a table for a spreadsheet: a row for each candidate and skill."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.exports.lines import csv_text, one_line
from tpmlearn.domain.profiles.side_by_side import Person, SkillFacts, SkillRow
from tpmlearn.words import N_, _

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
HEADER = (
    N_("candidate"),
    N_("role"),
    N_("skill code"),
    N_("skill"),
    N_("required level"),
    N_("weight"),
    N_("band"),
    N_("band, low"),
    N_("band, high"),
    N_("answers"),
    N_("last answer"),
    N_("conditions"),
    N_("self-rating"),
    N_("evidence"),
    N_("not shown or not known"),
    N_("as of"),
)


@dataclass(frozen=True)
class Compared:
    """A candidate against a role; each row has the candidate's cell alone."""

    person: Person
    role: str
    rows: tuple[SkillRow, ...]


def desk_csv(candidates: Iterable[Compared], *, day: date) -> str:
    """Return the table, each cell harmless in a spreadsheet; it begins with a byte order mark.

    What is not known is an empty cell and said in words beside it: never 0. `day` is when it was
    read.
    """
    return BYTE_ORDER_MARK + csv_text(
        [_(name) for name in HEADER],
        (
            (one_line(one.person.called), one_line(one.role), *_of_skill(row), str(day))
            for one in candidates
            for row in one.rows
        ),
    )


def _of_skill(row: SkillRow) -> tuple[str, ...]:
    (cell,) = row.cells
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
        _(cell.evidence),
        _unknown(cell),
    )


def _unknown(cell: SkillFacts) -> str:
    said = [_("band: %(why)s", why=_(cell.untested))] if cell.tested is None else []
    said += [_("self-rating: %(why)s", why=_(cell.unrated))] if cell.rated is None else []
    return "; ".join(said)
