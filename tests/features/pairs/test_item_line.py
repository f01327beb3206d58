"""What the page of an item says of its difficulty by pairs."""

import re
from html import unescape

from tests.conftest import Enter
from tests.features.pairs.cast import NIGHT, items_of, judge_all
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.calibration.pair_fits import refit
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.records.catalogue import current_catalogue


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def judged(author: CheckingClient, enter: Enter, *, second: bool) -> Item:
    focus, *others = items_of(author)[:13]
    judge_all(author, focus, others[:6], "left")
    judge = enter("bo@example.org", ("author",)) if second else author
    judge_all(judge, focus, others[6:], "left")
    with author.application.app_context():
        refit(current_catalogue(), now=NIGHT)
    return focus


def test_it_says_what_comparisons_say_and_what_the_author_had_said(
    author: CheckingClient, enter: Enter
) -> None:
    item = judged(author, enter, second=True)

    text = words(author.read(f"/author/items/{item.id}"))

    assert re.search(
        r"Before any answer: \+\d\.\d\d from 12 comparisons by 2 judges, nine times in ten "
        rf"-\d\.\d\d to \+\d\.\d\d; the author had said {item.difficulty} of 5. "
        "Tests begin with the comparisons",
        text,
    )


def test_it_says_when_they_are_too_few(author: CheckingClient, enter: Enter) -> None:
    item = judged(author, enter, second=False)

    text = words(author.read(f"/author/items/{item.id}"))

    assert "12 comparisons by 1 judge," in text
    assert "Tests still begin with the author" in text


def test_it_asks_one_thing_more_of_the_database(author: CheckingClient, enter: Enter) -> None:
    item = judged(author, enter, second=True)

    with statements(author.application) as seen:
        author.read(f"/author/items/{item.id}")

    assert len(seen.sql) <= 12
