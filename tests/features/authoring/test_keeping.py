"""What a dry run showed becomes a file of a draft, and nothing else."""

import pytest

from tests.conftest import Enter
from tests.features.drafts.cast import QUIZ, author, begun, words
from tests.support.client import CheckingClient
from tests.support.drafting import in_draft
from tests.support.studio import Studio

KEEP = "/author/exchange/keep"


@pytest.fixture
def ada(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ada")


def test_items_go_into_a_new_draft_and_nothing_is_live(studio: Studio, ada: CheckingClient) -> None:
    text = studio.read(QUIZ).replace("m01-", "new-")

    sent = ada.send(KEEP, text=text, place="bank/new.md", draft="")

    draft = sent.location.rpartition("/")[2]
    assert in_draft(studio.app, draft, "bank/new.md") == text
    assert "Import bank/new.md" in words(ada.read(sent.location))
    assert not (studio.content / "bank/new.md").exists()
    if studio.has_git:
        assert "draft/import-bank-new-md" in studio.git("branch")


def test_they_go_into_a_draft_that_is_there(studio: Studio, ada: CheckingClient) -> None:
    draft = begun(ada)

    sent = ada.send(
        KEEP, text=studio.read(QUIZ), place="bank/new.md", draft=draft.rpartition("/")[2]
    )

    assert sent.location == draft


@pytest.mark.parametrize(
    ("place", "draft", "said"),
    [
        (QUIZ, "", "There is such a file already"),
        ("../x.md", "", "leads from the content folder down"),
        ("modules/01-start/lesson.md", "", "Items lie in a quiz"),
        ("bank/x.md", "nothing", "published or discarded meanwhile"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_text_stays(
    studio: Studio, ada: CheckingClient, place: str, draft: str, said: str
) -> None:
    page = ada.send(KEEP, text="## An item\n", place=place, draft=draft)

    assert page.status_code == 422
    assert said in page.text
    assert "## An item" in page.text
    assert words(ada.read("/author/drafts")).count("No draft in work") == 1
