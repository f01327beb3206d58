"""Granting a view: by a link, to an account, to anybody; ending it at once and for good."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import Enter
from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.speaking import all_offered
from tpmlearn.db import db, writing
from tpmlearn.features.sharing.services import (
    NoSuchView,
    WantedGrant,
    make_grant,
    remove_view,
)
from tpmlearn.models import ConsentRow, GrantRow, SnapshotRow
from tpmlearn.records.grants import granted_to
from tpmlearn.records.people import hashed

LINK: dict[str, Any] = {"label": "Acme, May", "days": "30"}


@pytest.fixture
def view(learner: CheckingClient) -> str:
    """A view of the learner's that is granted to nobody."""
    return scene.view(learner.application, learner.person_id, ["fit"], naming="name")


@pytest.fixture
def rita(enter: Enter) -> CheckingClient:
    """A recruiter."""
    return enter("rita@acme.example", roles=("recruiter",), name="Rita Recruiter")


def test_who_has_no_account_is_told_why_and_led_to_sign_up(
    visitor: CheckingClient, guest: CheckingClient
) -> None:
    for client in (visitor, guest):
        page = client.read("/sharing")

        assert "/sign-up?next=" in page
        assert "/sign-in" in client.get("/sharing/views/new").headers["Location"]


def test_a_link_is_shown_once_and_kept_as_a_hash(
    learner: CheckingClient, visitor: CheckingClient, view: str
) -> None:
    response = learner.send(f"/sharing/views/{view}/link", **LINK)

    page = learner.read(response.headers["Location"])
    token = scene.token_on(page)
    assert "it cannot be shown again" in page
    assert len(token) == 43  # 256 bits
    with learner.application.app_context():
        row = db.session.scalars(select(GrantRow)).one()
        assert row.token_hash == hashed(token)
        assert token not in repr(vars(row))
    assert token not in learner.read("/sharing")
    assert visitor.get(f"/p/{token}").status_code == 200
    (grant,) = scene.grants(learner)
    assert (grant.label, grant.kind, grant.has_passcode) == ("Acme, May", "link", False)
    assert grant.expires_at
    assert grant.expires_at - grant.created_at == timedelta(days=30)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"label": ""}, "Say what you call this link"),
        ({"label": "   \x00 "}, "Say what you call this link"),
        ({"label": "x" * 121}, "Use at most 120 characters."),
        ({"days": "3650"}, "Choose one of the four times."),
        ({"days": "-7"}, "Choose one of the four times."),
        ({"days": "soon"}, "Choose one of the four times."),
        ({"passcode": "abc"}, "Use at least 6 characters"),
        ({"passcode": "x" * 201}, "Use at most 200 characters."),
    ],
)
def test_a_link_is_refused_in_words(
    learner: CheckingClient, view: str, changed: dict[str, Any], sentence: str
) -> None:
    response = learner.send(f"/sharing/views/{view}/link", **{**LINK, **changed})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in page
    if "label" not in changed:
        assert 'value="Acme, May"' in page
    assert scene.grants(learner) == []


def test_fifty_working_grants_are_enough(learner: CheckingClient, view: str) -> None:
    app, person = learner.application, learner.person_id
    for number in range(49):
        scene.link(app, person, token=f"t{number}")
    scene.link(app, person, token="old", ends=scene.NOW - scene.HOUR)

    fiftieth = learner.send(f"/sharing/views/{view}/link", **LINK)
    refused = learner.send(f"/sharing/views/{view}/link", **LINK)

    assert (fiftieth.status_code, refused.status_code) == (302, 422)
    assert "as many as there can be" in refused.get_data(as_text=True)


def test_each_grant_is_a_consent_in_the_words_of_its_day(
    learner: CheckingClient, view: str
) -> None:
    learner.send(f"/sharing/views/{view}/link", **LINK)

    with learner.application.app_context():
        row = db.session.scalars(select(ConsentRow)).one()
    assert row.purpose == "sharing"
    assert row.about["to"] == "whoever has the link"
    assert (row.about["sections"], row.about["name"]) == ("role fit", "the name")
    assert row.withdrawn_at is None
    (grant,) = scene.grants(learner)
    learner.send(f"/sharing/grants/{grant.id}/withdraw")
    with learner.application.app_context():
        assert db.session.scalars(select(ConsentRow)).one().withdrawn_at


def test_a_consent_keeps_its_words_in_the_language_in_which_they_were_shown(
    learner: CheckingClient, view: str
) -> None:
    with all_offered():
        learner.send("/language", language="de")
        learner.send(f"/sharing/views/{view}/link", **LINK)

    with learner.application.app_context():
        row = db.session.scalars(select(ConsentRow)).one()
    assert row.about["language"] == "de"
    assert row.about["to"] == "wer den Link hat"
    assert row.about["sections"] == "Passung zur Rolle"


def test_an_account_is_found_by_its_address_and_sees_the_view(
    learner: CheckingClient, rita: CheckingClient, view: str
) -> None:
    response = learner.send(f"/sharing/views/{view}/account", address="Rita@Acme.example", days="7")

    assert response.status_code == 302
    with rita.application.app_context():
        (grant,) = granted_to(rita.person_id, now=scene.NOW + scene.HOUR)
    assert (grant.kind, grant.view.id) == ("account", view)
    assert "Rita Recruiter" in learner.read("/sharing")
    again = learner.send(f"/sharing/views/{view}/account", address="rita@acme.example", days="7")
    assert again.status_code == 422
    assert "sees the view already" in again.get_data(as_text=True)


@pytest.mark.parametrize("address", ["nobody@example.org", "sven@example.org", "", "x" * 300])
def test_only_recruiters_accounts_can_be_granted_a_view(
    learner: CheckingClient, stranger: CheckingClient, view: str, address: str
) -> None:
    response = learner.send(f"/sharing/views/{view}/account", address=address, days="7")

    assert response.status_code == 422
    assert scene.grants(learner) == []
    assert stranger.person_id


def test_addresses_of_recruiters_cannot_be_tried_out(learner: CheckingClient, view: str) -> None:
    for number in range(11):
        learner.send(f"/sharing/views/{view}/account", address=f"r{number}@x.example", days="7")

    page = learner.send(f"/sharing/views/{view}/account", address="r@x.example", days="7")

    assert "Too many tries" in page.get_data(as_text=True)


def test_a_public_profile_is_for_anybody_and_search_engines(
    learner: CheckingClient, visitor: CheckingClient, view: str
) -> None:
    scene.say(learner.application, learner.person_id, CTL2=4)
    assert visitor.get("/people/ada-obi").status_code == 404

    learner.send(f"/sharing/views/{view}/public", slug="ada-obi", sure="y")

    response = visitor.get("/people/ada-obi")
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert "X-Robots-Tag" not in response.headers
    assert 'name="robots"' not in page
    assert '<script type="application/ld+json">' in page
    assert '"@type": "ProfilePage"' in page
    assert '"name": "Ada Obi"' in page
    assert "Risk management" in page.partition("ld+json")[2].partition("</script>")[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"slug": "ada"},
        {"slug": "", "sure": "y"},
        {"slug": "Ada Obi", "sure": "y"},
        {"slug": "../x", "sure": "y"},
        {"slug": "-a-", "sure": "y"},
        {"slug": "x" * 61, "sure": "y"},
        {"slug": "ａｄａ", "sure": "y"},
    ],
)
def test_a_public_profile_wants_a_plain_name_and_a_clear_yes(
    learner: CheckingClient, view: str, fields: dict[str, str]
) -> None:
    assert learner.send(f"/sharing/views/{view}/public", **fields).status_code == 422
    assert scene.grants(learner) == []


def test_two_people_cannot_have_the_same_name_and_one_person_has_one(
    learner: CheckingClient, stranger: CheckingClient, view: str
) -> None:
    learner.send(f"/sharing/views/{view}/public", slug="ada", sure="y")
    theirs = scene.view(stranger.application, stranger.person_id)

    taken = stranger.send(f"/sharing/views/{theirs}/public", slug="ada", sure="y")
    twice = learner.send(f"/sharing/views/{view}/public", slug="ada-2", sure="y")

    assert "Somebody has this name" in taken.get_data(as_text=True)
    assert "You have a public profile already" in twice.get_data(as_text=True)
    (grant,) = scene.grants(learner)
    learner.send(f"/sharing/grants/{grant.id}/withdraw")
    assert stranger.send(f"/sharing/views/{theirs}/public", slug="ada", sure="y").status_code == 302


def test_hostile_text_cannot_leave_the_linked_data(enter: Enter, visitor: CheckingClient) -> None:
    mallory = enter("m@example.org", name="</script><script>alert(1)</script>")
    view = scene.view(mallory.application, mallory.person_id, ["fit"], naming="name")

    mallory.send(f"/sharing/views/{view}/public", slug="mallory", sure="y")

    page = visitor.read("/people/mallory")
    assert "<script>alert" not in page
    assert "\\u003c/script>" in page


def test_a_withdrawn_grant_shows_nothing_at_the_next_request(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    scene.say(learner.application, learner.person_id, CTL2=4)
    grant = scene.link(learner.application, learner.person_id, show_name=True)
    assert "Ada Obi" in visitor.read("/p/token")

    response = learner.send(f"/sharing/grants/{grant}/withdraw")

    gone = visitor.get("/p/token")
    assert gone.status_code == 410
    assert "Ada" not in gone.get_data(as_text=True)
    assert "The grant is withdrawn." in learner.read(response.headers["Location"])
    assert len(scene.openings(learner.application, grant)) == 1
    with learner.application.app_context():
        assert db.session.scalars(select(SnapshotRow)).all() == []


def test_withdrawing_twice_keeps_the_first_moment(learner: CheckingClient) -> None:
    grant = scene.link(learner.application, learner.person_id, revoked=scene.NOW - scene.HOUR)

    assert learner.send(f"/sharing/grants/{grant}/withdraw").status_code == 302

    assert [one.revoked_at for one in scene.grants(learner)] == [scene.NOW - scene.HOUR]


@pytest.mark.parametrize("action", ["withdraw", "renew"])
def test_nobody_touches_another_persons_grant(
    learner: CheckingClient,
    stranger: CheckingClient,
    guest: CheckingClient,
    visitor: CheckingClient,
    action: str,
) -> None:
    grant = scene.link(learner.application, learner.person_id)
    address = f"/sharing/grants/{grant}/{action}"

    assert stranger.send(address).status_code == 404
    for client in (guest, visitor):
        assert "/sign-in" in client.send(address).headers["Location"]
    assert learner.post(address).status_code == 400
    assert learner.get(address).status_code in {404, 405}
    for forged in ("x", "token", "' OR 1=1 --", "x" * 2000):
        assert learner.send(f"/sharing/grants/{forged}/{action}").status_code == 404
    assert [one.revoked_at for one in scene.grants(learner)] == [None]


def test_renewing_a_link_keeps_its_view_its_time_and_its_passcode(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    grant = scene.link(
        learner.application, learner.person_id, ["fit"], role="senior-tpm", passcode="open sesame"
    )

    response = learner.send(f"/sharing/grants/{grant}/renew")

    token = scene.token_on(learner.read(response.headers["Location"]))
    assert visitor.get("/p/token").status_code == 410
    assert "has a passcode" in visitor.read(f"/p/{token}")
    old, new = scene.grants(learner)
    assert old.revoked_at is not None
    assert (new.label, new.view) == (old.label, old.view)
    assert new.expires_at
    assert old.expires_at
    assert new.expires_at - new.created_at == old.expires_at - old.created_at
    twice = learner.send(f"/sharing/grants/{grant}/renew")
    assert "ended a moment ago" in learner.read(twice.headers["Location"])
    assert len(scene.grants(learner)) == 2


def test_renewing_a_grant_to_an_account_needs_a_recruiter_still(
    learner: CheckingClient, rita: CheckingClient, stranger: CheckingClient
) -> None:
    app, person = learner.application, learner.person_id
    good = scene.link(app, person, recruiter=rita.person_id, revoked=scene.NOW - scene.HOUR)
    gone = scene.link(app, person, recruiter=stranger.person_id, revoked=scene.NOW - scene.HOUR)

    learner.send(f"/sharing/grants/{good}/renew")
    learner.send(f"/sharing/grants/{gone}/renew")

    assert [one.recruiter_id for one in scene.grants(learner) if one.is_active] == [rita.person_id]


def test_a_passcode_opens_the_link_in_that_browser_alone(
    learner: CheckingClient, visitor: CheckingClient, stranger: CheckingClient
) -> None:
    grant = scene.link(
        learner.application, learner.person_id, show_name=True, passcode="open sesame"
    )

    locked = visitor.read("/p/token")
    wrong = visitor.send("/p/token", passcode="open barley")
    right = visitor.send("/p/token", passcode="open sesame")

    assert "Ada" not in locked
    assert wrong.status_code == 422
    assert "This is not the passcode" in wrong.get_data(as_text=True)
    assert right.headers["Location"] == "/p/token"
    assert "Ada Obi" in visitor.read("/p/token")
    assert "Ada" not in stranger.read("/p/token")
    assert "Ada Obi" in learner.read("/p/token")
    assert len(scene.openings(learner.application, grant)) == 1


def test_a_passcode_cannot_be_guessed(learner: CheckingClient, visitor: CheckingClient) -> None:
    scene.link(learner.application, learner.person_id, passcode="open sesame")
    for number in range(7):
        visitor.send("/p/token", passcode=f"guess {number}")

    response = visitor.send("/p/token", passcode="open sesame")

    assert response.status_code == 422
    assert "Too many tries" in response.get_data(as_text=True)
    assert visitor.send("/p/token", passcode="").status_code == 422
    assert visitor.send("/p/token", passcode="x" * 5000).status_code == 422


def test_a_passcode_of_a_link_that_is_gone_opens_nothing(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(learner.application, learner.person_id, passcode="open sesame", revoked=scene.NOW)

    assert visitor.send("/p/token", passcode="open sesame").status_code == 410
    assert visitor.send("/p/no-such", passcode="open sesame").status_code == 404


def test_the_list_says_what_is_shown_to_whom_and_until_when(learner: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    scene.link(app, person, ["fit", "plan"], label="Acme", show_name=True, name="For Acme")
    scene.link(app, person, ["quizzes"], label="Old", token="b", ends=scene.NOW - scene.HOUR)
    scene.link(app, person, label="Taken back", token="c", revoked=scene.NOW)

    page = " ".join(learner.read("/sharing").split())

    assert "Shows role fit, plan progress; your name. Compared with Technical Project" in page
    assert "Link “Acme”" in page
    for state in ("expired", "withdrawn"):
        assert f"{state}</span>" in page
    assert page.count("Withdraw<span") == 1
    assert page.count("Renew<span") == 3


def test_each_opening_is_listed_with_its_time(learner: CheckingClient) -> None:
    grant = scene.link(learner.application, learner.person_id)
    first = scene.NOW.replace(year=2025, month=5, day=6, hour=9, minute=7)
    scene.record(learner.application, grant, first, first + timedelta(hours=30))

    page = learner.read("/sharing")

    assert "Opened 2 times, last at 7 May 2025 15:07." in page
    assert ">6 May 2025 09:07</time>" in page


def test_of_many_openings_the_newest_are_listed_and_all_are_counted(
    learner: CheckingClient,
) -> None:
    grant = scene.link(learner.application, learner.person_id)
    scene.record(learner.application, grant, *[scene.NOW] * 53)

    page = learner.read("/sharing")

    assert "Opened 53 times" in page
    assert page.count("<time ") == 50
    assert "And 3 earlier." in page


def test_nobody_sees_another_persons_views(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    scene.link(learner.application, learner.person_id, label="Acme, May", name="For Acme")

    for path in ("/sharing", "/sharing/openings"):
        page = stranger.read(path)
        assert "Acme" not in page


@pytest.mark.parametrize("rounds", range(3))
def test_two_grants_raced_with_the_removal_of_their_view_leave_none(
    learner: CheckingClient, view: str, rounds: int
) -> None:
    app, person = learner.application, learner.person_id
    together, outcomes = Barrier(3), []

    def grant(number: int) -> None:
        with app.app_context(), writing():
            together.wait()
            wanted = WantedGrant(label=f"Grant {number}", lifetime=timedelta(days=7))
            try:
                make_grant(person, view, wanted, now=scene.NOW)
                outcomes.append("made")
            except NoSuchView:
                outcomes.append("refused")
            db.session.remove()

    def remove() -> None:
        with app.app_context(), writing():
            together.wait()
            remove_view(person, view, now=scene.NOW)
            db.session.remove()

    threads = [Thread(target=grant, args=(n,)) for n in (1, 2)] + [Thread(target=remove)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    grants = scene.grants(learner)
    assert len(grants) == outcomes.count("made")
    assert [one.is_active for one in grants] == [False] * len(grants)
    with app.app_context():
        open_ = select(ConsentRow).where(ConsentRow.withdrawn_at.is_(None))
        assert db.session.scalars(open_).all() == []
