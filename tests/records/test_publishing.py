"""What goes live goes live whole, everywhere, as one commit, or not at all."""

import errno
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.support.at_once import at_once
from tests.support.studio import Studio
from tpmlearn.db import db, writing
from tpmlearn.domain.publishing.releases import ReleaseKind, blob_hash
from tpmlearn.library import Library
from tpmlearn.library.releases import KEPT, manifest_of
from tpmlearn.models import DraftFileRow, DraftRow, ReleaseRow
from tpmlearn.records import publishing, releases
from tpmlearn.records.blobs import forget_blobs, keep_blobs, read_blob, read_blobs
from tpmlearn.records.branch_release import put_branch_live
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.drafts import live_version
from tpmlearn.records.publish_refusals import BranchDiffers, CannotPublish, HasErrors, SomebodyElse
from tpmlearn.records.publishing import Intent, Published, publish
from tpmlearn.records.releases import follow_live, hold_live, live_content, live_release_id
from tpmlearn.web.background import follow_release

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LESSON = "modules/01-start/lesson.md"


def intend(changes: Mapping[str, str | None], *, seen: str | None = None, **more: Any) -> Intent:
    """An intent to change some files of what is live."""
    manifest = dict(live_content(library()).manifest)
    files = {}
    for name, text in changes.items():
        if text is None:
            del manifest[name]
        else:
            data = text.encode()
            manifest[name] = blob_hash(data)
            files[blob_hash(data)] = data
    given = {
        "kind": ReleaseKind.PUBLISHED,
        "title": "Clearer start",
        "author": "Ada <b>",
        "author_id": None,
    }
    return Intent(manifest=manifest, seen=seen, files=files, **{**given, **more})


def library() -> Library:
    return current_library()


def changed(studio: Studio, old: str = "A situation", new: str = "A first situation") -> str:
    text = (studio.library.shown_folder / LESSON).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


def put_live(studio: Studio, **more: Any) -> Published:
    with writing():
        return publish(intend({LESSON: changed(studio)}, **more), now=NOW)


@pytest.fixture(autouse=True)
def context(studio: Studio) -> Any:
    with studio.app.app_context():
        yield


def test_it_is_shown_at_once_lies_in_the_folder_and_is_one_commit(studio: Studio) -> None:
    done = put_live(studio)

    assert done.left == ()
    section = studio.library.catalogue.modules["01-start"].sections[0]
    assert section.title == "A first situation"
    assert "A first situation" in studio.read(LESSON)
    assert live_release_id() == done.release.id
    if studio.has_git:
        assert studio.log() == ["Clearer start", "Begin"]
        assert studio.git("log", "-1", "--format=%an %H") == f"Ada b {done.release.id}"
        assert studio.git("status", "--porcelain") == ""
        assert studio.git("show", "--name-only", "--format=").splitlines() == [f"content/{LESSON}"]


def test_every_server_follows_within_a_look(studio: Studio, tmp_path: Path) -> None:
    other = Library([studio.content], tmp_path / "cache")
    mine = studio.library
    before = other.catalogue.version
    put_live(studio)

    studio.app.extensions["library"] = other
    assert follow_release(studio.app)
    assert not follow_release(studio.app)

    assert other.catalogue.version == mine.catalogue.version != before


def test_a_server_without_the_files_gets_them_from_the_database(studio: Studio) -> None:
    put_live(studio)
    shown = studio.library.catalogue.version
    shutil.rmtree(releases.releases_folder())
    studio.app.extensions["library"] = Library([studio.content], studio.top / "cache")

    assert follow_live()

    assert studio.library.catalogue.version == shown


def test_half_a_release_on_the_disk_is_written_anew(studio: Studio) -> None:
    put_live(studio)
    (studio.library.shown_folder / LESSON).write_text("half", encoding="utf-8")
    studio.app.extensions["library"] = Library([studio.content], studio.top / "cache")

    assert follow_live()

    assert "A first situation" in (studio.library.shown_folder / LESSON).read_text(encoding="utf-8")


def test_a_start_shows_the_live_release_and_without_a_database_what_was_shown(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = put_live(studio)
    settings = studio.app.extensions["settings"]
    assert releases.folder_at_start(settings) == studio.library.shown_folder

    def down() -> str:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(releases, "live_release_id", down)
    assert releases.folder_at_start(settings) == studio.library.shown_folder
    assert done.release.id in str(studio.library.shown_folder)


def test_an_error_that_is_new_never_goes_live(studio: Studio) -> None:
    before = studio.library.catalogue.version
    with writing(), pytest.raises(HasErrors) as refused:
        publish(intend({LESSON: "# no front matter\n"}), now=NOW)

    assert {one.path for one in refused.value.problems} >= {f"content/{LESSON}"}
    assert nothing_changed(studio, before)


def nothing_changed(studio: Studio, version: str) -> bool:
    assert live_release_id() is None
    assert studio.library.catalogue.version == version
    place = studio.app.extensions["settings"].folder / "releases"
    assert not place.exists() or [one for one in place.iterdir() if one.is_dir()] == []
    if studio.has_git:
        assert studio.log() == ["Begin"]
        assert studio.git("status", "--porcelain") == ""
    return True


def test_removing_what_others_refer_to_is_refused(studio: Studio) -> None:
    with writing(), pytest.raises(HasErrors):
        publish(intend({"assignments/jb01-shadow.md": None}), now=NOW)


def test_of_two_at_once_the_second_is_told(studio: Studio) -> None:
    second = intend({LESSON: changed(studio, new="Another situation")})
    put_live(studio)

    with writing(), pytest.raises(SomebodyElse):
        publish(second, now=NOW)
    assert studio.library.catalogue.modules["01-start"].sections[0].title == "A first situation"


def test_of_two_that_checked_at_once_the_second_is_told_too(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:

    def first_another() -> str | None:
        monkeypatch.setattr(publishing, "hold_live", hold_live)
        put_live(studio)
        return hold_live()

    monkeypatch.setattr(publishing, "hold_live", first_another)
    with writing(), pytest.raises(SomebodyElse):
        publish(intend({LESSON: changed(studio, new="Another situation")}), now=NOW)
    assert studio.library.catalogue.modules["01-start"].sections[0].title == "A first situation"
    assert [one.kind for one in db.session.query(ReleaseRow)] == ["begun", "published"]


@pytest.mark.parametrize("when", ["writing files", "switching", "committing"])
def test_a_full_disk_leaves_all_as_it_was(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    before = studio.library.catalogue.version
    if when == "writing files":
        written = Path.write_bytes
        count = iter(range(100))

        def write(path: Path, data: bytes) -> int:
            if next(count) == 3:
                raise full
            return written(path, data)

        monkeypatch.setattr(Path, "write_bytes", write)
    elif when == "switching":

        def keep(*_: object) -> None:
            raise full

        monkeypatch.setattr(publishing, "keep", keep)
    else:

        def commit() -> None:
            raise full

        monkeypatch.setattr(db.session, "commit", commit)
    with writing(), pytest.raises(CannotPublish, match="No space left on device"):
        publish(intend({LESSON: changed(studio)}), now=NOW)

    monkeypatch.undo()
    db.session.rollback()
    assert live_release_id() is None
    assert studio.library.catalogue.version == before
    if studio.has_git:
        assert studio.log() == ["Begin"]
        assert studio.git("status", "--porcelain") == ""


def test_a_file_that_somebody_edits_in_the_folder_is_left_alone(studio: Studio) -> None:
    put_live(studio)
    studio.write(LESSON, studio.read(LESSON) + "\nNot finished.\n")
    seen = live_release_id()

    with writing():
        done = publish(intend({LESSON: changed(studio, "A first", "A second")}, seen=seen), now=NOW)

    assert done.left == (LESSON,)
    assert "Not finished." in studio.read(LESSON)
    assert studio.library.catalogue.modules["01-start"].sections[0].title == "A second situation"


def test_what_is_not_committed_in_the_folder_is_not_swept_along(studio: Studio) -> None:
    studio.write(LESSON, studio.read(LESSON).replace("A situation", "A change of an editor"))
    studio.library.refresh()
    intent = intend({}, title="Nothing of mine")
    if not studio.has_git:
        with writing():
            publish(intent, now=NOW)
        return
    with writing(), pytest.raises(BranchDiffers, match="not committed on main: modules/01-start"):
        publish(intent, now=NOW)


def test_commits_of_an_editor_that_are_not_live_are_not_undone(studio: Studio) -> None:
    put_live(studio)
    if not studio.has_git:
        return
    studio.write(LESSON, studio.read(LESSON).replace("first", "very first"))
    studio.git("commit", "-qam", "By an editor")

    seen = live_release_id()
    with writing(), pytest.raises(BranchDiffers, match="The branch main is not what is live"):
        publish(intend({LESSON: changed(studio, "A first", "A second")}, seen=seen), now=NOW)
    assert studio.log()[0] == "By an editor"


def test_markup_in_a_message_stays_text_in_one_commit(studio: Studio) -> None:
    title = '<script>alert(1)</script> $(rm -rf /) `x` "--amend" -F/etc/passwd'
    done = put_live(studio, title=title, body="Approved by nobody\n--\nAuthor: Eve <eve@x>")

    assert done.release.title == title
    if studio.has_git:
        assert studio.log() == [title, "Begin"]
        assert studio.git("log", "-1", "--format=%an") == "Ada b"


def test_where_git_is_not_installed_it_publishes_copies(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    done = put_live(studio)

    assert done.release.commit is None
    assert "A first situation" in studio.read(LESSON)


def test_a_detached_head_is_refused_with_what_to_do(studio: Studio) -> None:
    if not studio.has_git:
        return
    studio.git("checkout", "-q", "--detach")
    with writing(), pytest.raises(CannotPublish, match="Check one out"):
        put_live(studio)


def test_an_unfinished_merge_in_the_folder_is_finished_there_first(studio: Studio) -> None:
    put_live(studio)
    if not studio.has_git:
        return
    studio.git("checkout", "-qb", "other", "HEAD~1")
    studio.write(LESSON, studio.read(LESSON).replace("A situation", "Another situation"))
    studio.git("commit", "-qam", "Other")
    studio.git("checkout", "-q", "main")
    with pytest.raises(subprocess.CalledProcessError):
        studio.git("merge", "other")

    seen = live_release_id()
    with writing(), pytest.raises(CannotPublish, match="a merge is not finished"):
        publish(intend({LESSON: changed(studio, "A first", "A second")}, seen=seen), now=NOW)
    assert studio.library.catalogue.modules["01-start"].sections[0].title == "A first situation"


@pytest.mark.parametrize(
    ("killed_at", "is_live"), [("hold_live", False), ("keep", False), ("settle", True)]
)
def test_killed_in_the_middle_the_live_content_is_whole(
    studio: Studio, killed_at: str, is_live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent = intend({LESSON: changed(studio), "glossary.yml": studio.read("glossary.yml") + "\n"})
    db.session.remove()
    child = os.fork()
    if not child:
        db.engine.dispose(close=False)
        monkeypatch.setattr(publishing, killed_at, lambda *_, **__: os._exit(9))
        with writing():
            publish(intent, now=NOW)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    settings = studio.app.extensions["settings"]
    shown = releases.folder_at_start(settings)
    assert (shown is not None) == is_live
    whole = dict(intent.manifest) if is_live else dict(manifest_of(studio.content))
    assert manifest_of(shown or studio.content) == whole
    assert dict(live_content(studio.library).manifest) == whole
    follow_live()
    with writing():
        again = intend({LESSON: changed(studio, " situation", " case")}, seen=live_release_id())
        publish(again, now=NOW)
    assert studio.library.catalogue.modules["01-start"].sections[0].title.endswith(" case")


def test_a_commit_that_the_branch_went_back_to_is_put_live_again(studio: Studio) -> None:
    first = put_live(studio).release
    with writing():
        text = changed(studio, "A first", "A second")
        publish(intend({LESSON: text}, seen=first.id), now=NOW)
    if not studio.has_git:
        return
    studio.git("reset", "-q", "--hard", "HEAD~1")

    with writing():
        put_branch_live(author="Ada", author_id=None, now=NOW)

    assert live_release_id() == first.id
    assert studio.library.catalogue.modules["01-start"].sections[0].title == "A first situation"


def test_versions_that_nothing_names_are_forgotten(studio: Studio) -> None:
    put_live(studio)
    with writing():
        keep_blobs([b"typed on the way"])
        assert forget_blobs() == 1
        db.session.commit()
        assert forget_blobs() == 0
    row = db.session.scalars(select(ReleaseRow)).first()
    assert row
    assert len(read_blobs([*row.manifest.values()])) == len(set(row.manifest.values()))


def test_what_a_draft_takes_up_while_others_are_forgotten_is_kept(studio: Studio) -> None:
    put_live(studio)
    data = b"typed, undone, and typed again"
    with writing():
        (hashed,) = keep_blobs([data])
        db.session.commit()

    def take_up() -> None:
        keep_blobs([data])
        more = {"created_at": NOW, "changed_at": NOW}
        db.session.add(DraftRow(id="d", title="D", state="open", author_name="Ada", **more))
        db.session.flush()
        db.session.add(DraftFileRow(draft_id="d", name="a.md", hash=hashed, changed_at=NOW))
        db.session.commit()

    def forget() -> None:
        forget_blobs()
        db.session.commit()

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    assert at_once(app, take_up, forget) == [None, None]

    db.session.rollback()
    assert read_blob(hashed) == data


def test_while_another_release_is_read_files_stay_where_they_are(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_ = studio.library
    seen = []
    refresh = library_._refresh

    def looking(processes: int) -> bool:
        seen.append(live_version(library_, LESSON).hash)
        return refresh(processes)

    monkeypatch.setattr(library_, "_refresh", looking)
    before = live_version(library_, LESSON).hash
    put_live(studio)

    assert seen
    assert seen[0] == before
    assert live_version(library_, LESSON).hash not in {before, None}


def test_staged_changes_beside_the_content_stay_staged(studio: Studio) -> None:
    if not studio.has_git:
        return
    (studio.top / "README.md").write_text("Changed.\n", encoding="utf-8")
    studio.git("add", "README.md")

    put_live(studio)

    assert studio.git("status", "--porcelain") == "M  README.md"
    assert studio.git("show", "--name-only", "--format=") == f"content/{LESSON}"


def test_versions_are_kept_once(studio: Studio) -> None:
    done = put_live(studio)
    row = db.session.get_one(ReleaseRow, done.release.id)

    assert all(read_blob(hashed) for hashed in row.manifest.values())


def test_old_releases_are_removed_from_the_disk_and_not_what_is_shown(studio: Studio) -> None:
    for n in range(KEPT + 3):
        with writing():
            publish(
                intend({LESSON: _numbered(studio, n)}, seen=live_release_id()),
                now=NOW.replace(minute=n),
            )

    kept = [one for one in releases.releases_folder().iterdir() if one.is_dir()]
    assert len(kept) == KEPT
    assert studio.library.shown_folder.parent in kept


def _numbered(studio: Studio, n: int) -> str:
    text = (studio.library.shown_folder / LESSON).read_text(encoding="utf-8")
    return f"{text.rstrip()}\n\nParagraph {n}.\n"


def test_a_site_without_releases_needs_no_row(app: Flask) -> None:
    assert live_release_id() is None
    assert not follow_live()


def test_a_work_tree_that_is_to_be_left_alone_gets_no_commit(studio: Studio) -> None:
    settings = studio.app.extensions["settings"]
    studio.app.extensions["settings"] = replace(settings, content_git=False)

    done = put_live(studio)

    assert done.release.commit is None
    if studio.has_git:
        assert studio.log() == ["Begin"]
