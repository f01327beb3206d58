"""The table of contents of the site: each feature and what it puts into the menu."""

from dataclasses import dataclass
from importlib import import_module

from flask import Blueprint, Flask

from tpmlearn.records.people import Person


@dataclass(frozen=True)
class Entry:
    """A line of the menu; `who` is `everyone`, `known` (guests and members) or a role."""

    endpoint: str
    label: str
    who: str = "everyone"


# Menu order. The features that only link from pages have no entries.
FEATURES: dict[str, tuple[Entry, ...]] = {
    "home": (),
    "planning": (
        Entry("planning.today", "Today", "known"),
        Entry("planning.gap", "My gap"),
        Entry("planning.plan", "My plan", "known"),
    ),
    "moving": (),
    "exports": (),
    "tracking": (),
    "weekly_mail": (),
    "forecast": (),
    "what_if": (),
    "learning": (Entry("learning.catalogue", "Lessons"),),
    "quizzes": (Entry("quizzes.index", "Quizzes", "known"),),
    "testing": (Entry("testing.index", "Tests", "known"),),
    "exams": (Entry("exams.index", "Exams", "known"),),
    "exam_desk": (),
    "exam_results": (),
    "exam_questions": (),
    "review": (Entry("review.index", "Review", "known"),),
    "assessment": (),
    "adverts": (),
    "evidence": (Entry("evidence.log", "Evidence", "known"),),
    "stories": (),
    "confirming": (),
    "profiles": (Entry("profiles.profile", "My profile", "known"),),
    "sharing": (Entry("sharing.index", "Sharing", "known"),),
    "showing": (),
    "portable": (),
    "recruiting": (Entry("recruiting.index", "Candidates", "recruiter"),),
    "shortlists": (),
    "comparing": (),
    "recruiting_roles": (),
    "interviewing": (),
    "credentials": (),
    "verifying": (),
    "health": (Entry("health.index", "Health", "author"),),
    "items": (Entry("items.index", "Items", "author"),),
    "banks": (),
    "recalibrating": (),
    "pairs": (),
    "standards": (),
    "files": (Entry("files.index", "Files", "author"),),
    "drafts": (Entry("drafts.index", "Drafts", "author"),),
    "draft_files": (),
    "editor": (),
    "releases": (),
    "withdrawing": (),
    "authoring": (Entry("authoring.exchange", "Import and export", "author"),),
    "problem_reports": (),
    "report_inbox": (Entry("report_inbox.inbox", "Reports", "author"),),
    "corrections": (Entry("corrections.index", "Corrections", "author"),),
    "administration": (Entry("administration.index", "Admin", "admin"),),
    "people": (),
    "invitations": (),
    "open_grants": (),
    "invigilating": (),
    "auditing": (),
    "watching": (),
    "languages": (),
    "accounts": (),
    "external_sign_in": (),
    "addresses": (),
    "proving": (),
    "second_step": (),
    "passkeys": (),
    "devices": (),
    "rights": (),
}


def register_features(app: Flask) -> None:
    """Register the blueprint of every feature."""
    for name in FEATURES:
        blueprint = import_module(f"tpmlearn.features.{name}.views").blueprint
        if not isinstance(blueprint, Blueprint):
            raise TypeError(f"{name}.views.blueprint is not a Blueprint")
        app.register_blueprint(blueprint)


def menu_for(person: Person | None) -> list[tuple[str, str]]:
    """(endpoint, label) of the entries that this person sees, in order."""
    held = {"everyone"}
    if person is not None:
        held |= {"known", *person.roles}
    return [
        (entry.endpoint, entry.label)
        for entries in FEATURES.values()
        for entry in entries
        if entry.who in held
    ]
