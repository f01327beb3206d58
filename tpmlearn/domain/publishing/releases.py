"""A release: all files of the content folder at one moment, by the hashes of what is in them."""

import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256

from tpmlearn.words import N_

Manifest = Mapping[str, str]


class ReleaseKind(StrEnum):
    """What made a release."""

    BEGUN = N_("begun")
    PUBLISHED = N_("published")
    ROLLED_BACK = N_("rolled back")
    PULLED = N_("pulled")
    WITHDRAWN = N_("withdrawn")


def blob_hash(data: bytes) -> str:
    """The name of a file's bytes: SHA-256 in hexadecimal, 64 characters."""
    return sha256(data).hexdigest()


def release_id(manifest: Manifest, *, parent: str, told: str) -> str:
    """The name of a release without git: 40 hexadecimal digits, as of a commit.

    `told` is what is said of it, its time with it: the same files released twice are two releases.
    """
    whole = json.dumps([sorted(manifest.items()), parent, told])
    return sha256(whole.encode()).hexdigest()[:40]


def changed_names(old: Manifest, new: Manifest) -> tuple[str, ...]:
    """The files that two releases do not have alike, in order."""
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
