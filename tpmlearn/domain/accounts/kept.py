"""Every table that the site keeps: what is in it, why, who sees it, and for how long.

The one source of the privacy page, of the page about one's own data and of what an export says of
itself. A test compares it with the schema and with docs/data.md: none is missing, none invented.
"""

from dataclasses import dataclass

YOU = "you"
NOBODY = "nobody"
ERASED = "until you erase it or your account"
ACCOUNT = "until your account is erased"
FOR_GOOD = "for good: nothing about a person is in it"
SITTING = "with the sitting"
ENTRY = "with the entry"
ATTEMPT = "with the attempt"


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


CONTENT = "It is content and holds nothing about you."
STATISTICS = "It holds counts over many people, and nothing in it leads to you."

KEPT = (
    Subject(
        "People and sign-ins",
        (
            Kept(
                "people",
                "your account: name, e-mail address, one-way hash of the password, time zone, "
                "colours, roles, when you came and when you were last here, when you confirmed the "
                "address, since when a second step is asked for, and, while you are leaving, when "
                "it is erased; a guest has neither name nor address",
                "to let you in again and show times as you know them",
                "you; your name also whoever holds a share link that shows it",
                "until you erase it; after seven days if you leave with a way back; a guest's 90 "
                "days after the last visit",
            ),
            Kept(
                "sign_ins",
                "a browser that is signed in: a one-way hash, the kind of browser, since when, how "
                "you came in, when something was last done there, to the hour, and when you last "
                "showed that it is you",
                "to keep you signed in and let you end a sign-in on another device",
                "you, as the list of devices; admins how many there are",
                "until you sign out or end it, 90 days at most; for members 30 without saving",
            ),
            Kept(
                "reset_tokens",
                "a mailed right to set a new password: its one-way hash and its end",
                "to let it work once and for an hour",
                NOBODY,
                "until it is used, replaced or ended",
            ),
            Kept(
                "jobs",
                "a piece of work that is done for you in the background: its kind, its times, how "
                "often it was tried; a mail waits in it encrypted",
                "to send what was promised even if a server stops in between",
                NOBODY,
                "until it is done; what cannot be done is given up within a day and forgotten in a "
                "week",
            ),
            Kept(
                "archives",
                "a file of everything about you that takes long to make: when it was asked for, "
                "when it was ready, how large it is",
                "to hand you a large file without letting you wait for it",
                YOU,
                "for a day, or until the next one is ready",
            ),
            Kept(
                "archive_parts",
                "a piece of such a file, encrypted",
                "to hand you that file",
                YOU,
                "with the file",
            ),
            Kept(
                "external_identities",
                "a sign-in by a provider: which provider, your number there, and the address or "
                "name that it gave",
                "to let you in without a password of this site",
                "you; admins that you have one",
                "until you unlink it or erase your account",
            ),
            Kept(
                "address_confirmations",
                "a mailed right to confirm an address: its one-way hash, the address, its end",
                "to know that what is sent to an address reaches you, and to change it",
                "you, the address that waits",
                "until it is used or replaced; else until the first tidying after a day",
            ),
            Kept(
                "code_apps",
                "an app of yours that makes one-time codes: what both sides know, encrypted, and "
                "the last moment whose code was used",
                "to ask for a code besides the password",
                NOBODY,
                "until you turn it off",
            ),
            Kept(
                "recovery_codes",
                "a recovery code: its one-way hash, and when it was used",
                "to let you in once without your app or passkey",
                "you, how many are left",
                "until you make new ones or turn the second step off",
            ),
            Kept(
                "passkeys",
                "a passkey: the name you gave it, its public key, a random number for you, when it "
                "was last used",
                "to let you in by it",
                "you, name and times",
                "until you remove it",
            ),
            Kept(
                "throttles",
                "a count and a time under a one-way hash of an account or a network address",
                "to slow down guessing of passwords and floods of mails and of reports",
                NOBODY,
                "a day",
                "It has neither name nor number of a person, so your rows cannot be found in it.",
            ),
        ),
    ),
    Subject(
        "Ratings and evidence",
        (
            Kept(
                "ratings",
                "a level that you chose for a skill, with its moment",
                "to show your gap and how it changes",
                "you; holders of a share link with “role fit” or “ratings and evidence”",
                ERASED,
            ),
            Kept(
                "evidence",
                "an entry of your evidence log: work, a time of leading, a training",
                "to let a rating above 2 count, and to count your months for certificates",
                "you; title and artefact also holders of a share link with “ratings and evidence”; "
                "all of it those you ask to confirm it",
                ERASED,
            ),
            Kept(
                "evidence_skills",
                "a skill that an entry shows",
                "to put the entry beside the skill",
                "as the entry",
                ENTRY,
            ),
            Kept(
                "evidence_files",
                "the file of an entry, whole",
                "to show what you made",
                "you, and those you ask to confirm the entry",
                ENTRY,
            ),
            Kept(
                "confirmers",
                "somebody who can confirm an entry: the name and address you gave, their link, "
                "what they answered and when",
                "to ask them once, and to show whether work is confirmed",
                "you; name and answer as the entry; address and sentence nobody else",
                "with the entry; they can withdraw their answer at any time",
            ),
            Kept(
                "stories",
                "an interview story and a CV line of an entry",
                "to help you tell of your work",
                YOU,
                ENTRY,
            ),
        ),
    ),
    Subject(
        "Exams",
        (
            Kept(
                "exam_sittings",
                "a sitting of a practice exam or a drill, with its clock, its extra time, your "
                "notes in it, and the invigilator's code that opened it, if one did",
                "to run the exam and show its result",
                "you; holders of a share link with “practice exams” see title, day and whether a "
                "clock ran; while your clock runs an admin sees your name, the exam, its time and "
                "how many answers there are, to grant time",
                ACCOUNT,
            ),
            Kept(
                "exam_items",
                "a question at its place in a sitting",
                "to keep the exam as it was when it began",
                YOU,
                SITTING,
            ),
            Kept(
                "exam_answers",
                "what stands at a question: your answer, flags, what you struck out and "
                "highlighted, and the seconds",
                "to keep what you answered, and to learn how hard questions are, without your name",
                YOU,
                SITTING,
            ),
            Kept(
                "exam_events",
                "what happened in a sitting, and when: each save, sections, breaks, windows, time "
                "granted, the end",
                "to lose no answer and to prove what was sent when",
                YOU,
                SITTING,
            ),
            Kept(
                "exam_results",
                "a result, and each re-scoring beside it",
                "to show it and say what a correction changed",
                "you; holders of a share link with “practice exams” see the newest",
                SITTING,
            ),
            Kept(
                "corrections",
                "a key that an author corrected, or an item that was withdrawn, and why",
                "to keep results right and say why they changed",
                "whoever has a result that it changed; authors",
                "for good; without its author once their account is erased",
            ),
            Kept(
                "standard_studies",
                "a study of a pass mark that you, as an author, chair: the exam, whom you call "
                "just good enough, when its rounds were closed",
                "to set the pass marks of our own exams and say how sure they are",
                "authors",
                "for good; without its chair once their account is erased",
            ),
            Kept(
                "standard_items",
                "a question of a study, as it was worded when the study began",
                "to let all judges speak of the same",
                "authors",
                "with the study",
            ),
            Kept(
                "standard_judges",
                "that you, as an author, are on the panel of a study",
                "to count what you say once, and to show you the questions",
                "authors, by your name",
                "for good; without your name once your account is erased",
            ),
            Kept(
                "standard_ratings",
                "how many candidates you, as a judge, think answer a question right",
                "to find the pass mark",
                "you; once round 1 is closed the other judges see the panel's median and range, in "
                "the end authors see your mark without your name",
                "for good; it leads to nobody once your account is erased",
            ),
            Kept(
                "review_additions",
                "a question that you sent to review",
                "to ask it again",
                YOU,
                ERASED,
            ),
        ),
    ),
    Subject(
        "Reports of problems",
        (
            Kept(
                "problem_reports",
                "what you reported of a question or of a paragraph of a lesson, which wording you "
                "saw, and how it stands",
                "to mend questions and lessons, and to answer you",
                "you; authors read your words without your name",
                ERASED,
            ),
            Kept(
                "report_steps",
                "what an author did with your report, when, and the words to you",
                "to show you what became of it",
                "you, without the author's name; authors",
                "with the report",
            ),
        ),
    ),
    Subject(
        "Goal and plan",
        (
            Kept(
                "goals",
                "the role or the job advert that you move to",
                "to show the gap to it and plan for it",
                YOU,
                "until you choose another, or your account is erased",
            ),
            Kept(
                "plans",
                "hours, free weeks and days off, and the plan as last saved",
                "to put lessons on dates and plan again",
                "you; holders of a share link with “plan progress” see titles, what is done and "
                "when it ends",
                ACCOUNT,
            ),
            Kept(
                "plan_choices",
                "what is pinned, begun, skipped or done",
                "to plan around it",
                "you; what is done also holders of a share link with “plan progress”",
                ERASED,
            ),
            Kept(
                "plan_splits",
                "what is done in two parts",
                "to plan the parts apart",
                YOU,
                ERASED,
            ),
            Kept(
                "feeds",
                "the calendar feed of your plan: a random number, since when, if it is stopped",
                "to give your plan to the calendars that know its address",
                "you; whoever has the address sees the plan",
                ACCOUNT,
            ),
            Kept(
                "adverts",
                "a job advert that you pasted, with the skills on its list",
                "to show the gap to that job and plan for it",
                YOU,
                "until you delete it (and a day, to bring it back) or your account is erased",
            ),
            Kept(
                "baselines",
                "a plan as you agreed to it, with the reason",
                "to tell you how far you are from it",
                YOU,
                ACCOUNT,
            ),
            Kept(
                "status_reports",
                "limits and words of your status report",
                "to write it with you each week",
                YOU,
                ACCOUNT,
            ),
            Kept(
                "weekly_mails",
                "a wish for the weekly mail: day, hour, address, when confirmed and last sent",
                "to send it once a week, and only if you asked for it",
                YOU,
                "until you stop it or leave",
            ),
        ),
    ),
    Subject(
        "Reading",
        (
            Kept("sections_read", "a section ticked as read", "to show where you are", YOU, ERASED),
            Kept("bookmarks", "a section to find again", "to lead you back", YOU, ERASED),
            Kept("notes", "a private note on a lesson", "to keep your thoughts", YOU, ERASED),
        ),
    ),
    Subject(
        "Quiz attempts",
        (
            Kept(
                "item_versions",
                "a question as it was shown: text, options, key, reasons",
                "to mark and explain answers by what was shown",
                "whoever was asked it; key and reasons only after the answer",
                FOR_GOOD,
                CONTENT + " Others are still asked these questions.",
            ),
            Kept(
                "attempts",
                "an attempt at a quiz or a case, or a session of review",
                "to show results and let you repeat what went wrong",
                "you; first and best result also holders of a share link with “quiz results”",
                ACCOUNT,
            ),
            Kept(
                "attempt_items",
                "a question at its place in an attempt",
                "to keep the attempt as it was",
                YOU,
                ATTEMPT,
            ),
            Kept(
                "answers",
                "your answer, when, whether it was right, and how sure you said you were",
                "to explain it, to ask again what you may forget, and to learn how hard questions "
                "are, without your name",
                YOU,
                ATTEMPT,
            ),
        ),
    ),
    Subject(
        "Adaptive tests and the bank",
        (
            Kept(
                "sittings",
                "a sitting of an adaptive test, and the invigilator's code that opened it, if one "
                "did",
                "to measure what you know",
                YOU,
                ACCOUNT,
            ),
            Kept(
                "sitting_items",
                "a question of a test: your answer, the seconds, and what was believed of the "
                "question then",
                "to explain every step of the measurement, and to learn how hard questions are, "
                "without your name",
                YOU,
                SITTING,
            ),
            Kept(
                "bank_versions",
                "what was learnt of all questions up to a day",
                "to measure by it",
                NOBODY,
                FOR_GOOD,
                STATISTICS,
            ),
            Kept(
                "bank_items",
                "how hard a question is believed to be",
                "to measure by it",
                "authors and operators",
                FOR_GOOD,
                STATISTICS,
            ),
            Kept(
                "item_statistics",
                "how a question did on the first answers of many",
                "to find questions that are wrong",
                "authors and operators",
                "until it is computed again: nothing about a person is in it",
                STATISTICS,
            ),
            Kept(
                "pair_judges",
                "that you, as an author, judge which of two questions is harder: a random number",
                "to know which judgements come from one person",
                "authors, by your name, beside how your judgements fit those of others",
                "for good; without your account once it is erased",
            ),
            Kept(
                "pair_judgements",
                "which of two questions you called harder, as an author",
                "to learn how hard new questions are",
                "nobody one by one; authors, how many there are",
                "for good; it leads to nobody once your account is erased",
            ),
            Kept(
                "pair_fits",
                "what was learnt from all judgements of pairs up to a day",
                "to say how hard new questions are, and how judges fit each other",
                "authors and operators",
                "until there is a newer one, or for good where a version of the bank began with it",
                "It holds random numbers of judges and counts; what you said is in the judgements.",
            ),
            Kept(
                "pair_items",
                "how hard a question is by what judges said of pairs",
                "to measure by it until answers are there",
                "authors and operators",
                "with the fit",
                STATISTICS,
            ),
        ),
    ),
    Subject(
        "Sharing",
        (
            Kept(
                "profile_views",
                "a view: which parts of your profile it shows, under which name",
                "to show exactly that and nothing else",
                "you; whoever you grant it sees what it shows",
                ERASED,
            ),
            Kept(
                "grants",
                "your consent to show a view by a link, to a recruiter's account or to anybody",
                "to show it, for as long as you chose",
                "you; a recruiter sees that you granted it, and not what you call it; admins see "
                "its kind and its days",
                ACCOUNT + "; an ended one shows nothing",
            ),
            Kept(
                "openings",
                "one opening under a grant: the time, what was done, the account if there was one, "
                "and the first half of the network address",
                "to tell you who looked, and when",
                "you; a recruiter sees their own",
                "with the grant",
            ),
            Kept(
                "snapshots",
                "what somebody was shown under a grant, as it was that day",
                "to let them look again at what they saw, with its date",
                "you; whoever has the grant",
                "until you withdraw the grant or change its view",
            ),
            Kept(
                "consents",
                "what you agreed to, in the words of that day, and when you withdrew it",
                "to prove what was agreed",
                YOU,
                ACCOUNT,
            ),
        ),
    ),
    Subject(
        "Recruiting",
        (
            Kept(
                "recruiter_roles",
                "a role with levels and weights, as a recruiter wants it",
                "to compare candidates with it, skill by skill",
                "the recruiter",
                ERASED,
            ),
            Kept(
                "candidate_notes",
                "a recruiter's note on a candidate",
                "to keep thoughts until the interview",
                "the recruiter",
                "until they erase it or the candidate withdraws the grant; soon after it expires",
            ),
            Kept(
                "shortlists",
                "a recruiter's list of candidates",
                "to keep candidates for one job together",
                "the recruiter",
                ERASED,
            ),
            Kept(
                "shortlist_entries",
                "a candidate on a shortlist",
                "to keep candidates for one job together",
                "the recruiter",
                "until it is taken off or the candidate withdraws the grant; soon after it expires",
            ),
            Kept(
                "invitations",
                "an invitation to a role: a one-way hash, who made it, who used it, when",
                "to give a role to the right person, once",
                "admins; for whom it is also whoever has the link",
                "90 days after it was used or has ended",
            ),
        ),
    ),
    Subject(
        "Badges and invigilators",
        (
            Kept(
                "credentials",
                "a badge that was issued to you, as it was signed",
                "to let you show it, and others check it",
                "you; whoever you give it to",
                ACCOUNT,
            ),
            Kept(
                "credential_status",
                "the number of a badge, and whether it is revoked",
                "to tell whoever checks a badge that it no longer holds",
                "anybody, as one bit in a list",
                FOR_GOOD,
                "It holds numbers, and nothing in it leads to you.",
            ),
            Kept(
                "invigilator_codes",
                "a code by which an invigilator opens tests: its hash, where, who, until when",
                "to say under which conditions a result came about",
                "admins, with the times at which it opened something and not for whom; where and "
                "who also whoever is shown a result that it opened",
                "for good, as results refer to it; without who issued it once they are erased",
            ),
        ),
    ),
    Subject(
        "Drafts and releases",
        (
            Kept(
                "content_blobs",
                "the text of one version of a content file",
                "to show a release whole on every server, and to merge what two authors wrote",
                "authors; what is released everybody",
                FOR_GOOD,
                CONTENT,
            ),
            Kept(
                "content_releases",
                "a state of the content that was live: which files, when, who released and who "
                "approved it, by name",
                "to go back to it, and to say who changed what",
                "authors; whoever has the content's git history",
                "for good; the name stays as the author of the commit, the link to the account "
                "goes with it",
            ),
            Kept(
                "content_live",
                "which release is live, since when",
                "to show the same content on every server",
                "authors",
                FOR_GOOD,
                CONTENT,
            ),
            Kept(
                "content_drafts",
                "changes of content that are not published yet: title, who began it, who approved",
                "to prepare and review a change",
                "authors",
                "for good; the name stays, the link to the account goes with it",
            ),
            Kept(
                "content_draft_files",
                "a file of a draft, by its versions",
                "to prepare and review a change",
                "authors",
                "with the draft",
                CONTENT,
            ),
            Kept(
                "content_draft_writers",
                "that somebody wrote in a draft",
                "so that nobody approves what they wrote themselves",
                "authors",
                ACCOUNT,
            ),
            Kept(
                "content_draft_notes",
                "what an author did with a draft or said of it, by name",
                "to review a change, and to say later who approved it",
                "authors",
                "for good, with the draft; the name stays, the link to the account goes with it",
            ),
            Kept(
                "content_pulls",
                "a look at the content's remote repository: when, which commit, what came of it",
                "to say why a commit is live or not",
                "authors",
                "a year",
                CONTENT,
            ),
        ),
    ),
    Subject(
        "Audit trail",
        (
            Kept(
                "audit_log",
                "an act that gives or takes rights, changes what many see, or ends an account: "
                "when, by whom and about whom, as pseudonyms, and the id of the request",
                "to find out afterwards who did what, and whether somebody tried to get in",
                "admins, without names; you: the lines by you and about you",
                "two years; once an account is erased its pseudonym leads to nobody",
            ),
        ),
    ),
)


def by_table() -> dict[str, Kept]:
    """Every table by its name."""
    return {one.table: one for subject in KEPT for one in subject.tables}
