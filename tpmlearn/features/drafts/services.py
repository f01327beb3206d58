"""Use cases of drafts: begin, review, bring up to what is live, publish; each one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.publishing.merging import Take
from tpmlearn.domain.publishing.names import refused_name
from tpmlearn.domain.publishing.releases import ReleaseKind
from tpmlearn.domain.publishing.review import DraftState, NoteKind
from tpmlearn.features.drafts.queries import merge_with_live, problems_of
from tpmlearn.library import Library
from tpmlearn.models import DraftNoteRow, DraftRow
from tpmlearn.records.audit import note_act
from tpmlearn.records.blobs import read_blobs
from tpmlearn.records.branch_intake import beginning_of, merged_with_branch
from tpmlearn.records.draft_branches import files_on_branch, mirror
from tpmlearn.records.draft_writing import begin_draft, called, hold_draft, note_change, rebase_file
from tpmlearn.records.drafts import (
    Draft,
    DraftEnded,
    NoSuchDraft,
    behind,
    find_draft,
    live_version,
    review_of,
)
from tpmlearn.records.people import Person
from tpmlearn.records.publish_refusals import CannotPublish, HasErrors
from tpmlearn.records.publishing import Intent, Published, publish
from tpmlearn.records.releases import Live, Release, live_content
from tpmlearn.words import N_, _

CHANGES_NOTHING = N_("It changes nothing yet: edit a file first.")
NOBODY_ELSE = N_("No second author: nobody else has the role.")


class NotNow(Exception):
    """What was asked for cannot be done as the draft is; the text says why."""


def begin(who: Person, title: str, *, now: datetime) -> str:
    """Begin a draft; its id."""
    draft_id = begin_draft(who, title, now=now)
    db.session.commit()
    return draft_id


def rename(draft_id: str, title: str, *, now: datetime) -> None:
    """Give a draft another title, which ends an approval. Raises NoSuchDraft and DraftEnded."""
    draft = hold_draft(draft_id)
    if draft.title != title:
        _set(draft_id, title=title)
        # The title is the first line of the commit, so that it is approved too.
        note_change(draft_id, None, now=now)
    db.session.commit()


def send(draft_id: str, who: Person, note: str, library: Library, *, now: datetime) -> None:
    """Send a draft to review. Raises NotNow, HasErrors, NoSuchDraft and DraftEnded."""
    seen = find_draft(draft_id)
    if seen is None:
        raise NoSuchDraft
    errors = problems_of(seen, library).errors
    # Nobody who saves an answer waits while the checker reads.
    db.session.rollback()
    draft = hold_draft(draft_id)
    if draft.state is not DraftState.OPEN:
        raise NotNow(_("It was sent to review already."))
    if not draft.files:
        raise NotNow(_(CHANGES_NOTHING))
    if draft.digest != seen.digest:
        raise NotNow(_("It was changed this very moment. Send it again."))
    if errors:
        raise HasErrors(errors)
    _set(draft_id, state=DraftState.IN_REVIEW)
    _note(draft_id, who, NoteKind.SENT, note, now)
    db.session.commit()


def take_back(draft_id: str, who: Person, *, now: datetime) -> None:
    """Take a draft back from review. Raises NotNow, NoSuchDraft and DraftEnded."""
    draft = hold_draft(draft_id)
    if draft.state is DraftState.OPEN:
        raise NotNow(_("It is not in review."))
    _set(draft_id, state=DraftState.OPEN, approved_digest=None, approved_by=None)
    _note(draft_id, who, NoteKind.TAKEN_BACK, "", now)
    db.session.commit()


def approve(draft_id: str, who: Person, note: str, *, digest: str, now: datetime) -> None:
    """Approve the files that the page showed. Raises NotNow, NoSuchDraft and DraftEnded."""
    draft = hold_draft(draft_id)
    if draft.state is not DraftState.IN_REVIEW:
        raise NotNow(_("It is not in review, so there is nothing to approve."))
    if not review_of(draft).may_approve(who.id):
        raise NotNow(_("You wrote in it, so another author must approve it."))
    if digest != draft.digest:
        raise NotNow(_("It has changed since you opened this page. Read it again."))
    _set(
        draft_id,
        state=DraftState.APPROVED,
        approved_digest=digest,
        approved_by=who.id,
        approved_by_name=called(who),
    )
    _note(draft_id, who, NoteKind.APPROVED, note, now)
    note_act(Act.DRAFT_APPROVED, f"draft:{draft_id}", now=now)
    db.session.commit()


def give_back(draft_id: str, who: Person, note: str, *, now: datetime) -> None:
    """Return a draft to its author with what is to be done.

    Raises NotNow, NoSuchDraft and DraftEnded.
    """
    draft = hold_draft(draft_id)
    if draft.state is DraftState.OPEN:
        raise NotNow(_("It is not in review."))
    if not note.strip():
        raise NotNow(_("Say what is to be changed."))
    _set(draft_id, state=DraftState.OPEN, approved_digest=None, approved_by=None)
    _note(draft_id, who, NoteKind.RETURNED, note, now)
    db.session.commit()


def comment(draft_id: str, who: Person, note: str, *, now: datetime) -> None:
    """Say something of a draft. Raises NotNow and NoSuchDraft."""
    if find_draft(draft_id) is None:
        raise NoSuchDraft
    if not note.strip():
        raise NotNow(_("Write something first."))
    _note(draft_id, who, NoteKind.COMMENT, note, now)
    db.session.commit()


def discard(draft_id: str, who: Person, library: Library, *, now: datetime) -> None:
    """Put a draft away; it can be restored. Raises NoSuchDraft and DraftEnded."""
    hold_draft(draft_id)
    _set(draft_id, state=DraftState.DISCARDED, approved_digest=None, approved_by=None)
    _note(draft_id, who, NoteKind.DISCARDED, "", now)
    db.session.commit()
    mirror(draft_id, library)


def restore(draft_id: str, who: Person, library: Library, *, now: datetime) -> None:
    """Take up a draft again that was put away. Raises NotNow and NoSuchDraft."""
    draft = find_draft(draft_id)
    if draft is None:
        raise NoSuchDraft
    if draft.state is not DraftState.DISCARDED:
        raise NotNow(_("It was not discarded."))
    _set(draft_id, state=DraftState.OPEN)
    _note(draft_id, who, NoteKind.RESTORED, "", now)
    db.session.commit()
    mirror(draft_id, library)


def bring_up(draft_id: str, library: Library, *, now: datetime) -> list[str]:
    """Merge what went live into a draft wherever nobody has to decide; the files where one must.

    Raises NoSuchDraft and DraftEnded.
    """
    draft = hold_draft(draft_id)
    left, merged = [], 0
    for one in behind(draft, live_content(library).manifest):
        found = merge_with_live(draft, library, one.name)
        if found is None or found.text is None:
            left.append(one.name)
            continue
        rebase_file(draft_id, one.name, found.live, found.text.encode(), now=now)
        merged += 1
    if merged:
        # Nobody decided anything, so whoever pressed the button wrote nothing.
        note_change(draft_id, None, now=now)
    db.session.commit()
    mirror(draft_id, library)
    return left


def settle(
    draft_id: str,
    name: str,
    who: Person,
    takes: Sequence[Take],
    *,
    seen: tuple[str, str],
    library: Library,
    now: datetime,
) -> None:
    """Merge a file as its author decided; `seen` are the hashes of live and mine on the page.

    Raises NotNow, NoSuchDraft and DraftEnded.
    """
    draft = hold_draft(draft_id)
    found = merge_with_live(draft, library, name)
    if found is None:
        raise NotNow(_("There is nothing to merge any more."))
    if found.seen != seen:
        raise NotNow(_("The file has changed since you opened this page. Look again."))
    data = found.decided(takes)
    rebase_file(draft_id, name, found.live, data, now=now)
    note_change(draft_id, who.id, now=now)
    db.session.commit()
    mirror(draft_id, library)


def undo_file(
    draft_id: str, name: str, who: Person, library: Library, *, seen: str, now: datetime
) -> None:
    """Let a draft have a file as it is live; `seen` is the hash that the page showed.

    Raises NotNow, NoSuchDraft and DraftEnded.
    """
    draft = hold_draft(draft_id)
    own = draft.file(name)
    if own is None:
        raise NotNow(_("The draft does not change this file."))
    if seen != (own.hash or ""):
        raise NotNow(_("Somebody saved the file since you opened this page. Look at it first."))
    live = live_version(library, name)
    rebase_file(draft_id, name, live, live.data, now=now)
    note_change(draft_id, who.id, now=now)
    db.session.commit()
    mirror(draft_id, library)


def take_in(draft_id: str, who: Person, library: Library, *, now: datetime) -> None:
    """Take what somebody committed on a draft's branch into the draft, merged with what it has.

    Raises NotNow, NoSuchDraft, DraftEnded and GitFailed.
    """
    draft = hold_draft(draft_id)
    found = files_on_branch(draft, library)
    if found is None:
        raise NotNow(_("The draft has no branch."))
    for name in found.changed:
        if reason := refused_name(name):
            told = name.encode(errors="backslashreplace").decode()
            raise NotNow(
                _(
                    "The branch has a file that content cannot have: %(told)s. %(reason)s",
                    told=told,
                    reason=reason,
                )
            )
    taken, conflicts = merged_with_branch(draft, found, library)
    if conflicts:
        raise NotNow(
            _(
                "The branch and the draft changed the same lines of %(names)s. Take the branch’s "
                "lines over in the editor, then put the branch back to the draft’s commit.",
                names=", ".join(conflicts),
            )
        )
    for name, data in taken.items():
        rebase_file(draft_id, name, beginning_of(draft, found, name), data, now=now)
    note_change(draft_id, who.id, now=now)
    _set(draft_id, branch_tip=found.tip)
    db.session.commit()
    mirror(draft_id, library)


def publish_draft(draft_id: str, who: Person, library: Library, *, now: datetime) -> Published:
    """Put a draft live. Raises NotNow, CannotPublish, NoSuchDraft and DraftEnded."""
    draft = find_draft(draft_id)
    if draft is None:
        raise NoSuchDraft
    if not draft.is_alive:
        raise DraftEnded
    if not draft.files:
        raise NotNow(_(CHANGES_NOTHING))
    alone = not review_of(draft).needs_second
    if not draft.is_approved and not alone:
        raise NotNow(_("Another author must approve it first."))
    live = live_content(library)
    if behind(draft, live.manifest):
        raise NotNow(_("Something it changes has changed live. Bring it up to what is live first."))
    approved = draft.approved_by_name if draft.is_approved else ""
    intent = _intent(draft, live, approved)

    def note(release: Release) -> None:
        held = hold_draft(draft.id)
        if held.digest != draft.digest:
            raise CannotPublish(_("The draft was changed meanwhile. Look at it, then again."))
        if not held.is_approved and review_of(held).needs_second:
            raise CannotPublish(_("The approval was taken back meanwhile."))
        _set(draft.id, state=DraftState.PUBLISHED, release_id=release.id)
        _note(draft.id, who, NoteKind.PUBLISHED, "" if approved else _(NOBODY_ELSE), now)

    done = publish(intent, now=now, note=note)
    mirror(draft_id, library)
    return done


def _intent(draft: Draft, live: Live, approved: str) -> Intent:
    wanted = dict(live.manifest)
    for one in draft.files:
        if one.hash:
            wanted[one.name] = one.hash
        else:
            wanted.pop(one.name, None)
    return Intent(
        manifest=wanted,
        kind=ReleaseKind.PUBLISHED,
        title=draft.title,
        author=draft.author_name,
        author_id=draft.author_id,
        seen=live.release.id if live.release else None,
        approved_by=approved,
        draft_id=draft.id,
        body=_("Approved by %(approved)s.", approved=approved) if approved else _(NOBODY_ELSE),
        files=read_blobs([one.hash for one in draft.files if one.hash]),
    )


def _set(draft_id: str, **values: object) -> None:
    if "approved_by" in values and values["approved_by"] is None:
        values["approved_by_name"] = ""
    db.session.execute(update(DraftRow).where(DraftRow.id == draft_id).values(**values))


def _note(draft_id: str, who: Person, kind: NoteKind, text: str, now: datetime) -> None:
    db.session.add(
        DraftNoteRow(
            draft_id=draft_id,
            kind=kind,
            author_id=who.id,
            author_name=called(who),
            text=text,
            noted_at=now,
        )
    )
