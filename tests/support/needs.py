"""Programs of the machine that some tests need, and what to install where one is missing."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tpmlearn.config import ROOT

INSTALL = {
    "chromium": "Chromium (Debian: apt-get install chromium)",
    "java": "Java 17 or later (Debian: apt-get install openjdk-17-jre-headless)",
    "gates": "the programs that judge exports (make gates, with Node's npm)",
    "nginx": "nginx (Debian: apt-get install nginx-light)",
    "pgbouncer": "PgBouncer (Debian: apt-get install pgbouncer)",
    "postgresql": "PostgreSQL's server (Debian: apt-get install postgresql)",
    "redis": "Redis or Valkey (Debian: apt-get install redis-server)",
    "compiler": "a compiler of C (Debian: apt-get install gcc libc6-dev)",
    "mount": "the right to mount a small disk (run as root)",
    "systemd": "systemd-analyze (Debian: apt-get install systemd)",
}
missing: set[str] = set()


def chromium() -> str:
    """The path of Chromium, or a skip (a failure where everything is required)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found or _without("chromium")


def postgresql() -> Path:
    """The folder of initdb and postgres, or a skip."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else Path(_without("postgresql"))


def nginx() -> str:
    """The path of nginx, or a skip."""
    return _program("nginx", "nginx")


def pgbouncer() -> str:
    """The path of PgBouncer, or a skip."""
    return _program("pgbouncer", "pgbouncer")


def redis() -> str:
    """The path of Redis's server, or of Valkey's, or a skip."""
    return _program("redis", "redis-server", "valkey-server")


def compiler() -> str:
    """The path of a compiler of C, or a skip."""
    return _program("compiler", "cc", "gcc")


def mounting() -> str:
    """The path of mount, where we may mount a disk of memory; or a skip."""
    program = shutil.which("mount")
    if os.geteuid() or program is None:
        return _without("mount")
    with tempfile.TemporaryDirectory() as folder:
        asked = [program, "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
        if subprocess.run(asked, check=False, capture_output=True).returncode:
            return _without("mount")
        subprocess.run(["umount", folder], check=True)
    return program


def systemd() -> str:
    """The path of systemd-analyze, or a skip."""
    return _program("systemd", "systemd-analyze")


def _program(what: str, *names: str) -> str:
    """The first of these programs that is there; some lie where only root looks."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    found = (shutil.which(name, path=path) for name in names)
    return next(filter(None, found), None) or _without(what)


def java() -> str:
    """The path of Java, or a skip."""
    return shutil.which("java") or _without("java")


def gates() -> Path:
    """The node_modules of `make gates`, as the lock says, with Node to run them; or a skip."""
    folder, lock = ROOT / ".cache" / "gates", ROOT / "tests" / "gates" / "package-lock.json"
    copy = folder / "package-lock.json"
    whole = shutil.which("node") and copy.exists() and copy.read_bytes() == lock.read_bytes()
    if whole and (folder / "node_modules" / "vue").is_dir():
        return folder / "node_modules"
    return Path(_without("gates"))


def _without(name: str) -> str:
    missing.add(name)
    if os.environ.get("TPMLEARN_REQUIRE_ALL") == "1":
        pytest.fail(f"{INSTALL[name]} is required")
    pytest.skip(f"needs {INSTALL[name]}")
