"""A file's page: what learners will see, with what is wrong beside it."""

from pathlib import Path

import pytest
from flask import Flask

from tests.support.client import CheckingClient

LESSON, QUIZ = "modules/01-start/lesson.md", "modules/01-start/quiz.md"


def test_a_lesson_is_shown_as_learners_will_see_it(previewer: CheckingClient) -> None:
    page = previewer.read(f"/files/{LESSON}")

    assert "<h1>Start here</h1>" in page
    assert '<section class="recall">' in page
    assert "No problems" in page


def test_a_broken_lesson_is_shown_as_it_was_last_good_with_its_problem(
    content: Path, previewer: CheckingClient
) -> None:
    previewer.read(f"/files/{LESSON}")

    _edit(content / LESSON, "Do it.", "Do <b>it</b> now.", previewer)
    page = previewer.read(f"/files/{LESSON}")

    assert "Do it." in page
    assert "last good version" in page
    assert 'href="/rules/E033">E033</a> Raw HTML' in page
    assert 'href="#s-an-exercise">on the page</a>' in page
    line = (content / LESSON).read_text(encoding="utf-8").split("\n").index("Do <b>it</b> now.")
    assert f'href="#L{line + 1}">Line {line + 1}</a>' in page
    assert f'<span id="L{line + 1}">' in page


def test_a_quiz_is_shown_with_keys_reasons_traps_and_lines(previewer: CheckingClient) -> None:
    page = previewer.read(f"/files/{QUIZ}")

    assert page.count("<fieldset") == page.count(" disabled>")
    for words in ("line 8", "m01-slip", "situation, difficulty 3", "Key", "Trap: Saved by long"):
        assert words in page
    assert "Every later option needs this number." in page
    assert "Answer: 7 ± 0.05 days" in page
    assert "Give each step its position" in page


def test_a_quiz_is_shown_although_its_lesson_is_broken(
    content: Path, previewer: CheckingClient
) -> None:
    _edit(content / LESSON, "stage: 0", "stage: x", previewer)

    assert "m01-slip" in previewer.read(f"/files/{QUIZ}")


@pytest.mark.parametrize("text", ["", "---", "---\n---\n", "\x00", "- [x]" * 500, "---\na: [\n---"])
@pytest.mark.parametrize("name", [LESSON, QUIZ, "framework.yml", "assignments/jb01-shadow.md"])
def test_no_text_makes_a_fault(
    content: Path, previewer: CheckingClient, name: str, text: str
) -> None:
    (content / name).write_text(text, encoding="utf-8")
    previewer.application.extensions["library"].refresh()

    page = previewer.read(f"/files/{name}")

    assert "No problems" not in page


def test_markup_in_a_file_is_text(content: Path, previewer: CheckingClient) -> None:
    _edit(content / LESSON, "Do it.", "<script>alert(1)</script>", previewer)

    assert "<script>alert" not in previewer.read(f"/files/{LESSON}")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/learn/01-start", f"/files/{LESSON}"),
        ("/assignments/jb01-shadow", "/files/assignments/jb01-shadow.md"),
        ("/glossary", "/files/glossary.yml"),
    ],
)
def test_links_between_texts_lead_to_files(
    previewer: CheckingClient, path: str, target: str
) -> None:
    response = previewer.get(path)

    assert response.location == target
    assert previewer.get(target).status_code == 200


def test_a_change_is_told_to_whoever_waits(desk: tuple[Path, Flask]) -> None:
    content, app = desk
    client = app.test_client()

    app.extensions["changes"].note()

    assert client.get("/changes/0").get_json() == {"number": 1}
    assert content.is_dir()


def _edit(path: Path, old: str, new: str, client: CheckingClient) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    client.application.extensions["library"].refresh()
