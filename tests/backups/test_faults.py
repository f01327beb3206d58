"""What goes wrong is said in a sentence, and leaves everything as it was."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click import ClickException
from flask import Flask
from sqlalchemy import delete, update

from tests.support.audit import empty_audit
from tests.support.backups import (
    KEY,
    OTHER_KEY,
    changed,
    contents,
    full_disk,
    read_archive,
    run,
    write_archive,
)
from tests.support.filling import AT
from tpmlearn.backups.making import make_backup
from tpmlearn.cli.backup import sentences
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import Base, db, writing


def untouched(app: Flask) -> bool:
    """Whether nothing came into an empty system."""
    folder = app.extensions["settings"].folder
    return not folder.exists() or {one.name for one in folder.iterdir()} <= {
        "tpmlearn.db",
        "tpmlearn.db-wal",
        "tpmlearn.db-shm",
        "tpmlearn.db-turn",
    }


@pytest.fixture
def sealed(full: Flask, tmp_path: Path) -> Path:
    """An encrypted backup."""
    file = tmp_path / "sealed.backup"
    assert run(full, "backup", str(file), key=KEY)[0] == 0
    return file


@pytest.fixture
def plain(full: Flask, tmp_path: Path) -> Path:
    """A backup that is not encrypted."""
    file = tmp_path / "plain.backup"
    assert run(full, "backup", str(file))[0] == 0
    return file


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (OTHER_KEY, "This key does not open it"),
        ("", "It is encrypted: give the key"),
        ("short", "A backup key is 32 random bytes in base64. Make one: python3"),
    ],
)
def test_another_key_opens_nothing(sealed: Path, bare: Flask, key: str, words: str) -> None:
    code, said = run(bare, "restore", str(sealed), key=key)

    assert (code, words in said) == (1, True), said
    assert untouched(bare)


def test_a_plain_file_does_not_pass_for_a_sealed_one(plain: Path, bare: Flask) -> None:
    code, said = run(bare, "restore", str(plain), key=KEY)

    assert (code, "It is not encrypted, but a key is given" in said) == (1, True), said
    assert untouched(bare)


@pytest.mark.parametrize("which", ["sealed", "plain"])
def test_a_cut_file_is_refused_wherever_it_was_cut(
    sealed: Path, plain: Path, which: str, bare: Flask, tmp_path: Path
) -> None:
    file = sealed if which == "sealed" else plain
    data, cut = file.read_bytes(), tmp_path / "cut"
    for length in (0, 1, 10, 60, 100, len(data) // 2, len(data) - 17, len(data) - 1):
        cut.write_bytes(data[:length])

        code, said = run(bare, "restore", str(cut), key=KEY if which == "sealed" else "")

        assert code == 1, length
        assert "Nothing was changed." in said, said
    assert untouched(bare)


@pytest.mark.parametrize("which", ["sealed", "plain"])
def test_a_flipped_byte_is_found_wherever_it_is(
    sealed: Path, plain: Path, which: str, bare: Flask, tmp_path: Path
) -> None:
    file = sealed if which == "sealed" else plain
    data, flipped = file.read_bytes(), tmp_path / "flipped"
    # Some bits of gzip mean nothing: ten bytes of its head, and those that fill its last byte.
    body = range(10, len(data) - 16, len(data) // 23)
    for place in (*body, len(data) - 5, len(data) - 1):
        flipped.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])

        code, said = run(bare, "restore", str(flipped), key=KEY if which == "sealed" else "")

        assert code == 1, place
        assert "Nothing was changed." in said, said
    assert untouched(bare)


def test_something_behind_the_end_is_refused(sealed: Path, bare: Flask) -> None:
    with sealed.open("ab") as file:
        file.write(b"more")

    code, said = run(bare, "restore", str(sealed), key=KEY)

    assert (code, "damaged" in said) == (1, True), said


def test_a_file_of_a_newer_program_is_refused(plain: Path, bare: Flask, tmp_path: Path) -> None:
    files, newer = read_archive(plain), tmp_path / "newer"

    write_archive(newer, {**files, "format.json": b'{"format": 2}'})
    other_format = run(bare, "restore", str(newer))
    write_archive(newer, changed(files, {"migration": "9999", "program": "7.0.0"}))
    other_migration = run(bare, "restore", str(newer))

    assert "It has format 2, and this program reads 1: take the newer program" in other_format[1]
    assert "made by a newer program (version 7.0.0, migration 9999)" in other_migration[1]
    assert (other_format[0], other_migration[0]) == (1, 1)
    assert untouched(bare)


def test_rows_that_are_not_those_of_the_manifest_are_refused(
    plain: Path, bare: Flask, tmp_path: Path
) -> None:
    files, other = read_archive(plain), tmp_path / "other"
    tables = json.loads(files["manifest.json"])["tables"]
    fewer = [{**one, "rows": one["rows"] + (one["name"] == "people")} for one in tables]

    write_archive(other, changed(files, {"tables": fewer}))
    code, said = run(bare, "restore", str(other))

    assert (code, "Its rows are not those that its manifest tells of" in said) == (1, True), said
    assert untouched(bare)


def test_a_system_that_is_not_empty_is_left_alone(plain: Path, bare: Flask, full: Flask) -> None:
    folder = bare.extensions["settings"].folder
    folder.mkdir()
    (folder / "secret-key").write_text("mine")
    with_key = run(bare, "restore", str(plain))
    (folder / "secret-key").unlink()
    before = contents(full)
    shutil.rmtree(full.extensions["settings"].folder)

    with_rows = run(full, "restore", str(plain))

    assert "is not empty: secret-key is there" in with_key[1]
    assert "The database is not empty: there are rows in" in with_rows[1]
    assert (with_key[0], with_rows[0]) == (1, 1)
    assert contents(full) == before
    assert not full.extensions["settings"].folder.joinpath("secret-key").exists()


def test_a_row_that_the_database_refuses_takes_all_of_it_back(
    plain: Path, empty: Flask, tmp_path: Path
) -> None:
    """The last table loses its parents: everything before it is in the same transaction."""
    files = read_archive(plain)
    told = json.loads(files["manifest.json"])
    lone = {name: data for name, data in files.items() if name != "tables/people/000001.jsonl"}
    del told["members"]["tables/people/000001.jsonl"]
    none = {"rows": 0, "sum": "0" * 64}
    told["tables"] = [{**one, **none} if one["name"] == "people" else one for one in told["tables"]]
    file = tmp_path / "lone"
    write_archive(file, {**lone, "manifest.json": json.dumps(told).encode()})

    code, said = run(empty, "restore", str(file))

    assert (code, "The database refused at the table" in said) == (1, True), said
    assert untouched(empty)
    assert not any(contents(empty).values())
    assert run(empty, "restore", str(plain))[0] == 0


@pytest.mark.parametrize("key", ["", KEY])
def test_a_full_disk_leaves_no_backup_behind(full: Flask, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    for most in (100, 3_000, 6_000):
        with full_disk(most):
            code, said = run(full, "backup", str(folder / "all.backup"), key=key)

        assert (code, "Nothing was kept." in said) == (1, True), said
        assert list(folder.iterdir()) == []


def test_a_disk_that_fills_while_it_is_restored_leaves_an_empty_system(
    plain: Path, bare: Flask
) -> None:
    for most in (10, 100_000, 900_000):
        with full_disk(most):
            code, said = run(bare, "restore", str(plain))

        assert code == 1
        assert "Error: " in said
        assert untouched(bare)
    assert run(bare, "restore", str(plain))[0] == 0


def test_a_file_that_is_there_is_not_written_over(full: Flask, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    file.write_text("older")

    code, said = run(full, "backup", str(file))

    assert (code, "is there already. Name a new file." in said) == (1, True)
    assert file.read_text() == "older"


@pytest.mark.parametrize("name", ["missing/all.backup", "."])
def test_a_place_that_is_none_is_told(full: Flask, tmp_path: Path, name: str) -> None:
    code, said = run(full, "backup", str(tmp_path / name))

    assert code in {1, 2}
    assert "Error: " in said


def test_a_file_that_is_missing_or_no_backup_is_told(bare: Flask, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello")
    (tmp_path / "zip").write_bytes(gzip.compress(b"hello"))

    assert "No such file" in run(bare, "restore", str(tmp_path / "missing"))[1]
    assert "This is no backup." in run(bare, "restore", str(tmp_path / "text"))[1]
    assert "It is cut short." in run(bare, "restore", str(tmp_path / "zip"))[1]
    assert untouched(bare)


def test_restoring_makes_no_key_and_reads_no_content(plain: Path, tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if "TPMLEARN" not in name}
    env |= {"TPMLEARN_INSTANCE": str(tmp_path / "new"), "TPMLEARN_CONTENT": "/nowhere"}

    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "restore", str(plain)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "new" / "secret-key").read_text() == "s" * 64


def test_a_secret_from_the_settings_is_in_no_backup(
    full: Flask, bare: Flask, tmp_path: Path
) -> None:
    (full.extensions["settings"].folder / "secret-key").unlink()
    file = str(tmp_path / "all.backup")

    made, back = run(full, "backup", file), run(bare, "restore", file)

    assert "TPMLEARN_SECRET_KEY comes from the settings and is not in it" in made[1]
    assert "Set TPMLEARN_SECRET_KEY as it was" in back[1]
    assert full.extensions["settings"].secret_key.encode() not in gzip.decompress(
        Path(file).read_bytes()
    )


def test_an_empty_site_is_a_backup_too(full: Flask, bare: Flask, tmp_path: Path) -> None:
    with full.app_context(), writing():
        empty_audit()
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(delete(table))
        db.session.commit()
        db.session.remove()
    file = str(tmp_path / "all.backup")

    assert run(full, "backup", file)[0] == 0
    assert run(bare, "restore", file)[0] == 0
    assert not any(contents(bare).values())


def test_a_name_that_no_archive_can_have_is_told(full: Flask, tmp_path: Path) -> None:
    (content,) = full.extensions["settings"].content
    (content / "odd\nname.md").write_text("text")

    code, said = run(full, "backup", str(tmp_path / "all.backup"))

    assert (code, "is a name that no backup can have. Rename it." in said) == (1, True), said
    assert not list(tmp_path.glob("*all.backup*"))


def test_text_that_the_other_database_does_not_take_is_told(
    full: Flask, empty: Flask, tmp_path: Path
) -> None:
    with full.app_context(), writing():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL holds no such text")
        db.session.execute(update(Base.metadata.tables["notes"]).values(text="a\0b"))
        db.session.commit()
        db.session.remove()
    file = str(tmp_path / "all.backup")
    assert run(full, "backup", file)[0] == 0

    code, said = run(empty, "restore", file)

    if "postgresql" in empty.extensions["settings"].database_url:
        assert (code, "The database refused at the table notes" in said) == (1, True), said
        assert untouched(empty)
    else:
        assert (code, contents(empty)) == (0, contents(full))


def test_a_backup_that_is_told_to_stop_leaves_nothing(
    full: Flask, ours: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "all.backup"
    seen: list[Path] = []

    def stop(_told: str) -> None:
        seen.extend(folder.iterdir())
        os.kill(os.getpid(), signal.SIGTERM)

    with full.app_context(), pytest.raises(ClickException, match="told to stop"), sentences(file):
        make_backup(file, db.engine, ours, key=None, now=AT, tell=stop)

    assert len(seen) == 1
    assert list(folder.iterdir()) == []
