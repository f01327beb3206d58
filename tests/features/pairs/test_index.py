"""The page of all pairs: how far each area is, what the night made of it, who judged."""

import re
from html import unescape

from tests.conftest import Enter
from tests.features.pairs.cast import NIGHT, items_of, judge_all
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.calibration.pair_fits import refit
from tpmlearn.db import db
from tpmlearn.models import PersonRow
from tpmlearn.records.catalogue import current_catalogue

PAGE = "/author/pairs"


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def fit(client: CheckingClient) -> None:
    with client.application.app_context():
        refit(current_catalogue(), now=NIGHT)


def test_at_first_it_says_what_will_be_here(author: CheckingClient) -> None:
    text = words(author.read(PAGE))

    assert "No difficulties yet" in text
    assert f"{len(items_of(author))} 0 0 {10 * len(items_of(author)):,} 0" in text


def test_it_tells_what_two_judges_said(author: CheckingClient, enter: Enter) -> None:
    focus, *others = items_of(author)[:13]
    other = enter("bo@example.org", ("author",), name="Bo Berg")
    judge_all(author, focus, others[:6], "left")
    judge_all(other, focus, others[6:], "left")
    fit(author)

    text = words(author.read(PAGE))

    assert "from 12 judgements" in text
    assert re.search(
        rf"{re.escape(focus.title)} \w+ {focus.difficulty} of 5 \+\d\.\d\d \S+ to \S+ 12 2 instead",
        text,
    )
    assert "Ari Aho 6 – – Under ten nothing is said." in text
    assert "Bo Berg 6" in text
    # What this author said themselves: six pairs.
    assert "12 judgement" in text


def test_it_says_how_judges_fit_each_other(author: CheckingClient, enter: Enter) -> None:
    items = items_of(author)[:12]
    other, third = (enter(f"{one}@example.org", ("author",), name=one) for one in ("Bo", "Cy"))
    for n, focus in enumerate(items):
        for client in (author, third):
            judge_all(client, focus, items[:n], "left")
        judge_all(other, focus, items[:n], "right")
    fit(author)

    text = words(author.read(PAGE))

    assert re.search(r"Ari Aho 66 \d+ % \d+ % fits", text)
    assert re.search(r"Bo 66 \d+ % \d+ % sees it differently", text)


def test_a_judge_who_has_left_has_no_name(author: CheckingClient, enter: Enter) -> None:
    focus, *others = items_of(author)[:5]
    gone = enter("bo@example.org", ("author",), name="Bo Berg")
    judge_all(gone, focus, others, "left")
    fit(author)
    with author.application.test_request_context(method="POST"):
        db.session.delete(db.session.get_one(PersonRow, gone.person_id))
        db.session.commit()

    text = words(author.read(PAGE))

    assert "a judge who has left 4" in text
    assert "Bo Berg" not in text


def test_it_asks_few_things_of_the_database(author: CheckingClient) -> None:
    focus, *others = items_of(author)[:13]
    judge_all(author, focus, others, "left")
    fit(author)
    author.read(PAGE)

    with statements(author.application) as seen:
        author.read(PAGE)

    assert len(seen.sql) <= 7
    assert seen.commits == 0
