"""Beginning an exam or a test by a code: once for each use, never by a wrong one, never a drill."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.conftest import Enter
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.desk import begin
from tests.support.invigilating import add_code
from tpmlearn.db import db, writing
from tpmlearn.features.exams import services as exams
from tpmlearn.features.testing import services as testing
from tpmlearn.models import ExamSittingRow, InvigilatorCodeRow, PersonRow, SittingRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.invigilating import CodeRefused, TypedCode
from tpmlearn.records.next_item import Chance
from tpmlearn.web.codes import Guesses

CODE, TYPED = "KM4PXR7TWD9QFHC", "km4px-r7twd-9qfhc"
EXAM, TEST = "/exams/psm-i", "/tests/pro"
BOTH = pytest.mark.parametrize("path", [EXAM, TEST])


def _sittings(app: Flask) -> list[str | None]:
    """The codes of all sittings."""
    with app.app_context():
        return [
            *db.session.scalars(select(ExamSittingRow.code_id)),
            *db.session.scalars(select(SittingRow.code_id)),
        ]


def _uses(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.max(InvigilatorCodeRow.uses))) or 0


def _change(app: Flask, **values: Any) -> None:
    with app.app_context(), writing():
        db.session.execute(update(InvigilatorCodeRow).values(**values))
        db.session.commit()


@BOTH
def test_a_code_opens_a_sitting_and_stands_beside_it(learner: CheckingClient, path: str) -> None:
    code = add_code(learner.application, CODE)

    begun = learner.send(path, time="0", code=TYPED)
    page = learner.get(begun.headers["Location"], follow_redirects=True).get_data(as_text=True)

    assert begun.status_code == 302
    assert _sittings(learner.application) == [code]
    assert _uses(learner.application) == 1
    assert "under the eyes of Ada Obi, Lagos Test House" in page


@BOTH
def test_without_a_code_nobody_watches(learner: CheckingClient, path: str) -> None:
    begun = learner.send(path, time="0", code="  ")
    page = learner.get(begun.headers["Location"], follow_redirects=True).get_data(as_text=True)

    assert _sittings(learner.application) == [None]
    assert "under the eyes of" not in page


@BOTH
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code_hash": "0" * 64}, "There is no such code."),
        ({"revoked_at": datetime(2026, 1, 1, tzinfo=UTC)}, "This code was revoked."),
        ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, "This code has expired."),
        ({"uses": 1}, "used as often as it can be"),
        ({"exam": "pmp-2026"}, "for another exam or test"),
    ],
)
def test_a_code_that_opens_nothing_says_why_and_nothing_begins(
    learner: CheckingClient, path: str, change: dict[str, Any], sentence: str
) -> None:
    add_code(learner.application, CODE)
    _change(learner.application, **change)

    response = learner.send(path, time="50", code=TYPED)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in page
    assert f'value="{TYPED}"' in page
    assert '<details class="code-entry" open>' in page
    if path == EXAM:
        assert re.search(r'value="50"\s+checked', page)
    assert _sittings(learner.application) == []


@BOTH
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\x00\x00K", "K" * 10_000, "' OR 1=1 --", "🂡" * 15]
)
def test_hostile_text_is_no_code(learner: CheckingClient, path: str, text: str) -> None:
    add_code(learner.application, CODE)

    response = learner.send(path, time="0", code=text)

    assert response.status_code == 422
    assert "<script>alert" not in response.get_data(as_text=True)
    assert _sittings(learner.application) == []


@BOTH
def test_a_code_needs_an_account(guest: CheckingClient, visitor: CheckingClient, path: str) -> None:
    add_code(guest.application, CODE)
    with guest.application.app_context():
        before = db.session.scalar(select(func.count()).select_from(PersonRow))

    for client in (guest, visitor):
        response = client.send(path, time="0", code=TYPED)
        assert response.status_code == 422
        assert "A code needs an account" in response.get_data(as_text=True)

    with guest.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == before
    assert _sittings(guest.application) == []
    assert _uses(guest.application) == 0


@BOTH
def test_guessing_is_slowed_down(learner: CheckingClient, path: str) -> None:
    add_code(learner.application, CODE)
    answers = [learner.send(path, time="0", code="A" * 15).status_code for _ in range(7)]

    blocked = learner.send(path, time="0", code=TYPED)

    assert answers == [422] * 6 + [429]
    assert blocked.status_code == 429
    assert int(blocked.headers["Retry-After"]) >= 1
    assert "Too many tries." in blocked.get_data(as_text=True)
    assert _sittings(learner.application) == []
    # Who types none is not held up.
    assert learner.send(path, time="0").status_code == 302


@BOTH
def test_a_right_code_forgives_what_was_mistyped(learner: CheckingClient, path: str) -> None:
    add_code(learner.application, CODE)
    for _ in range(4):
        learner.send(path, time="0", code="A" * 15)

    assert learner.send(path, time="0", code=TYPED).status_code == 302


@BOTH
def test_the_form_sent_twice_uses_one(learner: CheckingClient, path: str) -> None:
    code = add_code(learner.application, CODE, most_uses=2)

    first, second = (learner.send(path, time="0", code=TYPED) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert _sittings(learner.application) == [code]
    assert _uses(learner.application) == 1


@BOTH
def test_a_sitting_under_way_is_not_watched_from_its_middle(
    learner: CheckingClient, path: str
) -> None:
    add_code(learner.application, CODE)
    learner.send(path, time="0")

    response = learner.send(path, time="0", code=TYPED)

    assert response.status_code == 422
    assert "under way that this code did not open" in response.get_data(as_text=True)
    assert _sittings(learner.application) == [None]
    assert _uses(learner.application) == 0


@BOTH
def test_sittings_under_way_keep_a_revoked_code(
    learner: CheckingClient, admin: CheckingClient, path: str
) -> None:
    code = add_code(learner.application, CODE)
    begun = learner.send(path, time="0", code=TYPED)

    admin.send(f"/codes/{code}/revoke")

    page = learner.get(begun.headers["Location"], follow_redirects=True).get_data(as_text=True)
    assert "under the eyes of Ada Obi" in page


@BOTH
def test_without_a_token_nothing_happens(learner: CheckingClient, path: str) -> None:
    add_code(learner.application, CODE)

    assert learner.post(path, data={"time": "0", "code": TYPED}).status_code == 400
    assert _uses(learner.application) == 0


@pytest.mark.parametrize("kind", ["exam", "test"])
def test_of_two_who_have_the_last_use_at_once_one_begins(
    app: Flask, learner: CheckingClient, stranger: CheckingClient, kind: str
) -> None:
    code = add_code(app, CODE)
    begin_one = _exam if kind == "exam" else _test

    outcomes = at_once(app, begin_one(learner.person_id), begin_one(stranger.person_id))

    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [CodeRefused]
    assert _sittings(app) == [code]
    assert _uses(app) == 1


def test_of_one_person_at_once_one_sitting_begins(app: Flask, learner: CheckingClient) -> None:
    code = add_code(app, CODE, most_uses=5)

    outcomes = at_once(app, *[_exam(learner.person_id)] * 3)

    assert len(set(outcomes)) == 1
    assert _sittings(app) == [code]
    assert _uses(app) == 1


def test_a_drill_has_no_code(learner: CheckingClient) -> None:
    add_code(learner.application, CODE)

    assert 'name="code"' not in learner.read("/exams/drills")
    learner.send("/exams/drills", drill="domain:PE", time="0", code=TYPED)

    assert _sittings(learner.application) == [None]
    assert _uses(learner.application) == 0


def test_the_desk_says_it_on_each_of_its_pages(learner: CheckingClient) -> None:
    add_code(learner.application, CODE)
    learner.send("/exams/pmp-2026", time="0", code=TYPED)
    sitting = begin(learner, "pmp-2026")

    for rest in ("/1", "/review", "/end"):
        assert "under the eyes of Ada Obi" in learner.read(f"/exams/sittings/{sitting}{rest}")


def test_nobody_else_meets_what_a_code_opened(
    learner: CheckingClient, enter: Enter, admin: CheckingClient
) -> None:
    add_code(learner.application, CODE, most_uses=9, ends_in=timedelta(hours=2))
    begun = learner.send(TEST, code=TYPED).headers["Location"]

    assert admin.get(begun).status_code == 404
    assert enter("eve@example.org").get(begun).status_code == 404


def _typed(person_id: int) -> TypedCode:
    return TypedCode(TYPED, Guesses(person_id, f"10.0.0.{person_id}"))


def _exam(person_id: int) -> Callable[[], str]:
    def call() -> str:
        catalogue = current_catalogue()
        return exams.start(
            person_id,
            catalogue.exams["psm-i"],
            exams.Way(exams.Time(), _typed(person_id)),
            catalogue,
            now=datetime.now(UTC),
            rng=Random(1),
        )

    return call


def _test(person_id: int) -> Callable[[], str]:
    def call() -> str:
        return testing.start(
            person_id,
            "PRO",
            current_catalogue(),
            now=datetime.now(UTC),
            chance=Chance(Random(1), np.random.default_rng(1)),
            code=_typed(person_id),
        )

    return call
