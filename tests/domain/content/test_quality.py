"""The page on quality counts what the rows say."""

from tpmlearn.cli.content_quality import PAGE, all_rows
from tpmlearn.domain.content.quality import COLUMNS, report, tally, undecided


def _row(**values: str) -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), "pool": "bank/x", "item": "a", "agreed": "yes", **values}


ROWS = [
    _row(),
    _row(item="b", agreed="no", note="two fit", done="mended: stem"),
    _row(item="c", agreed="no", done="Dropped"),
    _row(item="d", agreed="no", done="kept: the reason convinces"),
    _row(item="b", round="2"),
    _row(pool="bank/y", item="e", agreed="no"),
]


def test_it_counts_items_answers_and_what_was_done() -> None:
    found = tally("bank/x", ROWS[:5])

    assert (found.items, found.answers, found.differed, found.noted) == (4, 5, 3, 1)
    assert (found.mended, found.dropped, found.kept) == (1, 1, 1)


def test_it_lists_every_pool_and_the_whole() -> None:
    page = report(ROWS)

    assert "| bank/x | 4 | 5 | 3 | 1 | 1 | 1 | 1 |" in page
    assert "| bank/y | 1 | 1 | 1 | 0 | 0 | 0 | 0 |" in page
    assert "5 items were answered blind, 6 answers in all; 66.7 % of them differed" in page
    assert "1 differing answers are still undecided" in page


def test_it_finds_what_is_undecided() -> None:
    assert [row["item"] for row in undecided(ROWS)] == ["e"]


def test_the_page_that_ships_is_made_of_the_rows_that_ship() -> None:
    assert PAGE.read_text(encoding="utf-8") == report(all_rows())


def test_nothing_that_ships_is_undecided() -> None:
    assert undecided(all_rows()) == []
