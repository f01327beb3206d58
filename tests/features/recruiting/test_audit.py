"""What a recruiter opened: their own looks, with the fact alone where a grant has ended."""

from datetime import UTC, datetime

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.granting import Desk, withdrawn
from tpmlearn.db import db, writing
from tpmlearn.models import GrantRow, OpeningRow


def add_looks(desk: Desk, *moments: datetime, reader: int | None = None) -> None:
    with desk.app.app_context(), writing():
        for at in moments:
            db.session.add(
                OpeningRow(grant_id=desk.grant, opened_at=at, reader_id=reader or desk.rita)
            )
        db.session.commit()


def test_it_has_each_look_with_what_was_done(
    learner: CheckingClient, recruiter: CheckingClient
) -> None:
    desk = Desk(learner, recruiter)
    recruiter.read(f"/desk/candidates/{desk.grant}")
    recruiter.read(f"/desk/compare?who={desk.grant}")
    recruiter.get(f"/desk/export.csv?who={desk.grant}")

    page = recruiter.read("/desk/audit")

    assert "3 looks" in page
    assert page.count(">Ada Obi</a>") == 3
    for words in ("<td>opened</td>", "<td>compared</td>", "<td>downloaded as CSV</td>"):
        assert words in page


def test_another_recruiters_looks_are_not_there(
    learner: CheckingClient, recruiter: CheckingClient, enter: Enter
) -> None:
    desk = Desk(learner, recruiter)
    add_looks(desk, datetime.now(UTC))

    assert "You have opened nothing yet" in enter("eve@example.org", ("recruiter",)).read(
        "/desk/audit"
    )


def test_the_fact_stays_when_the_grant_ends_and_the_name_goes(
    learner: CheckingClient, recruiter: CheckingClient
) -> None:
    desk = Desk(learner, recruiter)
    recruiter.read(f"/desk/candidates/{desk.grant}")

    withdrawn(desk.app, desk.ada)

    page = recruiter.read("/desk/audit")
    assert "1 look" in page
    assert "Ada" not in page
    assert "no longer shown here" in page
    assert "Candidate " in page


def test_it_can_be_narrowed_to_a_month_of_the_readers_own_zone(
    learner: CheckingClient, enter: Enter
) -> None:
    rita = enter("rita@example.org", ("recruiter",), time_zone="Europe/Berlin")
    desk = Desk(learner, rita)
    # The first is the 1st of November in Berlin.
    add_looks(
        desk,
        datetime(2026, 10, 31, 23, 30, tzinfo=UTC),
        datetime(2026, 9, 15, 12, tzinfo=UTC),
        datetime(2026, 9, 16, 12, tzinfo=UTC),
    )

    assert "1 look in November 2026" in rita.read("/desk/audit?month=2026-11")
    assert "2 looks in September 2026" in rita.read("/desk/audit?month=2026-09")
    assert "You opened nothing in that month" in rita.read("/desk/audit?month=2026-10")
    assert "3 looks" in rita.read("/desk/audit?month=2026-99")
    months = rita.read("/desk/audit")
    assert [month in months for month in ("2026-11", "2026-10", "2026-09", "2026-08")] == [
        *(True, True, True),
        False,
    ]


def test_it_comes_in_pages(learner: CheckingClient, recruiter: CheckingClient) -> None:
    desk = Desk(learner, recruiter)
    add_looks(desk, *[datetime(2026, 11, 3, 9, tzinfo=UTC)] * 101)

    assert "Page 1 of 2" in recruiter.read("/desk/audit")
    assert recruiter.read("/desk/audit?page=2").count("<td>opened</td>") == 1


def test_a_share_link_that_was_opened_has_no_name(
    learner: CheckingClient, recruiter: CheckingClient
) -> None:
    desk = Desk(learner, recruiter)
    with desk.app.app_context(), writing():
        row = db.session.get_one(GrantRow, desk.grant)
        row.kind, row.recruiter_id = "link", None
        db.session.commit()
    add_looks(desk, datetime.now(UTC))

    page = recruiter.read("/desk/audit")

    assert "Share link " in page
    assert "Ada" not in page
