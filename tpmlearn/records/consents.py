"""Consents to show a view, kept in the words of their day."""

from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import ConsentRow, GrantRow
from tpmlearn.records.grants import View, is_open

SHARING = "sharing"
"""The purpose of a consent to show a view."""


def consent_to_grant(row: GrantRow, view: View, now: datetime) -> ConsentRow:
    """The consent that a grant is, in the words of its day, to be added by the caller."""
    return ConsentRow(
        person_id=row.person_id,
        purpose=SHARING,
        grant_id=row.id,
        about=_about(row, view),
        given_at=now,
        withdrawn_at=None,
    )


def consent_anew(view_id: str, view: View, now: datetime) -> None:
    """End the consents to what a view showed before, and begin those to what it shows now."""
    for row in db.session.scalars(
        select(GrantRow).where(GrantRow.view_id == view_id, is_open(now))
    ).all():
        for old in db.session.scalars(
            select(ConsentRow).where(
                ConsentRow.grant_id == row.id, ConsentRow.withdrawn_at.is_(None)
            )
        ):
            old.withdrawn_at = now
        db.session.add(consent_to_grant(row, view, now))


def _about(row: GrantRow, view: View) -> dict[str, str]:
    consent = view.consent
    to = {
        GrantKind.LINK: "whoever has the link",
        GrantKind.ACCOUNT: "one recruiter's account",
        GrantKind.PUBLIC: "anybody, search engines too",
    }[GrantKind(row.kind)]
    narrowed = {
        "skills": consent.skills,
        "entries of the evidence log": consent.evidence,
        "results": consent.results,
    }
    return {
        "to": to,
        "view": view.name,
        "sections": ", ".join(section.words for section in consent.shown) or "nothing",
        "name": {"name": "the name", "initials": "initials", "none": "no name"}[consent.naming],
        **{
            what: "all" if chosen is None else f"{len(chosen)} chosen"
            for what, chosen in narrowed.items()
        },
        "interview questions from misconceptions": "yes" if consent.traps else "no",
        "until": f"{row.expires_at:%d %B %Y, %H:%M} UTC" if row.expires_at else "withdrawn",
    }
