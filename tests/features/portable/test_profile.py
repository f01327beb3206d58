"""One's own profile to take along: whole for its owner, empty for others, and text throughout."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.conftest import Enter
from tests.features.evidence.cast import confirmer_of, log
from tests.features.sharing import scene
from tests.features.testing import cast as testing
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, WRONG, sat_exam
from tpmlearn.db import db, writing
from tpmlearn.models import ConfirmerRow

RESUME, MARKDOWN = "/profile/resume.json", "/profile.md"
MOST_STATEMENTS = 12


def _resume(client: CheckingClient) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.read(RESUME))
    return found


def _answer(client: CheckingClient, entry: int, answer: str) -> None:
    confirmer = confirmer_of(client, entry)
    with client.application.app_context(), writing():
        row = db.session.scalars(select(ConfirmerRow).where(ConfirmerRow.id == confirmer)).one()
        row.answer, row.answered_at = answer, datetime.now(UTC)
        db.session.commit()


def test_both_are_files_that_are_kept_and_not_shown(learner: CheckingClient) -> None:
    for path, name, kind in (
        (RESUME, "resume.json", "application/json"),
        (MARKDOWN, "profile.md", "text/markdown; charset=utf-8"),
    ):
        response = learner.get(path)

        assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert response.content_type == kind
        assert "private" in response.headers["Cache-Control"]
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_profile_leads_to_both(learner: CheckingClient, visitor: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=2)

    page = learner.read("/profile")

    assert f'href="{RESUME}"' in page
    assert f'href="{MARKDOWN}"' in page
    assert RESUME not in visitor.read("/profile")


def test_a_rating_says_how_it_counts(learner: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=4)

    (skill,) = _resume(learner)["skills"]
    text = learner.read(MARKDOWN)

    assert skill["level"] == "self-rated 4 of 5 (leads), not tested"
    assert skill["keywords"][2] == "counts as 2: no artefact is named"
    assert "counts as 2: no artefact is named" in text
    assert "# Ada Obi" in text


def test_a_test_gives_a_band_with_its_range(learner: CheckingClient) -> None:
    testing.finish(learner, testing.begin(learner))

    skills = _resume(learner)["skills"]

    banded = [one for one in skills if one["level"].startswith("knowledge K")]
    assert banded
    for one in banded:
        assert ", very likely K" in one["level"]
        assert "answers, the last on" in one["keywords"][1]
    assert "provisional" in learner.read(MARKDOWN)


def test_claimed_confirmed_and_declined_are_told_apart(learner: CheckingClient) -> None:
    claimed = log(learner, title="Claimed thing")
    confirmed = log(learner, title="Confirmed thing")
    declined = log(learner, title="Declined thing")
    _answer(learner, confirmed, "confirmed")
    _answer(learner, declined, "declined")

    projects = {one["name"]: one["highlights"][0] for one in _resume(learner)["projects"]}
    text = learner.read(MARKDOWN)

    assert claimed
    assert projects == {
        "Claimed thing": "claimed, not confirmed",
        "Confirmed thing": "confirmed by one person whom the author named",
    }
    assert "Declined" not in text
    assert "Priya" not in text + learner.read(RESUME)
    assert "priya@example.org" not in text + learner.read(RESUME)


def test_certificates_are_those_of_the_log_and_never_exams(learner: CheckingClient) -> None:
    done = [RIGHT] * 70 + [WRONG] * 10
    sat_exam(learner, "psm-i", done, at=datetime.now(UTC) - timedelta(hours=2))

    assert _resume(learner)["certificates"] == []
    assert "PSM" not in learner.read(RESUME)
    text = learner.read(MARKDOWN)
    assert "## Practice exams" in text
    assert "## Certificates" not in text
    assert ", very likely between" in text
    assert "They are no certificates" in text

    log(learner, title="PSM I certificate", leading_hours="", artefact="https://example.org/c/7")

    (found,) = _resume(learner)["certificates"]
    assert found["name"] == "Professional Scrum Master I (PSM I) (claimed, not confirmed)"
    assert found["url"] == "https://example.org/c/7"
    assert "## Certificates" in learner.read(MARKDOWN)


def test_others_find_nothing_of_it(
    learner: CheckingClient,
    stranger: CheckingClient,
    recruiter: CheckingClient,
    visitor: CheckingClient,
    guest: CheckingClient,
) -> None:
    log(learner, title="My own thing")

    for other in (stranger, recruiter, visitor, guest):
        assert _resume(other)["projects"] == []
        for path in (RESUME, MARKDOWN):
            text = other.read(path)
            assert "My own thing" not in text
            assert "Ada" not in text
    assert "My own thing" in learner.read(MARKDOWN)


def test_a_guest_has_one_too(guest: CheckingClient) -> None:
    guest.send("/rate/skills/CTL2", level="2")

    assert len(_resume(guest)["skills"]) == 1
    assert guest.read(MARKDOWN).startswith("# My profile\n")


def test_markup_is_text(learner: CheckingClient) -> None:
    log(learner, title="<script>alert(1)</script>", done="[x](javascript:alert(1))")

    text = learner.read(MARKDOWN)

    assert "<script>" not in text
    assert r"\[x\](javascript:alert(1))" in text
    assert _resume(learner)["projects"][0]["name"] == "<script>alert(1)</script>"


def test_days_are_those_of_the_owner(enter: Enter) -> None:
    far = enter("kiri@example.org", time_zone="Pacific/Kiritimati")
    ahead = datetime.now(UTC) + timedelta(hours=14)

    assert _resume(far)["meta"]["lastModified"] == f"{ahead.date().isoformat()}T00:00:00"


def test_it_takes_few_statements(learner: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=2)
    log(learner)

    with statements(learner.application) as seen:
        learner.read(MARKDOWN)

    assert len(seen.sql) <= MOST_STATEMENTS
    assert seen.commits == 0
