"""Codes for admins: shown once, kept as a hash, revoked at once, and never whose sitting it was."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.desk import begin
from tests.support.invigilating import add_code, opened_by
from tests.support.sittings import sat
from tpmlearn.db import db
from tpmlearn.domain.assessment.invigilation import read_code
from tpmlearn.models import ExamSittingRow, InvigilatorCodeRow
from tpmlearn.records.people import hashed

LETTERS = re.compile(r'id="fresh-code"[^>]*value="([^"]+)"')


def _until(hours: float, zone: str = "UTC") -> str:
    end = datetime.now(UTC) + timedelta(hours=hours)
    return end.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _fields(**other: str) -> dict[str, str]:
    usual = {
        "centre": "Lagos Test House",
        "invigilator": "Ada Obi",
        "exam": "psm-i",
        "most_uses": "12",
        "until": _until(5),
    }
    return {**usual, **other}


def _codes(client: CheckingClient) -> list[InvigilatorCodeRow]:
    with client.application.app_context():
        return list(db.session.scalars(select(InvigilatorCodeRow)))


def test_a_code_is_shown_once_and_kept_as_a_hash(admin: CheckingClient) -> None:
    made = admin.send("/codes", **_fields())
    first = admin.read(made.headers["Location"])
    again = admin.read(made.headers["Location"])

    found = LETTERS.search(first)
    assert found
    assert re.fullmatch(r"\w{5}-\w{5}-\w{5}", found[1])
    assert found[1] not in again
    (row,) = _codes(admin)
    assert row.code_hash == hashed(read_code(found[1]) or "")
    assert (row.exam, row.most_uses, row.uses, row.issued_by) == ("psm-i", 12, 0, admin.person_id)
    assert "0 of 12" in admin.read("/codes")
    assert "PSM I practice exam" in again


def test_the_end_is_read_in_the_admins_own_time_zone(enter: Enter) -> None:
    admin = enter("ola@example.org", ("admin",), time_zone="Asia/Tokyo")
    page = admin.read("/codes")

    admin.send("/codes", **_fields(until=_until(5, "Asia/Tokyo")))

    (row,) = _codes(admin)
    assert timedelta(hours=4.9) < row.expires_at - datetime.now(UTC) < timedelta(hours=5)
    assert "In your time zone, Asia/Tokyo" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("centre", "", "Say where"),
        ("centre", "\x00 ", "Say where"),
        ("centre", "c" * 10_000, "At most 120 characters"),
        ("invigilator", "", "Name who watches"),
        ("exam", "drill", "Not a valid choice"),
        ("exam", "pmp-2021", "Not a valid choice"),
        ("most_uses", "0", "From 1 to 200"),
        ("most_uses", "201", "From 1 to 200"),
        ("most_uses", "9" * 10_000, "From 1 to 200|Not a valid integer"),
        ("most_uses", "two", "Not a valid integer"),
        ("until", "", "Give a day and a time"),
        ("until", "tomorrow", "Give a day and a time"),
        ("until", 0.5, "From one hour to thirty days"),
        ("until", 24.0 * 31, "From one hour to thirty days"),
        ("until", "9999-12-31T23:59", "From one hour to thirty days"),
        ("until", "0001-01-01T00:00", "From one hour to thirty days|Give a day"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_issued(
    admin: CheckingClient, field: str, value: str | float, sentence: str
) -> None:
    typed = value if isinstance(value, str) else _until(value)  # hours from now
    response = admin.send("/codes", **_fields(**{field: typed}))

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert re.search(sentence, page)
    assert field == "centre" or 'value="Lagos Test House"' in page
    assert _codes(admin) == []


def test_words_of_an_admin_are_words(admin: CheckingClient, learner: CheckingClient) -> None:
    evil = "<script>alert(1)</script>"
    made = admin.send("/codes", **_fields(centre=evil, invigilator=f"{evil}\x00"))
    page = admin.read(made.headers["Location"]) + admin.read("/codes")
    sitting = begin(learner, "psm-i")
    opened_by(admin.application, sitting, _codes(admin)[0].id)

    desk = learner.read(f"/exams/sittings/{sitting}/1")

    assert "<script>alert" not in page + desk
    assert "under the eyes of &lt;script&gt;alert(1)&lt;/script&gt;" in desk


def test_nothing_is_there_at_first(admin: CheckingClient) -> None:
    assert "No code yet" in admin.read("/codes")


def test_it_tells_what_was_opened_and_when_and_never_for_whom(
    admin: CheckingClient, learner: CheckingClient
) -> None:
    app = admin.application
    code = add_code(app, most_uses=3)
    opened_by(app, begin(learner, "psm-i"), code)
    opened_by(app, sat(learner, {"PRO1": [True]}, at=datetime.now(UTC)), code)
    with app.app_context():
        begun = db.session.scalars(select(ExamSittingRow.started_at)).one()

    page = admin.read(f"/codes/{code}")

    assert "PSM I practice exam" in page
    assert "an adaptive test" in page
    assert "under way" in page
    assert f"{begun:%H:%M}" in page
    assert "Ada Obi" in page
    assert "ada@example.org" not in page
    assert not re.search(rf'/{learner.person_id}["/?]', page)


def test_a_revoked_code_is_revoked_and_says_so_twice(admin: CheckingClient) -> None:
    code = add_code(admin.application)

    first = admin.send(f"/codes/{code}/revoke")
    page = admin.read(first.headers["Location"])
    admin.send(f"/codes/{code}/revoke")

    assert "Sittings under way keep it." in page
    assert "Revoke it" not in page
    assert "opened nothing more as it was" in admin.read(f"/codes/{code}")


@pytest.mark.parametrize("path", ["/codes/nothing", "/codes/" + "x" * 3000])
def test_a_code_that_is_not_there_is_404(admin: CheckingClient, path: str) -> None:
    assert admin.get(path).status_code == 404
    assert admin.send(f"{path}/revoke").status_code == 404


def test_only_admins_have_codes(
    admin: CheckingClient,
    recruiter: CheckingClient,
    author: CheckingClient,
    stranger: CheckingClient,
    visitor: CheckingClient,
) -> None:
    code = add_code(admin.application)
    for client, status in ((recruiter, 403), (author, 403), (stranger, 403), (visitor, 302)):
        for path in ("/codes", f"/codes/{code}"):
            assert client.get(path).status_code == status
        assert client.send("/codes", **_fields()).status_code == status
        assert client.send(f"/codes/{code}/revoke").status_code == status

    assert [row.revoked_at for row in _codes(admin)] == [None]


def test_a_forged_form_changes_nothing(admin: CheckingClient) -> None:
    code = add_code(admin.application)

    assert admin.post("/codes", data=_fields()).status_code == 400
    assert admin.post(f"/codes/{code}/revoke").status_code == 400
    assert [row.revoked_at for row in _codes(admin)] == [None]


def test_who_issued_it_may_leave(admin: CheckingClient, enter: Enter) -> None:
    admin.send("/codes", **_fields())
    other = enter("olga@example.org", ("admin",))
    with admin.application.app_context():
        from tpmlearn.db import writing
        from tpmlearn.models import PersonRow

        with writing():
            db.session.delete(db.session.get_one(PersonRow, admin.person_id))
            db.session.commit()

    (row,) = _codes(other)
    assert "an admin whose account is gone" in other.read(f"/codes/{row.id}")
