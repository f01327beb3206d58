"""A job advert in the shape of a role, so that gap and plan take it as one."""

from collections.abc import Mapping

from tpmlearn.domain.content.catalogue import Requirement, Role

PREFIX = "advert-"
"""Begins the slug of an advert; roles of the content are named otherwise (see `is_advert`)."""
AFTER_ROLES = 100
LONGEST_SHORT = 30


def advert_key(advert: str) -> str:
    """What stands for an advert where a role's slug may stand, by its id."""
    return PREFIX + advert


def advert_id(key: str) -> str:
    """The id of the advert that a key stands for, empty where it is a role's slug."""
    return key.removeprefix(PREFIX) if key.startswith(PREFIX) else ""


def advert_role(
    advert: str, *, title: str, employer: str, skills: Mapping[str, Requirement]
) -> Role:
    """The advert as a role that asks for `skills` alone; the others are asked nothing of."""
    whole = f"{title}, {employer}" if employer else title
    short = title if len(title) <= LONGEST_SHORT else title[: LONGEST_SHORT - 1].rstrip() + "…"
    return Role(
        slug=advert_key(advert),
        title=whole,
        short=short,
        order=AFTER_ROLES,
        summary="",
        day="",
        first_titles=(),
        note="",
        skills=dict(skills),
    )
