"""The versions of content files that drafts and releases are made of, kept once each."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from tpmlearn.db import db, insert_for
from tpmlearn.domain.publishing.releases import blob_hash
from tpmlearn.models import BlobRow

AT_ONCE = 200


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
