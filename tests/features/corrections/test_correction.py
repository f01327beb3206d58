"""The author's pages of corrections: the list, whose result changes, the trail."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import func, select

from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, sat_exam
from tests.support.former import PILLARS, moved_key, reworded, was
from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import CorrectionRow, ExamResultRow
from tpmlearn.records.catalogue import current_catalogue

PAGE = "/author/corrections"
ITEM = f"{PAGE}/{PILLARS}"
AT = datetime.now(UTC) - timedelta(days=2)
OTHERS = ("psm-values", "psm-empiricism", "psm-lean")
WHY = "The second option was right."


def _words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def _version(page: str) -> str:
    found = re.search(r'name="version" type="hidden" value="([^"]*)"', page)
    assert found
    return found[1]


def _post(client: CheckingClient, kind: str, *, item: str = ITEM, **fields: str) -> str:
    path = f"{item}?kind={kind}"
    version = _version(client.read(path))
    response = client.send(path, **{"why": WHY, "version": version, **fields})
    assert response.status_code == 302, response.get_data(as_text=True)[:3000]
    assert response.headers["Location"] == PAGE
    return client.read(PAGE)


def _counts(client: CheckingClient) -> tuple[int, int]:
    with client.application.app_context():
        tables = (CorrectionRow, ExamResultRow)
        first, second = (db.session.scalar(select(func.count()).select_from(one)) for one in tables)
        return first or 0, second or 0


@pytest.fixture
def sitting(learner: CheckingClient) -> str:
    """Ada sat four items by today's keys; the key of the first was another then."""
    found = sat_exam(learner, "psm-i", [RIGHT] * 4, at=AT, items=(PILLARS, *OTHERS))
    was(learner.application, PILLARS, moved_key(2))
    return found


def test_an_author_finds_it_in_the_menu_and_a_learner_does_not(
    author: CheckingClient, learner: CheckingClient
) -> None:
    assert f'href="{PAGE}"' in author.read("/")
    assert f'href="{PAGE}"' not in learner.read("/")


def test_before_any_sitting_there_is_nothing(author: CheckingClient) -> None:
    page = _words(author.read(PAGE))

    assert "Nothing differs" in page
    assert "None yet. Each correction will stand here" in page


def test_the_list_leads_to_whose_result_changes(author: CheckingClient, sitting: str) -> None:
    page = author.read(PAGE)
    assert f'href="{ITEM}?kind=key"' in page
    assert "1 ended sitting" in _words(page)

    shown = author.read(f"{ITEM}?kind=key")

    words = _words(shown)
    assert "Another key: Three pillars" in words
    assert "3 of 4 → becomes 4 of 4" in words
    assert "not passed → becomes passed" in words
    assert sitting[:6] in words
    assert "The key that people sat" in words
    assert "Ada" not in words
    assert _counts(author) == (0, 1)


def test_a_post_re_scores_and_leaves_a_trail(author: CheckingClient, sitting: str) -> None:
    page = _post(author, "key")

    words = _words(page)
    assert "The correction is in force: 1 result was re-scored, 0 stayed as they were." in words
    assert "Nothing differs" in words
    assert "Three pillars : another key in force" in words
    assert "1 result changed" in words
    assert WHY in words
    assert f'href="{ITEM}?kind=undone"' in page
    with author.application.app_context():
        row = db.session.scalars(select(CorrectionRow)).one()
        assert row.author_id == author.person_id
    assert _counts(author) == (1, 2)


def test_it_can_be_taken_back(author: CheckingClient, sitting: str) -> None:
    _post(author, "withdrawn", why="Two options are right.")

    page = _post(author, "undone", why="There is one after all.")

    assert "Take it back" not in page
    assert "taken back" in page
    assert "superseded" in page
    assert _counts(author) == (2, 3)


def test_sent_twice_it_is_made_once(author: CheckingClient, sitting: str) -> None:
    version = _version(author.read(f"{ITEM}?kind=key"))
    _post(author, "key")

    again = author.send(f"{ITEM}?kind=key", why=WHY, version=version)

    assert again.status_code == 302
    assert "in force already" in author.read(PAGE)
    assert _counts(author) == (1, 2)


@pytest.mark.parametrize("why", ["", "short", "x" * 501, " " * 40])
def test_it_asks_why(author: CheckingClient, sitting: str, why: str) -> None:
    version = _version(author.read(f"{ITEM}?kind=key"))

    response = author.send(f"{ITEM}?kind=key", why=why, version=version)

    assert response.status_code == 422
    assert 'href="#why"' in response.get_data(as_text=True)
    assert _counts(author) == (0, 1)


def test_a_key_that_was_not_seen_is_not_applied(author: CheckingClient, sitting: str) -> None:
    response = author.send(f"{ITEM}?kind=key", why=WHY, version="another")

    assert response.status_code == 422
    assert "has changed in the content since" in response.get_data(as_text=True)
    assert _counts(author) == (0, 1)


def test_hostile_words_are_only_words(author: CheckingClient, sitting: str) -> None:
    page = _post(author, "key", why="<script>alert(1)</script> \x00 and more")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; and more" in page


def test_an_item_can_be_found_by_its_id(author: CheckingClient, sitting: str) -> None:
    found = author.get(f"{PAGE}?item=+{PILLARS}")
    unknown = author.get(f"{PAGE}?item=psm-never-was")
    hostile = author.get(f"{PAGE}?item=%22%3E%3Cscript%3E")

    assert found.headers["Location"] == f"{ITEM}?kind=withdrawn"
    assert unknown.status_code == hostile.status_code == 404
    assert "No item has this id" in unknown.get_data(as_text=True)
    assert "<script>" not in hostile.get_data(as_text=True).partition("<main")[2]


@pytest.mark.parametrize(
    "path", [f"{PAGE}/psm-never-was", f"{ITEM}?kind=other", f"{PAGE}/..", f"{PAGE}/%00"]
)
def test_what_is_not_there_is_not_found(author: CheckingClient, path: str) -> None:
    assert author.get(path).status_code == 404
    assert author.send(path, why=WHY).status_code == 404


def test_it_says_what_cannot_be_done(author: CheckingClient, learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", [RIGHT], at=AT, items=(PILLARS,))
    sat_exam(learner, "psm-i", [NOTHING], at=AT, items=(OTHERS[0],))
    was(author.application, PILLARS, reworded(2))

    words = _words(author.read(f"{ITEM}?kind=key"))
    same = _words(author.read(f"{PAGE}/{OTHERS[0]}"))
    never = _words(author.read(f"{PAGE}/{OTHERS[1]}?kind=withdrawn"))

    assert "it can only be withdrawn" in words
    assert f'href="{ITEM}?kind=withdrawn"' in author.read(PAGE)
    assert "Its key is the one that people sat" in same
    assert "Nobody has had it in an exam yet" in never


def test_items_of_every_type_can_be_looked_at(author: CheckingClient) -> None:
    with author.application.app_context():
        by_type = {one.type: one for one in current_catalogue().items if not one.case}

    for one in by_type.values():
        page = author.read(f"{PAGE}/{one.id}?kind=withdrawn")
        assert one.explanation in page
    assert len(by_type) >= 7


def test_it_warns_where_more_than_the_key_has_changed(
    author: CheckingClient, learner: CheckingClient
) -> None:
    def change(item: Item) -> Item:
        former = moved_key(2)(item)
        options = tuple(
            replace(one, correct=one.correct or n == 1) for n, one in enumerate(former.options)
        )
        return replace(former, options=options, stem="<p>Which is <b>not</b> one?</p>")

    sat_exam(learner, "psm-i", [NOTHING], at=AT, items=(PILLARS,))
    was(author.application, PILLARS, change)

    words = _words(author.read(f"{ITEM}?kind=key"))

    assert "“Which is not one?”" in words
    assert "Another number of right answers" in words
    assert "Nobody’s. The 1 ended sitting with this item keeps its figures" in words


def test_running_sittings_are_counted(author: CheckingClient, learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", [RIGHT], at=AT, items=(PILLARS,), ended=False)
    was(author.application, PILLARS, moved_key(2))

    page = _post(author, "key")

    assert "0 results were re-scored" in page
    assert _counts(author) == (1, 0)


def test_nobody_but_authors_corrects(
    visitor: CheckingClient,
    learner: CheckingClient,
    recruiter: CheckingClient,
    admin: CheckingClient,
    sitting: str,
) -> None:
    for client, code in ((visitor, 302), (learner, 403), (recruiter, 403), (admin, 403)):
        for path in (PAGE, f"{ITEM}?kind=key"):
            assert client.get(path).status_code == code
        assert client.send(f"{ITEM}?kind=key", why=WHY).status_code == code
    assert _counts(learner) == (0, 1)


def test_a_forged_post_changes_nothing(author: CheckingClient, sitting: str) -> None:
    response = author.post(f"{ITEM}?kind=key", data={"why": WHY})

    assert response.status_code == 400
    assert _counts(author) == (0, 1)
