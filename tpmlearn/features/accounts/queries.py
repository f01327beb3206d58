"""Reads for the account pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import SignInRow
from tpmlearn.records.belongings import count_belongings
from tpmlearn.records.people import Person, hashed

WORDS = {
    "ratings": "ratings",
    "evidence": "entries of the evidence log",
    "goals": "chosen role",
    "adverts": "job adverts",
    "plans": "plan",
    "plan_choices": "decisions on the plan",
    "plan_splits": "things split in two",
    "baselines": "baselines of the plan",
    "status_reports": "limits and words of the report",
    "weekly_mails": "wish for the weekly mail",
    "sections_read": "lesson sections read",
    "notes": "notes",
    "bookmarks": "bookmarks",
    "attempts": "quiz attempts",
    "sittings": "tests",
    "exam_sittings": "practice exams",
    "problem_reports": "reports of problems",
    "review_additions": "questions sent to review",
    "profile_views": "views",
    "grants": "grants",
    "consents": "consents",
    "recruiter_roles": "roles of your own",
    "candidate_notes": "notes on candidates",
    "shortlists": "shortlists",
    "credentials": "badges",
    "feeds": "calendar feed of the plan",
}


@dataclass(frozen=True)
class Device:
    """A browser that is signed in."""

    name: str
    since: datetime
    here: bool


def devices(person: Person, session_id: str) -> list[Device]:
    """Where this person is signed in, newest first."""
    rows = db.session.scalars(
        select(SignInRow)
        .where(SignInRow.person_id == person.id)
        .order_by(SignInRow.created_at.desc())
    )
    here = hashed(session_id)
    return [Device(row.device, row.created_at, row.id == here) for row in rows]


def guest_work(guest_id: int) -> list[tuple[str, int]]:
    """(what, how many) of all that a guest made."""
    return [(WORDS[name], count) for name, count in count_belongings(guest_id).items()]
