"""flask calibrate and flask content items, as an operator and an author use them."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select, update

from tests.support.answering import add_attempt, add_people, simulate_sittings
from tests.support.client import CheckingClient
from tests.support.jobs import jobs_of, work_off
from tpmlearn.calibration import versions
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.item_figures import NotFinite
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs import rows, running, waiting
from tpmlearn.models import BankVersionRow, ItemStatisticsRow, JobRow
from tpmlearn.records.catalogue import current_catalogue

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def _run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def _versions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(BankVersionRow)) or 0


@pytest.fixture
def answered(app: Flask) -> Flask:
    """Thirty people have answered twelve items of a skill yesterday; the third has a wrong key."""
    with app.app_context():
        items = next(iter(current_catalogue().bank.values()))[:12]
        rng = np.random.default_rng(8)
        simulate_sittings(
            items, 120, 12, rng, b=np.full(12, -1.0), turned=frozenset({2}), at=YESTERDAY
        )
    return app


def test_it_makes_a_version_and_then_the_statistics(answered: Flask) -> None:
    result = _run(answered, "calibrate")

    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[1].startswith("Beginning version 1, with answers up to 20")
    assert "12 items learnt from 1440 answers." in lines
    assert "12 of 12 items written." in lines
    assert any(line.startswith("Authors: b = 0.00 + 0.35 z") for line in lines)
    together = "Skills: rho 0.50 as assumed; 0 people have three skills of five answers"
    assert any(line.startswith(together) for line in lines)
    assert lines[-1] == (
        "Version 1 is in force: 12 items, 1440 answers of 120 people. "
        "Statistics of 12 items; 12 of them have enough answers."
    )


def test_a_second_run_finds_nothing_new(answered: Flask) -> None:
    _run(answered, "calibrate")

    result = _run(answered, "calibrate")

    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("No new answers since 20")
    assert _versions(answered) == 1


def test_what_was_left_unfinished_is_finished(answered: Flask) -> None:
    begun = datetime.now(UTC) - timedelta(minutes=30)
    with answered.app_context(), writing():
        db.session.add(BankVersionRow(until=begun, begun_at=begun, people=0, answers=0, authors={}))
        db.session.commit()

    result = _run(answered, "calibrate")

    assert "Going on with version 1, with answers up to " in result.output
    assert "Version 1 is in force" in result.output


def test_the_page_of_authors_tells_of_it(answered: Flask, author: CheckingClient) -> None:
    _run(answered, "calibrate")

    assert "Version 1 is in force: 12 items" in author.read("/author/calibration")
    (row,) = jobs_of(answered)
    assert (row.name, row.state, row.tries) == ("calibrate", State.DONE, 1)


def test_without_waiting_it_is_left_to_who_works(answered: Flask) -> None:
    first = _run(answered, "calibrate", "--no-wait")
    second = _run(answered, "calibrate", "--no-wait")

    (row,) = jobs_of(answered)
    assert first.output == f"Asked for, as job {row.id}.\n"
    assert second.output == f"A recalibration waits or is under way already, as job {row.id}.\n"
    assert _versions(answered) == 0
    work_off(answered)
    assert _versions(answered) == 1


def test_a_run_that_an_author_asked_for_is_done_first(
    answered: Flask, author: CheckingClient
) -> None:
    author.send("/author/calibration")

    result = _run(answered, "calibrate")

    first, second = jobs_of(answered)
    assert result.output.startswith(f"A recalibration was asked for before, as job {first.id}")
    assert [first.state, second.state] == [State.DONE, State.DONE]
    assert "Version 1 is in force" in first.progress
    assert "No new answers since 20" in second.progress
    assert _versions(answered) == 1


def test_whoever_has_it_is_waited_for_and_taken_over_once_dead(
    answered: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(answered, "calibrate", "--no-wait")
    with answered.app_context():
        held = rows.claim_next(now=datetime.now(UTC) + timedelta(seconds=1))
        assert held is not None
        held.progress = "4 of 12 items written."
        rows.beat(held, now=datetime.now(UTC))
    looks: list[datetime] = []

    def later() -> datetime:
        # A minute passes at each look: no test waits for the lease of who died.
        looks.append(datetime.now(UTC) + timedelta(minutes=len(looks)))
        return looks[-1]

    monkeypatch.setattr(waiting, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(waiting, "now", later)
    monkeypatch.setattr(running, "BEAT_SECONDS", 3600.0)

    result = _run(answered, "calibrate")

    assert "4 of 12 items written." in result.output
    (first, second) = jobs_of(answered)
    assert (first.state, first.tries, second.state) == (State.DONE, 2, State.DONE)
    assert _versions(answered) == 1


def test_what_cannot_be_done_is_told(answered: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise NotFinite("b is nan")

    monkeypatch.setattr(versions, "keep", broken)

    result = _run(answered, "calibrate")

    assert result.exit_code == 1
    assert "a value came out as no figure; nothing was put in force" in result.output
    assert jobs_of(answered)[0].state == State.FAILED


def test_what_is_dropped_meanwhile_is_told(
    answered: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(*_arguments: object, **_more: object) -> None:
        with writing():
            db.session.execute(delete(JobRow))
            db.session.commit()

    monkeypatch.setattr(waiting, "claim", drop)
    monkeypatch.setattr(waiting, "LOOK_SECONDS", 0.0)

    result = _run(answered, "calibrate")

    assert result.exit_code == 1
    assert "dropped before it was done" in result.output


def test_statistics_only_leaves_the_bank_alone(answered: Flask) -> None:
    result = _run(answered, "calibrate", "--statistics-only")

    assert result.output == "Statistics of 12 items; 12 of them have enough answers.\n"
    assert _versions(answered) == 0


def test_items_are_listed_worst_first_with_their_place(answered: Flask) -> None:
    _run(answered, "calibrate")

    result = _run(answered, "content", "items", "--worst", "1")

    with answered.app_context():
        item = next(iter(current_catalogue().bank.values()))[2]
    place, sentence, figures = result.stdout.splitlines()
    assert place == f"{item.path}:{item.line}: {item.id}"
    assert "check the key" in sentence
    assert figures.startswith("  120 people, shown 120 times; right 0.")
    assert "residual -0." in figures
    assert result.stderr.startswith("12 items with answers, ")


def test_worst_alone_means_ten(answered: Flask) -> None:
    _run(answered, "calibrate")

    assert len(_run(answered, "content", "items", "--worst").stdout.splitlines()) == 30
    assert len(_run(answered, "content", "items").stdout.splitlines()) == 36


def test_programs_get_every_figure(answered: Flask) -> None:
    _run(answered, "calibrate")

    first, *others = json.loads(_run(answered, "content", "items", "--json").stdout)

    assert first["concern"] == "check-key"
    assert len(others) == 11
    assert set(first) == {
        "item", "path", "line", "concern", "sentence", "computed_at", "figures", "history"
    }  # fmt: skip
    assert first["figures"]["people"] == 120
    assert len(first["figures"]["deciles"]) == 10
    assert [(step["version"], step["answers"]) for step in first["history"]] == [(1, 120)]
    assert first["history"][0]["b"] == first["figures"]["b"]


def test_with_few_answers_it_says_so_and_no_more(app: Flask) -> None:
    with app.app_context():
        quiz = next(iter(current_catalogue().modules.values())).quiz
        for person in add_people(19):
            add_attempt(person, quiz, [True] * len(quiz), at=YESTERDAY)
    _run(app, "calibrate", "--statistics-only")

    lines = _run(app, "content", "items", "--worst", "1").stdout.splitlines()

    assert lines[1:] == ["  Not enough answers yet.", "  19 people, shown 19 times"]


def test_an_item_that_was_changed_since_waits_for_answers(answered: Flask) -> None:
    _run(answered, "calibrate")
    with answered.app_context(), writing():
        db.session.execute(update(ItemStatisticsRow).values(item_version="former"))
        db.session.commit()

    lines = _run(answered, "content", "items", "--worst", "1").stdout.splitlines()

    assert lines[1] == "  Not enough answers yet: it was changed since."
    assert lines[2] == "  120 people, shown 120 times"


def test_before_the_first_computation_it_names_the_command(app: Flask) -> None:
    result = _run(app, "content", "items")

    assert result.stdout == "No statistics yet: `flask calibrate` computes them.\n"


def test_none_is_no_number_of_items(app: Flask) -> None:
    assert _run(app, "content", "items", "--worst", "0").exit_code == 2
