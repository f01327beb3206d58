"""The work tree that the content folder lies in, and the files of its commits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from tpmlearn.domain.publishing.releases import Manifest, blob_hash, changed_names
from tpmlearn.git import REGULAR, Author, Repository, repository_of
from tpmlearn.library import Library
from tpmlearn.records.site import site_settings

Read = Callable[[Sequence[str]], Mapping[str, bytes]]
_NOT_READ = frozenset({"README.md", "LICENSE", "LICENSE.md"})


@dataclass(frozen=True)
class Checkout:
    """A work tree, its branch and the commit that this is at."""

    repository: Repository
    branch: str
    head: str


def checkout_of(library: Library) -> Checkout | None:
    """The work tree of the content folder, None where it is in none, or is to be left alone.

    Raises GitFailed.
    """
    repository = repository_of(library.home) if site_settings().content_git else None
    if repository is None:
        return None
    branch = repository.branch()
    head = repository.commit_of(f"refs/heads/{branch}")
    return Checkout(repository, branch, head) if head else None


def is_content(name: str) -> bool:
    """Whether the site reads a file of this name: the reader of folders passes over the others."""
    parts = name.split("/")
    hidden = (one.startswith(".") or one.endswith(("~", ".swp", ".tmp")) for one in parts)
    return name not in _NOT_READ and not any(hidden)


@lru_cache(maxsize=4)
def files_of_commit(repository: Repository, commit: str) -> Mapping[str, bytes]:
    """The content files of a commit, without links and modules. Raises GitFailed."""
    entries = {
        name: one
        for name, one in repository.files(commit).items()
        if is_content(name) and one.mode in REGULAR
    }
    return dict(zip(entries, repository.blobs([one.blob for one in entries.values()]), strict=True))


def manifest_of_commit(repository: Repository, commit: str) -> Manifest:
    """The content files of a commit by the hashes of what is in them. Raises GitFailed."""
    return {name: blob_hash(data) for name, data in files_of_commit(repository, commit).items()}


def commit_changes(
    repository: Repository,
    parents: Sequence[str],
    old: Manifest,
    new: Manifest,
    read: Read,
    *,
    message: str,
    author: tuple[str, int | None],
    when: datetime,
) -> str:
    """A commit that makes the files of `new` of those of `old`; no branch moves."""
    names = changed_names(old, new)
    texts = read(sorted({new[name] for name in names if name in new}))
    changes = {name: texts[new[name]] if name in new else None for name in names}
    name, number = author
    who = Author(name, _address(number))
    return repository.commit(parents, changes, message=message, author=who, when=when)


def _address(author_id: int | None) -> str:
    """An address that says who it was without giving anybody's away."""
    host = site_settings().public_url.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"{author_id or 'content'}@{host}"
