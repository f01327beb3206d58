"""A demo recruiter's desk: views that demo learners granted, a role of their own, a shortlist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tpmlearn.domain.content.catalogue import Catalogue, Requirement
from tpmlearn.domain.profiles.visibility import Naming, Section, read_consent
from tpmlearn.features.recruiting_roles import services as roles
from tpmlearn.features.sharing import services as sharing
from tpmlearn.features.shortlists import services as shortlists


@dataclass(frozen=True)
class _View:
    """What one candidate shows: how they are called, which sections, against which role."""

    naming: Naming
    sections: tuple[Section, ...]
    role: str
    days: int
    traps: bool = False


VIEWS = (
    _View(Naming.NAME, tuple(Section), "tpm", 30, traps=True),
    _View(Naming.INITIALS, (Section.FIT, Section.TESTS, Section.RATINGS), "tpm", 90),
    _View(Naming.NONE, (Section.FIT, Section.TESTS), "scrum-master", 30),
    _View(Naming.NAME, (Section.FIT, Section.RATINGS, Section.QUIZZES), "associate-tpm", 90),
    _View(Naming.NONE, (Section.QUIZZES, Section.PLAN), "tpm", 180),
)


def fill_desk(
    recruiter_id: int, address: str, people: Sequence[int], *, now: datetime, catalogue: Catalogue
) -> None:
    """Let these people grant a view to the recruiter's account, five at most, and begin a role."""
    granted = [
        _grant(person, view, address, now=now - timedelta(days=3 * place + 1))
        for place, (person, view) in enumerate(zip(people, VIEWS, strict=False))
    ]
    role = roles.copy_role(recruiter_id, catalogue.roles["tpm"], "Release lead", now=now)
    needs = {"CTL2": Requirement(4, 3), "DEL5": Requirement(4, 3), "BUS2": None}
    roles.change_role(recruiter_id, role, roles.Changes(needs), catalogue=catalogue, now=now)
    may = shortlists.begin_shortlist(recruiter_id, "Release lead, May", role, now=now)
    for grant in granted[:2]:
        shortlists.put_on(recruiter_id, may, grant, now=now)


def _grant(person_id: int, view: _View, address: str, *, now: datetime) -> str:
    consent = read_consent(view.sections, naming=view.naming, traps=view.traps)
    wanted = sharing.WantedView("For a recruiter", consent, view.role)
    made = sharing.make_view(person_id, wanted, now=now)
    grant = sharing.WantedGrant("A recruiter", timedelta(days=view.days), address=address)
    return sharing.make_grant(person_id, made, grant, now=now).id
