"""Why a badge was revoked, in words that anybody may read."""

from enum import StrEnum


class Why(StrEnum):
    """A reason. Leaving the site is told as withdrawing: it is nobody's business."""

    WITHDRAWN = "withdrawn by its holder"
    WRONG = "its holder says that something in it is wrong"
    REPLACED = "replaced by a newer badge"
