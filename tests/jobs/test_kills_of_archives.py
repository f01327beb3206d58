"""Archives whose makers are killed in mid-work: each is made once, nothing half handed over."""

import zipfile
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryFile

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from tests.support.jobs import jobs_of
from tests.support.processes import children, exists
from tests.support.working import kill, wait_until, worker, working
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.features.rights.services import ask_for_everything
from tpmlearn.models import ArchivePartRow, ArchiveRow, NoteRow, PersonRow
from tpmlearn.records.kept_archives import read_bytes

NOTES = 60_000


def person_with_much(app: Flask) -> int:
    """Somebody of whom so many rows are kept that the archive takes seconds."""
    now = datetime.now(UTC)
    with app.app_context(), writing():
        person = PersonRow(created_at=now, active_at=now, roles=[])
        db.session.add(person)
        db.session.flush()
        found: int = person.id
        row = {"person_id": found, "text": "a note " * 20, "changed_at": now}
        db.session.execute(
            insert(NoteRow), [{**row, "module": f"module-{n}"} for n in range(NOTES)]
        )
        db.session.commit()
    with app.app_context(), writing():
        assert ask_for_everything(found, now=now)
    return found


def archives(app: Flask) -> list[bool]:
    """Of each archive whether it is ready."""
    with app.app_context():
        return [at is not None for at in db.session.scalars(select(ArchiveRow.ready_at))]


@pytest.mark.long
def test_a_killed_archive_is_made_again_and_is_whole(own_site: Flask) -> None:
    person = person_with_much(own_site)
    process = worker(own_site)
    wait_until("it does not begin", lambda: archives(own_site), every=0.02)
    made_by = children(process.pid)
    kill(process)
    left = archives(own_site)
    assert left == [False], "nothing half is anybody's"
    wait_until("its process lives on", lambda: not any(exists(one) for one in made_by))

    with working(own_site):
        wait_until("it is not made", lambda: archives(own_site) == [True])

    (row,) = jobs_of(own_site)
    print(f"killed with {left}; made in try {row.tries}")
    assert (row.state, row.tries) == (State.DONE, 2)
    with own_site.app_context(), TemporaryFile() as file:
        (archive,) = db.session.scalars(select(ArchiveRow)).all()
        parts = db.session.scalar(select(func.count()).select_from(ArchivePartRow)) or 0
        assert archive.person_id == person
        assert archive.until - datetime.now(UTC) > timedelta(hours=23)
        read_bytes(archive.id, file)
        assert file.tell() == archive.size
        assert parts > archive.size // 1_000_000
        assert zipfile.ZipFile(file).testzip() is None
