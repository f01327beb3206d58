"""What the audit trail tells of: rights given and taken, what many see, accounts that end."""

from datetime import timedelta
from enum import StrEnum

from tpmlearn.words import N_

KEPT = timedelta(days=730)
OPERATOR = "operator"
SITE = "site"
VISITOR = "visitor"


class Act(StrEnum):
    """What was done."""

    ROLE_GIVEN = "role-given"
    ROLE_TAKEN = "role-taken"
    INVITATION_MADE = "invitation-made"
    INVITATION_USED = "invitation-used"
    INVITATION_REVOKED = "invitation-revoked"
    CODE_ISSUED = "code-issued"
    CODE_REVOKED = "code-revoked"
    TIME_GRANTED = "time-granted"
    CORRECTION_APPLIED = "correction-applied"
    CORRECTION_UNDONE = "correction-undone"
    DRAFT_APPROVED = "draft-approved"
    RELEASE_PUBLISHED = "release-published"
    RELEASE_ROLLED_BACK = "release-rolled-back"
    RELEASE_PULLED = "release-pulled"
    RELEASE_WITHDRAWN = "release-withdrawn"
    FOLDER_SHOWN = "folder-shown"
    BADGE_ISSUED = "badge-issued"
    BADGE_REVOKED = "badge-revoked"
    RESET_LINK_MADE = "reset-link-made"
    SIGN_IN_BLOCKED = "sign-in-blocked"
    ACCOUNT_ERASED = "account-erased"
    ACCOUNT_MADE = "account-made"
    RESET_LINK_SENT = "reset-link-sent"
    SIGN_INS_ENDED = "sign-ins-ended"
    ERASING_BEGUN = "erasing-begun"
    ERASING_UNDONE = "erasing-undone"
    GRANT_ENDED = "grant-ended"
    IDENTITY_LINKED = "identity-linked"
    IDENTITY_UNLINKED = "identity-unlinked"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of an act  # nosec B105 # a name, no secret
    ADDRESS_CHANGED = "address-changed"
    ADDRESS_VERIFIED = "address-verified"
    SECOND_STEP_ON = "second-step-on"
    SECOND_STEP_OFF = "second-step-off"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    RECOVERY_CODE_USED = "recovery-code-used"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    PASSKEY_REFUSED = "passkey-refused"


IN_WORDS = {
    Act.ROLE_GIVEN: N_("gave a role"),
    Act.ROLE_TAKEN: N_("took a role away"),
    Act.INVITATION_MADE: N_("made an invitation"),
    Act.INVITATION_USED: N_("used an invitation"),
    Act.INVITATION_REVOKED: N_("revoked an invitation"),
    Act.CODE_ISSUED: N_("issued an invigilator's code"),
    Act.CODE_REVOKED: N_("revoked an invigilator's code"),
    Act.TIME_GRANTED: N_("granted extra time"),
    Act.CORRECTION_APPLIED: N_("corrected an item"),
    Act.CORRECTION_UNDONE: N_("took a correction back"),
    Act.DRAFT_APPROVED: N_("approved a draft"),
    Act.RELEASE_PUBLISHED: N_("published a release"),
    Act.RELEASE_ROLLED_BACK: N_("rolled back to a release"),
    Act.RELEASE_PULLED: N_("put a pulled commit live"),
    Act.RELEASE_WITHDRAWN: N_("withdrew an item from the live content"),
    Act.FOLDER_SHOWN: N_("let the content folder be shown"),
    Act.BADGE_ISSUED: N_("issued a badge to themselves"),
    Act.BADGE_REVOKED: N_("revoked a badge"),
    Act.RESET_LINK_MADE: N_("printed a link for a new password"),
    Act.SIGN_IN_BLOCKED: N_("was held off after wrong passwords or codes"),
    Act.ACCOUNT_ERASED: N_("erased an account"),
    Act.ACCOUNT_MADE: N_("made an account"),
    Act.RESET_LINK_SENT: N_("sent a link for a new password"),
    Act.SIGN_INS_ENDED: N_("ended all sign-ins"),
    Act.ERASING_BEGUN: N_("began to erase an account"),
    Act.ERASING_UNDONE: N_("kept an account that was to be erased"),
    Act.GRANT_ENDED: N_("ended a grant"),
    Act.IDENTITY_LINKED: N_("linked a sign-in by a provider"),
    Act.IDENTITY_UNLINKED: N_("unlinked a sign-in by a provider"),
    Act.PASSWORD_CHANGED: N_("changed a password"),
    Act.ADDRESS_CHANGED: N_("changed the address of an account"),
    Act.ADDRESS_VERIFIED: N_("marked an address as confirmed"),
    Act.SECOND_STEP_ON: N_("turned the second step on"),
    Act.SECOND_STEP_OFF: N_("turned the second step off"),
    Act.RECOVERY_CODES_MADE: N_("made new recovery codes"),
    Act.RECOVERY_CODE_USED: N_("came in by a recovery code"),
    Act.PASSKEY_ADDED: N_("added a passkey"),
    Act.PASSKEY_REMOVED: N_("removed a passkey"),
    Act.PASSKEY_REFUSED: N_("was refused with a passkey that may be copied"),
}
