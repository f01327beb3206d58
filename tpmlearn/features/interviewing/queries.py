"""Reads for the sheet of an interview."""

from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.planning.gaps import gap_report
from tpmlearn.domain.profiles.candidates import called
from tpmlearn.domain.profiles.interview_sheet import Sheet, interview_sheet
from tpmlearn.records.candidates import candidate
from tpmlearn.records.grants import Grant
from tpmlearn.records.looks import Seen
from tpmlearn.records.recruiter_roles import desk_role_or_first, role_choices


@dataclass(frozen=True)
class SheetPage:
    """The questions for one candidate against a role; `fits` is whether the view shows levels."""

    grant: Grant
    called: str
    role: Role
    roles: list[tuple[str, str]]
    sheet: Sheet
    fits: bool
    shares_traps: bool


def sheet_page(recruiter_id: int, seen: Seen, role_key: str, catalogue: Catalogue) -> SheetPage:
    """The sheet against the role `role_key` or, if there is none, the view's own."""
    grant, shown = seen.grant, seen.shown
    role = desk_role_or_first(recruiter_id, (role_key, grant.view.role), catalogue)
    report = candidate(shown, role, catalogue).report or gap_report(catalogue, role, {})
    traps = {one.slug: one.answers for one in shown.traps or ()}
    return SheetPage(
        grant=grant,
        called=called(shown.name, grant.id),
        role=role,
        roles=role_choices(recruiter_id, catalogue),
        sheet=interview_sheet(report, catalogue, traps),
        fits=shown.fit is not None,
        shares_traps=shown.traps is not None,
    )
