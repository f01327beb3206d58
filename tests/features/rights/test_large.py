"""A large archive is made in the background, kept for a day, and handed to its owner alone."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from tests.features.evidence.cast import PDF, attach, log
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.jobs import jobs_of, work_off
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.features.rights import queries, services, views
from tpmlearn.jobs import rows
from tpmlearn.jobs.running import Task, now, run
from tpmlearn.models import ArchivePartRow, ArchiveRow, PersonRow
from tpmlearn.records import archive, kept_archives
from tpmlearn.records.kept_archives import LIFE, forget_archives, keep_bytes
from tpmlearn.web.background import sweep_archives
from tpmlearn.web.pace import Pace

PAGE, FILE = "/my-data", "/my-data/everything.zip"


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody has is a lot; pieces are small, so that there are several."""
    monkeypatch.setattr(queries, "MANY_ROWS", 0)
    monkeypatch.setattr(kept_archives, "PART_BYTES", 1_000)
    monkeypatch.setattr(views, "PACE", Pace(5, timedelta(hours=1)))
    monkeypatch.setattr(views, "TAKES", Pace(20, timedelta(hours=1)))


def ask(client: CheckingClient) -> None:
    answer = client.send("/my-data/download")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}#take")


def taken(client: CheckingClient) -> zipfile.ZipFile:
    answer = client.get(FILE)
    assert answer.status_code == 200, answer.status
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def kept(app: Flask) -> tuple[int, int]:
    """How many archives there are, and how many pieces."""
    with app.app_context():
        return tuple(  # type: ignore[return-value]
            db.session.scalar(select(func.count()).select_from(table))
            for table in (ArchiveRow, ArchivePartRow)
        )


def claimed() -> rows.Claimed:
    found = rows.claim_next(now=now() + timedelta(seconds=1))
    assert found is not None
    return found


def test_it_is_asked_for_made_and_taken(app: Flask, learner: CheckingClient) -> None:
    attach(learner, log(learner), "plan.pdf")
    assert "Make the file" in learner.read(PAGE)
    ask(learner)
    ask(learner)
    page = learner.read(PAGE)
    assert "Your file is asked for" in page
    assert "See how far it is" in page
    assert len(jobs_of(app)) == 1
    assert learner.get(FILE).status_code == 404

    work_off(app)

    page = learner.read(PAGE)
    assert "is ready: 0.1 MB" in page
    assert "Make the file anew" in page
    found = taken(learner)
    names = found.namelist()
    assert names[:2] == ["README.txt", "everything.json"]
    assert found.read(names[2]) == PDF
    tables = json.loads(found.read("everything.json"))["tables"]
    assert tables["people"][0]["email"] == "ada@example.org"
    assert kept(app)[1] > 1
    assert jobs_of(app)[0].progress == "99 %"


def test_nobody_else_can_take_it(
    app: Flask, learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    ask(learner)
    work_off(app)

    assert stranger.get(FILE).status_code == 404
    assert visitor.get(FILE).status_code == 404
    assert "is ready" not in stranger.read(PAGE)


def test_nothing_of_it_can_be_read_in_the_database(app: Flask, learner: CheckingClient) -> None:
    ask(learner)
    work_off(app)

    with app.app_context():
        parts = db.session.scalars(
            select(ArchivePartRow.data).order_by(ArchivePartRow.number)
        ).all()
    together = b"".join(parts)
    assert together.startswith(b"tpmlearn-sealed-1")
    assert b"README" not in together
    assert b"ada@example.org" not in together


def test_a_piece_that_was_changed_or_lost_hands_nothing_over(
    app: Flask, learner: CheckingClient
) -> None:
    ask(learner)
    work_off(app)
    taken(learner)

    for change in (
        update(ArchivePartRow).where(ArchivePartRow.number == 1).values(data=b"x" * 1000),
        delete(ArchivePartRow).where(ArchivePartRow.number == 1),
    ):
        with app.app_context(), writing():
            db.session.execute(change)
            db.session.commit()
        answer = learner.get(FILE)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}#take")
    assert "can no longer be opened" in learner.read(PAGE)


def test_it_ends_after_a_day_and_the_clock_erases_it(app: Flask, learner: CheckingClient) -> None:
    ask(learner)
    work_off(app)
    with app.app_context(), writing():
        db.session.execute(update(ArchiveRow).values(until=now() + timedelta(minutes=1)))
        db.session.commit()
    assert sweep_archives(app) == 0
    taken(learner)
    with app.app_context(), writing():
        db.session.execute(update(ArchiveRow).values(until=now()))
        db.session.commit()

    assert learner.get(FILE).status_code == 404
    assert sweep_archives(app) == 1
    assert kept(app) == (0, 0)


def test_the_next_one_takes_its_place(app: Flask, learner: CheckingClient) -> None:
    ask(learner)
    work_off(app)
    learner.save("/rate/skills/CTL2", level="3")
    ask(learner)
    assert len(taken(learner).namelist()) == 2, "the former one until then"

    work_off(app)

    tables = json.loads(taken(learner).read("everything.json"))["tables"]
    assert [row["level"] for row in tables["ratings"]] == [3]
    assert kept(app)[0] == 1


def test_it_is_erased_with_its_person(app: Flask, guest: CheckingClient) -> None:
    guest.save("/rate/skills/CTL2", level="3")
    ask(guest)
    work_off(app)
    assert kept(app)[0] == 1

    guest.send("/my-data/erase", sure="y")

    assert kept(app) == (0, 0)
    assert jobs_of(app) == []


def test_of_a_person_who_is_erased_meanwhile_nothing_is_kept(
    app: Flask, learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = archive.write_archive

    def and_erase(*arguments: object, **more: object) -> None:
        write(*arguments, **more)  # type: ignore[arg-type]
        with writing():
            db.session.execute(delete(PersonRow).where(PersonRow.id == learner.person_id))
            db.session.commit()

    monkeypatch.setattr(services, "write_archive", and_erase)
    ask(learner)

    work_off(app)

    assert kept(app) == (0, 0)
    assert jobs_of(app) == []


def test_a_try_that_died_leaves_nothing_that_anybody_sees(
    app: Flask, learner: CheckingClient
) -> None:
    ask(learner)
    with app.app_context():
        dead = claimed()
        keep = services.make_everything(Task(dead, now))
        db.session.rollback()
        assert callable(keep)
    # Killed between its last piece and its end: all pieces are there, and it is nobody's.
    assert kept(app)[0] == 1
    assert learner.get(FILE).status_code == 404
    with app.app_context(), writing():
        rows.again(dead, "its process died", now=now() - timedelta(hours=1))

    with app.app_context():
        again = claimed()
        run(again, apart=False)
        db.session.remove()

    assert again.tries == 2
    assert kept(app)[0] == 1
    taken(learner)
    with app.app_context(), writing():
        # The dead try wakes up: its claim is gone, and so is its archive.
        run(dead, apart=False)
        db.session.remove()
    taken(learner)


def test_a_try_whose_job_was_dropped_goes_after_a_day(app: Flask, learner: CheckingClient) -> None:
    ask(learner)
    with app.app_context():
        services.make_everything(Task(claimed(), now))
        db.session.rollback()
        assert forget_archives(now=datetime.now(UTC)) == 0
        assert forget_archives(now=datetime.now(UTC) + LIFE) == 1
    assert kept(app) == (0, 0)


def test_what_could_not_be_made_is_told(
    app: Flask, learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(learner)
    with app.app_context(), writing():
        rows.give_up(claimed(), "OSError", now=now())

    page = learner.read(PAGE)

    assert "Your file could not be made. Please try again." in page
    assert "OSError" not in page
    assert jobs_of(app)[0].state == State.FAILED


def test_taking_is_slowed_down(
    app: Flask, learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "TAKES", Pace(2, timedelta(hours=1)))
    ask(learner)
    work_off(app)
    taken(learner)
    taken(learner)

    assert learner.get(FILE).status_code == 429


def test_a_page_asks_for_two_statements_more(app: Flask, learner: CheckingClient) -> None:
    ask(learner)
    work_off(app)
    with statements(app) as seen:
        learner.read(PAGE)

    assert len(seen.sql) <= 5


def test_a_piece_at_a_time_is_committed(app: Flask, learner: CheckingClient) -> None:
    with app.app_context():
        begun = kept_archives.begin_archive(learner.person_id or 0, now=now())
        with statements(app) as seen:
            size = keep_bytes(begun, io.BytesIO(b"a" * 5_000))
        db.session.remove()

    assert size == 5_000
    assert seen.commits == 6
    assert kept(app) == (1, 6)
