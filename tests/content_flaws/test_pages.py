"""Each rule has its page, made of what tests it."""

import pytest

from tests.content_flaws.pages import FOLDER, pages
from tpmlearn.domain.content.rules import RULES

PAGES = pages()


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_rule_is_what_the_set_says(code: str) -> None:
    written = (FOLDER / f"{code}.md").read_text(encoding="utf-8")

    assert written == PAGES[code], "make rules writes the pages anew"


def test_there_is_no_page_of_a_rule_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_page_shows_what_is_wrong_and_what_is_right(code: str) -> None:
    page = PAGES[code]

    wrong, _, right = page.partition("Right:")
    assert "Wrong" in wrong
    assert wrong.partition("Wrong")[2].partition(":\n")[2].strip() != right.strip()
