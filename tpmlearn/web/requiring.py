"""Where a second step must be set up: the days for it begin, and then pages stay shut."""

from datetime import datetime

from tpmlearn.domain.accounts.ways_in import GRACE, is_overdue, must_have_second_step
from tpmlearn.models import PersonRow
from tpmlearn.records.people import Person
from tpmlearn.records.site import site_settings

# What somebody still finds who must set a second step up first; the rest leads there.
WHILE_SETTING_UP = frozenset(
    {
        "accounts.merge",
        "accounts.settings",
        "accounts.sign_out",
        "accounts.theme",
        "addresses.address",
        "addresses.ask",
        "addresses.change",
        "addresses.confirm",
        "addresses.stay",
        "devices.end",
        "devices.end_all",
        "devices.end_others",
        "devices.index",
        "home.accessibility",
        "home.privacy",
        "passkeys.add",
        "passkeys.begin",
        "passkeys.enter",
        "passkeys.index",
        "passkeys.offer",
        "passkeys.remove",
        "proving.prove",
        "rights.download",
        "rights.my_data",
        "second_step.app",
        "second_step.codes",
        "second_step.index",
        "second_step.off",
        "second_step.renew",
        "second_step.start",
        "static",
    }
)


def must_set_up(who: Person) -> bool:
    """Whether this member must have a second step and has none."""
    policy = site_settings().second_step
    must = who.is_member and must_have_second_step(policy, who.roles)
    return must and who.second_step_at is None


def begin_grace(row: PersonRow, who: Person, *, now: datetime) -> None:
    """Let the days to set it up begin, once (the caller commits)."""
    if row.second_step_due is None and must_set_up(who):
        row.second_step_due = now + GRACE


def is_shut(who: Person, *, endpoint: str, asks_role: bool, now: datetime) -> bool:
    """Whether a page waits until this member has set a second step up.

    Where roles must have one, only what a role opens is shut; one's own learning goes on.
    """
    if not must_set_up(who) or not is_overdue(who.second_step_due, now=now):
        return False
    everybody = must_have_second_step(site_settings().second_step, frozenset())
    return asks_role or (everybody and endpoint not in WHILE_SETTING_UP)
