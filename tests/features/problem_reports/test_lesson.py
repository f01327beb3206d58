"""Reporting a paragraph of a lesson: by anybody, with the words that were seen."""

import re
from html import unescape

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.features.problem_reports.cast import (
    SECTION,
    SLUG,
    TEXT,
    add_lesson_report,
    of_section,
    paragraph_of,
    reports,
)
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db
from tpmlearn.domain.content.paragraphs import ParagraphKind
from tpmlearn.features.problem_reports import services
from tpmlearn.models import PersonRow

PAGE = of_section()


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def send(client: CheckingClient, paragraph: str, text: str = TEXT) -> TestResponse:
    return client.send(PAGE, paragraph=paragraph, text=text)


def test_each_section_of_a_lesson_has_a_link_for_everybody(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    for client in (visitor, learner):
        page = client.read(f"/learn/{SLUG}")
        assert page.count(f'href="/learn/{SLUG}/report?section=') == page.count('<h2 id="s-')
        assert "in Three numbers, two formulas</span>" in page


def test_it_shows_every_paragraph_of_the_section_and_no_other(visitor: CheckingClient) -> None:
    page = visitor.read(PAGE)

    assert "Report a problem in “Three numbers, two formulas”" in words(page)
    for n in range(10):
        assert paragraph_of(visitor, n=n).label in words(page)
    for kind in (ParagraphKind.TABLE, ParagraphKind.FIGURE, ParagraphKind.ITEM):
        assert kind.value.capitalize() in page
    assert "The section as a whole" in page
    assert paragraph_of(visitor, section="s-what-the-range-leaves-out").text not in words(page)


def test_it_costs_a_visitor_no_statement(visitor: CheckingClient, learner: CheckingClient) -> None:
    with statements(visitor.application) as nothing:
        visitor.read(PAGE)
    with statements(learner.application) as signed_in:
        learner.read(PAGE)

    assert nothing.sql == []
    assert len(signed_in.sql) == 1


def test_a_paragraph_can_be_linked_to(visitor: CheckingClient) -> None:
    key = paragraph_of(visitor, n=3).key

    assert re.search(rf'value="{key}" checked', visitor.read(f"{PAGE}&paragraph={key}"))
    assert " checked" not in visitor.read(f"{PAGE}&paragraph=nonsense")


def test_without_a_section_one_is_chosen(visitor: CheckingClient) -> None:
    page = visitor.read(f"/learn/{SLUG}/report")

    assert f'href="/learn/{SLUG}/report?section={SECTION}"' in page
    assert visitor.send(f"/learn/{SLUG}/report", text=TEXT).status_code == 404


def test_a_report_keeps_the_words_that_were_seen(learner: CheckingClient) -> None:
    paragraph = paragraph_of(learner, n=3)

    response = send(learner, paragraph.key)

    assert response.headers["Location"] == "/reports"
    (row,) = reports(learner).values()
    assert (row.module, row.section, row.paragraph) == (SLUG, SECTION, paragraph.key)
    assert (row.quote, row.item, row.state) == (paragraph.quote, "", "open")
    page = words(learner.read("/reports"))
    assert "Sent " in page
    assert paragraph.quote in page
    assert TEXT in page


def test_the_section_as_a_whole_can_be_reported(learner: CheckingClient) -> None:
    send(learner, "whole", "An example with months is missing.")

    (row,) = reports(learner).values()
    assert (row.paragraph, row.quote) == ("", "")
    assert "The section as a whole." in words(learner.read("/reports"))
    assert "has changed since" not in learner.read("/reports")


def test_a_visitor_becomes_a_guest_by_it(visitor: CheckingClient) -> None:
    send(visitor, "whole")

    assert TEXT in visitor.read("/reports")
    (row,) = reports(visitor).values()
    with visitor.application.app_context():
        assert db.session.get_one(PersonRow, row.person_id).email is None


@pytest.mark.parametrize(
    ("paragraph", "text", "field"),
    [
        ("whole", "", "text"),
        ("whole", "too short", "text"),
        ("whole", "x" * 2001, "text"),
        ("", TEXT, "paragraph"),
        ("0" * 12, TEXT, "paragraph"),
        ("<script>alert(1)</script>", TEXT, "paragraph"),
        ("x" * 100_000, TEXT, "paragraph"),
        ("\x00", TEXT, "paragraph"),
        ("", "", "paragraph"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    visitor: CheckingClient, paragraph: str, text: str, field: str
) -> None:
    response = send(visitor, paragraph, text)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'href="#{field}"' in page
    assert text in page
    assert "<script>alert" not in page
    assert reports(visitor) == {}
    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_five_megabytes_are_refused(learner: CheckingClient) -> None:
    assert send(learner, "whole", "x" * 5_000_000).status_code in {413, 422}
    assert reports(learner) == {}


def test_a_paragraph_that_has_changed_meanwhile_is_chosen_again(learner: CheckingClient) -> None:
    response = send(learner, "0123456789ab")

    page = response.get_data(as_text=True)
    assert "It has changed since you opened this page" in page
    assert TEXT in page


@pytest.mark.parametrize(
    "path",
    [
        f"/learn/{SLUG}/report?section=nonsense",
        f"/learn/{SLUG}/report?section=%3Cscript%3E",
        f"/learn/{SLUG}/report?section={'x' * 5000}",
        f"/learn/{SLUG}/report?section=s-three-numbers-two-formulas%00",
        f"/learn/nonsense/report?section={SECTION}",
        "/learn/nonsense/report",
    ],
)
def test_a_section_that_is_not_there_has_no_page(visitor: CheckingClient, path: str) -> None:
    assert visitor.get(path).status_code == 404
    assert visitor.send(path, paragraph="whole", text=TEXT).status_code == 404
    assert reports(visitor) == {}


def test_the_same_twice_is_one(learner: CheckingClient) -> None:
    key = paragraph_of(learner).key
    send(learner, key)
    send(learner, key)

    assert "You sent this already" in learner.read("/reports")
    send(learner, "whole")
    assert len(reports(learner)) == 2


def test_the_same_twice_at_once_is_one(learner: CheckingClient) -> None:
    who, paragraph = learner.person_id, paragraph_of(learner)
    with learner.application.app_context():
        when = db.session.get_one(PersonRow, who).created_at

    def call() -> bool:
        sent = services.report_paragraph(who, SLUG, SECTION, paragraph, TEXT, now=when)
        return sent.is_new

    outcomes = at_once(learner.application, call, call)

    assert sorted(map(str, outcomes)) == ["False", "True"]
    assert len(reports(learner)) == 1


def test_no_more_than_twenty_wait_items_and_lessons_together(learner: CheckingClient) -> None:
    for n in range(20):
        add_lesson_report(learner, text=f"{TEXT} {n}")

    refused = send(learner, "whole")

    assert refused.status_code == 422
    assert "20 of your reports wait" in refused.get_data(as_text=True)
    assert TEXT in refused.get_data(as_text=True)


def test_who_has_no_account_is_slowed_down_and_members_are_not(
    visitor: CheckingClient, learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "FREE_PER_ADDRESS", 2)
    codes = [send(visitor, "whole", f"{TEXT} {n}").status_code for n in range(4)]

    assert codes[:2] == [302, 302]
    assert codes[3] == 429
    late = send(visitor, "whole", "My words must not be lost.")
    assert "Retry-After" in late.headers
    assert "My words must not be lost." in late.get_data(as_text=True)
    assert send(learner, "whole").status_code == 302


def test_hostile_words_are_only_words(learner: CheckingClient, author: CheckingClient) -> None:
    send(learner, "whole", "<script>alert(1)</script><b onclick=x>bold</b>")

    for page in (learner.read("/reports"), author.read("/author/reports")):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_forged_post_changes_nothing(learner: CheckingClient) -> None:
    assert learner.post(PAGE, data={"paragraph": "whole", "text": TEXT}).status_code == 400
    assert reports(learner) == {}


def test_nobody_else_sees_it(learner: CheckingClient, stranger: CheckingClient) -> None:
    report = add_lesson_report(learner)

    assert TEXT not in stranger.read("/reports")
    assert stranger.send(f"/reports/{report}/take-back").status_code == 404
    assert learner.send(f"/reports/{report}/take-back").status_code == 302
    assert reports(learner) == {}
