"""Puts live what an editor has committed on the branch, or saved in a folder without git."""

from datetime import datetime

from tpmlearn.domain.publishing.releases import ReleaseKind, blob_hash
from tpmlearn.library.releases import manifest_of
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.checkouts import (
    checkout_of,
    files_of_commit,
)
from tpmlearn.records.publishing import Intent, publish
from tpmlearn.records.releases import live_content
from tpmlearn.words import _


class NothingNew(Exception):
    """The remote has nothing that is not live; the text says what."""


def put_branch_live(*, author: str, author_id: int | None, now: datetime) -> str:
    """Put live what an editor has committed on the branch, or saved in a folder without git.

    Its title. Raises CannotPublish, GitFailed and NothingNew.
    """
    library = current_library()
    checkout, live = checkout_of(library), live_content(library)
    if checkout:
        files = files_of_commit(checkout.repository, checkout.head)
        told, title = checkout.repository.told(checkout.head)
        author = told or author
    else:
        manifest = manifest_of(library.home)
        files = {name: (library.home / name).read_bytes() for name in manifest}
        title = "What the content folder holds"
    hashed = {name: blob_hash(data) for name, data in files.items()}
    if hashed == dict(live.manifest) and live.release:
        raise NothingNew(_("All of it is live already."))
    done = publish(
        Intent(
            manifest=hashed,
            kind=ReleaseKind.PUBLISHED,
            title=title,
            author=author,
            author_id=author_id,
            seen=live.release.id if live.release else None,
            files={blob_hash(data): data for data in files.values()},
            upon=checkout.head if checkout else None,
        ),
        now=now,
    )
    return done.release.title
