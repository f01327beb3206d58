"""Use cases of releases: roll back, show the folder, put the branch live, pull."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.publishing.releases import ReleaseKind
from tpmlearn.records.audit import note_act
from tpmlearn.records.branch_release import put_branch_live
from tpmlearn.records.people import Person
from tpmlearn.records.publish_refusals import CannotPublish
from tpmlearn.records.publishing import Intent, Published, publish
from tpmlearn.records.pulls import AskedBy, ask_for_pull
from tpmlearn.records.releases import find_release, follow_live, hold_live, switch_to
from tpmlearn.records.site import site_settings
from tpmlearn.words import _


class NoSuchRelease(LookupError):
    """There is no such release."""


class NoRemote(Exception):
    """The operator named no remote to pull from."""


def roll_back(
    release_id: str, *, seen: str | None, author: str, author_id: int | None, now: datetime
) -> Published:
    """Put an earlier release live again, as a new one. Raises NoSuchRelease and CannotPublish.

    `seen` is the release that was live when it was decided.
    """
    found = find_release(release_id)
    if found is None or found.release is None:
        raise NoSuchRelease
    if seen == release_id:
        raise CannotPublish(_("This release is live already."))
    return publish(
        Intent(
            manifest=found.manifest,
            kind=ReleaseKind.ROLLED_BACK,
            title=_(
                "Back to release %(number)s: %(title)s",
                number=found.release.number,
                title=found.release.title,
            ),
            author=author,
            author_id=author_id,
            seen=seen,
            body=_("All files are as in %(release_id)s.", release_id=release_id),
        ),
        now=now,
    )


def show_folder(*, now: datetime) -> None:
    """Let every server show its content folder as it lies there, and follow it."""
    if hold_live() is None:
        raise CannotPublish(_("The folder is shown already."))
    switch_to(None, now=now)
    note_act(Act.FOLDER_SHOWN, "content", now=now)
    db.session.commit()
    follow_live()


def release_branch(who: Person, *, now: datetime) -> str:
    """Put live what the branch or the folder holds; its title. Raises CannotPublish, NothingNew."""
    return put_branch_live(author=who.name or _("An author"), author_id=who.id, now=now)


def ask(asked_by: AskedBy, *, now: datetime) -> int:
    """Ask for a look at the remote. Raises NoRemote."""
    if not site_settings().content_remote:
        raise NoRemote
    return ask_for_pull(asked_by, now=now)
