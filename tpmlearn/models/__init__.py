"""Tables, one file per aggregate; importing this room knows them all."""

from tpmlearn.models.adverts import AdvertRow
from tpmlearn.models.archives import ArchivePartRow, ArchiveRow
from tpmlearn.models.attempts import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
)
from tpmlearn.models.audit import AuditRow
from tpmlearn.models.bank import BankItemRow, BankVersionRow, ItemStatisticsRow
from tpmlearn.models.credentials import CredentialRow, CredentialStatusRow, InvigilatorCodeRow
from tpmlearn.models.evidence import (
    ConfirmerRow,
    EvidenceFileRow,
    EvidenceRow,
    EvidenceSkillRow,
    StoryRow,
)
from tpmlearn.models.exams import (
    CorrectionRow,
    ExamAnswerRow,
    ExamEventRow,
    ExamItemRow,
    ExamResultRow,
    ExamSittingRow,
    ReviewAdditionRow,
)
from tpmlearn.models.feeds import FeedRow
from tpmlearn.models.jobs import JobRow
from tpmlearn.models.pairs import PairFitRow, PairItemRow, PairJudgementRow, PairJudgeRow
from tpmlearn.models.people import (
    HAS_ROLES,
    IS_MEMBER,
    AddressConfirmationRow,
    ExternalIdentityRow,
    PersonRole,
    PersonRow,
    ResetTokenRow,
    SignInRow,
    ThrottleRow,
)
from tpmlearn.models.plans import ChoiceState, GoalRow, PlanChoiceRow, PlanRow, PlanSplitRow
from tpmlearn.models.problem_reports import ProblemReportRow, ReportStepRow
from tpmlearn.models.publishing import (
    BlobRow,
    DraftFileRow,
    DraftNoteRow,
    DraftRow,
    DraftWriterRow,
    LiveReleaseRow,
    PullRow,
    ReleaseRow,
)
from tpmlearn.models.ratings import RatingRow
from tpmlearn.models.reading import BookmarkRow, NoteRow, SectionReadRow
from tpmlearn.models.recruiting import (
    CandidateNoteRow,
    InvitationRow,
    RecruiterRoleRow,
    ShortlistEntryRow,
    ShortlistRow,
)
from tpmlearn.models.sharing import ConsentRow, GrantRow, OpeningRow, SnapshotRow, ViewRow
from tpmlearn.models.sittings import SittingItemRow, SittingRow
from tpmlearn.models.standards import (
    StandardItemRow,
    StandardJudgeRow,
    StandardRatingRow,
    StandardStudyRow,
)
from tpmlearn.models.tracking import BaselineRow, ReportRow, WeeklyMailRow
from tpmlearn.models.ways_in import CodeAppRow, PasskeyRow, RecoveryCodeRow

__all__ = [
    "HAS_ROLES",
    "IS_MEMBER",
    "AddressConfirmationRow",
    "AdvertRow",
    "AnswerRow",
    "ArchivePartRow",
    "ArchiveRow",
    "AttemptItemRow",
    "AttemptRow",
    "AuditRow",
    "BankItemRow",
    "BankVersionRow",
    "BaselineRow",
    "BlobRow",
    "BookmarkRow",
    "CandidateNoteRow",
    "ChoiceState",
    "CodeAppRow",
    "ConfirmerRow",
    "ConsentRow",
    "CorrectionRow",
    "CredentialRow",
    "CredentialStatusRow",
    "DraftFileRow",
    "DraftNoteRow",
    "DraftRow",
    "DraftWriterRow",
    "EvidenceFileRow",
    "EvidenceRow",
    "EvidenceSkillRow",
    "ExamAnswerRow",
    "ExamEventRow",
    "ExamItemRow",
    "ExamResultRow",
    "ExamSittingRow",
    "ExternalIdentityRow",
    "FeedRow",
    "GoalRow",
    "GrantRow",
    "InvigilatorCodeRow",
    "InvitationRow",
    "ItemStatisticsRow",
    "ItemVersionRow",
    "JobRow",
    "LiveReleaseRow",
    "NoteRow",
    "OpeningRow",
    "PairFitRow",
    "PairItemRow",
    "PairJudgeRow",
    "PairJudgementRow",
    "PasskeyRow",
    "PersonRole",
    "PersonRow",
    "PlanChoiceRow",
    "PlanRow",
    "PlanSplitRow",
    "ProblemReportRow",
    "PullRow",
    "RatingRow",
    "RecoveryCodeRow",
    "RecruiterRoleRow",
    "ReleaseRow",
    "ReportRow",
    "ReportStepRow",
    "ResetTokenRow",
    "ReviewAdditionRow",
    "SectionReadRow",
    "ShortlistEntryRow",
    "ShortlistRow",
    "SignInRow",
    "SittingItemRow",
    "SittingRow",
    "SnapshotRow",
    "StandardItemRow",
    "StandardJudgeRow",
    "StandardRatingRow",
    "StandardStudyRow",
    "StoryRow",
    "ThrottleRow",
    "ViewRow",
    "WeeklyMailRow",
]
