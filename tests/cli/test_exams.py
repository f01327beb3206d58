"""flask exams rescore, as an author or an operator uses it: first the list, then the change."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, sat_exam
from tests.support.former import PILLARS, moved_key, reworded, was
from tpmlearn.db import db
from tpmlearn.models import CorrectionRow, ExamResultRow

AT = datetime.now(UTC) - timedelta(days=2)
OTHERS = ("psm-values", "psm-empiricism", "psm-lean")
WHY = "The second option was right."


def _run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["exams", "rescore", *arguments])


def _revisions(app: Flask) -> list[tuple[int, int, int]]:
    with app.app_context():
        rows = db.session.scalars(select(ExamResultRow).order_by(ExamResultRow.revision)).all()
        return [(one.revision, one.earned, one.marks) for one in rows]


def _corrections(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(CorrectionRow)) or 0


@pytest.fixture
def sitting(learner: CheckingClient) -> str:
    """Ada sat four items by today's keys; the key of the first was another then."""
    items = (PILLARS, *OTHERS)
    found = sat_exam(learner, "psm-i", [RIGHT] * 4, at=AT, items=items)
    was(learner.application, PILLARS, moved_key(2))
    return found


def test_without_an_item_it_lists_keys_that_differ(app: Flask, sitting: str) -> None:
    lines = _run(app).output.splitlines()

    assert lines[0].startswith("psm-pillars (Three pillars, ")
    assert re.search(r"/psm-i/items\.md:\d+\)$", lines[0])
    assert lines[1] == "  another key is right today; ended sittings: 1, running: 0"
    assert len(lines) == 2


def test_where_nothing_differs_it_says_so(app: Flask) -> None:
    assert _run(app).output == "Every key that people sat is today's: nothing to correct.\n"


def test_it_lists_first_and_changes_nothing(app: Flask, sitting: str) -> None:
    result = _run(app, PILLARS, "--why", WHY)

    lines = result.output.splitlines()
    assert lines[0].startswith(f"{sitting}  PSM I")
    assert lines[0].endswith(f", {AT:%Y-%m-%d}: 3 of 4 not passed -> 4 of 4 passed")
    assert (
        lines[1] == "Results that would change: 1 (verdicts: 1). Results that stay as they are: 0."
    )
    assert lines[2] == "Nothing has been changed: --apply with --why re-scores."
    assert "Ada" not in result.output
    assert _revisions(app) == [(0, 3, 4)]
    assert _corrections(app) == 0


def test_it_applies_once_and_then_has_nothing_to_do(app: Flask, sitting: str) -> None:
    first = _run(app, PILLARS, "--why", WHY, "--apply")
    second = _run(app, PILLARS, "--why", WHY, "--apply")

    assert first.exit_code == second.exit_code == 0
    assert "Results that changed: 1 (verdicts: 1)." in first.output
    assert second.output == "Nothing to do: This correction is in force already.\n"
    assert _revisions(app) == [(0, 3, 4), (1, 4, 4)]
    with app.app_context():
        row = db.session.scalars(select(CorrectionRow)).one()
        assert (row.kind, row.why, row.author_id) == ("key", WHY, None)


def test_it_withdraws_and_takes_back(app: Flask, sitting: str) -> None:
    _run(app, PILLARS, "--withdraw", "--why", "Two answers are right.", "--apply")
    look = _run(app, PILLARS, "--undo")
    back = _run(app, PILLARS, "--undo", "--why", "There is one after all.", "--apply")

    assert "3 of 3 passed -> 3 of 4 not passed" in look.output
    assert back.exit_code == 0
    assert _revisions(app) == [(0, 3, 4), (1, 3, 3), (2, 3, 4)]


@pytest.mark.parametrize(
    "why", [(), ("--why", "short"), ("--why", "x" * 501), ("--why", "   " * 9)]
)
def test_it_asks_why(app: Flask, sitting: str, why: tuple[str, ...]) -> None:
    result = _run(app, PILLARS, "--apply", *why)

    assert result.exit_code == 1
    assert "Say why with --why" in result.output
    assert _corrections(app) == 0


def test_it_says_what_cannot_be_done(app: Flask, learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", [RIGHT], at=AT, items=(PILLARS,))
    sat_exam(learner, "psm-i", [NOTHING], at=AT, items=(PILLARS,), ended=False)
    was(app, PILLARS, reworded(2))

    assert "can only be withdrawn" in _run(app).output
    assert "it can only be withdrawn" in _run(app, PILLARS).output
    assert "nothing to take back" in _run(app, PILLARS, "--undo").output
    assert "and end with the correction: 1." in _run(app, PILLARS, "--withdraw").output
    unknown = _run(app, "psm-never-was", "--apply", "--why", WHY)
    assert unknown.exit_code == 1
    assert "No item has the id psm-never-was." in unknown.output
    assert _run(app, "psm-never-was").exit_code == 1
    assert _run(app, PILLARS, "--undo", "--withdraw").exit_code == 2
