"""A draft goes live only when a second author has read these very files."""

import pytest

from tests.conftest import Enter
from tests.features.drafts.cast import (
    LESSON,
    QUIZ,
    approved,
    author,
    begun,
    digest,
    edit,
    section,
    words,
)
from tests.support.client import CheckingClient
from tests.support.studio import Studio


@pytest.fixture
def ada(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ada")


@pytest.fixture
def ben(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ben")


def test_from_the_beginning_to_live(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    draft = begun(ada)
    assert "The draft changes nothing yet" in words(ada.read(draft))
    edit(studio, ada, draft, "## A situation", "## A first situation")

    page = ada.read(draft)
    assert "<mark>first" in page
    assert "+1 −1 lines" in words(page)
    ada.send(f"{draft}/send", note="Is “first” needed?")
    assert "another author must approve it" in words(ada.read(draft))
    assert "Clearer start in review" in words(ben.read("/author/drafts?show=review"))
    assert "Is “first” needed?" in words(ben.read(draft))
    ben.send(f"{draft}/approve", digest=digest(ben, draft), note="Yes.")
    assert section(studio) == "A situation"
    ada.send(f"{draft}/publish")

    assert section(studio) == "A first situation"
    assert "A first situation" in studio.read(LESSON)
    told = words(ada.read(draft))
    assert "It went live as" in told
    assert "Ben approved it" in told
    if studio.has_git:
        assert studio.log() == ["Clearer start", "Begin"]
        assert studio.git("log", "-1", "--format=%an|%b").strip() == "Ada|Approved by Ben."
        assert studio.git("branch", "--format=%(refname:short)").splitlines() == ["main"]


def test_nobody_approves_what_they_wrote(
    studio: Studio, ada: CheckingClient, ben: CheckingClient, enter: Enter
) -> None:
    author(enter, "Cyn")
    draft = begun(ada)
    edit(studio, ada, draft, "## A situation", "## A first situation")
    edit(studio, ben, draft, "## An exercise", "## A first exercise")
    ada.send(f"{draft}/send")

    for who in (ada, ben):
        page = who.send(f"{draft}/approve", digest="0" * 64)
        assert page.status_code == 422
        assert "You wrote in it" in page.text


def test_a_change_ends_an_approval(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    draft = approved(studio, ada, ben, "Approved")
    edit(studio, ada, draft, "## Approved", "## Sneaked in")

    page = ada.send(f"{draft}/publish")

    assert page.status_code == 422
    assert "Another author must approve it first" in page.text
    assert section(studio) == "A situation"


def test_what_changed_under_the_reviewer_is_not_approved(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    draft = begun(ada)
    edit(studio, ada, draft, "## A situation", "## One")
    ada.send(f"{draft}/send")
    seen = digest(ben, draft)
    edit(studio, ada, draft, "## One", "## Another")

    page = ben.send(f"{draft}/approve", digest=seen)

    assert page.status_code == 422
    assert "It has changed since you opened this page" in page.text


def test_a_reviewer_returns_it_with_a_reason(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    draft = begun(ada)
    edit(studio, ada, draft, "## A situation", "## One")
    ada.send(f"{draft}/send")

    assert "Say what is to be changed" in ben.send(f"{draft}/give_back", note=" ").text
    ben.send(f"{draft}/give_back", note="Too short.")

    told = words(ada.read(draft))
    assert "Ben returned it" in told
    assert "Too short." in told
    assert "Send to review" in told


def test_an_author_alone_publishes_and_the_release_says_so(
    studio: Studio, ada: CheckingClient
) -> None:
    draft = begun(ada)
    edit(studio, ada, draft, "## A situation", "## Alone")
    assert "Nobody else has the role author" in words(ada.read(draft))

    ada.send(f"{draft}/publish")

    assert section(studio) == "Alone"
    assert "Ada, without a second author" in words(ada.read("/author/releases"))


def test_a_draft_with_an_error_goes_nowhere_and_says_where(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    draft = begun(ada)
    edit(studio, ada, draft, "kind=", "knd=", QUIZ)

    page = ada.send(f"{draft}/send")

    assert page.status_code == 422
    assert f"{QUIZ}:" in page.text
    assert "E053" in page.text
    assert "line=" in page.text


def test_a_draft_that_changes_nothing_is_not_sent(studio: Studio, ada: CheckingClient) -> None:
    page = ada.send(f"{begun(ada)}/send")

    assert page.status_code == 422
    assert "It changes nothing yet" in page.text


def test_it_says_what_a_change_does_to_items(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    text = studio.read(QUIZ)
    right = next(line for line in text.splitlines() if line.startswith("- [x]"))
    wrong = next(line for line in text.splitlines() if line.startswith("- [ ]"))
    draft = begun(ada)
    edit(studio, ada, draft, right, f"{right[:-1]} indeed.", QUIZ)

    told = words(ada.read(draft))
    assert "the key or an option is another" in told
    assert "its statistics begin anew" in told
    as_pages = ada.read(f"{draft}?as=pages")
    assert "indeed." in as_pages
    assert wrong[6:20] in as_pages


def test_discarded_is_not_lost(studio: Studio, ada: CheckingClient) -> None:
    draft = begun(ada)
    edit(studio, ada, draft, "## A situation", "## Kept")
    ada.send(f"{draft}/discard")
    assert "Clearer start" in words(ada.read("/author/drafts?show=discarded"))
    assert ada.send(f"{draft}/publish").status_code == 422
    if studio.has_git:
        assert studio.git("branch", "--format=%(refname:short)") == "main"

    ada.send(f"{draft}/restore")

    assert "Kept" in ada.read(draft)


def test_comments_and_titles_take_hostile_text_as_text(studio: Studio, ada: CheckingClient) -> None:
    draft = begun(ada, "<script>alert(1)</script>\x00 \u202e")
    ada.send(f"{draft}/comment", note="<img src=x onerror=alert(1)>\n\nSecond")
    page = ada.read(draft)

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert ada.send(f"{draft}/comment", note="x" * 2_001).status_code == 422
    assert ada.send(f"{draft}/rename", title=" ").status_code == 422
    assert ada.send("/author/drafts", title="x" * 121).status_code == 422


@pytest.mark.parametrize("draft", ["nothing", "x" * 400, "..", "%00", "<b>"])
def test_an_unknown_draft_is_not_found(studio: Studio, ada: CheckingClient, draft: str) -> None:
    assert ada.get(f"/author/drafts/{draft}").status_code in {301, 308, 404}
    assert ada.send(f"/author/drafts/{draft}/publish").status_code in {308, 404, 405}


def test_a_draft_begun_from_another_page_leads_back_there(
    studio: Studio, ada: CheckingClient
) -> None:
    sent = ada.send("/author/drafts", title="x", next="/author/drafts/DRAFT/files/glossary.yml")
    assert sent.location.endswith("/files/glossary.yml")
    assert "DRAFT" not in sent.location
    for foreign in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert ada.send("/author/drafts", title="x", next=foreign).location.startswith(
            "/author/drafts/"
        )
