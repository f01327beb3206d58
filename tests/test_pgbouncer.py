"""Behind PgBouncer in transaction mode: many save at once over few connections, nothing is lost."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support import needs
from tests.support.cluster import cluster
from tests.support.load import under_load
from tests.support.pgbouncer import behind_pgbouncer
from tests.support.site import FLASK, Site, environment, launch, new_folder
from tpmlearn.config import ROOT
from tpmlearn.db import require_url

POOL, SAVERS = 5, 40
POOLED = {"TPMLEARN_DATABASE_POOLED": "1"}


@pytest.fixture(scope="module")
def direct() -> Iterator[str]:
    """The address of the database itself."""
    with cluster(needs.postgresql()) as url:
        yield url


@pytest.fixture(scope="module")
def pooled(direct: str) -> Iterator[str]:
    """The address of the same database behind a pool of five."""
    with behind_pgbouncer(needs.pgbouncer(), direct, pool=POOL) as url:
        yield url


@pytest.fixture(scope="module")
def site(pooled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that was migrated and is served through it."""
    folder = new_folder(tmp_path_factory.mktemp("pooled"))
    running = launch("pooled", folder, database_url=pooled, more=POOLED)
    yield running
    running.stop()


def test_forty_save_at_once_over_five_connections(site: Site, direct: str) -> None:
    most = 0
    engine = create_engine(require_url(direct))
    with under_load(site.url, people=SAVERS) as load, engine.connect() as beside:
        for _ in range(40):
            time.sleep(0.25)
            most = max(most, connections(beside))
    engine.dispose()

    print(f"{load.asked} requests, {len(load.saved)} answers saved, {most} connections")
    assert load.failed == []
    assert len(load.saved) > SAVERS
    assert load.lost(require_url(direct)) == set()
    assert most <= POOL
    assert "rror" not in site.log


def connections(beside: object) -> int:
    """How many connections the database has, this one left out."""
    found = beside.execute(  # type: ignore[attr-defined]
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()"
        )
    ).scalar_one()
    return int(found)


def run(site: Site, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**environment(site.folder, database_url=site.database), **POOLED, **more}
    return subprocess.run(
        [*FLASK, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_a_backup_and_the_nights_work_go_through_it(site: Site, tmp_path: Path) -> None:
    backup = run(site, "backup", str(tmp_path / "one.backup"))
    night = run(site, "calibrate", "--statistics-only")

    assert backup.returncode == 0, backup.stderr
    assert night.returncode == 0, night.stderr


@pytest.mark.parametrize(("is_known", "state"), [("1", "right"), ("0", "wrong")])
def test_the_doctor_sees_it(site: Site, is_known: str, state: str) -> None:
    done = run(site, "doctor", "--json", TPMLEARN_DATABASE_POOLED=is_known)

    found = {one["about"]: one for one in json.loads(done.stdout)}
    assert found["pooler"]["state"] == state


def test_no_setting_of_a_migration_stays_in_a_connection(site: Site, pooled: str) -> None:
    engine = create_engine(require_url(pooled), connect_args={"prepare_threshold": None})
    with engine.connect() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "0"
    engine.dispose()
