"""Reads for the account pages."""

from tpmlearn.records.belongings import count_belongings
from tpmlearn.words import N_, _

WORDS = {
    "ratings": N_("ratings"),
    "evidence": N_("entries of the evidence log"),
    "goals": N_("chosen role"),
    "adverts": N_("job adverts"),
    "plans": N_("plan"),
    "plan_choices": N_("decisions on the plan"),
    "plan_splits": N_("things split in two"),
    "baselines": N_("baselines of the plan"),
    "status_reports": N_("limits and words of the report"),
    "weekly_mails": N_("wish for the weekly mail"),
    "sections_read": N_("lesson sections read"),
    "notes": N_("notes"),
    "bookmarks": N_("bookmarks"),
    "attempts": N_("quiz attempts"),
    "sittings": N_("tests"),
    "exam_sittings": N_("practice exams"),
    "problem_reports": N_("reports of problems"),
    "review_additions": N_("questions sent to review"),
    "profile_views": N_("views"),
    "grants": N_("grants"),
    "consents": N_("consents"),
    "recruiter_roles": N_("roles of your own"),
    "candidate_notes": N_("notes on candidates"),
    "shortlists": N_("shortlists"),
    "credentials": N_("badges"),
    "feeds": N_("calendar feed of the plan"),
}


def guest_work(guest_id: int) -> list[tuple[str, int]]:
    """(what, how many) of all that a guest made."""
    return [(_(WORDS[name]), count) for name, count in count_belongings(guest_id).items()]
