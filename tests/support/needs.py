"""Programs of the machine that some tests need, and what to install where one is missing."""

import os
import shutil
from pathlib import Path

import pytest

from tpmlearn.config import ROOT

INSTALL = {
    "chromium": "Chromium (Debian: apt-get install chromium)",
    "java": "Java 17 or later (Debian: apt-get install openjdk-17-jre-headless)",
    "gates": "the programs that judge exports (make gates, with Node's npm)",
    "redis": "Redis (Debian: apt-get install redis-server)",
    "postgresql": "PostgreSQL's server (Debian: apt-get install postgresql)",
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


def redis() -> str:
    """The path of Redis' or Valkey's server, or a skip."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return found or _without("redis")


def _without(name: str) -> str:
    missing.add(name)
    if os.environ.get("TPMLEARN_REQUIRE_ALL") == "1":
        pytest.fail(f"{INSTALL[name]} is required")
    pytest.skip(f"needs {INSTALL[name]}")
