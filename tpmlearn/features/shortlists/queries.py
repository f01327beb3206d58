"""Reads for the pages of shortlists; who is on one shows as long as their grant works."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.profiles.candidates import CandidateLine
from tpmlearn.records.desk_candidates import candidates
from tpmlearn.records.grants import granted_to
from tpmlearn.records.recruiter_roles import desk_role_or_first, role_choices
from tpmlearn.records.shortlists import Shortlist, shortlist_of, shortlists_of


@dataclass(frozen=True)
class ShortlistLine:
    """A shortlist, the title of its role, and how many candidates on it can still be seen."""

    shortlist: Shortlist
    role: str
    candidates: int


@dataclass(frozen=True)
class ShortlistsPage:
    """All shortlists of a recruiter; `removed` was removed just now and can be brought back."""

    lines: tuple[ShortlistLine, ...]
    removed: Shortlist | None
    roles: list[tuple[str, str]]


@dataclass(frozen=True)
class ShortlistPage:
    """One shortlist with those on it who can be seen, in the order in which they were put on."""

    shortlist: Shortlist
    role: Role
    roles: list[tuple[str, str]]
    candidates: tuple[CandidateLine, ...]


def shortlists_page(
    person_id: int, catalogue: Catalogue, *, removed: str, now: datetime
) -> ShortlistsPage:
    """The list; `removed` is the id of what was removed just now."""
    roles = role_choices(person_id, catalogue)
    titles, working = dict(roles), {grant.id for grant in granted_to(person_id, now=now)}
    gone = shortlist_of(person_id, removed) if removed else None
    return ShortlistsPage(
        tuple(
            ShortlistLine(
                one, titles.get(one.role_key, ""), sum(grant in working for grant in one.entries)
            )
            for one in shortlists_of(person_id)
        ),
        gone if gone and gone.removed else None,
        roles,
    )


def shortlist_page(
    person_id: int, shortlist_id: str, catalogue: Catalogue, *, now: datetime
) -> ShortlistPage | None:
    """One shortlist of this recruiter; None where it is not theirs or removed."""
    found = shortlist_of(person_id, shortlist_id)
    if found is None or found.removed:
        return None
    seen = {one.grant_id: one for one in candidates(person_id, catalogue, now=now)}
    return ShortlistPage(
        found,
        desk_role_or_first(person_id, (found.role_key,), catalogue),
        role_choices(person_id, catalogue),
        tuple(seen[grant] for grant in found.entries if grant in seen),
    )
