"""An item that leaked is asked no more, at once, and the way back is there."""

import re

import pytest

from tests.conftest import Enter
from tests.features.drafts.cast import QUIZ, author, words
from tests.support.client import CheckingClient
from tests.support.studio import Studio
from tpmlearn.domain.publishing.removal import LastItem, without_item


@pytest.fixture
def ada(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ada")


def ids(studio: Studio) -> list[str]:
    return [one.id for one in studio.library.catalogue.modules["01-start"].quiz]


def place(studio: Studio) -> str:
    return f"/author/items/{ids(studio)[0]}/withdraw"


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\w+)"', page)
    assert found
    return found[1]


def test_it_leaves_the_content_in_one_release(studio: Studio, ada: CheckingClient) -> None:
    first, *others = ids(studio)
    address = place(studio)

    sent = ada.send(address, why="seen in a <forum>", version=version(ada.read(address)))

    assert sent.location.endswith(f"/author/corrections?item={first}")
    assert ids(studio) == others
    assert first not in studio.read(QUIZ)
    assert f"Withdraw {first}: seen in a <forum>" in words(ada.read("/author/releases"))
    if studio.has_git:
        assert studio.log()[0] == f"Withdraw {first}: seen in a <forum>"
    assert ada.get(address).status_code == 404


def test_it_asks_why_and_notes_a_change_meanwhile(studio: Studio, ada: CheckingClient) -> None:
    address = place(studio)
    seen = version(ada.read(address))

    assert ada.send(address, why=" ", version=seen).status_code == 422
    assert ada.send(address, why="x" * 151, version=seen).status_code == 422
    moved = ada.send(address, why="leaked", version="0" * 64)
    assert moved.status_code == 422
    assert "has changed since this page was opened" in moved.text
    assert ada.get("/author/items/no-such-item/withdraw").status_code == 404


def test_the_last_item_of_a_file_is_refused_with_what_to_do(
    studio: Studio, ada: CheckingClient
) -> None:
    while len(ids(studio)) > 1:
        address = place(studio)
        ada.send(address, why="leaked", version=version(ada.read(address)))
    address = place(studio)

    page = ada.send(address, why="leaked", version=version(ada.read(address)))

    assert page.status_code == 422
    assert "the only item of its file" in page.text


def test_lines_are_counted_as_the_reader_counts_them(studio: Studio, ada: CheckingClient) -> None:
    first, second, *others = ids(studio)
    text = studio.read(QUIZ)
    at = text.index("\n\n", text.index(f"{{#{first} ")) + 2
    studio.write(QUIZ, f"{text[:at]}\u2028\u2028\u2028{text[at:]}")
    if studio.has_git:
        studio.git("commit", "-qam", "Odd separators")
    studio.library.refresh()
    address = f"/author/items/{second}/withdraw"
    before = {one.id: one for one in studio.library.catalogue.modules["01-start"].quiz}

    ada.send(address, why="leaked", version=version(ada.read(address)))

    after = {one.id: one for one in studio.library.catalogue.modules["01-start"].quiz}
    assert list(after) == [first, *others]
    assert after[first].options == before[first].options


def test_without_item_takes_its_lines_and_no_other(studio: Studio) -> None:
    reading = next(one for one in studio.library.readings if one.name == QUIZ)
    text, items = studio.read(QUIZ), reading.draft.items

    kept = without_item(text, items, items[0].id)

    assert items[0].id not in kept
    assert all(one.id in kept for one in items[1:])
    assert set(kept.splitlines()) <= set(text.splitlines())
    with pytest.raises(KeyError):
        without_item(text, items, "none")
    with pytest.raises(LastItem):
        without_item(text, items[:1], items[0].id)
