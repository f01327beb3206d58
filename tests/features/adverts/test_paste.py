"""Pasting an advert: what is found and kept, what is refused, whose it is."""

import pytest
from sqlalchemy import func, select

from tests.domain.planning.advert_marks import KNOWN, UNSEEN, marked_adverts, score, shipped
from tests.features.adverts.cast import SHORT, asked, kept, paste, paste_known
from tests.features.planning.cast import ATTACK, rate, words
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db
from tpmlearn.features.adverts.services import MOST_ADVERTS
from tpmlearn.models import AdvertRow, PersonRow


def count(client: CheckingClient, table: type = AdvertRow) -> int:
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_visitor_learns_what_will_be_here_and_stays_a_visitor(visitor: CheckingClient) -> None:
    page = words(visitor.read("/adverts"))

    assert "Paste a job advert to see which of the 34 skills it asks for" in page
    assert "What the matching can and cannot do" in page
    assert count(visitor, PersonRow) == 0


def test_a_visitor_who_pastes_becomes_a_guest_who_keeps_it(visitor: CheckingClient) -> None:
    advert = paste(visitor)

    assert asked(visitor, advert) == {"CTL2": (4, 2), "PRO1": (2, 1)}
    assert count(visitor, PersonRow) == 1
    assert visitor.get(f"/adverts/{advert}").status_code == 200


def test_the_page_says_what_was_found_by_which_words_and_how_sure_that_is(
    learner: CheckingClient,
) -> None:
    advert = paste(learner, SHORT + " Own your risks.", employer="Acme")

    page = learner.read(f"/adverts/{advert}")

    said = words(page)
    assert "2 of 34 skills were found by their words. Check them" in said
    assert "Named more than once: “risk register”, “risks”. Level 4 by “own”, “Own”." in said
    assert "Named once: “Jira”. Level 2 by “Knowledge of”." in said
    assert "Acme" in said
    assert "<mark>risk register</mark>" in page
    assert 'href="#CTL2">CTL2</a>' in page


def test_the_first_line_is_the_title_unless_one_is_given(learner: CheckingClient) -> None:
    assert kept(learner, paste(learner)).title == "Project lead"
    assert kept(learner, paste(learner, SHORT + "!", title="Lead")).title == "Lead"


def test_an_advert_in_another_language_is_kept_and_said_to_be_so(learner: CheckingClient) -> None:
    advert = paste(learner, "Wir suchen eine Person, die Projekte plant und steuert. " * 5)

    page = words(learner.read(f"/adverts/{advert}"))

    assert "This does not look like English" in page
    assert "None of the 34 skills was found by its words" in page
    assert "No skill is on the list" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the text of the advert."),
        ("  \n ", "Paste the text of the advert."),
        ("a" * 20_001, "20,001 characters"),
        ("PK\ufffd\ufffd", "not plain text"),
    ],
)
def test_what_is_no_advert_is_refused_in_a_sentence(
    visitor: CheckingClient, text: str, said: str
) -> None:
    response = visitor.send("/adverts", text=text, title="Kept")

    assert response.status_code == 422
    assert said in words(response)
    assert 'value="Kept"' in response.get_data(as_text=True)
    assert count(visitor) == count(visitor, PersonRow) == 0


@pytest.mark.parametrize("field", ["title", "employer"])
def test_a_name_that_is_too_long_is_refused(learner: CheckingClient, field: str) -> None:
    response = learner.send("/adverts", text=SHORT, **{field: "a" * 121})

    assert response.status_code == 422
    assert "Use at most 120 characters." in words(response)


def test_markup_is_shown_as_text(learner: CheckingClient) -> None:
    advert = paste(learner, f"{ATTACK} You own the risk register.", title=ATTACK, employer=ATTACK)

    for path in (f"/adverts/{advert}", "/adverts", f"/gap?role=advert-{advert}"):
        page = learner.read(path)
        assert "<script>alert" not in page
        assert "<img" not in page


def test_the_same_text_twice_is_one_advert(learner: CheckingClient) -> None:
    assert paste(learner) == paste(learner)
    assert count(learner) == 1


def test_there_is_a_most(learner: CheckingClient) -> None:
    for number in range(MOST_ADVERTS):
        paste(learner, f"{SHORT} {number}")

    response = learner.send("/adverts", text="One more: Jira")

    assert response.status_code == 422
    assert "delete one first" in words(response)
    assert count(learner) == MOST_ADVERTS


def test_a_forged_paste_saves_nothing(learner: CheckingClient) -> None:
    assert learner.post("/adverts", data={"text": SHORT}).status_code == 400
    assert count(learner) == 0


def test_an_advert_is_its_owners_alone(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    advert = paste(learner, SHORT, employer="Secret Ltd")

    for client in (stranger, visitor):
        assert client.get(f"/adverts/{advert}").status_code == 404
        assert client.get(f"/gap?role=advert-{advert}").status_code == 404
        assert client.send(f"/adverts/{advert}", title="Mine").status_code == 404
        assert client.send(f"/adverts/{advert}/remove").status_code == 404
        assert client.send(f"/adverts/{advert}/restore").status_code == 404
        added = client.send(f"/adverts/{advert}/skills", skill="DEL4", level="3", weight="2")
        assert added.status_code == 404
        assert client.send("/gap", role=f"advert-{advert}").status_code == 422
        assert "Project lead" not in client.read("/adverts")
        assert "Project lead" not in client.read(f"/adverts?removed={advert}")
    assert kept(learner, advert).title == "Project lead"


def test_the_list_says_how_far_each_is(learner: CheckingClient) -> None:
    rate(learner, {"CTL2": 1})
    paste(learner)
    paste(learner, "Pastry chef")

    page = words(learner.read("/adverts"))

    assert "going by the 1 of 2 skills rated" in page
    assert "It asks for no skill yet." in page


def test_the_pages_read_little_and_write_nothing(learner: CheckingClient) -> None:
    advert = paste_known(learner)

    for path, most in ((f"/adverts/{advert}", 8), ("/adverts", 7)):
        with statements(learner.application) as seen:
            learner.read(path)
        assert len(seen.sql) <= most, seen.sql
        assert seen.commits == 0


def test_the_page_tells_what_the_test_of_the_matching_found(visitor: CheckingClient) -> None:
    page = words(visitor.read("/adverts"))
    known, unseen = (
        score(marked_adverts(shipped(), KNOWN)),
        score(marked_adverts(shipped(), UNSEEN)),
    )

    assert (
        f"a reader marked {known.marked} skills; it found {known.both} of them, "
        f"and {known.found - known.both} that the reader had not marked" in page
    )
    assert f"it found {unseen.both} of {unseen.marked}, and none that was not marked" in page
    assert unseen.found == unseen.both
