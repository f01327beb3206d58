"""How somebody comes in, and from when on a password alone must not be enough."""

from datetime import datetime, timedelta
from enum import StrEnum

from tpmlearn.words import N_, _, lists

GRACE = timedelta(days=14)
PROOF_LIFE = timedelta(minutes=10)
"""For how long somebody who has shown that it is them can change their ways in."""


class Way(StrEnum):
    """What somebody came in with."""

    PASSWORD = "password"  # noqa: S105 - the name of a way  # nosec B105 # a name, no secret
    PASSKEY = "passkey"
    PROVIDER = "provider"


class Step(StrEnum):
    """What they showed besides."""

    NONE = ""
    CODE = "code"
    PASSKEY = "passkey"
    RECOVERY = "recovery"


class Policy(StrEnum):
    """Of whom the operator asks a second step."""

    OPTIONAL = "optional"
    ROLES = "roles"
    ALL = "all"


WAYS = {
    Way.PASSWORD: N_("password"),
    Way.PASSKEY: N_("passkey"),
    Way.PROVIDER: N_("sign-in of another service"),
}
STEPS = {
    Step.CODE: N_("code of an app"),
    Step.PASSKEY: N_("passkey"),
    Step.RECOVERY: N_("recovery code"),
}


def came_in_by(way: str, step: str) -> str:
    """How a sign-in began, in words; empty where that was not noted."""
    words = [_(WAYS[Way(way)])] if way else []
    return lists.listed([*words, *([_(STEPS[Step(step)])] if step else [])])


def must_have_second_step(policy: Policy, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles must have a second step."""
    return policy is Policy.ALL or (policy is Policy.ROLES and bool(roles))


def is_overdue(due: datetime | None, *, now: datetime) -> bool:
    """Whether the days to set a second step up are over."""
    return due is not None and due <= now
