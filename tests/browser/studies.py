"""Studies of a pass mark on a running site: one that an author begins, one that is closed."""

from datetime import UTC, datetime

from sqlalchemy import select

from tests.browser.past_exams import within
from tests.browser.visit import Visit
from tpmlearn.db import db, new_id
from tpmlearn.models import StandardItemRow, StandardJudgeRow, StandardRatingRow, StandardStudyRow

NEW = "/author/standards/exams/pmp-2026-half/new"


def study_of(visit: Visit) -> str:
    """A study that an author begins and is on the panel of; its address."""
    visit.go(NEW)
    visit.page.get_by_label("Who is just good enough?").fill(
        "Runs a project of one team alone; asks for help with contracts and with conflict."
    )
    visit.page.get_by_label("Items", exact=True).fill("20")
    for box in visit.page.locator("fieldset input[type=checkbox]").all():
        box.check()
    # A click does not wait for the page it leads to.
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Begin round 1").click()
    return visit.path()


def closed_study(visit: Visit) -> str:
    """A study like that, with five judges who have left, and both rounds closed."""
    address, now = study_of(visit), datetime.now(UTC)
    study = address.rpartition("/")[2]
    with within(visit):
        row = db.session.get_one(StandardStudyRow, study)
        row.round_1_closed_at = row.round_2_closed_at = now
        positions = db.session.scalars(
            select(StandardItemRow.position).where(StandardItemRow.study_id == study)
        ).all()
        for n in range(5):
            judge = StandardJudgeRow(id=new_id(), study_id=study)
            db.session.add(judge)
            db.session.flush()
            for position in positions:
                percent = 40 + 5 * ((7 * n + 3 * position) % 9)
                said = {"judge_id": judge.id, "position": position, "rated_at": now}
                db.session.add(StandardRatingRow(**said, round=1, percent=percent))
                db.session.add(StandardRatingRow(**said, round=2, percent=(percent + 60) // 10 * 5))
        db.session.commit()
    return address
