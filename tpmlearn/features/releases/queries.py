"""Reads for the pages of releases: what is live and where, all releases, what one changed."""

from dataclasses import dataclass

from tpmlearn.domain.publishing.difference import Difference, difference
from tpmlearn.domain.publishing.releases import changed_names
from tpmlearn.git import GitFailed, GitMissing, has_git
from tpmlearn.library import Library
from tpmlearn.library.releases import manifest_of
from tpmlearn.records.blobs import read_blobs
from tpmlearn.records.checkouts import checkout_of, manifest_of_commit
from tpmlearn.records.pulls import Pull, pulls
from tpmlearn.records.releases import (
    Live,
    Release,
    find_release,
    live_content,
    live_release_id,
    releases,
    shown_release_id,
)
from tpmlearn.records.site import site_settings

MOST_RELEASES, MOST_PULLS, MOST_FILES = 100, 10, 60


@dataclass(frozen=True)
class Folder:
    """The content folder beside what is live: its branch, and the files that differ.

    `fault` says why git does not answer; `waiting` are files that the branch has and that are not
    live, `edited` those that the folder has besides.
    """

    branch: str
    head: str
    waiting: tuple[str, ...]
    edited: tuple[str, ...]
    has_git: bool
    fault: str = ""


@dataclass(frozen=True)
class Index:
    """What is live, on this server too, where the folder is, all releases and the latest pulls."""

    live: Live
    shown: str | None
    folder: Folder
    releases: list[Release]
    total: int
    pulls: list[Pull]
    remote: str


@dataclass(frozen=True)
class ReleasePage:
    """A release and what it changed of the one before, by file."""

    release: Release
    is_live: bool
    files: list[tuple[str, Difference]]
    more: int
    beginning: bool


def index(library: Library) -> Index:
    """All of the page of releases."""
    live = live_content(library)
    found, total = releases(MOST_RELEASES)
    return Index(
        live=live,
        shown=shown_release_id(library),
        folder=_folder(library, live),
        releases=found,
        total=total,
        pulls=pulls(MOST_PULLS),
        remote=_without_password(site_settings().content_remote),
    )


def _folder(library: Library, live: Live) -> Folder:
    present = manifest_of(library.home)
    try:
        checkout = checkout_of(library)
    except (GitFailed, GitMissing) as error:
        return Folder("", "", (), changed_names(live.manifest, present), has_git(), str(error))
    if checkout is None:
        return Folder("", "", (), changed_names(live.manifest, present), has_git())
    committed = manifest_of_commit(checkout.repository, checkout.head)
    return Folder(
        branch=checkout.branch,
        head=checkout.head,
        waiting=changed_names(live.manifest, committed),
        edited=changed_names(committed, present),
        has_git=True,
    )


def _without_password(remote: str) -> str:
    """The address of the remote without what stands before its host."""
    scheme, found, rest = remote.partition("://")
    if not found or "@" not in rest.partition("/")[0]:
        return remote
    return f"{scheme}://{rest.partition('@')[2]}"


def release_page(library: Library, release_id: str) -> ReleasePage | None:
    """A release with what it changed; None where there is none."""
    found = find_release(release_id)
    if found is None or found.release is None:
        return None
    live, parent = live_content(library), found.release.parent
    before = find_release(parent) if parent else None
    names = changed_names(before.manifest, found.manifest) if before else ()
    shown = names[:MOST_FILES]
    manifests = (before.manifest if before else {}, found.manifest)
    wanted = [one[name] for one in manifests for name in shown if name in one]
    texts = {key: data.decode(errors="replace") for key, data in read_blobs(wanted).items()}
    old, new = manifests
    return ReleasePage(
        release=found.release,
        is_live=live.release is not None and live.release.id == release_id,
        files=[
            (name, difference(texts.get(old.get(name, ""), ""), texts.get(new.get(name, ""), "")))
            for name in shown
        ],
        more=len(names) - len(shown),
        beginning=before is None,
    )


def live_id() -> str:
    """The release that is live, as a form carries it; empty while the folder is shown."""
    return live_release_id() or ""
