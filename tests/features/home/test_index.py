"""The first page."""

import re

from tests.support.client import CheckingClient


def test_it_opens_three_doors_to_a_visitor(visitor: CheckingClient) -> None:
    page = visitor.read("/")

    doors = re.findall(r'<h2 class="door-title"><a href="([^"]+)">([^<]+?) *<svg', page)

    assert doors == [
        ("/rate", "Find my gap"),
        ("/learn", "Browse lessons"),
        ("/for-recruiters", "For recruiters"),
    ]


def test_it_leads_somebody_who_has_begun_straight_to_the_gap(guest: CheckingClient) -> None:
    assert '<a href="/gap">Find my gap' in guest.read("/")


def test_it_counts_what_the_content_holds(visitor: CheckingClient) -> None:
    page = " ".join(visitor.read("/").split())

    assert "34 skills in 7 areas" in page
    assert ">5 roles</a>" in page
    assert re.search(r"the \d+ lessons take \d+ h", page)


def test_it_draws_one_skill_of_each_area_and_says_the_same_as_a_table(
    visitor: CheckingClient,
) -> None:
    page = visitor.read("/")

    figure = page[page.index('id="sample-gap"') : page.index('<ul class="key"')]
    rows = re.findall(r'<th scope="row">([^<]+)</th>.*?>(\d)</td>.*?>(\d)</td>', figure)

    assert len(rows) == 7
    assert ("Stakeholders and expectations", "1", "4") in rows
    assert figure.count("<circle") == 7
    assert "Stakeholders and expectations: developer 1, asked 4." in figure


def test_it_keeps_nothing_about_a_visitor(visitor: CheckingClient) -> None:
    visitor.read("/")

    with visitor.session_transaction() as session:
        assert "_user_id" not in session
