"""What the disk says: who can read the instance folder, room, and the file system's clock."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tpmlearn.cli.doctor.finding import Finding, note, right, wrong

OTHERS = 0o077
FEWEST_MB, FEW_MB = 500, 2_000
FEWEST_FILES = 10_000
MOST_SECONDS = 2.0
SECRETS = ("secret-key", "badge-keys/signing.pem")
OF_NETWORKS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "ceph"})


def check_folder(folder: Path, *, user: int) -> Finding:
    """The instance folder: there, ours (`user` is our number), writable and closed to others."""
    try:
        seen = folder.stat()
    except OSError as error:
        return wrong("folder", f"{folder}: {error.strerror}", f"mkdir -m 700 {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong("folder", f"{folder} cannot be written", f"chown {user} {folder}")
    if seen.st_uid != user:
        return wrong("folder", f"{folder} belongs to another user", f"chown -R {user} {folder}")
    if seen.st_mode & OTHERS:
        mode = f"{seen.st_mode & 0o777:o}"
        return wrong("folder", f"{folder} is open to others ({mode})", f"chmod 700 {folder}")
    return right("folder", f"{folder}, ours alone")


def check_files(folder: Path, *, user: int) -> Finding:
    """Secrets in the folder are readable by their owner alone, and all of it can be written."""
    for name in SECRETS:
        path = folder / name
        if path.exists() and path.stat().st_mode & OTHERS:
            return wrong("files", f"{path} can be read by others", f"chmod 600 {path}")
    for path in _files(folder):
        if path.stat().st_uid != user:
            return wrong("files", f"{path} belongs to another user", f"chown -R {user} {folder}")
        if not os.access(path, os.W_OK):
            return wrong("files", f"{path} cannot be written", f"chmod u+w {path}")
    return right("files", "secrets are readable by us alone")


def _files(folder: Path) -> Iterator[Path]:
    """What lies at the top of the instance folder; caches below are made anew by themselves."""
    try:
        yield from sorted(path for path in folder.iterdir() if path.exists())
    except OSError:
        return


def check_room(free_mb: int, free_files: int, where: str) -> Finding:
    """Room on the disk, in megabytes and in files (0 where the file system has no limit)."""
    if free_mb < FEWEST_MB or 0 < free_files < FEWEST_FILES:
        left = f"{free_mb} MB and {free_files or 'any number of'} files are left in {where}"
        return wrong("disk", left, "make room: nothing can be saved on a full disk")
    if free_mb < FEW_MB:
        return note("disk", f"{free_mb} MB are left in {where}", "make room before it is full")
    return right("disk", f"{free_mb / 1000:.0f} GB are left in {where}")


def room(folder: Path) -> Finding:
    """`check_room` of the folder's file system."""
    try:
        free, files = shutil.disk_usage(folder).free, os.statvfs(folder)
    except OSError as error:
        return wrong("disk", f"{folder}: {error.strerror}", f"mkdir -m 700 {folder}")
    free_files = files.f_favail if files.f_files else 0
    return check_room(free // 1_000_000, free_files, str(folder))


def check_clock(ours: float, theirs: float, *, whose: str) -> Finding:
    """Two clocks, in seconds since 1970: exams and codes end by ours."""
    apart = abs(ours - theirs)
    if apart > MOST_SECONDS:
        return wrong(
            "clock",
            f"this machine and {whose} are {apart:.0f} s apart",
            "let both follow the time of a server: timedatectl set-ntp true",
        )
    return right("clock", f"the same as that of {whose}")


def clock_of_files(folder: Path, now: Callable[[], float] = time.time) -> Finding:
    """`check_clock` against the file system, by a file that is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"now")
            file.flush()
            return check_clock(now(), os.fstat(file.fileno()).st_mtime, whose="the file system")
    except OSError as error:
        return wrong("clock", f"{folder}: {error.strerror}", "see what is said of the folder")


def check_local(kind: str, path: Path) -> Finding:
    """The kind of file system that SQLite's file lies on: its locks need a local one."""
    if kind in OF_NETWORKS:
        return wrong(
            "file system",
            f"{path} lies on {kind}: SQLite's WAL cannot be shared over a network",
            "keep the instance folder on a local disk, or use PostgreSQL",
        )
    return right("file system", f"{kind or 'local'}")


def kind_of(path: Path, mounts: str) -> str:
    """The kind of file system of a path, by the text of /proc/mounts; empty if it is not told."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        place = fields[1].replace("\\040", " ")
        if path.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, fields[2]
    return kind
