"""What a worker of the server holds in memory, and what it leaves to the commands."""

import os
import subprocess
import sys
from pathlib import Path

from tpmlearn.config import ROOT

LEFT_OUT = (
    "authlib",
    "requests",
    "joserfc",
    "alembic",
    "zxcvbn",
    "tpmlearn.calibration",
    "tpmlearn.cli.demo",
    "tpmlearn.cli.content",
    "sqlalchemy.dialects.postgresql",
    "icalendar",
    "openbadgeslib",
    "cryptography",
    "jwt",
    "pyld",
    "lxml",
    "procrastinate",
    "psycopg_pool",
    "pyotp",
    "segno",
    "webauthn",
    "prometheus_client",
    "pytest",
    "redis",
)


def test_a_worker_does_not_load_what_it_seldom_needs(tmp_path: Path) -> None:
    code = (
        "import granian, sys\nimport app\n"
        f"print(*[name for name in {LEFT_OUT} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TPMLEARN_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_garbage_is_collected_as_usual_once_it_has_started(tmp_path: Path) -> None:
    code = (
        "import gc\nusual = gc.get_threshold()\nimport app\n"
        "print(gc.isenabled(), gc.get_threshold() == usual, gc.get_freeze_count() > 0)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TPMLEARN_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == ["True", "True", "True"], done.stderr
