"""Pulls content from a remote repository: looked at as a whole, checked, and only then live."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from tpmlearn.db import db, writing
from tpmlearn.domain.publishing.merging import merge_files
from tpmlearn.domain.publishing.names import LARGEST_FILE
from tpmlearn.domain.publishing.releases import ReleaseKind, blob_hash
from tpmlearn.git import REGULAR, GitFailed, GitMissing, Repository, bare_repository
from tpmlearn.models import PullRow
from tpmlearn.records.blobs import read_blobs
from tpmlearn.records.branch_release import NothingNew
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.checkouts import (
    Checkout,
    checkout_of,
    files_of_commit,
    is_content,
)
from tpmlearn.records.publish_refusals import CannotPublish
from tpmlearn.records.publishing import Intent, publish
from tpmlearn.records.pulls import AskedBy, Outcome, Pull, ask_for_pull, pull_from
from tpmlearn.records.releases import Live, live_content
from tpmlearn.records.site import site_settings

MOST_FILES, MOST_BYTES = 20_000, 200_000_000
MOST_PROBLEMS, MOST_SHOWN = 50, 30
STUCK = timedelta(minutes=10)
MARK = "framework.yml"
_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_log = logging.getLogger(__name__)


class Refused(Exception):
    """A commit that may not go live; the text says why, `problems` are lines of the checker."""

    def __init__(self, why: str, problems: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.problems = tuple(problems)


def pull_what_is_due(*, now: datetime) -> Pull | None:
    """Look at the remote if somebody asked, or the time has come; None where nothing was due.

    One statement where nothing is. Of several workers one does it.
    """
    settings = site_settings()
    if not settings.content_remote:
        return None
    row = PullRow
    with writing():
        waiting = db.session.scalar(select(row.id).where(row.begun_at.is_(None)).limit(1))
        if waiting is None and _is_time(now, settings.content_pull_minutes):
            waiting = ask_for_pull(AskedBy.TIMER, now=now)
        return run_pull(waiting, now=now) if waiting else None


def _is_time(now: datetime, minutes: int) -> bool:
    if not minutes:
        return False
    last = db.session.scalar(select(func.max(PullRow.asked_at)))
    return last is None or last <= now - timedelta(minutes=minutes)


def run_pull(pull_id: int, *, now: datetime) -> Pull | None:
    """Look at the remote for a pull that waits; None where somebody else does. Commits."""
    row = PullRow
    stuck = (row.ended_at.is_(None), row.begun_at < now - STUCK)
    db.session.execute(
        update(row)
        .where(*stuck)
        .values(outcome=Outcome.FAILED, ended_at=now, why="It was interrupted.")
    )
    busy = select(row.id).where(row.begun_at.is_not(None), row.ended_at.is_(None))
    taken = db.session.execute(
        update(row)
        .where(row.id == pull_id, row.begun_at.is_(None), ~busy.exists())
        .values(begun_at=now)
    )
    db.session.commit()
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    done = _tried(now=now)
    db.session.execute(update(row).where(row.id == pull_id).values({**done, "ended_at": now}))
    db.session.commit()
    return pull_from(db.session.get_one(row, pull_id))


def _tried(*, now: datetime) -> dict[str, object]:
    """Pull, whatever happens; what is to be noted of it."""
    commit = ""
    try:
        checkout = checkout_of(current_library())
        repository = _repository(checkout)
        settings = site_settings()
        commit = repository.fetch(settings.content_remote, settings.content_branch)
        told = _take(repository, checkout, commit, now=now)
        return {"outcome": Outcome.LIVE, "commit_id": commit, "why": told}
    except NothingNew as reason:
        return {"outcome": Outcome.SAME, "commit_id": commit, "why": str(reason)}
    except (Refused, CannotPublish) as reason:
        lines = [str(one) for one in reason.problems[:MOST_PROBLEMS]]
        return _not(Outcome.REFUSED, commit, str(reason), lines)
    except (GitFailed, GitMissing, OSError) as reason:
        return _not(Outcome.FAILED, commit, str(reason))
    except Exception as error:
        _log.exception("the pull failed")
        return _not(Outcome.FAILED, commit, f"An error of the site ({type(error).__name__}).")


def _not(
    outcome: Outcome, commit: str, why: str, problems: Sequence[str] = ()
) -> dict[str, object]:
    db.session.rollback()
    return {
        "outcome": outcome,
        "commit_id": commit or None,
        "why": why,
        "problems": list(problems),
    }


def _repository(checkout: Checkout | None) -> Repository:
    """Where what is fetched is kept: the content's own repository, or one of this server."""
    if checkout:
        return checkout.repository
    return bare_repository(site_settings().folder / "content.git")


def _take(repository: Repository, checkout: Checkout | None, commit: str, *, now: datetime) -> str:
    """Put a commit live. Raises NothingNew, Refused, CannotPublish and GitFailed."""
    found = replace(repository, prefix=_prefix(repository, commit))
    files = _safe_files(found, commit)
    live = live_content(current_library())
    hashed = {name: blob_hash(data) for name, data in files.items()}
    if hashed == dict(live.manifest):
        raise NothingNew("All of it is live already.")
    same_place = checkout is not None and found.prefix == repository.prefix
    if checkout and same_place:
        wanted = _beside_branch(found, checkout, commit, files)
    else:
        wanted = _beside_live(found, commit, files, live)
    author, subject = found.told(commit)
    upon = commit if not checkout or same_place else None
    intent = Intent(
        manifest={name: blob_hash(data) for name, data in wanted.items()},
        kind=ReleaseKind.PULLED,
        title=subject or "Content of the remote",
        author=author or "The remote",
        author_id=None,
        seen=live.release.id if live.release else None,
        body=f"Pulled as {commit}.",
        files={blob_hash(data): data for data in wanted.values()},
        upon=upon,
    )
    done = publish(intent, now=now)
    left = f" Left as they were in the folder: {', '.join(done.left)}." if done.left else ""
    return f"“{done.release.title}” by {done.release.author_name}.{left}"


def _prefix(repository: Repository, commit: str) -> str:
    """Where the content lies in a commit: told by the framework's file. Raises Refused."""
    for prefix in dict.fromkeys([repository.prefix, "", "content/"]):
        if MARK in replace(repository, prefix=prefix).files(commit):
            return prefix
    raise Refused(f"The commit has no {MARK}, at its top or in content/.")


def _safe_files(repository: Repository, commit: str) -> Mapping[str, bytes]:
    """The content files of a commit, once nothing about them is odd. Raises Refused."""
    entries = {name: one for name, one in repository.files(commit).items() if is_content(name)}
    if len(entries) > MOST_FILES:
        raise Refused(f"The commit has {len(entries):,} files, more than {MOST_FILES:,}.")
    odd = [name for name in entries if not all(_SAFE.fullmatch(part) for part in name.split("/"))]
    if odd:
        raise Refused("Some files have names that content cannot have.", _shown(odd))
    links = [name for name, one in entries.items() if one.mode not in REGULAR]
    if links:
        raise Refused("Some are links or modules, not files.", _shown(links))
    sizes = repository.sizes([one.blob for one in entries.values()])
    large = [name for name, size in zip(entries, sizes, strict=True) if size > LARGEST_FILE]
    if large:
        raise Refused("Some files have more than 1 MB.", _shown(large))
    if sum(sizes) > MOST_BYTES:
        raise Refused(f"The files have more than {MOST_BYTES // 1_000_000} MB together.")
    return files_of_commit(repository, commit)


def _shown(names: Sequence[str]) -> list[str]:
    """Names as a page can show them, however odd they are."""
    return [one.encode(errors="backslashreplace").decode()[:200] for one in names[:MOST_SHOWN]]


def _beside_branch(
    repository: Repository, checkout: Checkout, commit: str, files: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    """The commit's files, merged with what the branch has besides. Raises NothingNew, Refused."""
    base = repository.merge_base(checkout.head, commit)
    if base == commit != checkout.head:
        raise NothingNew("The branch has it already, and more.")
    if base in {checkout.head, None}:
        if base is None:
            raise Refused("It shares no commit with the branch here, so nothing can be merged.")
        return files
    mine = files_of_commit(repository, checkout.head)
    return _merged(files_of_commit(repository, base or commit), files, mine)


def _beside_live(
    repository: Repository, commit: str, files: Mapping[str, bytes], live: Live
) -> Mapping[str, bytes]:
    """The commit's files, merged with what went live here since the last pull.

    Raises NothingNew and Refused.
    """
    last = _last_taken()
    if last == commit:
        raise NothingNew("It was pulled already; something else went live since.")
    if last is None or repository.commit_of(last) is None or live.release is None:
        return files
    base = files_of_commit(replace(repository, prefix=_prefix(repository, last)), last)
    if {name: blob_hash(data) for name, data in base.items()} == dict(live.manifest):
        return files
    kept = read_blobs([*live.manifest.values()])
    mine = {name: kept[hashed] for name, hashed in live.manifest.items()}
    return _merged(base, files, mine)


def _merged(
    base: Mapping[str, bytes], theirs: Mapping[str, bytes], mine: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    merged, conflicts = merge_files(base, theirs, mine)
    if conflicts:
        raise Refused(
            "The remote and what went live here changed the same lines. Merge them in git, push, "
            "and pull again.",
            conflicts,
        )
    return merged


def _last_taken() -> str | None:
    row = PullRow
    return db.session.scalar(
        select(row.commit_id).where(row.outcome == Outcome.LIVE).order_by(row.id.desc()).limit(1)
    )
