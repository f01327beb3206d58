"""Archives that somebody made to do harm are refused before anything is written."""

import gzip
import tarfile
from pathlib import Path

import pytest
from flask import Flask

from tests.support.backups import FORMAT, changed, manifest_of, run, write_archive
from tpmlearn.backups.migrations import refuse_rows
from tpmlearn.backups.problems import BackupFailed
from tpmlearn.backups.restoring import refuse_small_disk
from tpmlearn.db import db
from tpmlearn.domain.backups.manifest import Member, read_manifest
from tpmlearn.domain.backups.sums import Tally

BASE = {"format.json": FORMAT}


def refused(bare: Flask, file: Path) -> str:
    """What is said; nothing may have come of it."""
    code, said = run(bare, "restore", str(file))
    assert code == 1, said
    assert not bare.extensions["settings"].folder.exists()
    return said


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../out",
        "instance/../../out",
        "instance/badge-keys/../../../out",
        "instance//out",
        "instance/./secret-key",
        "instance\\..\\out",
        "instance/a\nb",
        "C:/out",
        "out",
        "tables/people",
        "tables/people/a/b",
        "instance/",
        "content",
    ],
)
def test_names_that_lead_elsewhere(bare: Flask, tmp_path: Path, name: str) -> None:
    file, files = tmp_path / "hostile", {**BASE, name: b"harm"}
    write_archive(file, {**files, "manifest.json": manifest_of(files)})

    assert "Nothing was changed." in refused(bare, file)


@pytest.mark.parametrize("name", ["tpmlearn.db", "cache/html/x", "releases/x", ".bashrc"])
def test_files_that_no_backup_has(bare: Flask, tmp_path: Path, name: str) -> None:
    file, files = tmp_path / "hostile", {**BASE, f"instance/{name}": b"harm"}
    write_archive(file, {**files, "manifest.json": manifest_of(files)})

    assert "no place" in refused(bare, file)


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.DIRTYPE,
        tarfile.FIFOTYPE,
        tarfile.CHRTYPE,
        tarfile.XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_SPARSE,
    ],
)
def test_links_and_all_that_is_no_plain_file(bare: Flask, tmp_path: Path, kind: bytes) -> None:
    file, head = tmp_path / "hostile", tarfile.TarInfo("instance/secret-key")
    head.type, head.linkname, head.size = kind, "/etc/passwd", 0
    write_archive(file, BASE, head)

    assert "no plain file" in refused(bare, file)


def test_a_header_that_wants_all_memory(bare: Flask, tmp_path: Path) -> None:
    file, head = tmp_path / "hostile", tarfile.TarInfo("x")
    head.type, head.size = tarfile.XHDTYPE, 8_000_000_000
    write_archive(file, BASE, head)

    assert "no plain file" in refused(bare, file)


@pytest.mark.parametrize("name", ["manifest.json", "format.json"])
def test_a_manifest_that_wants_all_memory(bare: Flask, tmp_path: Path, name: str) -> None:
    file, head = tmp_path / "hostile", tarfile.TarInfo(name)
    head.size = 8_000_000_000
    write_archive(file, BASE if name == "manifest.json" else {}, head)

    assert "is too big" in refused(bare, file)


def test_a_row_without_end(bare: Flask, tmp_path: Path) -> None:
    file, size = tmp_path / "hostile", 150_000_000
    head = tarfile.TarInfo("tables/people/000001.jsonl")
    head.size = size
    form = tarfile.TarInfo("format.json")
    form.size = len(FORMAT)
    with gzip.open(file, "wb", compresslevel=1) as plain:
        plain.write(form.tobuf(tarfile.USTAR_FORMAT) + FORMAT.ljust(512, b"\0"))
        plain.write(head.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(size // 1_000_000):
            plain.write(b"0" * 1_000_000)

    assert file.stat().st_size < 1_000_000
    assert "A row in it is too long" in refused(bare, file)


def test_more_files_than_the_disk_holds(bare: Flask) -> None:
    files = {**BASE, "content/0/a": b""}
    told = read_manifest(manifest_of(files, members={"content/0/a": Member(10**18, "0")}))
    with pytest.raises(BackupFailed, match="has no room for 1,000,000,000,000,000,000 bytes"):
        refuse_small_disk(bare.extensions["settings"].folder, told)


@pytest.mark.parametrize(
    "fields",
    [
        {"migration": "../x"},
        {"migration": "-1"},
        {"migration": "base; DROP"},
    ],
)
def test_a_manifest_with_names_that_are_none(
    bare: Flask, tmp_path: Path, fields: dict[str, str]
) -> None:
    file = tmp_path / "hostile"
    write_archive(file, {**BASE, "manifest.json": manifest_of(BASE, **fields)})

    assert "cannot be read" in refused(bare, file)


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_none(bare: Flask, tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "hostile"
    write_archive(file, {**BASE, "manifest.json": text})

    assert "The manifest cannot be read" in refused(bare, file)


def test_files_before_the_format_or_behind_the_manifest(bare: Flask, tmp_path: Path) -> None:
    file = tmp_path / "hostile"
    manifest = manifest_of(BASE)
    for files in (
        {"manifest.json": manifest, **BASE},
        {**BASE, "manifest.json": manifest, "content/0/a": b""},
    ):
        write_archive(file, files)
        assert "not in their order" in refused(bare, file)


def test_a_file_that_is_there_twice(bare: Flask, tmp_path: Path) -> None:
    file = tmp_path / "hostile"
    write_archive(file, {**BASE, "content/0/a": b""}, tarfile.TarInfo("content/0/a"))

    assert "in it twice" in refused(bare, file)


def shape(name: str, key: str = "id", column: str = "id") -> dict[str, object]:
    columns = [[column, "integer"], ["name", "text"]]
    return {"name": name, "columns": columns, "key": [key], "rows": 1, "sum": ""}


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        (shape("people"), b'["x",1]', "A row of people in it cannot be read"),
        (shape("people"), b"[1]", "cannot be read"),
        (shape("people"), b"[" * 50_000, "cannot be read"),
        (shape("people", column="i_d", key="i_d"), b'[1,"x"]', "refused at the table people"),
        (shape("sqlite_master"), b'[1,"x"]', "refused at the table sqlite_master"),
        (shape("alembic_version"), b'[1,"x"]', "refused at the table alembic_version"),
        (shape("people; DROP"), b'[1,"x"]', "The manifest cannot be read"),
        (shape("people", key="other"), b'[1,"x"]', "The manifest cannot be read"),
    ],
)
def test_rows_that_fit_nowhere(
    bare: Flask, tmp_path: Path, table: dict[str, object], row: bytes, words: str
) -> None:
    tally = Tally()
    tally.add(row + b"\n")
    files = {**BASE, f"tables/{table['name']}/1": row + b"\n"}
    told = {**files, "manifest.json": manifest_of(files)}
    tables = [{**table, "sum": tally.result().digest}]
    write_archive(tmp_path / "hostile", changed(told, {"tables": tables}))

    code, said = run(bare, "restore", str(tmp_path / "hostile"))

    assert (code, words in said) == (1, True), said
    if bare.extensions["settings"].folder.exists():
        with bare.app_context(), db.engine.connect() as connection:
            refuse_rows(connection)
