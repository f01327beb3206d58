"""What the doctor says of the instance folder, room and clocks, wrong ones included."""

import os
from pathlib import Path

import pytest

from tpmlearn.cli.doctor.finding import State
from tpmlearn.cli.doctor.places import (
    check_clock,
    check_files,
    check_folder,
    check_local,
    check_room,
    clock_of_files,
    kind_of,
    room,
)

ME = os.getuid()
MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /srv/shared nfs4 rw 0 0
/dev/sdb1 /srv/my\\040disk xfs rw 0 0
odd
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An instance folder as it should be."""
    made = tmp_path / "instance"
    made.mkdir(mode=0o700)
    (made / "secret-key").write_text("x")
    (made / "secret-key").chmod(0o600)
    (made / "badge-keys").mkdir(mode=0o700)
    (made / "badge-keys" / "signing.pem").write_text("x")
    (made / "badge-keys" / "signing.pem").chmod(0o600)
    return made


def test_a_folder_of_ours_alone_is_right(folder: Path) -> None:
    assert check_folder(folder, user=ME).state is State.RIGHT
    assert check_files(folder, user=ME).state is State.RIGHT


def test_a_folder_that_is_not_there_or_open_or_another_s_is_wrong(folder: Path) -> None:
    missing = check_folder(folder / "nowhere", user=ME)
    another = check_folder(folder, user=ME + 1)
    folder.chmod(0o750)
    opened = check_folder(folder, user=ME)

    assert [one.state for one in (missing, another, opened)] == [State.WRONG] * 3
    assert "mkdir" in missing.mend
    assert "chown" in another.mend
    assert opened.mend == f"chmod 700 {folder}"


@pytest.mark.skipif(ME == 0, reason="root may write everything")
def test_a_folder_that_cannot_be_written_is_wrong(folder: Path) -> None:
    folder.chmod(0o500)
    found = check_folder(folder, user=ME)
    folder.chmod(0o700)

    assert "cannot be written" in found.says


@pytest.mark.parametrize("name", ["secret-key", "badge-keys/signing.pem"])
def test_a_secret_that_others_read_is_wrong(folder: Path, name: str) -> None:
    (folder / name).chmod(0o640)

    assert check_files(folder, user=ME).mend == f"chmod 600 {folder / name}"


def test_files_of_another_user_are_wrong(folder: Path) -> None:
    assert check_files(folder, user=ME + 1).state is State.WRONG


@pytest.mark.parametrize(
    ("free_mb", "files", "state"),
    [
        (80_000, 0, State.RIGHT),
        (80_000, 1_000_000, State.RIGHT),
        (1_000, 0, State.NOTE),
        (100, 0, State.WRONG),
        (80_000, 50, State.WRONG),
    ],
)
def test_a_disk_has_room_for_bytes_and_files(free_mb: int, files: int, state: State) -> None:
    assert check_room(free_mb, files, "there").state is state


def test_it_looks_at_the_disk_of_the_folder(folder: Path) -> None:
    assert str(folder) in room(folder).says
    assert room(folder / "nowhere").state is State.WRONG


@pytest.mark.parametrize(
    ("ours", "theirs", "state"),
    [(100.0, 101.5, State.RIGHT), (100.0, 3700.0, State.WRONG), (3700.0, 100.0, State.WRONG)],
)
def test_two_clocks_are_the_same(ours: float, theirs: float, state: State) -> None:
    assert check_clock(ours, theirs, whose="the database").state is state


def test_the_clock_of_the_file_system_is_compared_and_nothing_is_left(folder: Path) -> None:
    before = sorted(folder.iterdir())

    assert clock_of_files(folder).state is State.RIGHT
    assert clock_of_files(folder, now=lambda: 0.0).state is State.WRONG
    assert clock_of_files(folder / "nowhere").state is State.WRONG
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("path", "kind", "state"),
    [
        ("/var/lib/tpmlearn.db", "ext4", State.RIGHT),
        ("/srv/shared/tpmlearn.db", "nfs4", State.WRONG),
        ("/srv/my disk/tpmlearn.db", "xfs", State.RIGHT),
    ],
)
def test_sqlite_needs_a_local_disk(path: str, kind: str, state: State) -> None:
    found = kind_of(Path(path), MOUNTS)

    assert found == kind
    assert check_local(found, Path(path)).state is state


def test_a_machine_that_does_not_tell_its_file_systems_is_believed() -> None:
    assert kind_of(Path("/srv/x"), "") == ""
    assert check_local("", Path("/srv/x")).state is State.RIGHT
