"""Says whether the migrations make the tables that the models describe; run by `make check`."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from alembic.util.exc import CommandError
from flask_migrate import check, upgrade

from tpmlearn import create_app
from tpmlearn.config import ROOT, from_environment


def main() -> int:
    """0 if the models need no further migration."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = replace(
            from_environment({"TPMLEARN_INSTANCE": name}),
            database_url=f"sqlite:///{folder / 'check.db'}",
            watch_content=False,
        )
        with create_app(settings).app_context():
            upgrade(directory=str(ROOT / "migrations"))
            try:
                check(directory=str(ROOT / "migrations"))
            except (CommandError, SystemExit) as fault:
                sys.stderr.write(f"The models need a migration: {fault}\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
