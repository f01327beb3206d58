"""A backup of one database is restored into another: all of it comes back, on both and across."""

import stat
import threading
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, insert, select, update

from tests.support.backups import (
    FORMAT,
    KEY,
    contents,
    manifest_of,
    read_archive,
    run,
    write_archive,
)
from tests.support.client import CheckingClient
from tests.support.filling import AT
from tpmlearn.backups import migrations
from tpmlearn.backups.making import make_backup
from tpmlearn.backups.problems import BackupFailed
from tpmlearn.backups.restoring import restore_backup
from tpmlearn.config import Settings
from tpmlearn.db import Base, db, writing
from tpmlearn.domain.backups.manifest import TableShape
from tpmlearn.domain.backups.rows import Kind, encode_row
from tpmlearn.domain.backups.sums import Tally
from tpmlearn.models import NoteRow, PersonRow


@pytest.mark.parametrize("key", ["", KEY])
def test_what_is_restored_is_what_was_there(
    full: Flask, empty: Flask, tmp_path: Path, key: str
) -> None:
    file = str(tmp_path / "all.backup")

    made = run(full, "backup", file, key=key)
    back = run(empty, "restore", file, key=key)

    assert (made[0], back[0]) == (0, 0), (made, back)
    assert "read back and whole" in made[1]
    assert "Counts and sums are those of the backup" in back[1]
    assert ("not encrypted" in made[1]) is not bool(key)
    assert contents(empty) == contents(full)
    assert all(contents(empty).values())
    folder = empty.extensions["settings"].folder
    assert (folder / "secret-key").read_text() == "s" * 64
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert (folder / "badge-keys" / "signing.pem").read_text() == "PEM"
    assert (folder / "content.git" / "refs" / "heads" / "main").is_file()
    assert not (folder / "cache").exists()
    assert not (folder / "releases").exists()
    restored = folder / "restored-content" / "0"
    assert (restored / "modules" / "lesson.md").read_text() == "## Ranges – über\n"
    assert sorted(one.name for one in restored.iterdir()) == ["framework.yml", "modules"]
    assert not list(folder.glob(".restoring-*"))


def test_new_rows_are_numbered_after_those_that_came_back(
    full: Flask, empty: Flask, tmp_path: Path
) -> None:
    file = str(tmp_path / "all.backup")
    run(full, "backup", file)
    run(empty, "restore", file)

    with empty.app_context(), writing():
        highest = db.session.scalar(select(func.max(PersonRow.id)))
        row = PersonRow(roles=[], created_at=AT, active_at=AT)
        db.session.add(row)
        db.session.commit()
        assert highest
        assert row.id > highest
        db.session.remove()


def test_odd_values_come_through(full: Flask, empty: Flask, tmp_path: Path) -> None:
    table = Base.metadata.tables["plans"]
    odd = {
        "snapshot": {"z": [1.5, 2.0, None, "\u2028 \U0001f9ed\n\t\\"], "a": {}, "n": 10**18},
        "days_off": [],
        "hours_per_week": 7,
    }
    with full.app_context(), writing():
        db.session.execute(update(table).values(odd))
        db.session.commit()
        db.session.remove()
    file = str(tmp_path / "all.backup")

    assert run(full, "backup", file)[0] == 0
    assert run(empty, "restore", file)[0] == 0

    assert contents(empty) == contents(full)


@pytest.mark.parametrize("number", [2.0, 0.1, 7, 1e300, "12", "2.0", True, None])
def test_json_that_is_a_bare_value_comes_through(
    full: Flask, empty: Flask, tmp_path: Path, number: object
) -> None:
    table = Base.metadata.tables["answers"]
    with full.app_context(), writing():
        db.session.execute(update(table).values(response=number))
        db.session.commit()
        db.session.remove()
    file = str(tmp_path / "all.backup")

    assert run(full, "backup", file)[0] == 0
    assert run(empty, "restore", file)[0] == 0

    with empty.app_context():
        (found,) = db.session.scalars(select(table.c.response))
        db.session.remove()
    assert found == number


def test_it_is_an_archive_that_others_read(full: Flask, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    run(full, "backup", str(file))

    found = read_archive(file)

    assert next(iter(found)) == "format.json"
    assert list(found)[-1] == "manifest.json"
    assert found["instance/secret-key"] == b"s" * 64
    assert b"ada@example.org" in found["tables/people/000001.jsonl"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_can_be_read_in_an_encrypted_one(full: Flask, tmp_path: Path) -> None:
    file, key_file = tmp_path / "all.backup", tmp_path / "key"
    key_file.write_text(KEY + "\n")

    assert run(full, "backup", str(file), "--key-file", str(key_file))[0] == 0

    data = file.read_bytes()
    assert data.startswith(b"tpmlearn-sealed-1\n")
    assert b"\x1f\x8b\x08" not in data[:200]
    assert b"ada@example.org" not in data


def test_it_is_of_one_moment_while_others_write(
    full: Flask, ours: Settings, bare: Flask, learner: CheckingClient, tmp_path: Path
) -> None:
    """Each write adds to two tables at once; the backup waits for one between any two tables."""
    written, stop = threading.Semaphore(0), threading.Event()

    def write() -> None:
        with full.app_context(), writing():
            for number in range(10_000):
                if stop.is_set():
                    break
                row = PersonRow(roles=[], name="writer", created_at=AT, active_at=AT)
                db.session.add(row)
                db.session.flush()
                note = {"person_id": row.id, "module": f"m{number}", "text": "writer"}
                db.session.execute(insert(NoteRow).values(**note, changed_at=AT))
                db.session.commit()
                written.release()

    def wait(_told: str) -> None:
        if not stop.is_set():
            assert written.acquire(timeout=20)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with full.app_context():
            wait("")
            key = None
            make_backup(tmp_path / "b", db.engine, ours, key=key, now=AT, tell=wait)
    finally:
        stop.set()
        writer.join()
    folder = bare.extensions["settings"].folder
    restore_backup(bare, folder, tmp_path / "b", key=None, tell=lambda _told: None)

    def counts(app: Flask) -> tuple[int, int]:
        with app.app_context():
            people = select(func.count()).where(PersonRow.name == "writer")
            notes = select(func.count()).where(NoteRow.text == "writer")
            found = db.session.scalar(people) or 0, db.session.scalar(notes) or 0
            db.session.remove()
        return found

    (people, notes), (all_people, all_notes) = counts(bare), counts(full)
    assert people == notes
    assert all_people == all_notes > people + 50


def test_a_database_at_another_migration_is_brought_to_the_program_s_first(
    bare: Flask, ours: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "old.backup"
    bare.extensions["settings"].folder.mkdir()
    with bare.app_context():
        upgrade(directory=migrations.FOLDER, revision="0013")

        with pytest.raises(BackupFailed, match="at migration 0013, this program at"):
            make_backup(file, db.engine, ours, key=None, now=AT, tell=lambda _told: None)

    assert not list(tmp_path.glob("*old.backup*"))


def test_tables_of_another_migration_are_as_good_as_none(
    full: Flask, bare: Flask, tmp_path: Path
) -> None:
    bare.extensions["settings"].folder.mkdir()
    with bare.app_context():
        upgrade(directory=migrations.FOLDER, revision="0013")
    run(full, "backup", str(tmp_path / "new.backup"))

    assert run(bare, "restore", str(tmp_path / "new.backup"))[0] == 0
    assert contents(bare) == contents(full)


def test_a_backup_of_a_former_program_is_restored_and_migrated(
    empty: Flask, tmp_path: Path
) -> None:
    """The tables of the first migration are in it, as the program of that day knew them."""
    people = TableShape("people", FIRST_PEOPLE, ("id",))
    row = encode_row(people.kinds, (7, "ada@b.c", "Ada", "UTC", "system", "[]", False, AT, AT))
    tally = Tally()
    tally.add(row)
    files = {"format.json": FORMAT, "tables/people/000001.jsonl": row}
    manifest = manifest_of(files, tables=((people, tally.result()),), migration="0001")
    write_archive(tmp_path / "former", {**files, "manifest.json": manifest})

    code, said = run(empty, "restore", str(tmp_path / "former"))

    assert (code, "Restored 1 rows" in said) == (0, True), said
    with empty.app_context(), writing():
        (person,) = db.session.scalars(select(PersonRow))
        assert (person.id, person.email, person.erase_after) == (7, "ada@b.c", None)
        assert person.created_at == AT
        later = PersonRow(roles=[], created_at=AT, active_at=AT)
        db.session.add(later)
        db.session.commit()
        assert later.id > 7
        db.session.remove()
        with db.engine.connect() as connection:
            assert migrations.migration_of(connection) == migrations.programs_migration()


FIRST_PEOPLE = (
    ("id", Kind.INTEGER),
    ("email", Kind.TEXT),
    ("name", Kind.TEXT),
    ("time_zone", Kind.TEXT),
    ("theme", Kind.TEXT),
    ("roles", Kind.JSON),
    ("demo", Kind.BOOLEAN),
    ("created_at", Kind.MOMENT),
    ("active_at", Kind.MOMENT),
)
