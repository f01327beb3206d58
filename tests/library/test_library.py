"""The library swaps its catalogue whole, and never for something worse."""

import logging
import os
import threading
import time
from pathlib import Path

import pytest

from tests.domain.content.sample import FRAMEWORK, LESSON, sample
from tests.rendering.test_svg import FIGURE
from tpmlearn.library import ContentMissing, Library

START = "modules/01-start"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with the flawless sample."""
    root = tmp_path / "content"
    for name, text in sample().items():
        _write(root / name, text)
    return root


def _write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def _library(folder: Path, *more: Path) -> Library:
    return Library([folder, *more], folder.parent / "cache")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    _write(path, text.replace(old, new))
    # Two writes within one tick of a coarse clock and of one length would look alike.
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))


def _places(library: Library) -> list[str]:
    return [f"{one.path}:{one.line}:{one.column} {one.code}" for one in library.problems]


def test_it_reads_a_folder_into_a_catalogue(folder: Path) -> None:
    catalogue = _library(folder).catalogue

    module = catalogue.modules["01-start"]
    assert catalogue.problems == ()
    assert list(catalogue.modules) == ["01-start", "02-ranges"]
    assert module.code == "M01"
    assert module.intro == "<p>Before the first section.</p>"
    assert [section.anchor for section in module.sections] == ["s-a-situation", "s-an-exercise"]
    assert module.assignment == "jb01-shadow"
    assert catalogue.assignments["jb01-shadow"].code == "JB01"
    assert catalogue.roles["tpm"].skills["DEL4"].level == 4
    assert catalogue.skills["DEL4"].statements[5] == "Set the way."
    assert catalogue.terms["float"].taught == ("02-ranges",)


def test_sections_have_html_without_their_heading_and_text_to_search(folder: Path) -> None:
    section = _library(folder).catalogue.modules["01-start"].sections[0]

    assert "<h2" not in section.html
    assert '<a class="term-link" href="/glossary#range">range</a>' in section.html
    assert '<section class="recall">' in section.html
    assert section.text.startswith("A range is honest.")
    assert "<" not in section.text


def test_items_are_ready_to_show(folder: Path) -> None:
    item = _library(folder).catalogue.modules["01-start"].quiz[0]

    assert item.stem.endswith("What should you do <strong>first</strong>?</p>")
    assert item.options[0].html == "Tell the buyers that their date moves."
    assert item.options[0].reason == "<p>You do not know yet what it does.</p>"
    assert '<a class="lesson-link" href="/learn/01-start">Start here</a>' in item.explanation
    assert len(item.version) == 32


def test_a_heading_may_be_underlined(folder: Path) -> None:
    _edit(folder / START / "lesson.md", "## An exercise\n", "An exercise\n-----------\n")

    sections = _library(folder).catalogue.modules["01-start"].sections

    assert [section.title for section in sections] == ["A situation", "An exercise"]
    assert sections[1].html.startswith("<p>Do it.</p>")


def test_a_refresh_without_a_change_does_nothing(folder: Path) -> None:
    library = _library(folder)
    before = library.catalogue

    assert library.refresh() is False
    assert library.catalogue is before


def test_only_a_start_out_of_the_cache_counts_what_it_read_as_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("tpmlearn.library.library.count_as_old", lambda: told.append("old"))

    _library(folder)
    assert told == [], "what read Markdown left garbage"
    library = _library(folder)
    assert told == ["old"]
    _edit(folder / START / "lesson.md", "Do it.", "Do it well.")

    assert library.refresh()
    assert told == ["old"], "in a worker nobody would ever collect what a refresh leaves"


def test_an_edit_is_shown_after_the_next_refresh(folder: Path) -> None:
    library = _library(folder)
    before = library.catalogue

    _edit(folder / START / "lesson.md", "title: Start here", "title: Begin here")

    assert library.refresh() is True
    assert library.catalogue.modules["01-start"].title == "Begin here"
    assert before.modules["01-start"].title == "Start here"
    assert library.catalogue.version != before.version


def test_a_new_title_reaches_the_links_of_other_lessons(folder: Path) -> None:
    library = _library(folder)

    _edit(folder / START / "lesson.md", "title: Start here", "title: Begin here")
    library.refresh()

    html = library.catalogue.modules["02-ranges"].sections[0].html
    assert '<a class="lesson-link" href="/learn/01-start">Begin here</a>' in html


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("lesson.md", "stage: 0", "stage: x", "lesson.md:4:8 E022"),
        ("lesson.md", "stage: 0", "stage: [", "lesson.md:6:1 E012"),
        ("quiz.md", "- [x] Work out", "- [ ] Work out", "quiz.md:12:1 E062"),
        ("quiz.md", "trap=hero-mode", "trap=hero", "quiz.md:12:47 E082"),
    ],
)
def test_a_broken_file_leaves_the_last_good_version_up(
    folder: Path, caplog: pytest.LogCaptureFixture, file: str, old: str, new: str, problem: str
) -> None:
    library = _library(folder)
    before = library.catalogue

    _edit(folder / START / file, old, new)
    with caplog.at_level(logging.ERROR):
        library.refresh()

    assert library.catalogue.modules["01-start"] == before.modules["01-start"]
    assert f"content/{START}/{problem}" in _places(library)
    place, _, code = problem.partition(" ")
    assert f"content/{START}/{place}: {code} " in caplog.text


def test_what_is_mended_is_shown_again(folder: Path) -> None:
    library = _library(folder)
    _edit(folder / START / "lesson.md", "stage: 0", "stage: x")
    library.refresh()

    _edit(folder / START / "lesson.md", "stage: x", "stage: 0")
    _edit(folder / START / "lesson.md", "Do it.", "Do it now.")
    library.refresh()

    assert library.problems == ()
    assert "Do it now." in library.catalogue.modules["01-start"].sections[1].html


def test_a_module_that_was_never_good_is_left_out_and_its_links_become_words(folder: Path) -> None:
    _edit(folder / "modules/02-ranges/lesson.md", "stage: 0", "stage: x")

    catalogue = _library(folder).catalogue

    assert list(catalogue.modules) == ["01-start"]
    assert "Read 02-ranges or" in catalogue.modules["01-start"].sections[0].html
    assert catalogue.terms["float"].taught == ()


def test_a_broken_prerequisite_does_not_break_what_follows(folder: Path) -> None:
    _edit(folder / START / "lesson.md", "stage: 0", "stage: x")

    catalogue = _library(folder).catalogue

    assert catalogue.modules["02-ranges"].requires == ()
    assert catalogue.assignments == {}
    assert catalogue.traps["hero-mode"].lesson == ""


def test_a_link_to_nowhere_is_an_error_but_keeps_nothing_out(folder: Path) -> None:
    _edit(folder / START / "lesson.md", "[[02-ranges]]", "[[09-none|that one]]")

    library = _library(folder)

    assert _places(library) == [f"content/{START}/lesson.md:22:50 E081"]
    assert "Read that one or" in library.catalogue.modules["01-start"].sections[0].html


def test_a_broken_framework_leaves_the_last_good_one(folder: Path) -> None:
    library = _library(folder)

    _edit(folder / "framework.yml", "areas:", "areas")
    library.refresh()

    assert list(library.catalogue.skills) == ["DEL4"]
    assert list(library.catalogue.modules) == ["01-start", "02-ranges"]
    assert [one.code for one in library.problems] == ["E012"]


def test_one_bad_trap_does_not_hide_the_others_at_the_first_start(folder: Path) -> None:
    _edit(folder / "traps.yml", "  name:", "  nam:")

    library = _library(folder)

    assert list(library.catalogue.traps) == ["hero-mode"]
    assert [one.code for one in library.problems] == ["E020", "E021"]


def test_a_removed_module_goes(folder: Path) -> None:
    library = _library(folder)

    for file in ("lesson.md", "quiz.md"):
        (folder / "modules/02-ranges" / file).unlink()
    library.refresh()

    assert list(library.catalogue.modules) == ["01-start"]


def test_a_later_folder_overlays_an_earlier_one(folder: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    _write(private / START / "lesson.md", LESSON.replace("Start here", "Our own start"))

    library = _library(folder, private)

    assert library.catalogue.modules["01-start"].title == "Our own start"
    assert library.catalogue.modules["02-ranges"].title == "Ranges"


def test_a_problem_is_told_under_the_folder_that_holds_it(folder: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    _write(private / "traps.yml", "- slug: hero-mode\n")

    library = _library(folder, private)

    assert {one.path for one in library.problems} == {"private/traps.yml"}


def test_a_missing_folder_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentMissing, match="TPMLEARN_CONTENT"):
        Library([tmp_path / "nowhere"], tmp_path / "cache")


def test_byte_order_marks_and_foreign_line_ends_are_taken_as_they_are(folder: Path) -> None:
    path = folder / START / "lesson.md"
    text = LESSON.replace("stage: 0", "stage: x").replace("\n", "\r\n")
    _write(path, b"\xef\xbb\xbf" + text.encode())

    assert _places(_library(folder)) == [f"content/{START}/lesson.md:4:8 E022"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"---\ntitle: caf\xe9\n---\n", "2:11 E001"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1 E001"),
        (b"---\ntitle: a\x00b\n---\n", "2:9 E004"),
        (b"x" * 1_000_001, "1:1 E002"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_place(
    folder: Path, data: bytes, problem: str
) -> None:
    _write(folder / START / "lesson.md", data)

    library = _library(folder)

    assert _places(library) == [f"content/{START}/lesson.md:{problem}"]
    assert list(library.catalogue.modules) == ["02-ranges"]


def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    _write(tmp_path / "secret.md", LESSON)
    path = folder / START / "lesson.md"
    path.unlink()
    path.symlink_to(tmp_path / "secret.md")

    assert _places(_library(folder)) == [f"content/{START}/lesson.md:1:1 E003"]


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    _write(folder / "..data" / "lesson.md", LESSON)
    path = folder / START / "lesson.md"
    path.unlink()
    path.symlink_to(Path("../../..data/lesson.md"))

    assert _library(folder).problems == ()


def test_a_link_to_nothing_is_refused(folder: Path) -> None:
    path = folder / START / "lesson.md"
    path.unlink()
    path.symlink_to("gone.md")

    assert _places(_library(folder)) == [f"content/{START}/lesson.md:1:1 E007"]


def test_editor_leftovers_are_not_content(folder: Path) -> None:
    for name in (".lesson.md.swp", "lesson.md~", ".git/config", "README.md"):
        _write(folder / name, "x")

    assert _library(folder).problems == ()


def test_a_text_that_is_read_in_two_ways_is_refused(folder: Path) -> None:
    _edit(folder / START / "lesson.md", "Do it.", "Do it:\n- now\n- later")

    assert _places(_library(folder)) == [f"content/{START}/lesson.md:45:1 E039"]


def test_a_reason_that_is_read_in_two_ways_is_refused_in_its_own_line(folder: Path) -> None:
    _edit(folder / START / "quiz.md", "  > You do not", "  > Two:\n  > - a\n  > You do not")

    assert _places(_library(folder)) == [f"content/{START}/quiz.md:14:1 E039"]


def test_figures_are_shown_or_break_their_module(folder: Path) -> None:
    _write(folder / START / "net.svg", FIGURE)
    _edit(folder / START / "lesson.md", "Do it.", "![A net](net.svg)")
    library = _library(folder)
    good = library.catalogue.modules["01-start"]
    assert library.problems == ()
    assert '<figure class="figure"><svg viewBox="0 0 480 200"' in good.sections[1].html
    assert "Two bars" not in good.sections[1].text

    _edit(folder / START / "net.svg", "<rect ", "<rect onclick='alert(1)' ")
    library.refresh()

    assert _places(library) == [f"content/{START}/net.svg:5:5 E103"]
    assert library.catalogue.modules["01-start"] == good


def test_a_parser_that_fails_on_one_file_does_not_take_the_others_down(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No text is known that makes a parser fail, so a reader that fails is put in.
    def fail(path: str, slug: str, text: str) -> None:
        raise RecursionError

    monkeypatch.setitem(_readers(), "assignment", fail)

    library = _library(folder)

    assert _places(library) == ["content/assignments/jb01-shadow.md:1:1 E008"]
    assert list(library.catalogue.modules) == ["01-start", "02-ranges"]


def _readers() -> dict[str, object]:
    from tpmlearn.domain.content import reading

    return reading._READERS  # type: ignore[return-value]


def test_markup_in_any_field_is_text(folder: Path) -> None:
    payload = "<script>alert(1)</script>"
    for name, old in (
        (f"{START}/lesson.md", "Start here"),
        (f"{START}/lesson.md", "What you will be able to do."),
        (f"{START}/lesson.md", "Give a range."),
        (f"{START}/lesson.md", "title: Own work"),
        ("modules/02-ranges/lesson.md", "title: Ranges"),
        (f"{START}/quiz.md", "## Slip"),
        (f"{START}/quiz.md", "title: Own work"),
        ("assignments/jb01-shadow.md", "Shadow a lead"),
        ("assignments/jb01-shadow.md", "Watch one for a week."),
        ("assignments/jb01-shadow.md", "A log."),
        ("framework.yml", "Gives ranges."),
        ("framework.yml", "Guess."),
        ("roles/tpm.yml", "Our judgement."),
        ("traps.yml", "Show the gap."),
        ("glossary.yml", "Spare time."),
        ("certificates.yml", "For those who lead."),
    ):
        _edit(folder / name, old, f"{old} {payload}")

    catalogue = _library(folder).catalogue

    assert {one.code for one in catalogue.problems} <= {"E033"}
    shown = [catalogue.modules[slug] for slug in catalogue.modules]
    html = [section.html for module in shown for section in module.sections]
    html += [item.stem + item.explanation for module in shown for item in module.quiz]
    html += [one.html for one in catalogue.assignments.values()]
    assert "<script" not in "".join(html)
    assert catalogue.terms["float"].meaning == f"Spare time. {payload}"


def test_the_cache_is_used_and_its_loss_is_borne(folder: Path) -> None:
    first = _library(folder).catalogue
    entries = list((folder.parent / "cache").rglob("*.json"))
    assert entries

    for entry in entries:
        entry.write_bytes(b"damaged")

    assert _library(folder).catalogue == first


def test_it_watches_the_folder_in_the_background(folder: Path) -> None:
    library = _library(folder)
    thread = library.watch(0.01)
    assert thread.daemon

    _edit(folder / START / "lesson.md", "title: Start here", "title: Begin here")

    assert _becomes(lambda: library.catalogue.modules["01-start"].title == "Begin here")


def test_the_watch_outlives_a_folder_that_goes_away(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = _library(folder)
    library.watch(0.01)

    folder.rename(folder.with_name("away"))
    assert _becomes(lambda: "the last catalogue stays up" in caplog.text)
    assert list(library.catalogue.modules) == ["01-start", "02-ranges"]
    folder.with_name("away").rename(folder)
    _edit(folder / START / "lesson.md", "title: Start here", "title: Begin here")

    assert _becomes(lambda: library.catalogue.modules["01-start"].title == "Begin here")
    assert caplog.text.count("the last catalogue stays up") == 1


def test_readers_never_see_half_a_catalogue(folder: Path) -> None:
    library = _library(folder)
    seen = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            catalogue = library.catalogue
            seen.add((catalogue.framework_version, catalogue.notice))

    reader = threading.Thread(target=look)
    reader.start()
    for n in range(2, 8):
        _edit(folder / "framework.yml", f'version: "{n - 1}"', f'version: "{n}"')
        _edit(folder / "framework.yml", FRAMEWORK.split("\n")[2], FRAMEWORK.split("\n")[2])
        library.refresh()
    stop.set()
    reader.join()

    assert library.catalogue.framework_version == "7"
    assert {notice for _, notice in seen} == {"Our own work."}


def _becomes(condition: object) -> bool:
    assert callable(condition)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False
