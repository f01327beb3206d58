"""The page of a test: what its bank can tell, and how its items were shown."""

import re
from html import unescape

import numpy as np
import pytest

from tests.features.items.cast import NIGHT
from tests.support.answering import simulate_sittings
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.records.catalogue import current_catalogue

PAGE = "/author/tests/ctl"


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_without_answers_it_says_that_only_authors_have_spoken(author: CheckingClient) -> None:
    text = words(author.read(PAGE))

    assert "only its authors have spoken" in text
    assert "Under 200 people it is provisional." in text
    assert "CTL2 under 20" in text
    assert "What the test tells at each ability" in text


def test_it_tells_exposure_and_what_sittings_share(author: CheckingClient) -> None:
    with author.application.app_context():
        catalogue = current_catalogue()
        items = [one for one in catalogue.test_pool if one.skill == "CTL2"][:10]
        simulate_sittings(items, 30, 10, np.random.default_rng(3))
        recalibrate(clock=lambda: NIGHT, say=lambda _line: None)
        compute({one.version: one for one in catalogue.items}, now=NIGHT)
        others = sum(one.skill == "CTL2" for one in catalogue.test_pool) - 10

    text = words(author.read(PAGE))

    assert "version 1, learnt from 30 people" in text
    # All thirty had the same ten items, and none of the others.
    assert re.search(rf"CTL2 .*? 100 % {others} 100 %", text)
    assert "CTL2 30" in text


@pytest.mark.parametrize("name", ["CTL", "xyz", "%00", "ctl2", "..", "a" * 3000])
def test_other_names_are_not_found(author: CheckingClient, name: str) -> None:
    assert author.get(f"/author/tests/{name}").status_code == 404


def test_it_is_for_authors_alone(visitor: CheckingClient, learner: CheckingClient) -> None:
    assert visitor.get(PAGE).status_code == 302
    assert learner.get(PAGE).status_code == 403


def test_it_asks_little_of_the_database(author: CheckingClient) -> None:
    author.read(PAGE)
    with statements(author.application) as seen:
        author.read(PAGE)

    assert len(seen.sql) <= 3, seen.sql
