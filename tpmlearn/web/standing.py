"""What a member should know about their own account, for the pages that say it quietly."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.accounts.ways_in import GRACE, Policy, is_overdue
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import now, person
from tpmlearn.web.requiring import must_set_up
from tpmlearn.words import _


@dataclass(frozen=True)
class AccountNotes:
    """The address that is not confirmed, or an empty text; and, where a second step must be set up,
    by when, whether that is over, and whether it is for a role."""

    unconfirmed: str = ""
    second_step_due: datetime | None = None
    is_late: bool = False
    is_by_role: bool = False

    @property
    def asked_of(self) -> str:
        """Of whom a second step is asked, in words."""
        return _("everybody who has a role") if self.is_by_role else _("every member")


def account_notes() -> AccountNotes:
    """What to tell the person who asks; no statement."""
    who = person()
    if who is None or not who.is_member:
        return AccountNotes()
    unconfirmed = "" if address_counts(who) else who.email
    if not must_set_up(who):
        return AccountNotes(unconfirmed)
    # The days begin with the next thing that is saved: until then all of them are left.
    due = who.second_step_due or now() + GRACE
    return AccountNotes(
        unconfirmed,
        second_step_due=due,
        is_late=is_overdue(due, now=now()),
        is_by_role=site_settings().second_step is Policy.ROLES,
    )
