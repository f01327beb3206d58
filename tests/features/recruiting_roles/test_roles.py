"""Roles of a recruiter's own: copied, changed, removed and brought back; nobody else's."""

import pytest
from sqlalchemy import select

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Requirement
from tpmlearn.features.recruiting_roles.services import MOST_ROLES
from tpmlearn.models import RecruiterRoleRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.recruiter_roles import OwnRole, own_role


def begin(client: CheckingClient, **fields: str) -> str:
    """Copy a role; the address of the copy."""
    response = client.send("/desk/roles", **{"role": "tpm", "title": "Lead of ours", **fields})
    assert response.status_code == 302, response.text
    return response.location


def kept(client: CheckingClient, address: str) -> OwnRole:
    """What the database has of a role of theirs."""
    with client.application.app_context():
        found = own_role(client.person_id, address.rpartition("/")[2])
        assert found
        return found


def count(client: CheckingClient) -> int:
    with client.application.app_context():
        return len(db.session.scalars(select(RecruiterRoleRow.id)).all())


def test_the_page_says_what_will_be_there(recruiter: CheckingClient) -> None:
    assert "No role of your own yet" in recruiter.read("/desk/roles")


def test_a_copy_asks_what_ours_asks_and_is_listed(recruiter: CheckingClient) -> None:
    address = begin(recruiter)

    found = kept(recruiter, address)
    with recruiter.application.app_context():
        assert found.needs == current_catalogue().roles["tpm"].skills
    page = recruiter.read("/desk/roles")
    assert "Lead of ours" in page
    assert "began as a copy of Technical Project Manager" in page


def test_a_copy_without_a_title_keeps_that_of_ours(recruiter: CheckingClient) -> None:
    assert kept(recruiter, begin(recruiter, title=" ")).title == "Technical Project Manager"


def test_levels_weights_and_title_are_changed_and_skills_left_out(
    recruiter: CheckingClient,
) -> None:
    address = begin(recruiter)

    recruiter.send(
        address, title="Head of releases", level_CTL2="5", weight_CTL2="1", level_DEL4="none"
    )

    found = kept(recruiter, address)
    assert found.title == "Head of releases"
    assert found.needs["CTL2"] == Requirement(5, 1)
    assert "DEL4" not in found.needs
    assert len(found.needs) == 33
    page = recruiter.read(address)
    assert "Technical Project Manager asks level" in page


def test_a_level_of_0_can_be_asked(recruiter: CheckingClient) -> None:
    address = begin(recruiter)

    recruiter.send(address, title="x", level_CTL2="0")

    assert kept(recruiter, address).needs["CTL2"].level == 0


def test_a_skill_that_was_left_out_is_added_again(recruiter: CheckingClient) -> None:
    address = begin(recruiter)
    recruiter.send(address, title="x", level_CTL2="none")

    recruiter.send(f"{address}/skills", skill="CTL2", level="4", weight="3")

    assert kept(recruiter, address).needs["CTL2"] == Requirement(4, 3)


@pytest.mark.parametrize(
    "fields",
    [
        {"skill": "XXX9", "level": "3", "weight": "2"},
        {"skill": "CTL2", "level": "3", "weight": "2"},  # on the list already
        {"skill": "", "level": "3", "weight": "2"},
        {"skill": "DEL4", "level": "6", "weight": "2"},
        {"skill": "DEL4", "level": "3", "weight": "0"},
    ],
)
def test_no_skill_is_added_that_makes_no_sense(
    recruiter: CheckingClient, fields: dict[str, str]
) -> None:
    address = begin(recruiter)
    recruiter.send(address, title="x", level_DEL4="none")

    assert recruiter.send(f"{address}/skills", **fields).status_code == 422
    assert "DEL4" not in kept(recruiter, address).needs


@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"title": "x" * 121}, {"title": "x", "level_CTL2": "9"}]
)
def test_what_is_refused_stays_typed_and_changes_nothing(
    recruiter: CheckingClient, fields: dict[str, str]
) -> None:
    address = begin(recruiter)
    before = kept(recruiter, address)

    assert recruiter.send(address, **fields).status_code == 422
    assert kept(recruiter, address) == before


def test_a_role_that_is_none_cannot_be_copied(recruiter: CheckingClient) -> None:
    assert recruiter.send("/desk/roles", role="emperor").status_code == 422
    assert recruiter.send("/desk/roles").status_code == 422
    assert count(recruiter) == 0


def test_a_removal_can_be_undone(recruiter: CheckingClient) -> None:
    address = begin(recruiter)

    page = recruiter.send(f"{address}/remove").location
    assert "Role removed" in recruiter.read(page)
    assert recruiter.get(address).status_code == 404
    assert recruiter.send(address, title="x").status_code == 404

    recruiter.send(f"{address}/restore")
    assert "Lead of ours" in recruiter.read(address)


def test_there_are_fifty_at_most_and_removed_ones_do_not_count(
    recruiter: CheckingClient,
) -> None:
    addresses = [begin(recruiter) for _ in range(MOST_ROLES)]

    response = recruiter.send("/desk/roles", role="tpm")
    assert response.status_code == 422
    assert "as many as there can be" in response.text
    recruiter.send(f"{addresses[0]}/remove")
    begin(recruiter)
    recruiter.send(f"{addresses[0]}/restore")
    assert kept(recruiter, addresses[0]).removed


def test_another_recruiters_role_is_not_there(recruiter: CheckingClient, enter: Enter) -> None:
    address = begin(recruiter)
    eve = enter("eve@example.org", ("recruiter",))

    assert eve.get(address).status_code == 404
    for path in (address, f"{address}/skills", f"{address}/remove", f"{address}/restore"):
        assert eve.send(path, title="Mine", skill="CTL2", level="1").status_code == 404, path
    assert "Lead of ours" not in eve.read("/desk/roles")
    assert kept(recruiter, address).title == "Lead of ours"
    assert not kept(recruiter, address).removed


def test_a_title_is_never_markup(recruiter: CheckingClient) -> None:
    address = begin(recruiter, title="<script>x</script>")

    for path in (address, "/desk/roles", f"/desk/compare?role={address.rpartition('/')[2]}"):
        assert "<script>x" not in recruiter.read(path)


def test_a_learner_has_no_roles_here(learner: CheckingClient, visitor: CheckingClient) -> None:
    assert learner.send("/desk/roles", role="tpm").status_code == 403
    assert "/sign-in" in visitor.send("/desk/roles", role="tpm").location
