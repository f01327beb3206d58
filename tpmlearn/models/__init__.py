"""Tables, one file per aggregate; importing this room knows them all."""

from tpmlearn.models.attempts import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
)
from tpmlearn.models.bank import BankItemRow, BankVersionRow, ItemStatisticsRow
from tpmlearn.models.evidence import (
    ConfirmerRow,
    EvidenceFileRow,
    EvidenceRow,
    EvidenceSkillRow,
    StoryRow,
)
from tpmlearn.models.people import PersonRole, PersonRow, ResetTokenRow, SignInRow, ThrottleRow
from tpmlearn.models.plans import ChoiceState, GoalRow, PlanChoiceRow, PlanRow
from tpmlearn.models.ratings import RatingRow
from tpmlearn.models.reading import BookmarkRow, NoteRow, SectionReadRow
from tpmlearn.models.sharing import OpeningRow, ShareLinkRow
from tpmlearn.models.sittings import SittingItemRow, SittingRow

__all__ = [
    "AnswerRow",
    "AttemptItemRow",
    "AttemptRow",
    "BankItemRow",
    "BankVersionRow",
    "BookmarkRow",
    "ChoiceState",
    "ConfirmerRow",
    "EvidenceFileRow",
    "EvidenceRow",
    "EvidenceSkillRow",
    "GoalRow",
    "ItemStatisticsRow",
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
    "SittingItemRow",
    "SittingRow",
    "StoryRow",
    "ThrottleRow",
]
