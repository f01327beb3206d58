"""The git branch of a draft: its files as one commit upon what is live, for whoever uses git."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from tpmlearn.db import db
from tpmlearn.git import GitFailed, GitMissing
from tpmlearn.library import Library
from tpmlearn.models import DraftRow
from tpmlearn.records.blobs import read_blobs
from tpmlearn.records.checkouts import (
    Checkout,
    checkout_of,
    commit_changes,
    files_of_commit,
    manifest_of_commit,
)
from tpmlearn.records.drafts import Draft, find_draft
from tpmlearn.words import _

LONGEST_WORDS = 40
NOT_PUBLISHED = "A draft, not published."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Branch:
    """The branch of a draft; `moved` if somebody else has committed on it since it was written."""

    name: str
    moved: bool


def branch_name(draft: Draft) -> str:
    """What the branch of a draft is called: its title's words and as much of its id as tells."""
    words = "-".join(re.findall(r"[a-z0-9]+", draft.title.lower()))[:LONGEST_WORDS].strip("-")
    told = re.sub(r"[^A-Za-z0-9]", "", draft.id)[:8]
    return f"draft/{words or 'draft'}-{told}"


def branch_of(draft: Draft, library: Library) -> Branch | None:
    """The branch of a draft, None where there is none, or no git."""
    try:
        checkout = checkout_of(library)
        tip = checkout.repository.commit_of(f"refs/heads/{draft_ref(draft)}") if checkout else None
    except (GitFailed, GitMissing):
        return None
    return Branch(draft_ref(draft), tip != draft.branch_tip) if tip else None


def draft_ref(draft: Draft) -> str:
    """The branch that a draft was written to; it keeps its name when the title changes."""
    return draft.branch or branch_name(draft)


def write_branch(draft: Draft, library: Library) -> str:
    """Let the branch of a draft hold its files; why it could not, as a sentence, or nothing.

    One commit, replaced each time: a branch that somebody else has moved stays as it is. Commits.
    """
    texts = read_blobs([one.hash for one in draft.files if one.hash])
    # Nobody who saves an answer waits while git works.
    db.session.rollback()
    made = None
    try:
        checkout = checkout_of(library)
        if checkout is None:
            return ""
        name = draft_ref(draft)
        tip = checkout.repository.commit_of(f"refs/heads/{name}")
        if tip and tip != draft.branch_tip:
            return _("The branch %(name)s has commits of its own and was left as it is.", name=name)
        made = _commit(checkout, draft, texts) if draft.files and draft.is_alive else None
        checkout.repository.set_branch(name, made) if made or tip else None
    except (GitFailed, GitMissing, OSError, ValueError) as error:
        _log.warning("the branch of draft %s could not be written: %s", draft.id, error)
        return _("Its git branch could not be written: %(error)s", error=error)
    row = DraftRow
    db.session.execute(update(row).where(row.id == draft.id).values(branch_tip=made, branch=name))
    db.session.commit()
    return ""


def mirror(draft_id: str, library: Library) -> None:
    """Write the branch of a draft once its change is in the database, which is what counts."""
    draft = find_draft(draft_id)
    if draft:
        write_branch(draft, library)


def _commit(checkout: Checkout, draft: Draft, own: Mapping[str, bytes]) -> str:
    present = manifest_of_commit(checkout.repository, checkout.head)
    wanted = dict(present)
    for one in draft.files:
        if one.hash:
            wanted[one.name] = one.hash
        else:
            wanted.pop(one.name, None)
    texts = files_of_commit(checkout.repository, checkout.head)
    known = {present[name]: data for name, data in texts.items()}
    return commit_changes(
        checkout.repository,
        [checkout.head],
        present,
        wanted,
        lambda hashes: {one: own[one] if one in own else known[one] for one in hashes},
        message=f"{draft.title}\n\n{NOT_PUBLISHED}\n",
        author=(draft.author_name, draft.author_id),
        when=draft.changed_at,
    )


@dataclass(frozen=True)
class BranchFiles:
    """The files of a draft's branch: at its `tip`, as the draft `wrote` it last, and of the commit
    of the content's branch that it began `upon`."""

    tip: str
    now: Mapping[str, bytes]
    wrote: Mapping[str, bytes]
    upon: Mapping[str, bytes]

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that somebody changed on the branch, in order."""
        names = sorted({*self.wrote, *self.now})
        return tuple(name for name in names if self.wrote.get(name) != self.now.get(name))


def files_on_branch(draft: Draft, library: Library) -> BranchFiles | None:
    """What the branch of a draft holds; None where there is no branch. Raises GitFailed."""
    checkout = checkout_of(library)
    repository = checkout.repository if checkout else None
    tip = repository.commit_of(f"refs/heads/{draft_ref(draft)}") if repository else None
    if checkout is None or repository is None or tip is None:
        return None
    upon = repository.merge_base(checkout.head, tip) or checkout.head
    wrote = repository.commit_of(draft.branch_tip) if draft.branch_tip else None
    return BranchFiles(
        tip=tip,
        now=files_of_commit(repository, tip),
        wrote=files_of_commit(repository, wrote or upon),
        upon=files_of_commit(repository, upon),
    )
