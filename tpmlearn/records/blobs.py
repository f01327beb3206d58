"""The versions of content files that drafts and releases are made of, kept once each."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, select, text

from tpmlearn.db import db, insert_for
from tpmlearn.domain.publishing.releases import blob_hash
from tpmlearn.models import BlobRow, DraftFileRow, ReleaseRow

AT_ONCE = 200
# Writers of the table wait, readers do not.
_LOCK = text("LOCK TABLE content_blobs IN SHARE ROW EXCLUSIVE MODE")


class BlobMissing(LookupError):
    """A version that something refers to is not in the database."""


def keep_blobs(texts: Iterable[bytes]) -> list[str]:
    """Keep versions of files; their hashes, in order. The caller commits."""
    hashes = []
    for data in texts:
        hashed = blob_hash(data)
        hashes.append(hashed)
        statement = insert_for(BlobRow).values(hash=hashed, data=data)
        db.session.execute(statement.on_conflict_do_nothing(index_elements=["hash"]))
    return hashes


def read_blobs(hashes: Sequence[str]) -> Mapping[str, bytes]:
    """The bytes of versions by their hashes. Raises BlobMissing."""
    found: dict[str, bytes] = {}
    wanted = sorted(set(hashes))
    for n in range(0, len(wanted), AT_ONCE):
        rows = db.session.execute(
            select(BlobRow.hash, BlobRow.data).where(BlobRow.hash.in_(wanted[n : n + AT_ONCE]))
        )
        found |= {hashed: bytes(data) for hashed, data in rows}
    if missing := [one for one in wanted if one not in found]:
        raise BlobMissing(missing[0])
    return found


def read_blob(hashed: str) -> bytes:
    """The bytes of one version. Raises BlobMissing."""
    return read_blobs([hashed])[hashed]


def known_blobs(hashes: Iterable[str]) -> set[str]:
    """Which of these versions are kept."""
    wanted, found = sorted(set(hashes)), set[str]()
    for n in range(0, len(wanted), AT_ONCE):
        part = wanted[n : n + AT_ONCE]
        found |= set(db.session.scalars(select(BlobRow.hash).where(BlobRow.hash.in_(part))))
    return found


def forget_blobs() -> int:
    """Delete the versions that no release and no draft names; how many. The caller commits.

    Saving as one types keeps a version each time, and only the last of them is used. Other servers
    may work meanwhile: none keeps a version until this is over, and what comes to be named while
    this looks, a draft's file by its release, is seen in one place or in the other.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(_LOCK)
    kept, named = set(db.session.scalars(select(BlobRow.hash))), set[str]()
    for base, own in db.session.execute(select(DraftFileRow.base_hash, DraftFileRow.hash)):
        named.update(one for one in (base, own) if one)
    for manifest in db.session.scalars(select(ReleaseRow.manifest)):
        named.update(manifest.values())
    unused = sorted(kept - named)
    for n in range(0, len(unused), AT_ONCE):
        part = unused[n : n + AT_ONCE]
        db.session.execute(delete(BlobRow).where(BlobRow.hash.in_(part)))
    return len(unused)
