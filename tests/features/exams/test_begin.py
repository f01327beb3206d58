"""Pages of exams: the list, one before it starts, drills; time that an admin grants."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Enter
from tests.support import desk
from tests.support.client import CheckingClient
from tests.support.desk import PMP, begin
from tests.support.exams import RIGHT, WRONG, sat_exam
from tpmlearn.db import db, new_id, writing
from tpmlearn.models import CorrectionRow, ExamItemRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_sittings import past_exams, places_of

NOW = datetime.now(UTC)


def test_the_list_has_every_exam_and_says_whose_they_are_not(visitor: CheckingClient) -> None:
    page = visitor.read("/exams")

    for title in ("PMP practice exam, 2026 outline", "PRINCE2 7 Foundation", "PSM I practice exam"):
        assert title in page
    assert "not endorsed by the owners" in page
    assert "Outlines that have ended" in page


@pytest.mark.parametrize(
    "slug", ["pmp-2026", "pmp-2026-half", "prince2-foundation", "prince2-practitioner", "psm-i"]
)
def test_each_exam_says_that_it_is_independent(visitor: CheckingClient, slug: str) -> None:
    page = visitor.read(f"/exams/{slug}")

    assert "Independent practice material." in page
    assert "does not endorse it" in page


def test_an_outline_that_has_ended_is_read_and_not_sat(learner: CheckingClient) -> None:
    page = learner.read("/exams/pmp-2021")

    assert "It was in force until Wed 8 July 2026" in page
    assert "Start the exam" not in page
    assert learner.send("/exams/pmp-2021", time="0").status_code == 404


@pytest.mark.parametrize(
    ("time", "minutes"), [("0", 60), ("25", 75), ("50", 90), ("100", 120), ("none", None)]
)
def test_time_is_chosen_before(learner: CheckingClient, time: str, minutes: int | None) -> None:
    sitting = begin(learner, time=time)
    row = desk.sitting_row(learner, sitting)

    lasts = row.ends_at - row.started_at if row.ends_at else None
    assert lasts == (timedelta(minutes=minutes) if minutes else None)


@pytest.mark.parametrize("time", ["", "7", "-25", "<b>", "1e9"])
def test_no_other_time_can_be_chosen(learner: CheckingClient, time: str) -> None:
    response = learner.send("/exams/psm-i", time=time)

    assert response.status_code == 422


@pytest.mark.parametrize("slug", ["nothing", "drill", "pmp-2026%00", "%3Cb%3E"])
def test_an_exam_that_is_not_there_is_404(learner: CheckingClient, slug: str) -> None:
    assert learner.get(f"/exams/{slug}").status_code == 404
    assert learner.send(f"/exams/{slug}", time="0").status_code in {404, 405}


def test_a_forged_start_begins_nothing(learner: CheckingClient) -> None:
    assert learner.post("/exams/psm-i", data={"time": "0"}).status_code == 400
    assert "Not sat yet" in learner.read("/exams")


def test_the_next_mock_asks_other_questions(learner: CheckingClient) -> None:
    first = begin(learner, PMP)
    learner.send(f"/exams/sittings/{first}/end", section="1", rest="no")
    desk.let_pass(learner, first, seconds=15_000)
    second = begin(learner, "pmp-2026-half")

    with learner.application.app_context():
        asked = [{one.item for one in places_of(sitting)} for sitting in (first, second)]
        assert len(asked[0]) == 180
        assert len(asked[1]) == 90
        assert not asked[0] & asked[1]
        assert not any(one.seen_before for one in places_of(second))


def test_what_was_met_before_is_said_to_be_seen(learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", [RIGHT] * 80, at=NOW - timedelta(days=200))

    sitting = begin(learner, "psm-i")

    with learner.application.app_context():
        assert all(one.seen_before for one in places_of(sitting))


def test_a_withdrawn_item_is_not_drawn_and_what_cannot_be_filled_says_what_is_missing(
    learner: CheckingClient,
) -> None:
    with learner.application.app_context():
        item = current_catalogue().exams["psm-i"].items[0]
    sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(days=1), items=[item.id])
    with learner.application.app_context(), writing():
        row = CorrectionRow(id=new_id(), item=item.id, kind="withdrawn", why="It leaked.")
        row.applied_at = datetime.now(UTC)
        db.session.add(row)
        db.session.commit()

    response = learner.send("/exams/psm-i", time="0")

    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "There are not enough questions for this exam now" in page
    assert re.search(r"<li>[^<]*\b1 more mark", page), page[page.index("<li>") :][:300]
    assert "Nothing was begun." in page
    with learner.application.app_context():
        assert not any(one.is_open(datetime.now(UTC)) for one in past_exams(learner.person_id))


def test_a_drill_asks_practice_questions_on_its_subject(learner: CheckingClient) -> None:
    page = learner.read("/exams/drills")
    response = learner.send("/exams/drills", drill="task:PR8", time="none")
    sitting = response.headers["Location"].split("/")[-1]

    assert "PR8" in page
    with learner.application.app_context():
        rows = db.session.query(ExamItemRow).filter_by(sitting_id=sitting).all()
        known = {item.id: item for item in current_catalogue().items}
        assert {row.pool for row in rows} == {"practice"}
        assert all("pmp-2026:PR8" in known[row.item].tasks for row in rows)
    assert "Drill: PR8" in learner.read(f"/exams/sittings/{sitting}/1")


def test_a_drill_asks_nothing_of_an_exam_that_is_under_way(learner: CheckingClient) -> None:
    def to_draw_from() -> int:
        found = re.search(r"People <span[^>]*>(\d+) questions", learner.read("/exams/drills"))
        assert found
        return int(found[1])

    before = to_draw_from()
    sitting = begin(learner, PMP)

    assert to_draw_from() == before
    for section in ("1", "2", "3"):
        learner.send(f"/exams/sittings/{sitting}/end", section=section, rest="no")
    assert to_draw_from() > before


def test_a_drill_that_is_open_is_gone_on_with(learner: CheckingClient) -> None:
    places = {
        learner.send("/exams/drills", drill="trap:hero-mode", time="0").headers["Location"]
        for _ in range(2)
    }

    assert len(places) == 1


@pytest.mark.parametrize("drill", ["", "task:XX9", "domain:", "trap:../../etc", "skill:COM1"])
def test_a_drill_that_is_not_there_is_refused(learner: CheckingClient, drill: str) -> None:
    assert learner.send("/exams/drills", drill=drill, time="0").status_code == 400


def test_a_trap_without_questions_says_so(learner: CheckingClient) -> None:
    response = learner.send("/exams/drills", drill="trap:no-such-trap", time="0")

    assert response.headers["Location"] == "/exams/drills"
    assert "There is no question for this drill yet." in learner.read("/exams/drills")


def test_an_admin_grants_time_once(learner: CheckingClient, enter: Enter) -> None:
    admin = enter("root@example.org", roles=("admin",))
    sitting = begin(learner)
    before = desk.sitting_row(learner, sitting).ends_at

    page = admin.read("/exams/under-way")
    for _ in range(2):
        admin.send(f"/exams/under-way/{sitting}", percent="50")

    row = desk.sitting_row(learner, sitting)
    assert "PRINCE2 7 Foundation" in page
    assert before
    assert row.ends_at == before + timedelta(minutes=30)
    assert row.extra_percent == 50
    assert [e.kind for e in desk.events(learner, sitting)] == ["granted", "granted"]


@pytest.mark.parametrize("percent", ["", "51", "1000", "x"])
def test_no_other_time_is_granted(learner: CheckingClient, enter: Enter, percent: str) -> None:
    admin = enter("root@example.org", roles=("admin",))
    sitting = begin(learner)

    assert admin.send(f"/exams/under-way/{sitting}", percent=percent).status_code == 400


def test_time_that_somebody_has_is_not_taken_away(learner: CheckingClient, enter: Enter) -> None:
    admin = enter("root@example.org", roles=("admin",))
    sitting = begin(learner, time="50")
    before = desk.sitting_row(learner, sitting).ends_at

    for percent in ("0", "25"):
        admin.send(f"/exams/under-way/{sitting}", percent=percent)

    row = desk.sitting_row(learner, sitting)
    assert (row.ends_at, row.extra_percent) == (before, 50)
    page = admin.read("/exams/under-way")
    assert "Nothing was changed." in page
    assert 'value="25"' not in page


def test_nothing_is_granted_to_what_is_over(learner: CheckingClient, enter: Enter) -> None:
    admin = enter("root@example.org", roles=("admin",))
    sitting = begin(learner)
    desk.let_pass(learner, sitting, seconds=3_601)

    assert admin.send(f"/exams/under-way/{sitting}", percent="50").status_code == 404
    assert "Nobody sits an exam now" in admin.read("/exams/under-way")


def test_only_an_admin_sees_who_sits(
    learner: CheckingClient, author: CheckingClient, visitor: CheckingClient
) -> None:
    sitting = begin(learner)

    assert author.get("/exams/under-way").status_code == 403
    assert visitor.get("/exams/under-way").status_code == 302
    assert author.send(f"/exams/under-way/{sitting}", percent="50").status_code == 403


def test_past_sittings_lead_to_their_results(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT, WRONG], at=NOW - timedelta(days=1))

    assert f"/exams/sittings/{sitting}" in learner.read("/exams/psm-i")
    assert "/exams/psm-i/history" in learner.read("/exams/psm-i")


def test_today_and_the_list_lead_back_to_an_exam_that_is_open(learner: CheckingClient) -> None:
    sitting = begin(learner)

    for path in ("/today", "/exams"):
        page = learner.read(path)
        assert "PRINCE2 7 Foundation practice exam is open" in page
        assert f'href="/exams/sittings/{sitting}"' in page
    desk.let_pass(learner, sitting, seconds=3_601)
    assert "is open" not in learner.read("/today")
