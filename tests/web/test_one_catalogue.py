"""Content may go live in the middle of a request: no page mixes two, and none of the old stays."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, before_render_template

from tests.support.client import CheckingClient
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.library import Library
from tpmlearn.records.catalogue import current_catalogue, look_again

SLUG = "16-estimate-in-ranges"
TITLE = "A title that went live"


@pytest.fixture
def library(site: Flask) -> Iterator[Library]:
    """The library of the site, which is as it was afterwards."""
    found: Library = site.extensions["library"]
    before = found.catalogue
    yield found
    found.catalogue = before


def renamed(before: Catalogue) -> Catalogue:
    """The next content: one lesson has another title."""
    module = replace(before.modules[SLUG], title=TITLE)
    return replace(before, modules={**before.modules, SLUG: module}, version="f" * 32)


def test_what_goes_live_while_a_page_is_made_is_on_the_next(
    learner: CheckingClient, library: Library
) -> None:
    def go_live(sender: Flask, **more: Any) -> None:
        library.catalogue = renamed(before)

    before = library.catalogue
    with before_render_template.connected_to(go_live):
        # With a query, as a page of this address alone is kept whole.
        during = learner.read(f"/learn/{SLUG}?now=1")

    assert TITLE not in during
    assert TITLE in learner.read(f"/learn/{SLUG}")


def test_a_request_sees_what_it_made_live_itself(site: Flask, library: Library) -> None:
    with site.test_request_context("/"):
        site.preprocess_request()
        before = current_catalogue()
        library.catalogue = renamed(before)

        assert current_catalogue() is before
        look_again()
        assert current_catalogue() is library.catalogue
