"""Issuing a badge: what it takes, what it says, and that there is one for each achievement."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.features.testing import cast as testing
from tests.support.at_once import at_once
from tests.support.badges import DID, EXAM, HOST, issue, numbers, pass_exam, pass_stage, rows, share
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, WRONG, sat_exam
from tests.support.jobs import work_off
from tpmlearn.db import db, writing
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.features.credentials import services
from tpmlearn.models import ExamSittingRow, InvigilatorCodeRow, PersonRow
from tpmlearn.records import credentials
from tpmlearn.records.achieved import Possible, possible_badges
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.issuing import IssuedAlready, Wanted
from tpmlearn.records.people import person_from
from tpmlearn.signing.keyring import Keyring
from tpmlearn.words import speaking


def test_the_page_says_what_can_be_issued_and_what_is_missing(
    keys: Keyring, learner: CheckingClient
) -> None:
    pass_exam(learner)
    pass_stage(learner, 1, but=1)

    page = learner.read("/badges")

    assert "/badges/new/exam/psm-i" in page
    assert "quizzes passed." in page
    assert "Not taken yet, whole and to its end." in page
    assert "cannot issue badges yet" not in page


def test_what_is_signed_is_english_whoever_asks_for_it(
    app: Flask, keys: Keyring, learner: CheckingClient
) -> None:
    pass_exam(learner)
    person, now = learner.person_id, datetime.now(UTC)

    with app.app_context():
        found = {tag: _possible(tag, person, now) for tag in ("en", "de")}

    english, german = found["en"], found["de"]
    assert [one.achievement for one in german] == [one.achievement for one in english]
    assert any(one.achievement for one in english)
    said = {one.missing for one in german if not one.achievement}
    assert "Noch nicht abgelegt, ganz und bis zum Ende." in said


def _possible(tag: str, person: int, now: datetime) -> tuple[Possible, ...]:
    with speaking(tag):
        return possible_badges(person, current_catalogue(), base=f"https://{HOST}", now=now)


def test_the_page_asks_no_more_where_there_is_more(
    app: Flask, keys: Keyring, learner: CheckingClient
) -> None:
    for number, exam in enumerate((EXAM, "prince2-foundation", "prince2-practitioner"), start=1):
        at = datetime.now(UTC) - timedelta(days=number)
        sat_exam(learner, exam, [RIGHT] * 12, at=at)
        sat_exam(learner, exam, [WRONG] * 12, at=at - timedelta(days=9))
    pass_stage(learner, 1)
    testing.finish(learner, testing.begin(learner))

    with statements(app) as seen:
        learner.read("/badges")

    assert len(seen.sql) <= 24
    assert seen.commits == 0


def test_nothing_is_issued_before_all_of_it_was_seen(
    keys: Keyring, learner: CheckingClient
) -> None:
    pass_exam(learner)

    page = learner.read(f"/badges/new/exam/{EXAM}")

    assert "What it does not show" in page
    assert "The item bank is public" in page
    assert "does not endorse it" in page
    assert "unsupervised" in page
    assert "can be revoked, but neither changed nor unrevoked" in page
    assert rows(learner) == []


def test_an_exam_badge_says_its_conditions_and_names_nobody(
    keys: Keyring, learner: CheckingClient
) -> None:
    pass_exam(learner)

    found = issue(learner)

    (row,) = rows(learner)
    badge = row.document
    assert badge["id"] == f"{HOST}/credentials/{found}"
    assert badge["issuer"]["id"] == DID
    assert badge["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert badge["credentialSubject"]["id"].startswith("urn:uuid:")
    assert "identifier" not in badge["credentialSubject"]
    assert "evidence" not in badge
    text = json.dumps(badge)
    assert "Ada" not in text
    assert "ada@" not in text
    said = {
        one["name"]: result["value"]
        for one, result in zip(
            badge["credentialSubject"]["achievement"]["resultDescription"],
            badge["credentialSubject"]["result"],
            strict=True,
        )
    }
    assert "unsupervised" in said["Who watched"]
    assert said["Questions"].startswith("From an open bank")
    assert said["Answers"] == "12 answers that count."
    assert said["90 % interval of the share"] == "82 % to 100 %"
    assert said["Taken before"].startswith("No finished sittings")


def test_a_path_badge_has_the_skills_as_other_frameworks_call_them(
    keys: Keyring, learner: CheckingClient
) -> None:
    pass_stage(learner, 1)

    issue(learner, "path", "1")

    (row,) = rows(learner)
    aligned = row.document["credentialSubject"]["achievement"]["alignment"]
    known = {"Framework of skills", "O*NET 29.1", "ESCO"}
    assert {one["targetFramework"] for one in aligned} == known
    for one in aligned:
        if one["targetFramework"] == "ESCO":
            assert one["targetUrl"] == one["targetCode"]
            assert one["targetUrl"].startswith("http://data.europa.eu/esco/skill/")
        else:
            assert one["targetUrl"].startswith("https://")


@pytest.mark.parametrize(
    "path",
    [
        "path/1",
        "path/99",
        "path/x",
        "exam/psm-i",
        "exam/nonsense",
        "knowledge/CTL2",
        "knowledge/XX",
        "performance/CTL2",
        "exam/' or 1=1",
    ],
)
def test_what_was_not_achieved_is_not_issued(
    keys: Keyring, learner: CheckingClient, path: str
) -> None:
    sat_exam(learner, EXAM, [WRONG] * 12, at=datetime.now(UTC) - timedelta(days=1))
    sat_exam(learner, EXAM, [RIGHT], at=datetime.now(UTC), drill="domain:x")
    pass_stage(learner, 1, but=1)

    assert learner.get(f"/badges/new/{path}").status_code == 404
    assert learner.send(f"/badges/new/{path}").status_code == 404
    assert rows(learner) == []


def test_an_exam_under_way_is_no_passed_one(keys: Keyring, learner: CheckingClient) -> None:
    sat_exam(learner, EXAM, [RIGHT] * 12, at=datetime.now(UTC), ended=False)

    assert learner.get(f"/badges/new/exam/{EXAM}").status_code == 404


def test_it_is_refused_until_the_address_is_https(learner: CheckingClient) -> None:
    pass_exam(learner)

    page = learner.read("/badges")
    response = learner.send(f"/badges/new/exam/{EXAM}")

    assert "Badges need a public https:// address" in page
    assert response.status_code == 422
    assert "Badges need a public https:// address" in response.get_data(as_text=True)
    assert rows(learner) == []


def test_it_is_refused_without_a_key(keys: Keyring, learner: CheckingClient) -> None:
    pass_exam(learner)
    (keys.folder / "badge-keys" / "signing.pem").unlink()

    response = learner.send(f"/badges/new/exam/{EXAM}")

    assert response.status_code == 422
    assert "flask badges key new" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "name", ["<b>Ada</b> & Obi", "x" * 120, "Zoë Ångström 😀", 'Ada "A" \\Obi', "\u202eadA"]
)
def test_a_name_is_in_it_where_the_learner_ticks_it(keys: Keyring, enter: Enter, name: str) -> None:
    learner = enter("ada@example.org", name=name)
    pass_exam(learner)

    found = issue(learner, named="y")

    (row,) = rows(learner)
    (identity,) = row.document["credentialSubject"]["identifier"]
    assert identity["identityHash"] == name
    assert identity["identityType"] == "name"
    assert not identity["hashed"]
    page = learner.read(f"/badges/{found}")
    assert "<b>Ada</b>" not in page
    assert "The signature is good" in learner.read(f"/verify/{found}")


def test_who_has_no_name_is_told(keys: Keyring, enter: Enter) -> None:
    nameless = enter("ada@example.org", name="")
    pass_exam(nameless)

    response = nameless.send(f"/badges/new/exam/{EXAM}", named="y")

    assert response.status_code == 422
    assert "You have no name here" in response.get_data(as_text=True)


def test_there_is_one_for_each_achievement(keys: Keyring, learner: CheckingClient) -> None:
    pass_exam(learner)
    first = issue(learner)

    again = learner.send(f"/badges/new/exam/{EXAM}")

    assert again.headers["Location"].endswith(first)
    assert len(rows(learner)) == 1


def test_a_newer_one_takes_the_place_of_the_older_by_choice(
    keys: Keyring, learner: CheckingClient
) -> None:
    pass_exam(learner, days=9)
    first = issue(learner)
    pass_exam(learner, days=1)
    assert "revokes that one for good" in learner.read(f"/badges/new/exam/{EXAM}")

    second = issue(learner, replaces=first)
    repeated = learner.send(f"/badges/new/exam/{EXAM}", replaces=first)

    why = {one.credential_id: one.revoked_why for one in numbers(learner)}
    newer = next(one for one in rows(learner) if one.id == second)
    assert why == {first: "replaced by a newer badge", second: ""}
    assert repeated.headers["Location"].endswith(second)
    assert "1 finished sitting that asked the same before" in json.dumps(newer.document)


def test_two_at_once_issue_one(app: Flask, keys: Keyring, learner: CheckingClient) -> None:
    pass_exam(learner)
    number = learner.person_id

    def call() -> str:
        who = person_from(db.session.get_one(PersonRow, number))
        wanted = Wanted(Kind.EXAM, EXAM)
        return services.issue(who, wanted, current_catalogue(), now=datetime.now(UTC))

    outcomes = at_once(app, call, call)
    work_off(app)

    (row,) = rows(learner)
    issued = [one for one in outcomes if isinstance(one, str)]
    refused = [one for one in outcomes if isinstance(one, IssuedAlready)]
    # Whoever comes second is refused, or hears of the one that is asked for already.
    assert {*issued, *(one.id for one in refused)} == {row.id}
    assert len(issued) + len(refused) == 2


def test_two_people_at_once_get_two_numbers(
    app: Flask,
    keys: Keyring,
    learner: CheckingClient,
    stranger: CheckingClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pass_exam(learner)
    pass_exam(stranger)
    given = iter([7, 7, 8, 9, 10])
    monkeypatch.setattr(credentials, "drawn", lambda _: next(given))

    def call(number: int) -> str:
        who = person_from(db.session.get_one(PersonRow, number))
        wanted = Wanted(Kind.EXAM, EXAM)
        return services.issue(who, wanted, current_catalogue(), now=datetime.now(UTC))

    outcomes = at_once(app, lambda: call(learner.person_id), lambda: call(stranger.person_id))
    work_off(app)

    assert all(isinstance(one, str) for one in outcomes), outcomes
    of = {one.credential_id: one.bit for one in numbers(learner)}
    assert len(set(of.values())) == 2
    for row in rows(learner):
        assert row.document["credentialStatus"]["statusListIndex"] == str(of[row.id])


def test_a_share_link_of_ones_own_is_evidence(keys: Keyring, learner: CheckingClient) -> None:
    pass_exam(learner)
    link = share(learner)

    issue(learner, link=link)

    (row,) = rows(learner)
    assert [one["id"] for one in row.document["evidence"]] == [link]


def test_a_share_link_of_somebody_else_or_one_that_ended_is_refused(
    keys: Keyring, learner: CheckingClient, stranger: CheckingClient
) -> None:
    pass_exam(learner)

    for link in (share(stranger), share(learner, ended=True)):
        response = learner.send(f"/badges/new/exam/{EXAM}", link=link)
        assert response.status_code == 422
        assert "no share link of yours that works now" in response.get_data(as_text=True)
    assert rows(learner) == []


def test_who_watched_and_which_bank_are_told(
    app: Flask, keys: Keyring, learner: CheckingClient
) -> None:
    sitting = pass_exam(learner)
    with app.app_context(), writing():
        db.session.add(
            InvigilatorCodeRow(
                id="code",
                code_hash="x",
                centre="Hall 3",
                invigilator="Ines",
                created_at=datetime.now(UTC),
                expires_at=datetime.now(UTC),
                most_uses=1,
            )
        )
        db.session.flush()
        row = db.session.get_one(ExamSittingRow, sitting)
        row.code_id, row.bank = "code", "private"
        db.session.commit()

    issue(learner)

    words = json.dumps(rows(learner)[0].document)
    assert "Hall 3 watched who was there" in words
    assert "Ines" not in words
    assert "From a private bank" in words
    assert "unsupervised" not in words
    assert "item bank is public" not in words


@pytest.mark.parametrize(
    "link",
    [
        f"{HOST}/p/forged",
        "https://evil.example/p/forged",
        f"{HOST}/p/",
        f"{HOST}@evil.example/p/x",
        "javascript:alert(1)",
        "https://[x/p/y",
        "x" * 301,
        "\x00",
    ],
)
def test_a_link_that_is_not_ones_own_is_refused(
    keys: Keyring, learner: CheckingClient, link: str
) -> None:
    pass_exam(learner)

    response = learner.send(f"/badges/new/exam/{EXAM}", link=link)

    assert response.status_code in {302, 422}
    documents = json.dumps([row.document for row in rows(learner)])
    assert "evidence" not in documents
    assert "evil" not in documents


def test_whoever_is_no_member_is_sent_to_sign_in(
    keys: Keyring, visitor: CheckingClient, guest: CheckingClient
) -> None:
    for who in (visitor, guest):
        assert "/sign-in" in who.get("/badges").headers["Location"]
        assert who.send(f"/badges/new/exam/{EXAM}").status_code == 302
