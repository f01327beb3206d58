"""Every table that the site keeps: what is in it, why, who sees it, and for how long.

The one source of the privacy page, of the page about one's own data and of what an export says of
itself. A test compares it with the schema and with docs/data.md: none is missing, none invented.
Its words are marked here and looked up where they are shown.
"""

from dataclasses import dataclass

from tpmlearn.words import N_

YOU = N_("you")
NOBODY = N_("nobody")
ERASED = N_("until you erase it or your account")
ACCOUNT = N_("until your account is erased")
FOR_GOOD = N_("for good: nothing about a person is in it")
SITTING = N_("with the sitting")
ENTRY = N_("with the entry")
ATTEMPT = N_("with the attempt")


@dataclass(frozen=True)
class Kept:
    """One table: `what` a row is, `why` it is kept, who `sees` it, and how long it `stays`.

    `not_exported` says why no row of it is in an export; empty where the person's rows are.
    """

    table: str
    what: str
    why: str
    sees: str
    stays: str
    not_exported: str = ""


@dataclass(frozen=True)
class Subject:
    """Tables that belong together, under the heading that docs/data.md has for them."""

    title: str
    tables: tuple[Kept, ...]


CONTENT = N_("It is content and holds nothing about you.")
STATISTICS = N_("It holds counts over many people, and nothing in it leads to you.")

KEPT = (
    Subject(
        N_("People and sign-ins"),
        (
            Kept(
                "people",
                N_(
                    "your account: name, e-mail address, one-way hash of the password, time zone, "
                    "colours, roles, when you came and when you were last here, when you confirmed"
                    " the "
                    "address, since when a second step is asked for, and, while you are leaving,"
                    " when "
                    "it is erased; a guest has neither name nor address"
                ),
                N_("to let you in again and show times as you know them"),
                N_("you; your name also whoever holds a share link that shows it"),
                N_(
                    "until you erase it; after seven days if you leave with a way back; a guest's"
                    " 90 "
                    "days after the last visit"
                ),
            ),
            Kept(
                "sign_ins",
                N_(
                    "a browser that is signed in: a one-way hash, the kind of browser, since when,"
                    " how "
                    "you came in, when something was last done there, to the hour, and when you"
                    " last "
                    "showed that it is you"
                ),
                N_("to keep you signed in and let you end a sign-in on another device"),
                N_("you, as the list of devices; admins how many there are"),
                N_("until you sign out or end it, 90 days at most; for members 30 without saving"),
            ),
            Kept(
                "reset_tokens",
                N_("a mailed right to set a new password: its one-way hash and its end"),
                N_("to let it work once and for an hour"),
                NOBODY,
                N_("until it is used, replaced or ended"),
            ),
            Kept(
                "jobs",
                N_(
                    "a piece of work that is done for you in the background: its kind, its times,"
                    " how "
                    "often it was tried; a mail waits in it encrypted"
                ),
                N_("to send what was promised even if a server stops in between"),
                NOBODY,
                N_(
                    "until it is done; what cannot be done is given up within a day and forgotten"
                    " in a "
                    "week"
                ),
            ),
            Kept(
                "archives",
                N_(
                    "a file of everything about you that takes long to make: when it was asked for,"
                    " when it was ready, how large it is"
                ),
                N_("to hand you a large file without letting you wait for it"),
                YOU,
                N_("for a day, or until the next one is ready"),
            ),
            Kept(
                "archive_parts",
                N_("a piece of such a file, encrypted"),
                N_("to hand you that file"),
                YOU,
                N_("with the file"),
            ),
            Kept(
                "external_identities",
                N_(
                    "a sign-in by a provider: which provider, your number there, and the address"
                    " or "
                    "name that it gave"
                ),
                N_("to let you in without a password of this site"),
                N_("you; admins that you have one"),
                N_("until you unlink it or erase your account"),
            ),
            Kept(
                "address_confirmations",
                N_("a mailed right to confirm an address: its one-way hash, the address, its end"),
                N_("to know that what is sent to an address reaches you, and to change it"),
                N_("you, the address that waits"),
                N_("until it is used or replaced; else until the first tidying after a day"),
            ),
            Kept(
                "code_apps",
                N_(
                    "an app of yours that makes one-time codes: what both sides know, encrypted,"
                    " and "
                    "the last moment whose code was used"
                ),
                N_("to ask for a code besides the password"),
                NOBODY,
                N_("until you turn it off"),
            ),
            Kept(
                "recovery_codes",
                N_("a recovery code: its one-way hash, and when it was used"),
                N_("to let you in once without your app or passkey"),
                N_("you, how many are left"),
                N_("until you make new ones or turn the second step off"),
            ),
            Kept(
                "passkeys",
                N_(
                    "a passkey: the name you gave it, its public key, a random number for you,"
                    " when it "
                    "was last used"
                ),
                N_("to let you in by it"),
                N_("you, name and times"),
                N_("until you remove it"),
            ),
            Kept(
                "throttles",
                N_("a count and a time under a one-way hash of an account or a network address"),
                N_("to slow down guessing of passwords and floods of mails and of reports"),
                NOBODY,
                N_("a day"),
                N_(
                    "It has neither name nor number of a person, so your rows cannot be found in"
                    " it."
                ),
            ),
        ),
    ),
    Subject(
        N_("Ratings and evidence"),
        (
            Kept(
                "ratings",
                N_("a level that you chose for a skill, with its moment"),
                N_("to show your gap and how it changes"),
                N_("you; holders of a share link with “role fit” or “ratings and evidence”"),
                ERASED,
            ),
            Kept(
                "evidence",
                N_("an entry of your evidence log: work, a time of leading, a training"),
                N_("to let a rating above 2 count, and to count your months for certificates"),
                N_(
                    "you; title and artefact also holders of a share link with “ratings and"
                    " evidence”; "
                    "all of it those you ask to confirm it"
                ),
                ERASED,
            ),
            Kept(
                "evidence_skills",
                N_("a skill that an entry shows"),
                N_("to put the entry beside the skill"),
                N_("as the entry"),
                ENTRY,
            ),
            Kept(
                "evidence_files",
                N_("the file of an entry, whole"),
                N_("to show what you made"),
                N_("you, and those you ask to confirm the entry"),
                ENTRY,
            ),
            Kept(
                "confirmers",
                N_(
                    "somebody who can confirm an entry: the name and address you gave, their link, "
                    "what they answered and when"
                ),
                N_("to ask them once, and to show whether work is confirmed"),
                N_("you; name and answer as the entry; address and sentence nobody else"),
                N_("with the entry; they can withdraw their answer at any time"),
            ),
            Kept(
                "stories",
                N_("an interview story and a CV line of an entry"),
                N_("to help you tell of your work"),
                YOU,
                ENTRY,
            ),
        ),
    ),
    Subject(
        N_("Exams"),
        (
            Kept(
                "exam_sittings",
                N_(
                    "a sitting of a practice exam or a drill, with its clock, its extra time, your "
                    "notes in it, and the invigilator's code that opened it, if one did"
                ),
                N_("to run the exam and show its result"),
                N_(
                    "you; holders of a share link with “practice exams” see title, day and whether"
                    " a "
                    "clock ran; while your clock runs an admin sees your name, the exam, its time"
                    " and "
                    "how many answers there are, to grant time"
                ),
                ACCOUNT,
            ),
            Kept(
                "exam_items",
                N_("a question at its place in a sitting"),
                N_("to keep the exam as it was when it began"),
                YOU,
                SITTING,
            ),
            Kept(
                "exam_answers",
                N_(
                    "what stands at a question: your answer, flags, what you struck out and "
                    "highlighted, and the seconds"
                ),
                N_(
                    "to keep what you answered, and to learn how hard questions are, without your"
                    " name"
                ),
                YOU,
                SITTING,
            ),
            Kept(
                "exam_events",
                N_(
                    "what happened in a sitting, and when: each save, sections, breaks, windows,"
                    " time "
                    "granted, the end"
                ),
                N_("to lose no answer and to prove what was sent when"),
                YOU,
                SITTING,
            ),
            Kept(
                "exam_results",
                N_("a result, and each re-scoring beside it"),
                N_("to show it and say what a correction changed"),
                N_("you; holders of a share link with “practice exams” see the newest"),
                SITTING,
            ),
            Kept(
                "corrections",
                N_("a key that an author corrected, or an item that was withdrawn, and why"),
                N_("to keep results right and say why they changed"),
                N_("whoever has a result that it changed; authors"),
                N_("for good; without its author once their account is erased"),
            ),
            Kept(
                "standard_studies",
                N_(
                    "a study of a pass mark that you, as an author, chair: the exam, whom you call "
                    "just good enough, when its rounds were closed"
                ),
                N_("to set the pass marks of our own exams and say how sure they are"),
                N_("authors"),
                N_("for good; without its chair once their account is erased"),
            ),
            Kept(
                "standard_items",
                N_("a question of a study, as it was worded when the study began"),
                N_("to let all judges speak of the same"),
                N_("authors"),
                N_("with the study"),
            ),
            Kept(
                "standard_judges",
                N_("that you, as an author, are on the panel of a study"),
                N_("to count what you say once, and to show you the questions"),
                N_("authors, by your name"),
                N_("for good; without your name once your account is erased"),
            ),
            Kept(
                "standard_ratings",
                N_("how many candidates you, as a judge, think answer a question right"),
                N_("to find the pass mark"),
                N_(
                    "you; once round 1 is closed the other judges see the panel's median and"
                    " range, in "
                    "the end authors see your mark without your name"
                ),
                N_("for good; it leads to nobody once your account is erased"),
            ),
            Kept(
                "review_additions",
                N_("a question that you sent to review"),
                N_("to ask it again"),
                YOU,
                ERASED,
            ),
        ),
    ),
    Subject(
        N_("Reports of problems"),
        (
            Kept(
                "problem_reports",
                N_(
                    "what you reported of a question or of a paragraph of a lesson, which wording"
                    " you "
                    "saw, and how it stands"
                ),
                N_("to mend questions and lessons, and to answer you"),
                N_("you; authors read your words without your name"),
                ERASED,
            ),
            Kept(
                "report_steps",
                N_("what an author did with your report, when, and the words to you"),
                N_("to show you what became of it"),
                N_("you, without the author's name; authors"),
                N_("with the report"),
            ),
        ),
    ),
    Subject(
        N_("Goal and plan"),
        (
            Kept(
                "goals",
                N_("the role or the job advert that you move to"),
                N_("to show the gap to it and plan for it"),
                YOU,
                N_("until you choose another, or your account is erased"),
            ),
            Kept(
                "plans",
                N_("hours, free weeks and days off, and the plan as last saved"),
                N_("to put lessons on dates and plan again"),
                N_(
                    "you; holders of a share link with “plan progress” see titles, what is done"
                    " and "
                    "when it ends"
                ),
                ACCOUNT,
            ),
            Kept(
                "plan_choices",
                N_("what is pinned, begun, skipped or done"),
                N_("to plan around it"),
                N_("you; what is done also holders of a share link with “plan progress”"),
                ERASED,
            ),
            Kept(
                "plan_splits",
                N_("what is done in two parts"),
                N_("to plan the parts apart"),
                YOU,
                ERASED,
            ),
            Kept(
                "feeds",
                N_("the calendar feed of your plan: a random number, since when, if it is stopped"),
                N_("to give your plan to the calendars that know its address"),
                N_("you; whoever has the address sees the plan"),
                ACCOUNT,
            ),
            Kept(
                "adverts",
                N_("a job advert that you pasted, with the skills on its list"),
                N_("to show the gap to that job and plan for it"),
                YOU,
                N_("until you delete it (and a day, to bring it back) or your account is erased"),
            ),
            Kept(
                "baselines",
                N_("a plan as you agreed to it, with the reason"),
                N_("to tell you how far you are from it"),
                YOU,
                ACCOUNT,
            ),
            Kept(
                "status_reports",
                N_("limits and words of your status report"),
                N_("to write it with you each week"),
                YOU,
                ACCOUNT,
            ),
            Kept(
                "weekly_mails",
                N_("a wish for the weekly mail: day, hour, address, when confirmed and last sent"),
                N_("to send it once a week, and only if you asked for it"),
                YOU,
                N_("until you stop it or leave"),
            ),
        ),
    ),
    Subject(
        N_("Reading"),
        (
            Kept(
                "sections_read",
                N_("a section ticked as read"),
                N_("to show where you are"),
                YOU,
                ERASED,
            ),
            Kept("bookmarks", N_("a section to find again"), N_("to lead you back"), YOU, ERASED),
            Kept(
                "notes", N_("a private note on a lesson"), N_("to keep your thoughts"), YOU, ERASED
            ),
        ),
    ),
    Subject(
        N_("Quiz attempts"),
        (
            Kept(
                "item_versions",
                N_("a question as it was shown: text, options, key, reasons"),
                N_("to mark and explain answers by what was shown"),
                N_("whoever was asked it; key and reasons only after the answer"),
                FOR_GOOD,
                N_(
                    "It is content and holds nothing about you. Others are still asked these"
                    " questions."
                ),
            ),
            Kept(
                "attempts",
                N_("an attempt at a quiz or a case, or a session of review"),
                N_("to show results and let you repeat what went wrong"),
                N_("you; first and best result also holders of a share link with “quiz results”"),
                ACCOUNT,
            ),
            Kept(
                "attempt_items",
                N_("a question at its place in an attempt"),
                N_("to keep the attempt as it was"),
                YOU,
                ATTEMPT,
            ),
            Kept(
                "answers",
                N_("your answer, when, whether it was right, and how sure you said you were"),
                N_(
                    "to explain it, to ask again what you may forget, and to learn how hard"
                    " questions "
                    "are, without your name"
                ),
                YOU,
                ATTEMPT,
            ),
        ),
    ),
    Subject(
        N_("Adaptive tests and the bank"),
        (
            Kept(
                "sittings",
                N_(
                    "a sitting of an adaptive test, and the invigilator's code that opened it, if"
                    " one "
                    "did"
                ),
                N_("to measure what you know"),
                YOU,
                ACCOUNT,
            ),
            Kept(
                "sitting_items",
                N_(
                    "a question of a test: your answer, the seconds, and what was believed of the "
                    "question then"
                ),
                N_(
                    "to explain every step of the measurement, and to learn how hard questions"
                    " are, "
                    "without your name"
                ),
                YOU,
                SITTING,
            ),
            Kept(
                "bank_versions",
                N_("what was learnt of all questions up to a day"),
                N_("to measure by it"),
                NOBODY,
                FOR_GOOD,
                STATISTICS,
            ),
            Kept(
                "bank_items",
                N_("how hard a question is believed to be"),
                N_("to measure by it"),
                N_("authors and operators"),
                FOR_GOOD,
                STATISTICS,
            ),
            Kept(
                "item_statistics",
                N_("how a question did on the first answers of many"),
                N_("to find questions that are wrong"),
                N_("authors and operators"),
                N_("until it is computed again: nothing about a person is in it"),
                STATISTICS,
            ),
            Kept(
                "pair_judges",
                N_(
                    "that you, as an author, judge which of two questions is harder: a random"
                    " number"
                ),
                N_("to know which judgements come from one person"),
                N_("authors, by your name, beside how your judgements fit those of others"),
                N_("for good; without your account once it is erased"),
            ),
            Kept(
                "pair_judgements",
                N_("which of two questions you called harder, as an author"),
                N_("to learn how hard new questions are"),
                N_("nobody one by one; authors, how many there are"),
                N_("for good; it leads to nobody once your account is erased"),
            ),
            Kept(
                "pair_fits",
                N_("what was learnt from all judgements of pairs up to a day"),
                N_("to say how hard new questions are, and how judges fit each other"),
                N_("authors and operators"),
                N_(
                    "until there is a newer one, or for good where a version of the bank began"
                    " with it"
                ),
                N_(
                    "It holds random numbers of judges and counts; what you said is in the"
                    " judgements."
                ),
            ),
            Kept(
                "pair_items",
                N_("how hard a question is by what judges said of pairs"),
                N_("to measure by it until answers are there"),
                N_("authors and operators"),
                N_("with the fit"),
                STATISTICS,
            ),
        ),
    ),
    Subject(
        N_("Sharing"),
        (
            Kept(
                "profile_views",
                N_("a view: which parts of your profile it shows, under which name"),
                N_("to show exactly that and nothing else"),
                N_("you; whoever you grant it sees what it shows"),
                ERASED,
            ),
            Kept(
                "grants",
                N_("your consent to show a view by a link, to a recruiter's account or to anybody"),
                N_("to show it, for as long as you chose"),
                N_(
                    "you; a recruiter sees that you granted it, and not what you call it; admins"
                    " see "
                    "its kind and its days"
                ),
                N_("until your account is erased; an ended one shows nothing"),
            ),
            Kept(
                "openings",
                N_(
                    "one opening under a grant: the time, what was done, the account if there was"
                    " one, "
                    "and the first half of the network address"
                ),
                N_("to tell you who looked, and when"),
                N_("you; a recruiter sees their own"),
                N_("with the grant"),
            ),
            Kept(
                "snapshots",
                N_("what somebody was shown under a grant, as it was that day"),
                N_("to let them look again at what they saw, with its date"),
                N_("you; whoever has the grant"),
                N_("until you withdraw the grant or change its view"),
            ),
            Kept(
                "consents",
                N_("what you agreed to, in the words of that day, and when you withdrew it"),
                N_("to prove what was agreed"),
                YOU,
                ACCOUNT,
            ),
        ),
    ),
    Subject(
        N_("Recruiting"),
        (
            Kept(
                "recruiter_roles",
                N_("a role with levels and weights, as a recruiter wants it"),
                N_("to compare candidates with it, skill by skill"),
                N_("the recruiter"),
                ERASED,
            ),
            Kept(
                "candidate_notes",
                N_("a recruiter's note on a candidate"),
                N_("to keep thoughts until the interview"),
                N_("the recruiter"),
                N_(
                    "until they erase it or the candidate withdraws the grant; soon after it"
                    " expires"
                ),
            ),
            Kept(
                "shortlists",
                N_("a recruiter's list of candidates"),
                N_("to keep candidates for one job together"),
                N_("the recruiter"),
                ERASED,
            ),
            Kept(
                "shortlist_entries",
                N_("a candidate on a shortlist"),
                N_("to keep candidates for one job together"),
                N_("the recruiter"),
                N_(
                    "until it is taken off or the candidate withdraws the grant; soon after it"
                    " expires"
                ),
            ),
            Kept(
                "invitations",
                N_("an invitation to a role: a one-way hash, who made it, who used it, when"),
                N_("to give a role to the right person, once"),
                N_("admins; for whom it is also whoever has the link"),
                N_("90 days after it was used or has ended"),
            ),
        ),
    ),
    Subject(
        N_("Badges and invigilators"),
        (
            Kept(
                "credentials",
                N_("a badge that was issued to you, as it was signed"),
                N_("to let you show it, and others check it"),
                N_("you; whoever you give it to"),
                ACCOUNT,
            ),
            Kept(
                "credential_status",
                N_("the number of a badge, and whether it is revoked"),
                N_("to tell whoever checks a badge that it no longer holds"),
                N_("anybody, as one bit in a list"),
                FOR_GOOD,
                N_("It holds numbers, and nothing in it leads to you."),
            ),
            Kept(
                "invigilator_codes",
                N_("a code by which an invigilator opens tests: its hash, where, who, until when"),
                N_("to say under which conditions a result came about"),
                N_(
                    "admins, with the times at which it opened something and not for whom; where"
                    " and "
                    "who also whoever is shown a result that it opened"
                ),
                N_("for good, as results refer to it; without who issued it once they are erased"),
            ),
        ),
    ),
    Subject(
        N_("Drafts and releases"),
        (
            Kept(
                "content_blobs",
                N_("the text of one version of a content file"),
                N_("to show a release whole on every server, and to merge what two authors wrote"),
                N_("authors; what is released everybody"),
                FOR_GOOD,
                CONTENT,
            ),
            Kept(
                "content_releases",
                N_(
                    "a state of the content that was live: which files, when, who released and who "
                    "approved it, by name"
                ),
                N_("to go back to it, and to say who changed what"),
                N_("authors; whoever has the content's git history"),
                N_(
                    "for good; the name stays as the author of the commit, the link to the account "
                    "goes with it"
                ),
            ),
            Kept(
                "content_live",
                N_("which release is live, since when"),
                N_("to show the same content on every server"),
                N_("authors"),
                FOR_GOOD,
                CONTENT,
            ),
            Kept(
                "content_drafts",
                N_(
                    "changes of content that are not published yet: title, who began it, who"
                    " approved"
                ),
                N_("to prepare and review a change"),
                N_("authors"),
                N_("for good; the name stays, the link to the account goes with it"),
            ),
            Kept(
                "content_draft_files",
                N_("a file of a draft, by its versions"),
                N_("to prepare and review a change"),
                N_("authors"),
                N_("with the draft"),
                CONTENT,
            ),
            Kept(
                "content_draft_writers",
                N_("that somebody wrote in a draft"),
                N_("so that nobody approves what they wrote themselves"),
                N_("authors"),
                ACCOUNT,
            ),
            Kept(
                "content_draft_notes",
                N_("what an author did with a draft or said of it, by name"),
                N_("to review a change, and to say later who approved it"),
                N_("authors"),
                N_(
                    "for good, with the draft; the name stays, the link to the account goes with it"
                ),
            ),
            Kept(
                "content_pulls",
                N_(
                    "a look at the content's remote repository: when, which commit, what came of it"
                ),
                N_("to say why a commit is live or not"),
                N_("authors"),
                N_("a year"),
                CONTENT,
            ),
        ),
    ),
    Subject(
        N_("Audit trail"),
        (
            Kept(
                "audit_log",
                N_(
                    "an act that gives or takes rights, changes what many see, or ends an account: "
                    "when, by whom and about whom, as pseudonyms, and the id of the request"
                ),
                N_("to find out afterwards who did what, and whether somebody tried to get in"),
                N_("admins, without names; you: the lines by you and about you"),
                N_("two years; once an account is erased its pseudonym leads to nobody"),
            ),
        ),
    ),
)


def by_table() -> dict[str, Kept]:
    """Every table by its name."""
    return {one.table: one for subject in KEPT for one in subject.tables}
