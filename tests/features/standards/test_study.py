"""A study from its beginning to its closing: chair, panel, rounds."""

import re
from html import unescape

import pytest
from sqlalchemy import func, select

from tests.conftest import Enter
from tests.features.standards.cast import (
    CANDIDATE,
    NEW,
    begin,
    panel_of,
    ratings,
    say,
    say_all,
    turn,
)
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import StandardStudyRow

INDEX = "/author/standards"


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_list_says_whose_each_pass_mark_is(author: CheckingClient) -> None:
    page = author.read(INDEX)

    text = words(page)
    assert "PMP half mock, 2026 outline 75 % Ours, in each domain: the owner’s is not" in text
    assert "PSM I practice exam 85 % The exam's owner: not for us to set." in text
    assert "No study yet" in text
    assert NEW in page
    assert "exams/psm-i/new" not in page
    assert "exams/pmp-2021/new" not in page


@pytest.mark.parametrize("slug", ["psm-i", "pmp-2021", "nowhere", "..", "%00"])
def test_there_is_no_study_of_a_mark_that_is_not_ours(author: CheckingClient, slug: str) -> None:
    path = f"{INDEX}/exams/{slug}/new"

    assert author.get(path).status_code == 404
    assert author.send(path, candidate=CANDIDATE, items="20").status_code == 404


def test_a_study_begins_with_its_panel(author: CheckingClient, enter: Enter) -> None:
    study = begin(author, panel_of(enter, 2))

    text = words(author.read(study))

    assert "Round 1 is open since" in text
    assert CANDIDATE in text
    assert "Judge Name 1 0 of 20 in round 1" in text
    assert "Under three judges there is no result" in text
    assert "20 items: Business environment 5, People 7, Process 8." in text
    assert "2 judges" in words(author.read(INDEX))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("candidate", ""),
        ("candidate", "Too short."),
        ("candidate", "x" * 4001),
        ("items", "19"),
        ("items", "61"),
        ("items", "NaN"),
        ("items", "9" * 40),
        ("judges", "999999"),
        ("judges", "x"),
    ],
)
def test_bad_input_begins_nothing(author: CheckingClient, field: str, value: str) -> None:
    sent = author.send(NEW, **{"candidate": CANDIDATE, "items": "20", field: value})

    assert sent.status_code == 422
    with author.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(StandardStudyRow)) == 0


def test_only_authors_are_invited_and_none_twice(
    author: CheckingClient, enter: Enter, learner: CheckingClient
) -> None:
    (judge,) = panel_of(enter, 1)
    study = begin(author, [judge])

    author.send(f"{study}/judges", judges=[str(judge.person_id), str(author.person_id)])
    author.send(f"{study}/judges", judges=[str(learner.person_id)])

    text = words(author.read(study))
    assert text.count("Judge Name 1") == 1
    assert "Ari Aho (you) 0 of 20" in text
    assert "Ada Obi" not in text


def test_round_1_closes_with_three_whole_judges_and_opens_until_somebody_revises(
    author: CheckingClient, enter: Enter
) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    for judge in judges[:2]:
        say_all(judge, study, [50] * 20)
    turn(author, study, "close-1")
    assert "Fewer than three judges" in words(author.read(study))
    say_all(judges[2], study, [50] * 20)

    turn(author, study, "close-1")
    turn(author, study, "close-1")
    assert "Round 2 is open since" in words(author.read(study))
    turn(author, study, "open-1")
    assert "Round 1 is open since" in words(author.read(study))
    turn(author, study, "close-1")
    say(judges[0], study, 1, 60, 2)
    turn(author, study, "open-1")

    text = words(author.read(study))
    assert "Round 2 is open since" in text
    assert "Judges have revised, so round 1 stays closed." in text


@pytest.mark.parametrize("wanted", ["", "close-3", "close-1x", "x" * 500])
def test_another_turn_is_not_found(author: CheckingClient, wanted: str) -> None:
    assert turn(author, begin(author, []), wanted) == 404


def test_other_authors_read_it_and_change_nothing(author: CheckingClient, enter: Enter) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    other = enter("other@example.org", ("author",))
    for judge in judges:
        say_all(judge, study, [50] * 20)

    assert "Round 1 is open since" in words(other.read(study))
    for client in (other, judges[0]):
        assert turn(client, study, "close-1") == 404
        assert client.send(f"{study}/judges", judges=[str(other.person_id)]).status_code == 404
        assert client.send(f"{study}/remove").status_code == 404
    assert "You chair it" not in words(other.read(study))
    assert "Round 1 is open since" in words(author.read(study))


def test_it_is_for_authors_alone(
    author: CheckingClient,
    visitor: CheckingClient,
    learner: CheckingClient,
    recruiter: CheckingClient,
) -> None:
    study = begin(author, [])

    for path in (INDEX, NEW, study, f"{study}/items"):
        assert visitor.get(path).status_code == 302
        assert learner.get(path).status_code == recruiter.get(path).status_code == 403
    assert say(learner, study, 1, 50) == 403
    assert turn(learner, study, "close-1") == 403


def test_a_form_without_its_token_changes_nothing(author: CheckingClient) -> None:
    study = begin(author, [author])

    for path in (f"{study}/items/1", f"{study}/turn", f"{study}/remove", f"{study}/judges", NEW):
        assert author.post(path, data={"percent": "50", "round": "1"}).status_code in {400, 403}
    assert ratings(author) == []
    assert author.get(study).status_code == 200


def test_a_study_goes_while_nobody_has_spoken(author: CheckingClient) -> None:
    first, second = begin(author, [author]), begin(author, [author])
    say(author, second, 1, 50)

    author.send(f"{first}/remove")
    author.send(f"{second}/remove")

    assert "Somebody has said something" in words(author.read(second))
    assert author.get(first).status_code == 404


def test_unknown_studies_are_not_found(author: CheckingClient) -> None:
    for name in ("nowhere", "%00", "a" * 3000):
        assert author.get(f"{INDEX}/{name}").status_code == 404
        assert author.get(f"{INDEX}/{name}/items").status_code == 404
        assert author.send(f"{INDEX}/{name}/turn", turn="close-1").status_code == 404
