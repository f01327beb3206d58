"""Shortlists: begun, filled, changed, removed and brought back; private to their recruiter."""

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.granting import Desk, granted, looks
from tpmlearn.features.shortlists import services
from tpmlearn.records.shortlists import Shortlist, shortlist_of


def begin(client: CheckingClient, name: str = "Release lead, May", role: str = "tpm") -> str:
    """Begin a shortlist; its address."""
    response = client.send("/desk/shortlists", name=name, role=role)
    assert response.status_code == 302, response.text
    return response.location


def kept(client: CheckingClient, address: str) -> Shortlist:
    """What the database has of a shortlist of theirs."""
    with client.application.app_context():
        found = shortlist_of(client.person_id, address.rpartition("/")[2])
        assert found
        return found


@pytest.fixture
def desk(learner: CheckingClient, recruiter: CheckingClient) -> Desk:
    """Ada's view on Rita's desk."""
    return Desk(learner, recruiter)


def test_the_page_says_what_will_be_there(recruiter: CheckingClient) -> None:
    assert "No shortlist yet" in recruiter.read("/desk/shortlists")


def test_a_candidate_is_put_on_and_taken_off(desk: Desk, recruiter: CheckingClient) -> None:
    address = begin(recruiter)
    assert "Nobody is on it" in recruiter.read(address)

    recruiter.send(f"{address}/candidates", candidate=desk.grant)
    recruiter.send(f"{address}/candidates", candidate=desk.grant)
    page = recruiter.read(address)
    assert "1 candidate" in page
    assert "Ada Obi" in page
    assert "1 candidate, for Technical Project Manager" in recruiter.read("/desk/shortlists")

    recruiter.send(f"{address}/candidates/drop", candidate=desk.grant)
    recruiter.send(f"{address}/candidates/drop", candidate=desk.grant)
    assert "Nobody is on it" in recruiter.read(address)


def test_being_on_a_list_is_no_look_at_anybody(desk: Desk, recruiter: CheckingClient) -> None:
    address = begin(recruiter)
    recruiter.send(f"{address}/candidates", candidate=desk.grant)
    recruiter.read(address)

    assert looks(desk.app, desk.grant) == []


def test_the_page_of_a_candidate_has_a_button_for_each_list(
    desk: Desk, recruiter: CheckingClient
) -> None:
    address = begin(recruiter)
    assert ">Put on<" in recruiter.read(f"/desk/candidates/{desk.grant}")

    response = recruiter.send(f"{address}/candidates", candidate=desk.grant, then="candidate")

    assert response.location.startswith(f"/desk/candidates/{desk.grant}")
    assert ">Take off<" in recruiter.read(response.location)


def test_name_and_role_are_changed(recruiter: CheckingClient) -> None:
    address = begin(recruiter)
    own = recruiter.send("/desk/roles", role="tpm", title="Ours").location.rpartition("/")[2]

    recruiter.send(address, name="June", role=own)

    page = recruiter.read(address)
    assert "<h1>June</h1>" in page
    assert "A shortlist for Ours" in page


def test_a_list_whose_role_was_removed_falls_back(recruiter: CheckingClient) -> None:
    own = recruiter.send("/desk/roles", role="tpm", title="Ours").location
    address = begin(recruiter, role=own.rpartition("/")[2])

    recruiter.send(f"{own}/remove")

    assert "A shortlist for Technical Project Manager" in recruiter.read(address)
    assert "No candidates." in recruiter.read("/desk/shortlists")


@pytest.mark.parametrize(
    ("name", "role"), [("", "tpm"), ("x" * 121, "tpm"), ("May", "emperor"), ("May", "")]
)
def test_what_makes_no_sense_is_refused(recruiter: CheckingClient, name: str, role: str) -> None:
    address = begin(recruiter)

    assert recruiter.send("/desk/shortlists", name=name, role=role).status_code == 422
    assert recruiter.send(address, name=name, role=role).status_code == 422
    assert kept(recruiter, address).name == "Release lead, May"


def test_a_removal_can_be_undone_with_who_was_on_it(desk: Desk, recruiter: CheckingClient) -> None:
    address = begin(recruiter)
    recruiter.send(f"{address}/candidates", candidate=desk.grant)

    page = recruiter.send(f"{address}/remove").location
    assert "Shortlist removed" in recruiter.read(page)
    assert recruiter.get(address).status_code == 404
    assert recruiter.send(f"{address}/candidates", candidate=desk.grant).status_code == 404

    recruiter.send(f"{address}/restore")
    assert "Ada Obi" in recruiter.read(address)


def test_another_recruiters_list_and_candidate_are_not_there(
    desk: Desk, recruiter: CheckingClient, enter: Enter
) -> None:
    address = begin(recruiter)
    eve = enter("eve@example.org", ("recruiter",))
    hers = begin(eve, "Hers")

    assert eve.get(address).status_code == 404
    for path in ("", "/candidates", "/candidates/drop", "/remove", "/restore"):
        response = eve.send(address + path, name="x", role="tpm", candidate=desk.grant)
        assert response.status_code == 404, path
    assert eve.send(f"{hers}/candidates", candidate=desk.grant).status_code == 404
    assert kept(recruiter, address).entries == {}
    assert kept(eve, hers).entries == {}
    assert not kept(recruiter, address).removed


def test_there_is_a_most_of_lists_and_of_candidates_on_one(
    app: Flask, desk: Desk, recruiter: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_LISTS", 2)
    monkeypatch.setattr(services, "MOST_ENTRIES", 1)
    address, other = begin(recruiter), begin(recruiter)
    second = granted(app, desk.ada, desk.rita)

    assert recruiter.send("/desk/shortlists", name="x", role="tpm").status_code == 422
    recruiter.send(f"{address}/candidates", candidate=desk.grant)
    page = recruiter.send(f"{address}/candidates", candidate=second)
    assert "take somebody off first" in recruiter.read(page.location)
    assert set(kept(recruiter, address).entries) == {desk.grant}
    recruiter.send(f"{other}/remove")
    begin(recruiter)
    assert recruiter.send(f"{other}/restore").location.startswith("/desk/shortlists?removed=")


def test_a_name_is_never_markup(recruiter: CheckingClient) -> None:
    address = begin(recruiter, "<script>x</script>")

    assert "<script>x" not in recruiter.read(address)
    assert "<script>x" not in recruiter.read("/desk/shortlists")
