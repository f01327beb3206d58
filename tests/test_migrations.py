"""Migrations: forward, back and forward again, with rows in place, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from tests.support import needs
from tests.support.cluster import cluster
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import Base, db, writing
from tpmlearn.domain.profiles.visibility import read_consent
from tpmlearn.models import (
    AttemptItemRow,
    ConfirmerRow,
    EvidenceRow,
    EvidenceSkillRow,
    NoteRow,
    OpeningRow,
    PersonRow,
    ProblemReportRow,
    ReportStepRow,
)
from tpmlearn.records.grants import grants_of

FOLDER = str(ROOT / "migrations")
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """A site whose database has no table yet."""
    if request.param == "sqlite":
        yield create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'bare.db'}"))
        return
    with cluster(needs.postgresql()) as url:
        app = create_app(replace(settings, database_url=url))
        yield app
        with app.app_context():
            db.engine.dispose()


def test_it_goes_forward_back_and_forward_again(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER)
        tables = set(inspect(db.engine).get_table_names())
        assert set(Base.metadata.tables) <= tables

        downgrade(directory=FOLDER, revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}

        upgrade(directory=FOLDER)
        assert set(inspect(db.engine).get_table_names()) == tables


def test_a_second_run_changes_nothing_and_keeps_the_rows(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER)
        with writing():
            person = PersonRow(created_at=NOON, active_at=NOON, roles=[])
            db.session.add(person)
            db.session.flush()
            db.session.add(NoteRow(person_id=person.id, module="m", text="t", changed_at=NOON))
            db.session.commit()

        upgrade(directory=FOLDER)

        assert db.session.scalars(select(NoteRow.text)).all() == ["t"]
        db.session.remove()


def test_foreign_keys_are_on_again_after_a_migration(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER)
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        with writing():
            db.session.add(PersonRow(id=7, created_at=NOON, active_at=NOON, roles=[]))
            db.session.flush()
            db.session.add(NoteRow(person_id=7, module="m", text="t", changed_at=NOON))
            db.session.commit()
            db.session.execute(text("DELETE FROM people"))
            db.session.commit()
        assert db.session.scalars(select(NoteRow.text)).all() == []
        db.session.remove()


def test_attempts_from_before_have_drawn_nothing(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision="0001")
        with writing():
            for statement in OLD_ATTEMPT:
                db.session.execute(text(statement), {"at": NOON.isoformat(), "yes": True})
            db.session.commit()

        upgrade(directory=FOLDER)

        assert db.session.scalars(select(AttemptItemRow.drawn)).all() == [{}]
        db.session.remove()
        downgrade(directory=FOLDER, revision="0001")
        columns = {column["name"] for column in inspect(db.engine).get_columns("attempt_items")}
        assert columns == {"attempt_id", "position", "item_version", "option_order"}


def test_evidence_of_before_becomes_entries_of_the_log_and_goes_back(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision="0003")
        with writing():
            long = "The register " * 30
            values = {"at": NOON.isoformat(), "yes": True, "long": long}
            for statement in OLD_EVIDENCE:
                db.session.execute(text(statement), values)
            db.session.commit()

        upgrade(directory=FOLDER)

        (named, alone, aside) = db.session.scalars(select(EvidenceRow).order_by(EvidenceRow.id))
        assert (named.title, named.artefact) == (long[:120], long)
        assert named.claimed_at == named.changed_at
        assert (alone.removed_at, aside.removed_at is None) == (None, False)
        assert (named.began_on, named.leading_hours, named.done) == (None, 0, "")
        ties = db.session.execute(select(EvidenceSkillRow.evidence_id, EvidenceSkillRow.skill))
        assert sorted(tuple(row) for row in ties) == [(3, "CTL2"), (5, "DEL4"), (6, "CTL2")]
        confirmers = select(ConfirmerRow.evidence_id, ConfirmerRow.name, ConfirmerRow.key)
        rows = db.session.execute(confirmers.order_by(ConfirmerRow.id))
        assert [tuple(row) for row in rows] == [(3, "Priya", None), (6, "Jo", None)]
        with writing():
            db.session.add(EvidenceRow(person_id=1, title="Led", claimed_at=NOON, changed_at=NOON))
            db.session.add(EvidenceSkillRow(evidence_id=5, skill="CTL2"))
            db.session.commit()
        db.session.remove()

        downgrade(directory=FOLDER, revision="0003")

        back = "SELECT skill, artefact, confirmer FROM evidence ORDER BY id"
        assert [tuple(row) for row in db.session.execute(text(back))] == [
            ("CTL2", long, "Priya"),
            ("CTL2", "A plan", ""),
            ("DEL4", "A plan", ""),
            ("CTL2", "Old", "Jo"),
        ]
        db.session.remove()
        upgrade(directory=FOLDER)
        assert len(db.session.scalars(select(EvidenceRow.id)).all()) == 4
        db.session.remove()


def test_share_links_become_views_and_grants_and_go_back(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision="0011")
        with writing():
            for statement in OLD_LINKS:
                db.session.execute(text(statement), {"at": NOON.isoformat(), "yes": True})
            db.session.commit()

        upgrade(directory=FOLDER)

        (first, ended) = grants_of(1, now=NOON - timedelta(hours=1))
        assert (first.kind, first.label, first.is_active) == ("link", "Acme", True)
        assert first.view.consent == read_consent(["fit", "plan"], naming="name")
        assert (first.view.role, ended.state, ended.view.consent.naming) == (
            "tpm",
            "revoked",
            "none",
        )
        seen = [(row.grant_id, row.action) for row in db.session.scalars(select(OpeningRow))]
        assert seen == [("a", "opened")]
        with writing():
            db.session.execute(text("UPDATE profile_views SET naming = 'initials' WHERE id = 'a'"))
            db.session.commit()
        db.session.remove()

        downgrade(directory=FOLDER, revision="0011")

        back = "SELECT id, label, show_name, revoked_at IS NULL FROM share_links ORDER BY id"
        # What a link of before cannot say must not show more than its person wanted: it has ended.
        rows = [tuple(row) for row in db.session.execute(text(back))]
        assert rows == [("a", "Acme", False, False), ("b", "Old", False, False)]
        assert db.session.scalar(text("SELECT link_id FROM openings")) == "a"
        db.session.remove()
        upgrade(directory=FOLDER)
        assert len(grants_of(1, now=NOON)) == 2
        db.session.remove()


def test_reports_of_items_keep_their_answers_both_ways(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision="0013")
        with writing():
            for statement in OLD_REPORTS:
                db.session.execute(text(statement), {"at": NOON.isoformat(), "yes": True})
            db.session.commit()
        old = [tuple(row) for row in db.session.execute(text(REPORTS_OF_ITEMS))]
        db.session.remove()

        upgrade(directory=FOLDER)

        (answered, waiting) = db.session.scalars(
            select(ProblemReportRow).order_by(ProblemReportRow.id)
        )
        assert (answered.state, answered.changed_at, answered.seen_at) == ("answered", NOON, NOON)
        assert (answered.drawn, answered.sitting_id, answered.position) == ({"n": 4}, "s", 1)
        assert (waiting.state, waiting.changed_at, waiting.drawn) == ("open", None, {})
        (step,) = db.session.scalars(select(ReportStepRow))
        assert (step.report_id, step.text, step.author_id) == ("a", "It is mended.", 1)
        assert (step.state, step.at) == ("answered", NOON)
        with writing():
            of_lesson = {"module": "m", "section": "s", "quote": "q", "text": "Wrong."}
            row = ProblemReportRow(id="c", person_id=1, reported_at=NOON, **of_lesson)
            db.session.add(row)
            db.session.add(ReportStepRow(report_id="b", state="in-work", at=NOON, author_id=1))
            db.session.commit()
        db.session.remove()

        downgrade(directory=FOLDER, revision="0013")

        assert [tuple(row) for row in db.session.execute(text(REPORTS_OF_ITEMS))] == old
        db.session.remove()
        upgrade(directory=FOLDER)
        assert len(db.session.scalars(select(ReportStepRow)).all()) == 1
        db.session.remove()


REPORTS_OF_ITEMS = (
    "SELECT id, person_id, item, item_version, sitting_id, position, text, reported_at, answer,"
    " answered_at, author_id, seen_at FROM item_reports ORDER BY id"
)
OLD_REPORTS = (
    "INSERT INTO people (id, email, name, time_zone, theme, roles, demo, created_at, active_at)"
    " VALUES (1, 'a@b.c', 'Ada', 'UTC', 'system', '[]', :yes, :at, :at)",
    "INSERT INTO item_versions (version, item, content, first_shown_at)"
    " VALUES ('v', 'i', '{}', :at)",
    "INSERT INTO exam_sittings (id, person_id, exam, drill, title, blueprint, extra_percent,"
    " started_at, ends_at, section, break_until, turn, notes, finished_at, end_reason, bank)"
    " VALUES ('s', 1, 'psm-i', '', 'PSM', '{}', 0, :at, :at, 1, NULL, 0, '', :at, 'time', 'open')",
    "INSERT INTO exam_items (sitting_id, position, section, item, item_version, skill, pool,"
    " domain, scored, seen_before, option_order, drawn)"
    """ VALUES ('s', 1, 1, 'i', 'v', 'DEL1', 'exam', 'd', :yes, NOT :yes, '[]', '{"n"\\: 4}')""",
    "INSERT INTO item_reports (id, person_id, item, item_version, sitting_id, position, text,"
    " reported_at, answer, answered_at, author_id, seen_at)"
    " VALUES ('a', 1, 'i', 'v', 's', 1, 'Two are right.', :at, 'It is mended.', :at, 1, :at)",
    "INSERT INTO item_reports (id, person_id, item, item_version, sitting_id, position, text,"
    " reported_at, answer, answered_at, author_id, seen_at)"
    " VALUES ('b', 1, 'i', 'v', NULL, NULL, 'I do not follow.', :at, '', NULL, NULL, NULL)",
)
OLD_LINKS = (
    "INSERT INTO people (id, email, name, time_zone, theme, roles, demo, created_at, active_at)"
    " VALUES (1, 'a@b.c', 'Ada', 'UTC', 'system', '[]', :yes, :at, :at)",
    "INSERT INTO share_links (id, person_id, token_hash, label, sections, show_name, role,"
    " created_at, expires_at, revoked_at)"
    """ VALUES ('a', 1, 'x', 'Acme', '["fit", "plan"]', :yes, 'tpm', :at, :at, NULL)""",
    "INSERT INTO share_links (id, person_id, token_hash, label, sections, show_name, role,"
    " created_at, expires_at, revoked_at)"
    """ VALUES ('b', 1, 'y', 'Old', '["fit"]', NOT :yes, 'tpm', :at, :at, :at)""",
    "INSERT INTO openings (id, link_id, opened_at) VALUES (7, 'a', :at)",
)
OLD_EVIDENCE = (
    "INSERT INTO people (id, email, name, time_zone, theme, roles, demo, created_at, active_at)"
    " VALUES (1, NULL, '', 'UTC', 'system', '[]', :yes, :at, :at)",
    "INSERT INTO evidence (id, person_id, skill, artefact, confirmer, claimed_at, removed_at)"
    " VALUES (3, 1, 'CTL2', :long, 'Priya', :at, NULL)",
    "INSERT INTO evidence (id, person_id, skill, artefact, confirmer, claimed_at, removed_at)"
    " VALUES (5, 1, 'DEL4', 'A plan', '', :at, NULL)",
    "INSERT INTO evidence (id, person_id, skill, artefact, confirmer, claimed_at, removed_at)"
    " VALUES (6, 1, 'CTL2', 'Old', 'Jo', :at, :at)",
)
OLD_ATTEMPT = (
    "INSERT INTO people (id, email, name, time_zone, theme, roles, demo, created_at, active_at)"
    " VALUES (1, NULL, '', 'UTC', 'system', '[]', :yes, :at, :at)",
    "INSERT INTO item_versions (version, item, content, first_shown_at)"
    " VALUES ('v', 'i', '{}', :at)",
    "INSERT INTO attempts (id, person_id, module, module_title, kind, layout, first_sight, size,"
    ' started_at, finished_at, "right")'
    " VALUES ('a', 1, 'm', 'M', 'full', 'one', :yes, 1, :at, NULL, NULL)",
    "INSERT INTO attempt_items (attempt_id, position, item_version, option_order)"
    " VALUES ('a', 1, 'v', '[]')",
)


def test_addresses_from_before_count_as_confirmed(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision="0019")
        with writing():
            for email in ("'ada@example.org'", "NULL"):
                statement = (
                    "INSERT INTO people (name, email, time_zone, theme, roles, demo, created_at,"
                    f" active_at) VALUES ('', {email}, 'UTC', 'system', '[]', :no, :at, :at)"
                )
                db.session.execute(text(statement), {"at": NOON.isoformat(), "no": False})
            db.session.commit()

        upgrade(directory=FOLDER)

        found = dict(db.session.execute(select(PersonRow.email, PersonRow.verified_at)).all())
        assert found == {"ada@example.org": NOON, None: None}
        db.session.remove()
        downgrade(directory=FOLDER, revision="0019")
        columns = {column["name"] for column in inspect(db.engine).get_columns("people")}
        assert not {"verified_at", "second_step_at", "second_step_due"} & columns
