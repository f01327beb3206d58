"""Who granted a recruiter a view that works now, and what the desk says of each."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.candidates import CandidateLine, called
from tpmlearn.domain.profiles.visibility import Naming, initials
from tpmlearn.models import OpeningRow, PersonRow
from tpmlearn.records.grants import Grant, granted_to
from tpmlearn.records.shown_traces import Trace, kinds_shown, newest_shown, traces_of


def candidates(recruiter_id: int, catalogue: Catalogue, *, now: datetime) -> list[CandidateLine]:
    """The candidates of a recruiter, newest grant first; ten statements, however many they are."""
    grants = granted_to(recruiter_id, now=now)
    names, looks = _names(grants), _looks(recruiter_id, grants)
    traces = traces_of({grant.view.person_id for grant in grants})
    return [
        _candidate(
            grant,
            names.get(grant.id, ""),
            looks.get(grant.id),
            traces[grant.view.person_id],
            catalogue,
        )
        for grant in grants
    ]


def candidate_names(grants: Iterable[Grant]) -> dict[str, str]:
    """What the view of each grant calls its person, by grant; one statement."""
    grants = list(grants)
    names = _names(grants)
    return {grant.id: called(names.get(grant.id, ""), grant.id) for grant in grants}


def _candidate(
    grant: Grant,
    name: str,
    seen_at: datetime | None,
    traces: Iterable[Trace],
    catalogue: Catalogue,
) -> CandidateLine:
    view = grant.view
    traces, consent = list(traces), view.consent
    role = catalogue.roles.get(view.role)
    newest = newest_shown(traces, consent)
    begun = max(view.changed_at, grant.created_at)
    return CandidateLine(
        grant_id=grant.id,
        called=called(name, grant.id),
        role_key=view.role,
        role=role.title if role else view.role,
        since=grant.created_at,
        until=grant.expires_at,
        sections=consent.shown,
        kinds=kinds_shown(traces, consent),
        newest=max(begun, newest) if newest else begun,
        seen_at=seen_at,
    )


def _names(grants: Iterable[Grant]) -> dict[str, str]:
    """The name that each view shows, whole or as initials; empty where it shows none."""
    shown = [grant for grant in grants if grant.view.consent.naming is not Naming.NONE]
    people = {grant.view.person_id for grant in shown}
    statement = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people))
    found = dict(db.session.execute(statement).all())
    return {
        grant.id: (initials(name) if grant.view.consent.naming is Naming.INITIALS else name)
        for grant in shown
        if (name := found.get(grant.view.person_id, ""))
    }


def _looks(recruiter_id: int, grants: Iterable[Grant]) -> dict[str, datetime]:
    """When the recruiter last looked under each grant."""
    row = OpeningRow
    statement = (
        select(row.grant_id, func.max(row.opened_at))
        .where(row.reader_id == recruiter_id, row.grant_id.in_([one.id for one in grants]))
        .group_by(row.grant_id)
    )
    return dict(db.session.execute(statement).all())
