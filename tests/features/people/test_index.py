"""The list of members: by name, address, role and state, page by page; guests only counted."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow

SOON = datetime.now(UTC) + timedelta(days=3)


@pytest.fixture
def cast(enter: Enter, admin: CheckingClient) -> CheckingClient:
    """Ada, Sven who is leaving, Rita the recruiter, a guest; and Ines, who looks."""
    enter("ada@example.org", name="Ada Obi")
    enter("sven@example.org", name="Sven Strand", erase_after=SOON)
    enter("rita@example.org", ("recruiter",), name="Rita Roy")
    enter(None)
    return admin


def listed(page: str) -> list[str]:
    """The names in the list, in its order."""
    return re.findall(r'<th scope="row"><a href="/admin/people/\d+">([^<]+)</a>', page)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Rita Roy", "Sven Strand", "Ada Obi", "Ines Ito"]),
        ("?q=ada", ["Ada Obi"]),
        ("?q=OBI", ["Ada Obi"]),
        ("?q=sven@EXAMPLE", ["Sven Strand"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?role=recruiter", ["Rita Roy"]),
        ("?role=admin", ["Ines Ito"]),
        ("?role=author", []),
        ("?state=leaving", ["Sven Strand"]),
        ("?state=staying&q=a", ["Rita Roy", "Ada Obi", "Ines Ito"]),
    ],
)
def test_it_finds_members(cast: CheckingClient, asked: str, names: list[str]) -> None:
    page = cast.read(f"/admin/people{asked}")

    assert listed(page) == names
    assert ("No member is like that" in page) == (not names)


def test_it_counts_guests_and_lists_none(cast: CheckingClient) -> None:
    page = cast.read("/admin/people")

    assert "4 members" in page
    assert "of them 1 leaving" in page
    assert "1 guest, who have neither name nor address" in page
    assert "without a name" not in page


def test_it_shows_days_and_never_times(cast: CheckingClient) -> None:
    rows = cast.read("/admin/people").split("<tbody>")[1].split("</tbody>")[0]

    assert not re.search(r"\d\d:\d\d", rows)


def test_pages_follow_by_number(app: Flask, admin: CheckingClient) -> None:
    _many(app, 120)

    first = admin.read("/admin/people?q=member")
    older = first.split('">Older</a>')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    second = admin.read(older)
    third = admin.read(second.split('">Older</a>')[0].rsplit('href="', 1)[1].replace("&amp;", "&"))

    assert listed(first)[0] == "Member 119"
    assert listed(first)[-1] == "Member 70"
    assert listed(second)[0] == "Member 69"
    assert listed(third)[-1] == "Member 0"
    assert "Older" not in third
    assert 'href="/admin/people?q=member">Newest' in second


@pytest.mark.parametrize("asked", ["?role=king", "?state=gone", "?q=" + "x" * 121])
def test_what_cannot_be_looked_for_is_said_and_lists_nobody(
    cast: CheckingClient, asked: str
) -> None:
    answer = cast.get(f"/admin/people{asked}")

    assert answer.status_code == 422
    assert "Something needs another look" in answer.get_data(as_text=True)
    assert listed(answer.get_data(as_text=True)) == []


@pytest.mark.parametrize("before", ["-1", "0", "x", "99999999999999999999"])
def test_an_odd_page_number_is_the_first_page(cast: CheckingClient, before: str) -> None:
    assert len(listed(cast.read(f"/admin/people?before={before}"))) == 4


def test_it_asks_as_little_for_many_as_for_few(app: Flask, admin: CheckingClient) -> None:
    _many(app, 200)

    with statements(app) as seen:
        admin.get("/admin/people")

    assert len(seen.sql) == 3
    assert seen.commits == 0


def _many(app: Flask, count: int) -> None:
    now = datetime.now(UTC)
    with app.app_context(), writing():
        db.session.add_all(
            PersonRow(
                name=f"Member {number}",
                email=f"m{number}@example.org",
                roles=[],
                created_at=now,
                active_at=now,
            )
            for number in range(count)
        )
        db.session.commit()
