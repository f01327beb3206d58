"""Reads for the account pages."""

from tpmlearn.records.belongings import count_belongings

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


def guest_work(guest_id: int) -> list[tuple[str, int]]:
    """(what, how many) of all that a guest made."""
    return [(WORDS[name], count) for name, count in count_belongings(guest_id).items()]
