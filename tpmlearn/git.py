"""The git door: content folders that are work trees, and remotes that content is pulled from.

Only plumbing is used: no hook runs, nothing depends on what is checked out, and a branch moves only
from the commit that was seen.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SECONDS = 60
REGULAR = frozenset({"100644", "100755"})
_REFUSING_CONFIG = ("-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never")
_COMMITTER = "tpmlearn"
_UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}


class GitMissing(RuntimeError):
    """The program git is not installed."""

    def __init__(self) -> None:
        super().__init__("The program git is not installed on this server. Install it.")


class GitFailed(RuntimeError):
    """git refused; the text says what it said."""


class BranchMoved(GitFailed):
    """A branch is not at the commit that was seen: somebody else moved it."""


@dataclass(frozen=True)
class Entry:
    """A file of a commit: its mode and the id of its blob."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Author:
    """Whose name a commit carries."""

    name: str
    email: str


@dataclass(frozen=True)
class Repository:
    """A repository; `prefix` is where the content lies in it, empty or ending with a slash."""

    top: Path
    prefix: str = ""

    def run(
        self, *arguments: str, data: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> bytes:
        """What a git command prints. Raises GitMissing and GitFailed."""
        return _run(("-C", str(self.top), *arguments), data=data, env=env)

    def line(self, *arguments: str) -> str:
        """The one line that a git command prints."""
        return self.run(*arguments).decode(errors="replace").strip()

    def branch(self) -> str:
        """The branch that is checked out. Raises GitFailed where there is none."""
        try:
            return self.line("symbolic-ref", "--short", "HEAD")
        except GitFailed:
            raise GitFailed(
                "The content folder is not on a branch (a detached HEAD). Check one out."
            ) from None

    def unfinished(self) -> str:
        """What somebody has begun in the work tree and not ended, as a merge; empty for nothing."""
        for name, what in _UNFINISHED.items():
            place = self.line("rev-parse", "--git-path", name)
            if (self.top / place).exists():
                return what
        return ""

    def commit_of(self, name: str) -> str | None:
        """The commit that a branch, a ref or an id stands for; None where there is none."""
        try:
            return self.line("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except GitFailed:
            return None

    def files(self, commit: str) -> dict[str, Entry]:
        """The files of a commit under the prefix, by name from there on."""
        listed = self.run("ls-tree", "-r", "-z", commit, "--", self.prefix or ".")
        found = {}
        for line in listed.decode(errors="surrogateescape").split("\0"):
            if line:
                told, _, name = line.partition("\t")
                mode, _, blob = told.split()
                found[name.removeprefix(self.prefix)] = Entry(mode, blob)
        return found

    def blobs(self, ids: Sequence[str]) -> list[bytes]:
        """The bytes of blobs, in the order of their ids."""
        if not ids:
            return []
        told = self.run("cat-file", "--batch", data="".join(f"{one}\n" for one in ids).encode())
        found, at = [], 0
        for _ in ids:
            end = told.index(b"\n", at)
            size = int(told[at:end].rsplit(b" ", 1)[1])
            found.append(told[end + 1 : end + 1 + size])
            at = end + size + 2
        return found

    def commit(
        self,
        parents: Sequence[str],
        changes: Mapping[str, bytes | None],
        *,
        message: str,
        author: Author,
        when: datetime,
    ) -> str:
        """Write a commit upon the first of its parents, None removing a file; no branch moves."""
        with self._index() as env:
            if parents:
                self.run("read-tree", parents[0], env=env)
            told = "".join(self._index_lines(changes, len(parents[0]) if parents else 40))
            self.run("update-index", "-z", "--index-info", data=told.encode(), env=env)
            tree = self.run("write-tree", env=env).decode().strip()
        stamp = when.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        who = {
            "GIT_AUTHOR_NAME": _plain(author.name) or _COMMITTER,
            "GIT_AUTHOR_EMAIL": _plain(author.email),
            "GIT_COMMITTER_NAME": _COMMITTER,
            "GIT_COMMITTER_EMAIL": _plain(author.email),
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_DATE": stamp,
        }
        upon = [part for parent in parents for part in ("-p", parent)]
        made = self.run("commit-tree", tree, *upon, "-F", "-", data=message.encode(), env=who)
        return made.decode().strip()

    def move(self, branch: str, commit: str, *, seen: str | None) -> None:
        """Move a branch from the commit that was seen, None for one that is new.

        Raises BranchMoved where it is at another.
        """
        ref = f"refs/heads/{branch}"
        try:
            self.run("update-ref", ref, commit, seen or "0" * len(commit))
        except GitFailed as error:
            if self.commit_of(ref) != seen:
                raise BranchMoved(f"The branch {branch} was moved meanwhile.") from error
            raise

    def set_branch(self, branch: str, commit: str | None) -> None:
        """Put a branch at a commit wherever it was, or remove it."""
        ref = f"refs/heads/{branch}"
        if commit is None:
            self.run("update-ref", "-d", ref)
        else:
            self.run("update-ref", ref, commit)

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether one commit is in the history of another."""
        return self.merge_base(older, newer) == older

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit that two have in common, None where they have none."""
        try:
            return self.line("merge-base", one, other) or None
        except GitFailed:
            return None

    def bring(self, old: str, new: str, skip: Collection[str]) -> None:
        """Bring the files beside the content from one commit to another, when a pull has moved.

        `skip` are names under the prefix. A file that somebody has changed stays as it is.
        """
        whole = Repository(self.top)
        before, after = whole.files(old), whole.files(new)
        skipped = {f"{self.prefix}{name}" for name in skip}
        names = [
            name
            for name in sorted({*before, *after})
            if name not in skipped and before.get(name) != after.get(name)
        ]
        for name in names:
            self._bring_one(name, before.get(name), after.get(name))
        whole.unstage(names)

    def _bring_one(self, name: str, old: Entry | None, new: Entry | None) -> None:
        place = self.top / name
        if not place.resolve().is_relative_to(self.top.resolve()) or place.is_symlink():
            return
        present = self.line("hash-object", "--", str(place)) if place.is_file() else None
        if present != (old.blob if old else None):
            return
        if new is None:
            place.unlink(missing_ok=True)
        elif new.mode in REGULAR:
            (data,) = self.blobs([new.blob])
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    def unstage(self, names: Iterable[str]) -> None:
        """Let the index hold these files as the branch has them; files stay as they are."""
        paths = "\0".join(f"{self.prefix}{name}" for name in names)
        if paths:
            # It ends with 1 where files differ from the index, which is no failure.
            self.run(
                "--literal-pathspecs",
                "reset",
                "-q",
                "--pathspec-from-file=-",
                "--pathspec-file-nul",
                data=paths.encode(),
            )

    def told(self, commit: str) -> tuple[str, str]:
        """Author and subject of a commit, as plain text of one line."""
        said = self.run("log", "-1", "--format=%an%x00%s", commit).decode(errors="replace")
        author, _, subject = said.strip("\n").partition("\0")
        return _plain(author), " ".join(subject.split())

    def sizes(self, ids: Sequence[str]) -> list[int]:
        """How many bytes blobs have."""
        given = "".join(f"{one}\n" for one in ids).encode()
        told = self.run("cat-file", "--batch-check=%(objectsize)", data=given)
        return [int(line) for line in told.split()]

    def fetch(self, remote: str, branch: str) -> str:
        """Bring a branch of a remote here; its commit. Raises GitFailed."""
        ref = "refs/tpmlearn/pulled"
        allowed = {"GIT_ALLOW_PROTOCOL": "file:https:ssh"}
        told = f"+refs/heads/{branch}:{ref}"
        self.run("fetch", "--quiet", "--no-tags", "--", remote, told, env=allowed)
        commit = self.commit_of(ref)
        if commit is None:
            raise GitFailed(f"The remote has no branch {branch}.")
        return commit

    def _index_lines(self, changes: Mapping[str, bytes | None], width: int) -> Iterator[str]:
        for name, data in changes.items():
            path = f"{self.prefix}{name}"
            if data is None:
                yield f"0 {'0' * width}\t{path}\0"
            else:
                blob = self.run("hash-object", "-w", "--stdin", data=data).decode().strip()
                yield f"100644 {blob}\t{path}\0"

    @contextmanager
    def _index(self) -> Iterator[dict[str, str]]:
        """An index of its own, so that nobody's staged changes are touched."""
        with tempfile.TemporaryDirectory(prefix="tpmlearn-index-") as folder:
            yield {"GIT_INDEX_FILE": str(Path(folder) / "index")}


def has_git() -> bool:
    """Whether the program git is installed."""
    return shutil.which("git") is not None


def repository_of(folder: Path) -> Repository | None:
    """The repository whose work tree a folder lies in, None where there is none or no git.

    A folder that its repository ignores lies in none. Raises GitFailed where git will not read it.
    """
    if not has_git() or not folder.is_dir():
        return None
    if not any((one / ".git").exists() for one in (folder.resolve(), *folder.resolve().parents)):
        return None
    here = ("-C", str(folder), "rev-parse")
    told = _run((*here, "--show-toplevel", "--show-prefix")).decode()
    top, _, rest = told.partition("\n")
    found = Repository(Path(top), rest.strip("\n"))
    if found.commit_of("HEAD") is None or (found.prefix and _is_ignored(found)):
        return None
    return found


def bare_repository(folder: Path) -> Repository:
    """A repository without a work tree, made where there is none yet."""
    if not (folder / "HEAD").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _run(("init", "--quiet", "--bare", str(folder)))
    return Repository(folder)


def _is_ignored(repository: Repository) -> bool:
    try:
        repository.run("check-ignore", "--quiet", "--", repository.prefix.rstrip("/"))
    except GitFailed:
        return False
    return True


def _plain(text: str) -> str:
    """A name as a commit's head can carry it: one line, no angle brackets."""
    kept = "".join(char for char in text if char.isprintable() and char not in "<>")
    return " ".join(kept.split())


def _run(
    arguments: Sequence[str], *, data: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", *_REFUSING_CONFIG, *arguments],
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            env={**inherited, **quiet, **(env or {})},
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise GitMissing from None
    except subprocess.TimeoutExpired:
        raise GitFailed(f"git gave no answer within {SECONDS} seconds.") from None
    except OSError as error:
        raise GitFailed(f"git could not be run: {error.strerror}.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitFailed(said[-1] if said else f"git ended with {done.returncode}.")
    return done.stdout
