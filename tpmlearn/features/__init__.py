"""The table of contents of the site: each feature and what it puts into the menu."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from flask import Blueprint, Flask

from tpmlearn.records.people import Person
from tpmlearn.words import N_, Speech, _, current


@dataclass(frozen=True)
class Entry:
    """A line of the menu; `who` is `everyone`, `known` (guests and members) or a role.

    `label` is looked up when it is shown.
    """

    endpoint: str
    label: str
    who: str = "everyone"


# Menu order. The features that only link from pages have no entries.
FEATURES: dict[str, tuple[Entry, ...]] = {
    "home": (),
    "planning": (
        Entry("planning.today", N_("Today"), "known"),
        Entry("planning.gap", N_("My gap")),
        Entry("planning.plan", N_("My plan"), "known"),
    ),
    "moving": (),
    "exports": (),
    "tracking": (),
    "weekly_mail": (),
    "forecast": (),
    "what_if": (),
    "learning": (Entry("learning.catalogue", N_("Lessons")),),
    "quizzes": (Entry("quizzes.index", N_("Quizzes"), "known"),),
    "testing": (Entry("testing.index", N_("Tests"), "known"),),
    "exams": (Entry("exams.index", N_("Exams"), "known"),),
    "exam_desk": (),
    "exam_results": (),
    "exam_questions": (),
    "review": (Entry("review.index", N_("Review"), "known"),),
    "assessment": (),
    "adverts": (),
    "evidence": (Entry("evidence.log", N_("Evidence"), "known"),),
    "stories": (),
    "confirming": (),
    "profiles": (Entry("profiles.profile", N_("My profile"), "known"),),
    "sharing": (Entry("sharing.index", N_("Sharing"), "known"),),
    "showing": (),
    "portable": (),
    "recruiting": (Entry("recruiting.index", N_("Candidates"), "recruiter"),),
    "shortlists": (),
    "comparing": (),
    "recruiting_roles": (),
    "interviewing": (),
    "credentials": (),
    "verifying": (),
    "health": (Entry("health.index", N_("Health"), "author"),),
    "items": (Entry("items.index", N_("Items"), "author"),),
    "banks": (),
    "recalibrating": (),
    "pairs": (),
    "standards": (),
    "files": (Entry("files.index", N_("Files"), "author"),),
    "drafts": (Entry("drafts.index", N_("Drafts"), "author"),),
    "draft_files": (),
    "editor": (),
    "releases": (),
    "withdrawing": (),
    "authoring": (Entry("authoring.exchange", N_("Import and export"), "author"),),
    "problem_reports": (),
    "report_inbox": (Entry("report_inbox.inbox", N_("Reports"), "author"),),
    "corrections": (Entry("corrections.index", N_("Corrections"), "author"),),
    "administration": (Entry("administration.index", N_("Admin"), "admin"),),
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


def menu_for(person: Person | None) -> tuple[tuple[str, str], ...]:
    """(endpoint, label) of the entries that this person sees, in order."""
    return _menu(None if person is None else person.roles, current())


@lru_cache(maxsize=64)
def _menu(roles: frozenset[str] | None, _speech: Speech) -> tuple[tuple[str, str], ...]:
    # In the language that is spoken, which `_speech` is: each page asks.
    held = {"everyone"} if roles is None else {"everyone", "known", *roles}
    return tuple(
        (entry.endpoint, _(entry.label))
        for entries in FEATURES.values()
        for entry in entries
        if entry.who in held
    )
