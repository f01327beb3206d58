"""A site on a small content folder of its own, a git work tree or not, that tests change."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask

from tests.domain.content.sample import sample
from tpmlearn.config import Settings
from tpmlearn.library import Library
from tpmlearn.records.checkouts import files_of_commit

GIT_ENV = {
    "GIT_AUTHOR_NAME": "Editor",
    "GIT_AUTHOR_EMAIL": "editor@example.org",
    "GIT_COMMITTER_NAME": "Editor",
    "GIT_COMMITTER_EMAIL": "editor@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass(frozen=True)
class Studio:
    """The site, its content folder, and whether that is a git work tree."""

    app: Flask
    content: Path
    has_git: bool

    @property
    def library(self) -> Library:
        """What the site shows."""
        found: Library = self.app.extensions["library"]
        return found

    @property
    def top(self) -> Path:
        """The work tree that the folder lies in."""
        return self.content.parent

    def read(self, name: str) -> str:
        """A file of the content folder."""
        return (self.content / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Change a file as an editor does."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """Run git in the work tree."""
        return run_git(self.top, *arguments)

    def log(self) -> list[str]:
        """The subjects of the branch's commits, the latest first."""
        return self.git("log", "--format=%s").splitlines()


def run_git(folder: Path, *arguments: str) -> str:
    """What a git command prints."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **GIT_ENV},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def make_content(folder: Path) -> Path:
    """The flawless sample in a folder `content`."""
    content = folder / "content"
    for name, text in sample().items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return content


def make_repository(folder: Path) -> None:
    """Make a folder a work tree with one commit on main."""
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "README.md").write_text("Beside the content.\n", encoding="utf-8")
    run_git(folder, "add", ".")
    run_git(folder, "commit", "--quiet", "-m", "Begin")


@contextmanager
def studio_on(app: Flask, folder: Path, *, has_git: bool) -> Iterator[Studio]:
    """Let the site show a content folder of its own for a while."""
    content = make_content(folder / "tree")
    if has_git:
        make_repository(folder / "tree")
    settings: Settings = app.extensions["settings"]
    library: Library = app.extensions["library"]
    files_of_commit.cache_clear()
    instance = folder / "instance"
    own = replace(
        settings, folder=instance, content=(content,), private_content=(), content_git=True
    )
    app.extensions["settings"] = own
    app.extensions["library"] = Library([content], instance / "cache")
    try:
        yield Studio(app, content, has_git)
    finally:
        app.extensions["settings"], app.extensions["library"] = settings, library
