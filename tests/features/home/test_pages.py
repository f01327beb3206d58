"""The open pages: who may read them and what they must say."""

import re

import pytest

from tests.support.client import CheckingClient

PAGES = {
    "/": "From developer to Technical Project Manager",
    "/roles": "The roles",
    "/how-we-measure": "How we measure",
    "/for-recruiters": "For recruiters",
    "/for-authors": "For authors",
    "/privacy": "Privacy",
    "/hiring": "Automated decisions in hiring",
    "/accessibility": "Accessibility",
    "/glossary": "Glossary",
    "/facts": "Facts that age",
    "/styleguide": "Style guide",
}


@pytest.mark.parametrize(("path", "heading"), PAGES.items())
def test_everybody_may_read_it(
    path: str, heading: str, visitor: CheckingClient, learner: CheckingClient
) -> None:
    for reader in (visitor, learner):
        assert re.search(rf"<h1>{heading}</h1>", reader.read(path))


def test_a_fact_can_be_linked_to_and_says_when_it_was_checked(visitor: CheckingClient) -> None:
    page = visitor.read("/facts")

    row = page[page.index('<tr id="psm-i-exam"') :]
    assert re.search(
        r'<time datetime="(\d{4})-\d\d-\d\d">\d{1,2} [A-Z][a-z]{2} \1</time>',
        row[: row.index("</tr>")],
    )


def test_the_roles_stand_in_order_with_the_level_each_asks(visitor: CheckingClient) -> None:
    page = visitor.read("/roles")

    heads = re.findall(r'<h2 id="([a-z-]+)">', page)
    row = page[page.index("Estimation and forecasting") :]
    levels = re.findall(r'<td class="num[^"]*">(?:<strong>)?(\d)', row[: row.index("</tr>")])

    assert heads[:5] == [
        "associate-tpm",
        "tpm",
        "senior-tpm",
        "scrum-master",
        "delivery-manager",
    ]
    # Typical developer, then the five roles, as the framework has them for DEL4.
    assert levels == ["2", "2", "4", "4", "3", "4"]


def test_the_roles_say_in_words_what_bold_means(visitor: CheckingClient) -> None:
    page = visitor.read("/roles")

    assert re.search(r"<strong>\d</strong><span[^>]*> counts most</span>", page)


def test_measuring_says_what_a_test_does_not_show(visitor: CheckingClient) -> None:
    page = visitor.read("/how-we-measure")

    for said in (
        "rated, not tested",
        "claimed, not confirmed",
        "not rated",
        "not performance at work",
        "Provisional",
    ):
        assert said in page


def test_recruiters_read_what_is_not_shown(visitor: CheckingClient) -> None:
    page = visitor.read("/for-recruiters")

    assert "What it does not show" in page
    assert "No score for the person" in page


def test_privacy_says_when_guests_are_erased(visitor: CheckingClient) -> None:
    assert "90 days" in visitor.read("/privacy")


def test_every_term_can_be_linked_to(visitor: CheckingClient) -> None:
    page = visitor.read("/glossary")

    terms = re.findall(r'<div id="([a-z0-9-]+)">\s*<dt><a class="term" href="#([a-z0-9-]+)">', page)

    assert len(terms) > 30
    assert all(anchor == link for anchor, link in terms)


def test_the_privacy_page_says_what_an_exam_keeps_and_who_sees_it(visitor: CheckingClient) -> None:
    page = " ".join(visitor.read("/privacy").split())

    exams = page.partition('id="exams"')[2].partition("</table>")[0]
    for word in ("answer", "seconds", "highlighted", "notes", "what happened in a", "review"):
        assert word in exams
    assert "an admin sees your name, the exam, its time and how many answers there are" in exams
    assert "In your own browser: answers of an exam" in page


def test_the_style_guide_keeps_nothing(visitor: CheckingClient) -> None:
    reply = visitor.save("/styleguide", level="2")

    assert reply.status_code == 422
    assert reply.get_json() == {"errors": {"": "This is the style guide: nothing is kept here."}}


def test_the_style_guide_shows_every_kind_of_button_and_badge(visitor: CheckingClient) -> None:
    page = visitor.read("/styleguide")

    for name in ("primary", "plain", "quiet", "stop"):
        assert f"button-{name}" in page
    for name in ("plain", "good", "care", "stop", "info", "open"):
        assert f"badge-{name}" in page
