"""What is live and what was: one click back, the folder, the branch, the remote's webhook."""

import hashlib
import hmac
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Enter
from tests.features.drafts.cast import LESSON, approved, author, section, words
from tests.support.client import CheckingClient
from tests.support.studio import Studio
from tpmlearn.config import Settings
from tpmlearn.records.pulls import pulls

PAGE = "/author/releases"
SECRET = "s" * 32


@pytest.fixture
def ada(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ada")


@pytest.fixture
def ben(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ben")


def published(studio: Studio, ada: CheckingClient, ben: CheckingClient, title: str) -> None:
    ada.send(f"{approved(studio, ada, ben, title)}/publish")


def back_to(page: str, number: int) -> tuple[str, str]:
    """The address and the seen release of the button that goes back to a release."""
    form = re.search(rf'action="([^"]+)" novalidate id="back-{number}".*?</form>', page, re.DOTALL)
    assert form
    seen = re.search(r'name="seen" value="(\w*)"', form[0])
    assert seen
    return form[1], seen[1]


def test_before_the_first_release_it_says_what_is_shown(
    studio: Studio, ada: CheckingClient
) -> None:
    told = words(ada.read(PAGE))

    assert "The content folder as it lies on each server" in told
    assert "No release yet" in told
    assert ("a git work tree on main" in told) == studio.has_git


def test_rolling_back_is_one_click_and_one_commit(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    published(studio, ada, ben, "Two")
    address, seen = back_to(ada.read(PAGE), 2)

    ada.send(address, seen=seen)

    assert section(studio) == "One"
    assert "One" in studio.read(LESSON)
    told = words(ada.read(PAGE))
    assert "Back to release 2: Section: One live" in told
    if studio.has_git:
        assert studio.log()[0] == "Back to release 2: Section: One"
        assert len(studio.log()) == 4
        assert studio.git("status", "--porcelain") == ""


def test_one_can_go_back_to_before_the_first(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    address, seen = back_to(ada.read(PAGE), 1)

    ada.send(address, seen=seen)

    assert section(studio) == "A situation"


def test_a_button_of_an_old_page_changes_nothing(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    address, seen = back_to(ada.read(PAGE), 1)
    published(studio, ada, ben, "Two")

    page = ada.send(address, seen=seen)

    assert page.status_code == 422
    assert "Something else went live meanwhile" in page.text
    assert section(studio) == "Two"
    assert ada.send(f"{PAGE}/nothing/roll-back", seen=seen).status_code == 404


def test_a_release_says_what_it_changed(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    link = re.search(r'href="(/author/releases/\w+)">Section: One', ada.read(PAGE))
    assert link

    page = ada.read(link[1])

    assert "Ada, approved by Ben" in words(page)
    assert LESSON in page
    assert "<mark>One</mark>" in page or "One" in page
    assert ada.get(f"{PAGE}/{'x' * 300}").status_code == 404


def test_the_folder_is_shown_again(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    studio.write(LESSON, studio.read(LESSON).replace("## One", "## Saved in an editor"))
    assert LESSON in words(ada.read(PAGE))
    assert section(studio) == "One"

    ada.send(f"{PAGE}/folder")

    assert section(studio) == "Saved in an editor"
    assert ada.send(f"{PAGE}/folder").status_code == 422


def test_what_waits_on_the_branch_is_told_and_put_live(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    studio.write(LESSON, studio.read(LESSON).replace("## One", "## By an editor"))
    if studio.has_git:
        studio.git("commit", "-qam", "From an editor")
        assert f"Not live committed on the branch: {LESSON}" in words(ada.read(PAGE))

    ada.send(f"{PAGE}/branch")

    assert section(studio) == "By an editor"
    again = ada.send(f"{PAGE}/branch")
    assert again.status_code == 422
    assert "All of it is live already" in again.text


def test_a_branch_with_an_error_stays_where_it_is(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    published(studio, ada, ben, "One")
    studio.write(LESSON, "no front matter\n")
    if studio.has_git:
        studio.git("commit", "-qam", "Broken")

    page = ada.send(f"{PAGE}/branch")

    assert page.status_code == 422
    assert f"content/{LESSON}:1:1" in page.text
    assert section(studio) == "One"


def set_up(studio: Studio, folder: Path, **more: object) -> None:
    settings: Settings = studio.app.extensions["settings"]
    found = replace(settings, content_remote=str(folder), content_webhook_secret=SECRET)
    studio.app.extensions["settings"] = replace(found, **more)  # type: ignore[arg-type]


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    found = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={found}"}


@pytest.mark.parametrize("kind", ["", "application/json", "application/x-www-form-urlencoded"])
def test_a_signed_push_asks_for_a_pull(
    studio: Studio, visitor: CheckingClient, tmp_path: Path, kind: str
) -> None:
    set_up(studio, tmp_path)
    body = b'{"ref": "refs/heads/main"}'

    sent = visitor.post("/hooks/content", data=body, headers=signed(body), content_type=kind)

    assert sent.status_code == 202
    with studio.app.app_context():
        assert [one.asked_by for one in pulls(9)] == ["webhook"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": ""},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha1=" + "0" * 40},
        {"X-Hub-Signature-256": "ü"},
        signed(b"{}", "another secret"),
        signed(b"another body"),
    ],
)
def test_a_wrong_signature_asks_for_nothing(
    studio: Studio, visitor: CheckingClient, tmp_path: Path, headers: dict[str, str]
) -> None:
    set_up(studio, tmp_path)

    sent = visitor.post("/hooks/content", data=b"{}", headers=headers)

    assert sent.status_code == 403
    assert "signature" in sent.text
    with studio.app.app_context():
        assert pulls(9) == []


def test_guessing_signatures_is_slowed_down(
    studio: Studio, visitor: CheckingClient, tmp_path: Path
) -> None:
    set_up(studio, tmp_path)

    answers = [visitor.post("/hooks/content", data=b"{}").status_code for _ in range(25)]

    assert answers[0] == 403
    assert answers[-1] == 429


def test_without_a_secret_there_is_no_webhook(
    studio: Studio, visitor: CheckingClient, tmp_path: Path
) -> None:
    set_up(studio, tmp_path, content_webhook_secret="")

    assert visitor.post("/hooks/content", data=b"{}", headers=signed(b"{}", "")).status_code == 404


def test_a_pull_is_asked_for_by_hand_and_the_password_of_the_remote_is_not_shown(
    studio: Studio, ada: CheckingClient
) -> None:
    assert ada.send(f"{PAGE}/pull").status_code == 422
    set_up(studio, Path("/x"), content_remote="https://ada:secret-word@git.example/c.git")

    ada.send(f"{PAGE}/pull")

    page = ada.read(PAGE)
    assert "secret-word" not in page
    assert "https://git.example/c.git" in page
    assert "asked by an author" in words(page)
