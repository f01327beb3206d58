"""A quiz with an item of every type: drawn, answered, explained, and nothing told too early."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.every_type import SLUG, write
from tests.support.quiz import answer_all, begin, key_of, wrong_of
from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.library import Library
from tpmlearn.models import AttemptItemRow, ItemVersionRow


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the folder with every type."""
    folder = write(tmp_path_factory.mktemp("every") / "content")
    return Library([folder], folder.parent / "cache").catalogue


@pytest.fixture
def taker(learner: CheckingClient, catalogue: Catalogue) -> Iterator[CheckingClient]:
    """A learner on a site with that content."""
    library = learner.application.extensions["library"]
    live, library.catalogue = library.catalogue, catalogue
    yield learner
    library.catalogue = live


def _items(client: CheckingClient, attempt: str) -> dict[str, tuple[int, AttemptItemRow, Any]]:
    with client.application.app_context():
        rows = db.session.execute(
            select(AttemptItemRow, ItemVersionRow.content)
            .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
            .where(AttemptItemRow.attempt_id == attempt)
        ).all()
        return {content["id"]: (row.position, row, content) for row, content in rows}


@pytest.mark.parametrize("layout", ["one", "all"])
def test_no_key_is_in_the_page_before_the_answer(
    taker: CheckingClient, catalogue: Catalogue, layout: str
) -> None:
    attempt = begin(taker, SLUG, layout=layout)
    places = range(1, len(catalogue.modules[SLUG].quiz) + 1)
    pages = [taker.read(f"/quizzes/{attempt}/{place}") for place in places]
    pages.append(taker.get(f"/quizzes/{attempt}", follow_redirects=True).get_data(as_text=True))

    secrets = [
        secret
        for item in catalogue.modules[SLUG].quiz
        for secret in (item.explanation, *(option.reason for option in item.options))
        if secret
    ]
    assert len(secrets) > 20
    for page in pages:
        assert not [secret for secret in secrets if secret in page]
        assert "reason-right" not in page


@pytest.mark.parametrize("name", ["m01-order", "m01-match", "m01-gaps"])
def test_what_a_page_sends_is_a_place_and_never_the_authors(
    taker: CheckingClient, name: str
) -> None:
    shown = set()
    for _ in range(6):
        attempt = begin(taker, SLUG)
        place, row, content = _items(taker, attempt)[name]
        page = taker.read(f"/quizzes/{attempt}/{place}")
        form = page[page.index('id="form-') : page.index("</form>", page.index('id="form-'))]
        shown.add(tuple(row.option_order))
        values = re.findall(r'<option value="(\d+)">([^<]*)</option>', form)
        if name == "m01-order":
            labels = re.findall(r'<label class="option-text"[^>]*>(.*?)</label>', form)
            texts = [content["options"][index]["html"] for index in row.option_order]
            assert labels == texts
            assert values == [(str(n), str(n)) for n in (1, 2, 3)] * 3
        else:
            texts = [content["options"][index]["html"] for index in row.option_order]
            assert dict(values) == {str(n): text for n, text in enumerate(texts)}
        answer_all(taker, attempt, wrong=0)
    assert len(shown) > 1


def test_all_right_answers_are_right_and_all_wrong_ones_wrong(taker: CheckingClient) -> None:
    first = begin(taker, SLUG)
    count = len(_items(taker, first))

    assert f"{count} of {count} right" in answer_all(taker, first, wrong=0)
    assert f"0 of {count} right" in answer_all(taker, begin(taker, SLUG), wrong=count)


@pytest.mark.parametrize("name", ["m01-order", "m01-match", "m01-gaps"])
def test_every_row_has_its_reason_after_the_answer(taker: CheckingClient, name: str) -> None:
    attempt = begin(taker, SLUG)
    place, _, content = _items(taker, attempt)[name]
    taker.send(f"/quizzes/{attempt}/{place}", answer=wrong_of(taker, attempt, place))

    page = taker.read(f"/quizzes/{attempt}/{place}")

    assert all(option["reason"] in page for option in content["options"])
    assert "Not right." in page
    assert re.search(r"\d of \d (steps|rows|gaps) right", page)


@pytest.mark.parametrize("name", ["m01-order", "m01-match", "m01-gaps"])
@pytest.mark.parametrize("values", [[], [""], ["0", "0", "0", "0"], ["<b>", "x", "9"]])
def test_it_refuses_what_is_no_answer_and_keeps_what_was_chosen(
    taker: CheckingClient, name: str, values: list[str]
) -> None:
    attempt = begin(taker, SLUG)
    place = _items(taker, attempt)[name][0]

    response = taker.send(f"/quizzes/{attempt}/{place}", answer=values)

    assert response.status_code == 422
    assert "Choose" in response.get_data(as_text=True)


def test_a_refused_answer_keeps_the_fields_that_were_filled(taker: CheckingClient) -> None:
    attempt = begin(taker, SLUG)
    place = _items(taker, attempt)["m01-order"][0]

    page = taker.send(f"/quizzes/{attempt}/{place}", answer=["2", "", "1"]).get_data(as_text=True)

    assert page.count(" selected>") == 2
    assert '<option value="2" selected>' in page


def test_each_attempt_draws_its_own_numbers_and_keeps_them(taker: CheckingClient) -> None:
    stems = set()
    for _ in range(4):
        attempt = begin(taker, SLUG)
        place, row, _ = _items(taker, attempt)["m01-drawn"]
        page = taker.read(f"/quizzes/{attempt}/{place}")
        values = row.drawn["values"]
        assert f"A task takes {values['low']} days at best" in page
        assert "{{" not in page
        assert taker.read(f"/quizzes/{attempt}/{place}").count(f"{values['likely']} most likely")
        stems.add(tuple(values.values()))
        answer_all(taker, attempt, wrong=0)
        total = values["low"] + 4 * values["likely"] + values["high"]
        done = taker.read(f"/quizzes/{attempt}/{place}")
        assert f"{round(total / 6, 2):g}" in done
        assert "Right." in done
    assert len(stems) > 1


def test_a_hotspot_is_a_list_and_a_figure_to_point_at(taker: CheckingClient) -> None:
    attempt = begin(taker, SLUG)
    place, row, content = _items(taker, attempt)["m01-spot"]
    page = taker.read(f"/quizzes/{attempt}/{place}")

    regions = [content["options"][index]["region"] for index in row.option_order]
    assert re.findall(r'data-points-at="([a-z]+)"', page) == regions
    assert set(re.findall(r'data-region="([a-z]+)"', page)) == set(regions)
    assert page.count('type="radio" name="answer"') == 3
    assert "points.js" in page


def test_the_key_may_be_sent_twice(taker: CheckingClient) -> None:
    attempt = begin(taker, SLUG)
    place = _items(taker, attempt)["m01-match"][0]
    key = key_of(taker, attempt, place)

    for _ in range(2):
        assert taker.send(f"/quizzes/{attempt}/{place}", answer=key).status_code == 302
    assert "Right." in taker.read(f"/quizzes/{attempt}/{place}")
