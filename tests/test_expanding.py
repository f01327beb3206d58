"""Old and new workers side by side: a step of the database only adds, or says that it needs a stop.

The former version is there as the schema that it knows: what it inserts, reads and changes are
rows with all columns of that schema and no others.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

from tests.support import needs
from tests.support.cluster import cluster
from tests.support.releases import releases
from tests.support.schemas import contractions, read_schema, work_as_before
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, writing

FOLDER = str(ROOT / "migrations")
REVISIONS = [one.revision for one in ScriptDirectory(FOLDER).walk_revisions()][::-1]
# Nobody ran anything before it.
FIRST = releases()[0].revision
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """A site whose database has no table yet."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("bare") / "bare.db"
        yield create_app(replace(settings, database_url=f"sqlite:///{path}"))
        return
    with cluster(needs.postgresql()) as url:
        app = create_app(replace(settings, database_url=url))
        yield app
        with app.app_context():
            db.engine.dispose()


def test_the_version_before_works_on_after_each_step_that_needs_no_stop(bare: Flask) -> None:
    stops: dict[str, list[str]] = {}
    with bare.app_context():
        upgrade(directory=FOLDER, revision=REVISIONS[0])
        for _, revision in pairwise(REVISIONS):
            with db.engine.connect() as connection:
                former = read_schema(connection)
            upgrade(directory=FOLDER, revision=revision)
            with writing(), db.engine.connect() as connection:
                if revision <= FIRST:
                    continue
                if found := contractions(former, read_schema(connection)):
                    stops[revision] = found
                    continue
                connection.rollback()
                work_as_before(connection, former)
                connection.rollback()

    told = frozenset[str]().union(*(one.stops for one in releases()))
    assert sorted(stops) == sorted(told), stops


def test_a_stop_lies_in_its_release_and_its_readers_are_told() -> None:
    for before, one in pairwise(releases()):
        between = [name for name in REVISIONS if before.revision < name <= one.revision]
        assert one.stops <= set(between)
        notes = re.split(r"(?m)^## ", CHANGES.partition(f"## {one.day}\n")[2])[0]
        assert ("needs a stop" in notes) == bool(one.stops), one.day


def test_each_day_of_the_changes_but_the_newest_is_a_release() -> None:
    days = re.findall(r"(?m)^## (\d{4}-\d{2}-\d{2})$", CHANGES)

    assert [one.day for one in releases()][::-1] in (days, days[1:])
    assert {one.revision for one in releases()} <= set(REVISIONS)


def schema(*more: Column[object] | Index, size: int = 40, must: bool = False) -> MetaData:
    """A schema of two tables; the second has these columns and indexes besides."""
    found = MetaData()
    Table("owners", found, Column("id", Integer, primary_key=True))
    Table(
        "things",
        found,
        Column("id", Integer, primary_key=True),
        Column("name", String(size), nullable=not must),
        *more,
    )
    for table in found.tables.values():
        table.info["checks"] = set()
    return found


@pytest.mark.parametrize(
    "newer",
    [
        schema(Column("note", String(9))),
        schema(Column("note", String(9), nullable=False, server_default="")),
        schema(Column("owner_id", ForeignKey("owners.id"))),
        schema(Index("ix_name", "name")),
    ],
)
def test_what_only_adds_expands(newer: MetaData) -> None:
    Table("more", newer, Column("id", Integer, primary_key=True))

    assert contractions(schema(), newer) == []


@pytest.mark.parametrize(
    ("newer", "why"),
    [
        (MetaData(), ["owners is gone", "things is gone"]),
        (schema(must=True), ["things.name must have a value"]),
        (schema(size=20), ["things.name is another type"]),
        (
            schema(Column("note", String(9), nullable=False)),
            ["things.note is new and must have a value"],
        ),
        (schema(Index("ix_name", "name", unique=True)), ["things is unique by ('name',)"]),
    ],
)
def test_what_takes_away_or_asks_for_more_contracts(newer: MetaData, why: list[str]) -> None:
    assert contractions(schema(), newer) == why


def test_a_column_that_goes_contracts() -> None:
    former = schema(Column("note", String(9), server_default=""))

    assert contractions(former, schema()) == ["things.note is gone"]
    lost = schema(Column("note", String(9)))
    assert contractions(former, lost) == ["things.note has lost its default"]
