"""Tables, one file per aggregate; importing this room knows them all."""

from tpmlearn.models.attempts import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
)
from tpmlearn.models.people import PersonRole, PersonRow, ResetTokenRow, SignInRow, ThrottleRow
from tpmlearn.models.plans import ChoiceState, GoalRow, PlanChoiceRow, PlanRow
from tpmlearn.models.ratings import EvidenceRow, RatingRow
from tpmlearn.models.reading import BookmarkRow, NoteRow, SectionReadRow
from tpmlearn.models.sharing import OpeningRow, ShareLinkRow

__all__ = [
    "AnswerRow",
    "AttemptItemRow",
    "AttemptRow",
    "BookmarkRow",
    "ChoiceState",
    "EvidenceRow",
    "GoalRow",
    "ItemVersionRow",
    "NoteRow",
    "OpeningRow",
    "PersonRole",
    "PersonRow",
    "PlanChoiceRow",
    "PlanRow",
    "RatingRow",
    "ResetTokenRow",
    "SectionReadRow",
    "ShareLinkRow",
    "SignInRow",
    "ThrottleRow",
]
