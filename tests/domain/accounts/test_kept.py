"""What the privacy page says is kept is what the schema and the manual say, no more and no less."""

import re
from dataclasses import astuple

from tpmlearn import models
from tpmlearn.config import ROOT
from tpmlearn.db import Base
from tpmlearn.domain.accounts.kept import FOR_GOOD, KEPT, by_table

__all__ = ["models"]  # importing it makes every table known


def manual() -> dict[str, dict[str, str]]:
    """The tables of docs/data.md under their headings, each with the cell on how long it stays."""
    found: dict[str, dict[str, str]] = {}
    heading = ""
    for line in (ROOT / "docs" / "data.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif named := re.match(r"\| `(\w+)` \|", line):
            found.setdefault(heading, {})[named[1]] = line.strip("| ").split(" | ")[-1]
    return found


def test_no_table_of_the_schema_is_missing_and_none_is_invented() -> None:
    assert set(by_table()) == set(Base.metadata.tables)
    assert len(by_table()) == sum(len(subject.tables) for subject in KEPT)


def test_the_manual_has_the_same_tables_under_the_same_headings() -> None:
    told = {subject.title: {one.table for one in subject.tables} for subject in KEPT}

    assert told == {title: set(tables) for title, tables in manual().items()}


def test_what_stays_for_good_is_the_same_in_the_manual() -> None:
    said = {name: cell for tables in manual().values() for name, cell in tables.items()}

    for name, one in by_table().items():
        assert ("for good" in one.stays) == ("for good" in said[name]), name


def test_what_stays_for_good_hangs_on_nobody() -> None:
    for name, one in by_table().items():
        table = Base.metadata.tables[name]
        owned = "person_id" in table.c or any(
            "person_id" in key.referred_table.c for key in table.foreign_key_constraints
        )
        if one.stays == FOR_GOOD:
            assert not owned, name


def test_every_table_has_all_its_words() -> None:
    for one in by_table().values():
        assert all(astuple(one)[:5]), one.table
