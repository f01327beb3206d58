"""Why a badge was revoked, in words that anybody may read."""

from enum import StrEnum

from tpmlearn.words import N_


class Why(StrEnum):
    """A reason. Leaving the site is told as withdrawing: it is nobody's business."""

    WITHDRAWN = N_("withdrawn by its holder")
    WRONG = N_("its holder says that something in it is wrong")
    REPLACED = N_("replaced by a newer badge")
