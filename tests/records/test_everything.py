"""An export of everything about oneself misses no table, shows nobody else's, tells no secret."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, update

from tests.support.client import CheckingClient
from tests.support.filling import fill
from tpmlearn.db import Base, db, writing
from tpmlearn.domain.accounts.kept import by_table
from tpmlearn.models import EvidenceFileRow, ExamSittingRow, SittingRow
from tpmlearn.records.archive import write_archive
from tpmlearn.records.everything import AS_FILES, BY_YOU, OF_OTHERS, SECRETS, parts

NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)


def archive(app: Flask, person_id: int) -> zipfile.ZipFile:
    out = io.BytesIO()
    with app.app_context():
        write_archive(out, person_id, now=NOW)
    return zipfile.ZipFile(out)


# Content that hangs on what one author began, and that others write too.
OF_ALL_AUTHORS = {"content_draft_files", "content_live"}


def everything(app: Flask, person_id: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive(app, person_id).read("everything.json"))
    return found


def leads_to_people(table: Table, seen: frozenset[str] = frozenset()) -> bool:
    """Whether any key of the table, of whatever kind, leads to a person at last."""
    return any(
        key.referred_table.name == "people"
        or (
            key.referred_table.name not in seen
            and leads_to_people(key.referred_table, seen | {table.name})
        )
        for key in table.foreign_key_constraints
    )


def test_every_table_that_leads_to_a_person_is_exported_or_left_out_with_a_reason(
    app: Flask,
) -> None:
    exported = {part.removesuffix(BY_YOU) for part in parts()}

    for table in Base.metadata.sorted_tables:
        kept = by_table().get(table.name)
        assert kept, f"place {table.name} in tpmlearn/domain/accounts/kept.py"
        assert (table.name in exported) != bool(kept.not_exported), table.name
        if leads_to_people(table) and table.name not in OF_ALL_AUTHORS:
            assert table.name in exported, table.name


def test_it_has_a_row_of_every_such_table_and_all_columns_but_those_named(
    learner: CheckingClient,
) -> None:
    app = learner.application
    made = fill(app, learner.person_id, "ada")

    tables = everything(app, learner.person_id)["tables"]

    hidden = SECRETS | OF_OTHERS | AS_FILES
    for name in (part for part in parts() if not part.endswith(BY_YOU)):
        assert tables[name], name
        wanted = {
            column.name
            for column in Base.metadata.tables[name].c
            if (name, column.name) not in hidden
        }
        assert set(tables[name][0]) - {"file"} == wanted, name
        for column, value in made[name].items():
            if column in wanted and isinstance(value, (str, bool, dict)):
                assert value in [row[column] for row in tables[name]], f"{name}.{column}"


def test_it_has_nothing_of_anybody_else(learner: CheckingClient, stranger: CheckingClient) -> None:
    app = learner.application
    fill(app, learner.person_id, "ada")
    fill(app, stranger.person_id, "sven")

    found = archive(app, learner.person_id)

    for name in found.namelist():
        assert b"sven" not in found.read(name).lower(), name
    tables = json.loads(found.read("everything.json"))["tables"]
    assert {len(rows) for name, rows in tables.items() if name != "sign_ins"} == {1}


def test_it_tells_no_secret_and_says_so(learner: CheckingClient) -> None:
    app = learner.application
    fill(app, learner.person_id, "ada")

    found = everything(app, learner.person_id)

    secrets = {"password_hash": "people", "key": "confirmers", "token_hash": "grants"}
    for column, table in {**secrets, "id": "feeds"}.items():
        assert column not in found["tables"][table][0]
    assert "id" not in found["tables"]["sign_ins"][0]
    assert "id" not in found["tables"]["reset_tokens"][0]
    assert "session" not in json.dumps(found["tables"]["sign_ins"]).lower()
    assert set(found["about"]["secret_columns"]) == {f"{a}.{b}" for a, b in SECRETS}
    assert "grants.token_hash" in found["about"]["secret_columns"]


def test_no_column_that_looks_like_a_secret_is_shown() -> None:
    names = {"hash", "token", "secret", "password", "passcode", "key", "private"}
    plain = {
        ("exam_events", "key"),
        ("jobs", "key"),
        ("plans", "inputs_hash"),
        ("snapshots", "content_hash"),
    }

    for table in Base.metadata.sorted_tables:
        if table.name in parts():
            for column in table.c:
                if names & set(column.name.split("_")):
                    known = SECRETS | plain
                    assert (table.name, column.name) in known, f"{table.name}.{column.name}"


def test_moments_are_iso_8601_in_utc(learner: CheckingClient) -> None:
    fill(learner.application, learner.person_id, "ada")

    found = everything(learner.application, learner.person_id)

    assert found["about"]["made_at"] == "2026-12-07T12:00:00Z"
    assert found["tables"]["ratings"][0]["rated_at"] == "2026-11-03T09:30:00Z"
    assert found["tables"]["plans"][0]["starts_on"] == "2026-11-03"


def test_an_author_gets_their_own_words_and_not_those_of_the_reporter(
    author: CheckingClient, learner: CheckingClient
) -> None:
    app = author.application
    fill(app, learner.person_id, "ada")
    with app.app_context(), writing():
        for name in ("corrections", "report_steps"):
            table = Base.metadata.tables[name]
            db.session.execute(update(table).values(author_id=author.person_id))
        db.session.commit()

    tables = everything(app, author.person_id)["tables"]

    assert tables["problem_reports"] == []
    assert tables["report_steps"] == []
    assert tables["report_steps_as_author"][0]["text"] == "ada text"
    assert set(tables["report_steps_as_author"][0]) == {"report_id", "state", "text", "at"}
    assert tables["corrections_as_author"][0]["why"] == "ada why"


def test_a_test_or_an_exam_that_goes_on_tells_nothing_of_itself(learner: CheckingClient) -> None:
    app = learner.application
    fill(app, learner.person_id, "ada")
    assert everything(app, learner.person_id)["tables"]["sitting_items"][0]["correct"] is True
    with app.app_context(), writing():
        db.session.execute(update(SittingRow).values(finished_at=None))
        db.session.execute(update(ExamSittingRow).values(finished_at=None))
        db.session.commit()

    tables = everything(app, learner.person_id)["tables"]

    assert (tables["sitting_items"][0]["correct"], tables["sitting_items"][0]["score"]) == (
        None,
        None,
    )
    for column in ("item", "item_version", "option_order", "drawn"):
        assert tables["exam_items"][0][column] is None


HOSTILE = [
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/absolute.pdf",
    "C:\\plan.pdf",
    "<img src=x onerror=alert(1)>.png",
    "\u202egnp.exe",
    "....",
    "",
    "é" * 116 + ".pdf",
    "CON.txt",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_stays_in_its_folder(learner: CheckingClient, name: str) -> None:
    app = learner.application
    fill(app, learner.person_id, "ada")
    with app.app_context(), writing():
        db.session.execute(update(EvidenceFileRow).values(name=name))
        db.session.commit()

    found = archive(app, learner.person_id)

    (place,) = [one for one in found.namelist() if one.startswith("files/")]
    assert not any(part.strip(".") == "" for part in place.split("/"))
    assert place.count("/") == 1
    assert not set(place) & set('\\:*?"<>|\u202e')
    assert len(place.encode()) < 220
    assert found.read(place) == b"bytes of ada"
    row = json.loads(found.read("everything.json"))["tables"]["evidence_files"][0]
    assert (row["name"], row["file"]) == (name, place)
    assert found.testzip() is None


def test_html_and_odd_characters_come_back_as_they_were(learner: CheckingClient) -> None:
    app = learner.application
    fill(app, learner.person_id, "ada")
    odd = '<script>alert("é")</script>\n\u2028\x1b'
    with app.app_context(), writing():
        table = Base.metadata.tables["notes"]
        db.session.execute(update(table).values(text=odd))
        db.session.commit()

    assert everything(app, learner.person_id)["tables"]["notes"][0]["text"] == odd


def test_the_readme_says_what_is_in_it_and_what_is_not(learner: CheckingClient) -> None:
    fill(learner.application, learner.person_id, "ada")

    words = archive(learner.application, learner.person_id).read("README.txt").decode()

    for part in parts():
        assert f"{part} (1 row)" in words or part == "sign_ins", part
    assert "Secrets are left out" in words
    assert "item_versions: " in words


def pieces(app: Flask, person_id: int) -> Iterator[str]:
    yield from archive(app, person_id).namelist()


def test_somebody_with_nothing_gets_a_small_archive(guest: CheckingClient) -> None:
    assert list(pieces(guest.application, guest.person_id)) == ["README.txt", "everything.json"]
    tables = everything(guest.application, guest.person_id)["tables"]
    assert [name for name, rows in tables.items() if rows] == ["people", "sign_ins"]
