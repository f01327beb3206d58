"""Puts files live: checked as a whole, as one commit where content is a git work tree, at once."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import SITE, Act
from tpmlearn.domain.publishing.names import differ_in_case_only
from tpmlearn.domain.publishing.releases import (
    Manifest,
    ReleaseKind,
    blob_hash,
    changed_names,
    release_id,
)
from tpmlearn.git import GitFailed, GitMissing
from tpmlearn.library import Library, check_folders
from tpmlearn.library.releases import candidate, keep, settle
from tpmlearn.models import ReleaseRow
from tpmlearn.records.audit import note_act, pseudonym
from tpmlearn.records.blobs import keep_blobs, known_blobs, read_blobs
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.checkouts import Checkout, checkout_of, commit_changes, manifest_of_commit
from tpmlearn.records.publish_refusals import (
    BranchDiffers,
    CannotPublish,
    HasErrors,
    SomebodyElse,
    new_errors,
)
from tpmlearn.records.releases import (
    Live,
    Release,
    follow_live,
    hold_live,
    live_content,
    release_from,
    releases_folder,
    switch_to,
)
from tpmlearn.records.site import site_settings
from tpmlearn.words import _

LONGEST_TITLE, LONGEST_AUTHOR = 200, 120
BEGINNING = "The content folder before the first release"
_log = logging.getLogger(__name__)


ACTS = {
    ReleaseKind.BEGUN: Act.RELEASE_PUBLISHED,
    ReleaseKind.PUBLISHED: Act.RELEASE_PUBLISHED,
    ReleaseKind.ROLLED_BACK: Act.RELEASE_ROLLED_BACK,
    ReleaseKind.PULLED: Act.RELEASE_PULLED,
    ReleaseKind.WITHDRAWN: Act.RELEASE_WITHDRAWN,
}


@dataclass(frozen=True)
class Intent:
    """What is to be released, by whom; `seen` is the release that was live when it was decided.

    `files` are the bytes of versions that are kept nowhere yet, by their hashes. `upon` is a
    commit that is brought in: the branch moves to it, or a merge has it as its second parent.
    """

    manifest: Manifest
    kind: ReleaseKind
    title: str
    author: str
    author_id: int | None
    seen: str | None
    approved_by: str = ""
    draft_id: str | None = None
    body: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    upon: str | None = None


@dataclass(frozen=True)
class Published:
    """A release that is live; `left` are files of the folder that had changes of their own."""

    release: Release
    left: tuple[str, ...]


def publish(
    intent: Intent, *, now: datetime, note: Callable[[Release], None] = lambda _: None
) -> Published:
    """Put a state of the content live, everywhere and whole, or not at all.

    `note` writes what belongs to it in the same transaction. Ends the transaction that goes on, so
    that nobody waits while the checker reads, and commits its own. Raises CannotPublish.
    """
    library = current_library()
    before = live_content(library)
    db.session.rollback()
    if (before.release.id if before.release else None) != intent.seen:
        raise SomebodyElse
    if twins := differ_in_case_only(intent.manifest):
        raise CannotPublish(
            _("Two files differ only in upper and lower case: %(name)s.", name=twins[0])
        )
    work = _Publishing(library, before, intent, now)
    try:
        at = checkout_of(library) if intent.upon else None
        release = work.run(note)
    except OSError as error:
        db.session.rollback()
        raise CannotPublish(
            _(
                "It could not be written: %(why)s. Nothing was published, and the site shows what"
                " it showed before. Ask the operator to look at the disk.",
                why=error.strerror or error,
            )
        ) from None
    except (GitFailed, GitMissing) as error:
        db.session.rollback()
        raise CannotPublish(
            _("git refused: %(error)s Nothing was published.", error=error)
        ) from None
    except BaseException:
        db.session.rollback()
        raise
    follow_live()
    return Published(release, tuple(work.settle(release, at.head if at else None)))


@dataclass(frozen=True)
class _Publishing:
    library: Library
    before: Live
    intent: Intent
    now: datetime

    def run(self, note: Callable[[Release], None]) -> Release:
        """Write the files beside those that are shown, check them, then switch."""
        place, manifest = releases_folder(), self.intent.manifest
        place.mkdir(parents=True, exist_ok=True)
        called = self.library.home.resolve().name
        with candidate(place, called, manifest, self.read) as folder:
            # Nobody who saves an answer waits while the checker reads.
            db.session.rollback()
            # What was live once may be live again, whatever the checker says today.
            if self.intent.kind is not ReleaseKind.ROLLED_BACK:
                self._refuse_errors(folder)
            return self._switch(folder, note)

    def read(self, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Versions by their hashes: as given, from the folder while it is shown, as kept."""
        found = {one: self.intent.files[one] for one in hashes if one in self.intent.files}
        if self.before.release is None:
            names = {hashed: name for name, hashed in self.before.manifest.items()}
            for one in [one for one in hashes if one not in found and one in names]:
                data = (self.library.home / names[one]).read_bytes()
                if blob_hash(data) == one:
                    found[one] = data
        return {**found, **read_blobs([one for one in hashes if one not in found])}

    def settle(self, release: Release, head: str | None) -> list[str]:
        """Bring the folder itself to what is live; a fault here harms nothing that is shown.

        `head` is the commit that the branch was at: what else a pull brings comes along.
        """
        old, new = self.before.manifest, self.intent.manifest
        names = changed_names(old, new)
        try:
            left = settle(self.library.home, old, new, self.read, names)
            checkout = checkout_of(self.library)
            if checkout is not None:
                repository = checkout.repository
                repository.unstage(names)
                if head and release.commit and self.intent.upon:
                    repository.bring(head, release.commit, names)
        except (OSError, GitFailed, GitMissing):
            _log.exception("the content folder could not be brought to the live release")
            return list(names)
        return left

    def _by(self) -> str:
        """Who is in the trail: the author, and for what no author asked for the site."""
        if self.intent.author_id is not None:
            return pseudonym(self.intent.author_id)
        return SITE if self.intent.kind is ReleaseKind.PULLED else ""

    def _refuse_errors(self, folder: Path) -> None:
        folders = (folder, *self.library.folders[1:])
        after = check_folders(folders, site_settings().folder / "cache")
        if found := new_errors(self.library.problems, after):
            raise HasErrors(found)

    def _switch(self, folder: Path, note: Callable[[Release], None]) -> Release:
        """The order lets a fault at any step undo all: the branch moves last before the commit."""
        if hold_live() != self.intent.seen:
            raise SomebodyElse
        checkout = checkout_of(self.library)
        commit = self._commit(checkout) if checkout else None
        parent = self.intent.seen or self._note_beginning(checkout)
        release = self._note_release(commit, parent)
        note(release)
        note_act(ACTS[self.intent.kind], f"release:{release.id}", now=self.now, by=self._by())
        keep(folder, releases_folder(), release.id)
        if checkout is None or commit is None:
            db.session.commit()
            return release
        checkout.repository.move(checkout.branch, commit, seen=checkout.head)
        try:
            db.session.commit()
        except BaseException:
            # The branch must not say what is not live.
            checkout.repository.move(checkout.branch, checkout.head, seen=commit)
            raise
        return release

    def _commit(self, checkout: Checkout) -> str:
        repository, intent = checkout.repository, self.intent
        if unfinished := repository.unfinished():
            raise CannotPublish(
                _(
                    "In the content folder %(what)s is not finished. Finish or abort it there.",
                    what=unfinished,
                )
            )
        if intent.upon == checkout.head and self.before.release:
            return intent.upon
        present = manifest_of_commit(repository, checkout.head)
        if differing := changed_names(present, self.before.manifest):
            is_folder = self.before.release is None
            raise BranchDiffers(differing, checkout.branch, is_folder=is_folder)
        if intent.upon and repository.is_ancestor(checkout.head, intent.upon):
            return intent.upon
        return commit_changes(
            repository,
            [checkout.head, *([intent.upon] if intent.upon else [])],
            present,
            intent.manifest,
            self.read,
            message=f"{intent.title}\n\n{intent.body}".strip() + "\n",
            author=(intent.author, intent.author_id),
            when=self.now,
        )

    def _note_release(self, commit: str | None, parent: str) -> Release:
        intent = self.intent
        told = f"{intent.title}\n{self.now.isoformat()}"
        name = commit or release_id(intent.manifest, parent=parent, told=told)
        known = db.session.get(ReleaseRow, name)
        if known is not None:
            # The folder as it began, or a commit that was live before and is the branch's again.
            switch_to(name, now=self.now)
            return release_from(known)
        row = self._add(
            name,
            intent.manifest,
            parent=parent,
            kind=intent.kind,
            title=intent.title[:LONGEST_TITLE],
            commit_id=commit or intent.upon,
            draft_id=intent.draft_id,
            author_id=intent.author_id,
            author_name=intent.author[:LONGEST_AUTHOR],
            approved_by_name=intent.approved_by,
        )
        switch_to(name, now=self.now)
        return release_from(row)

    def _note_beginning(self, checkout: Checkout | None) -> str:
        """Keep what the folder showed as a release too, so that one can go back to it; its name."""
        manifest, head = self.before.manifest, checkout.head if checkout else None
        name = head or release_id(manifest, parent="", told=self.now.isoformat())
        if db.session.get(ReleaseRow, name) is None:
            self._add(name, manifest, kind=ReleaseKind.BEGUN, title=BEGINNING, commit_id=head)
        return name

    def _add(self, name: str, manifest: Manifest, **values: object) -> ReleaseRow:
        missing = set(manifest.values()) - known_blobs(manifest.values())
        keep_blobs(self.read(sorted(missing)).values())
        row = ReleaseRow(
            id=name,
            number=(db.session.scalar(select(func.max(ReleaseRow.number))) or 0) + 1,
            manifest=dict(manifest),
            released_at=self.now,
            **{"author_name": "", "approved_by_name": "", **values},
        )
        db.session.add(row)
        db.session.flush()
        return row
