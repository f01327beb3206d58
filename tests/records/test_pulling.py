"""A commit of the remote goes live checked and whole, or never; the pull says why."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.studio import Studio, make_content, make_repository, run_git
from tpmlearn.config import Settings
from tpmlearn.db import db, writing
from tpmlearn.features.releases.services import roll_back
from tpmlearn.models import PullRow
from tpmlearn.records import pulling
from tpmlearn.records.branch_release import NothingNew, put_branch_live
from tpmlearn.records.pulling import pull_what_is_due, run_pull
from tpmlearn.records.pulls import AskedBy, Outcome, Pull, ask_for_pull, pulls
from tpmlearn.records.releases import find_release, live_content, live_release_id

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LESSON = "modules/01-start/lesson.md"


class Remote:
    """Another repository with the same content, in which somebody works."""

    def __init__(self, studio: Studio, folder: Path) -> None:
        self.studio = studio
        if studio.has_git:
            run_git(folder, "clone", "--quiet", str(studio.top), "remote")
        else:
            make_content(folder / "remote")
            make_repository(folder / "remote")
        self.folder = folder / "remote"

    def change(self, old: str, new: str, name: str = LESSON) -> str:
        """Change a text and commit it; the commit."""
        path = self.folder / "content" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self.commit()

    def write(self, name: str, text: str) -> str:
        """Write a file and commit it; the commit."""
        path = self.folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return self.commit()

    def commit(self) -> str:
        run_git(self.folder, "add", "--all")
        run_git(self.folder, "commit", "--quiet", "-m", "By somebody <i>else</i>")
        return run_git(self.folder, "rev-parse", "HEAD")


@pytest.fixture
def remote(studio: Studio, tmp_path: Path) -> Iterator[Remote]:
    found = Remote(studio, tmp_path)
    settings: Settings = studio.app.extensions["settings"]
    studio.app.extensions["settings"] = replace(settings, content_remote=str(found.folder))
    with studio.app.app_context():
        yield found


def pull(now: datetime = NOW) -> Pull:
    with writing():
        done = run_pull(ask_for_pull(AskedBy.COMMAND, now=now), now=now)
    assert done
    return done


def title(studio: Studio) -> str:
    return studio.library.catalogue.modules["01-start"].sections[0].title


def test_a_good_commit_is_live_and_the_branch_is_at_it(studio: Studio, remote: Remote) -> None:
    commit = remote.change("A situation", "A pulled situation")

    done = pull()

    assert (done.outcome, done.commit) == (Outcome.LIVE, commit)
    assert title(studio) == "A pulled situation"
    assert "A pulled situation" in studio.read(LESSON)
    release = live_content(studio.library).release
    assert release
    assert (release.commit, release.title) == (commit, "By somebody <i>else</i>")
    assert release.author_name == "Editor"
    if studio.has_git:
        assert studio.git("rev-parse", "HEAD") == commit
        assert studio.git("status", "--porcelain") == ""


def test_what_else_a_commit_brings_comes_along(studio: Studio, remote: Remote) -> None:
    if not studio.has_git:
        return
    (remote.folder / "README.md").write_text("Pulled.\n", encoding="utf-8")
    (remote.folder / "content/README.md").write_text("Beside.\n", encoding="utf-8")
    remote.change("A situation", "A pulled situation")

    assert pull().outcome is Outcome.LIVE

    assert (studio.top / "README.md").read_text(encoding="utf-8") == "Pulled.\n"
    assert studio.git("status", "--porcelain") == ""


def test_the_same_commit_is_nothing_new(studio: Studio, remote: Remote) -> None:
    remote.change("A situation", "A pulled situation")
    pull()

    assert pull().outcome is Outcome.SAME
    assert title(studio) == "A pulled situation"


def test_a_commit_with_an_error_never_goes_live_and_the_pull_says_where(
    studio: Studio, remote: Remote
) -> None:
    remote.change("kind=", "knd=", "modules/01-start/quiz.md")
    before = studio.library.catalogue.version

    done = pull()

    assert done.outcome is Outcome.REFUSED
    assert "that the live content does not have" in done.why
    assert any(one.startswith("content/modules/01-start/quiz.md:") for one in done.problems)
    assert live_release_id() is None
    assert studio.library.catalogue.version == before
    if studio.has_git:
        assert studio.log() == ["Begin"]


def test_after_the_mend_it_goes_live(studio: Studio, remote: Remote) -> None:
    remote.change("kind=", "knd=", "modules/01-start/quiz.md")
    pull()
    remote.change("knd=", "kind=", "modules/01-start/quiz.md")
    remote.change("A situation", "A mended situation")

    assert pull().outcome is Outcome.LIVE
    assert title(studio) == "A mended situation"


def publish_here(studio: Studio, old: str, new: str) -> None:
    """Something else goes live on this side."""
    studio.write(LESSON, studio.read(LESSON).replace(old, new))
    if studio.has_git:
        studio.git("commit", "-qam", "Here")
    else:
        studio.library.refresh()
    with writing():
        put_branch_live(author="Ada", author_id=None, now=NOW)


def test_changes_on_both_sides_are_merged(studio: Studio, remote: Remote) -> None:
    remote.change("A situation", "A pulled situation")
    pull()
    publish_here(studio, "An exercise", "An exercise of ours")
    remote.change("A pulled situation", "A situation pulled again")

    assert pull().outcome is Outcome.LIVE

    assert title(studio) == "A situation pulled again"
    assert "An exercise of ours" in studio.read(LESSON)
    if studio.has_git:
        assert len(studio.git("log", "-1", "--format=%P").split()) == 2
        assert studio.git("status", "--porcelain") == ""


def test_a_conflict_goes_not_live_and_names_the_file(studio: Studio, remote: Remote) -> None:
    remote.change("A situation", "A pulled situation")
    pull()
    publish_here(studio, "A pulled situation", "Ours")
    remote.change("A pulled situation", "Theirs")

    done = pull()

    assert done.outcome is Outcome.REFUSED
    assert done.problems == (LESSON,)
    assert "Merge them in git" in done.why
    assert title(studio) == "Ours"


def test_what_was_rolled_back_is_not_pulled_again(studio: Studio, remote: Remote) -> None:
    remote.change("A situation", "A pulled situation")
    pull()
    now_live = live_release_id()
    first = find_release(now_live or "")
    assert first
    assert first.release
    with writing():
        roll_back(first.release.parent or "", seen=now_live, author="Ada", author_id=None, now=NOW)
    assert title(studio) == "A situation"

    assert pull().outcome is Outcome.SAME
    assert title(studio) == "A situation"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("bank/a b.md", "x", "names that content cannot have"),
        ("bank/ü.md", "x", "names that content cannot have"),
        ("bank/line\nend.md", "x", "names that content cannot have"),
        ("bank/-x.md", "x", "names that content cannot have"),
        ("bank/large.md", "x" * 1_000_001, "more than 1 MB"),
    ],
)
def test_odd_files_are_refused_by_name(
    studio: Studio, remote: Remote, name: str, text: str, why: str
) -> None:
    remote.write(name, text)

    done = pull()

    assert done.outcome is Outcome.REFUSED
    assert why in done.why
    assert done.problems


def test_a_link_that_leads_out_is_refused(studio: Studio, remote: Remote) -> None:
    (remote.folder / "content/bank.md").symlink_to("/etc/passwd")
    remote.commit()

    done = pull()

    assert (done.outcome, done.problems) == (Outcome.REFUSED, ("bank.md",))


def test_a_repository_without_content_is_refused(studio: Studio, remote: Remote) -> None:
    run_git(remote.folder, "rm", "-rq", "content")
    remote.commit()

    assert "no framework.yml" in pull().why


def test_a_branch_that_is_not_there_and_a_remote_that_is_gone_fail_with_a_sentence(
    studio: Studio, remote: Remote
) -> None:
    settings: Settings = studio.app.extensions["settings"]
    for changed in (
        replace(settings, content_branch="nowhere"),
        replace(settings, content_remote="/nowhere/at/all"),
        replace(settings, content_remote="ext::sh -c touch% /tmp/never"),
        replace(settings, content_remote="http://127.0.0.1:9/x.git"),
    ):
        studio.app.extensions["settings"] = changed
        done = pull()
        assert done.outcome is Outcome.FAILED
        assert done.why
    assert not Path("/tmp/never").exists()


def test_without_git_it_fails_with_what_to_install(
    studio: Studio, remote: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    done = pull()

    assert done.outcome is Outcome.FAILED
    assert "git is not installed" in done.why


def test_a_full_disk_leaves_all_as_it_was(
    studio: Studio, remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    remote.change("A situation", "A pulled situation")
    monkeypatch.setattr(Path, "write_bytes", full)

    done = pull()

    assert done.outcome in {Outcome.REFUSED, Outcome.FAILED}
    assert "No space left on device" in done.why
    assert title(studio) == "A situation"


def test_the_clock_asks_as_often_as_it_is_set(studio: Studio, remote: Remote) -> None:
    settings: Settings = studio.app.extensions["settings"]
    assert pull_what_is_due(now=NOW) is None
    studio.app.extensions["settings"] = replace(settings, content_pull_minutes=30)

    assert pull_what_is_due(now=NOW)
    assert pull_what_is_due(now=NOW + timedelta(minutes=29)) is None
    later = pull_what_is_due(now=NOW + timedelta(minutes=30))
    assert later
    assert later.asked_by is AskedBy.TIMER


def test_asked_twice_before_it_began_is_once(studio: Studio, remote: Remote) -> None:
    with writing():
        assert ask_for_pull(AskedBy.PAGE, now=NOW) == ask_for_pull(AskedBy.WEBHOOK, now=NOW)
        assert pull_what_is_due(now=NOW)
        assert pull_what_is_due(now=NOW) is None
    assert len(pulls(9)) == 1


def test_one_that_was_interrupted_does_not_hold_up_the_next(studio: Studio, remote: Remote) -> None:
    with writing():
        lost = ask_for_pull(AskedBy.PAGE, now=NOW)
        db.session.get_one(PullRow, lost).begun_at = NOW
        db.session.commit()
        early = NOW + timedelta(minutes=1)
        assert run_pull(ask_for_pull(AskedBy.PAGE, now=early), now=early) is None
        late = NOW + timedelta(minutes=11)
        assert pull_what_is_due(now=late)
    assert [one.outcome for one in pulls(9)] == [Outcome.SAME, Outcome.FAILED]


def test_what_an_editor_committed_is_put_live_from_the_branch(studio: Studio) -> None:
    with studio.app.app_context():
        publish_here(studio, "A situation", "Committed here")
        assert title(studio) == "Committed here"
        publish_here(studio, "Committed here", "And again")
        assert title(studio) == "And again"
        if studio.has_git:
            assert live_release_id() == studio.git("rev-parse", "HEAD")
        with writing(), pytest.raises(NothingNew):
            put_branch_live(author="Ada", author_id=None, now=NOW)


def test_an_error_of_the_site_is_logged_and_told(
    studio: Studio, remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise KeyError("x")

    remote.change("A situation", "A pulled situation")
    monkeypatch.setattr(pulling, "_take", broken)

    assert "An error of the site (KeyError)" in pull().why
