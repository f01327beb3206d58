"""A job advert as the goal: gap, plan and today are for it; without it they fall back."""

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.features.adverts.cast import paste
from tests.features.planning.cast import planned, rate, version, words
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import AdvertRow, GoalRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.goals import goal_of
from tpmlearn.records.hashing import hash_password

ROW = '<li id="a-'
TEXT = "Risk lead\nYou own the risk register. Experience with Kanban. Conflict resolution."


def choose(client: CheckingClient, advert: str) -> None:
    assert client.send("/gap", role=f"advert-{advert}").status_code == 302


def test_the_gap_asks_for_the_skills_of_the_advert_alone(learner: CheckingClient) -> None:
    rate(learner, {"CTL2": 1, "DEL2": 3, "DEL4": 0})
    advert = paste(learner, TEXT, employer="Acme")

    page = words(learner.read(f"/gap?role=advert-{advert}"))

    assert "Risk lead, Acme" in page
    assert "Only the 3 skills that the advert names are asked for" in page
    assert "Three levels short · weight 2 of 3 Risk management" in page
    assert "Estimation and forecasting" not in page
    assert "2 of 3 skills" in page
    assert learner.get(f"/gap?role=advert-{advert}&view=radar").status_code == 200


def test_an_advert_without_ratings_or_skills_has_a_gap_page_too(learner: CheckingClient) -> None:
    empty = paste(learner, "Pastry chef")

    assert learner.get(f"/gap?role=advert-{empty}").status_code == 200
    rate(learner, {"CTL2": 1})
    assert learner.get(f"/gap?role=advert-{empty}").status_code == 200
    assert learner.get(f"/gap?role=advert-{empty}&view=radar").status_code == 200


def test_an_advert_that_asks_for_nothing_cannot_be_the_goal(learner: CheckingClient) -> None:
    response = learner.send("/gap", role=f"advert-{paste(learner, 'Pastry chef')}")

    assert response.status_code == 422
    assert "This advert asks for no skill yet" in words(response)


def test_the_plan_is_for_the_advert_and_moves_with_its_levels(learner: CheckingClient) -> None:
    planned(learner)
    before = learner.read("/plan")
    advert = paste(learner, TEXT)

    response = learner.send("/gap", role=f"advert-{advert}", then="plan")

    assert response.headers["Location"] == "/plan"
    after = learner.read("/plan")
    assert "For Technical Project Manager" in words(before)
    assert "For Risk lead" in words(after)
    assert "Find risks and rank them" in words(after)
    assert after.count(ROW) < before.count(ROW)
    learner.send(f"/adverts/{advert}", title="Risk lead", level_CTL2="none")
    assert "For Risk lead" in words(learner.read("/plan"))
    assert learner.get("/today").status_code == 200


def test_without_skills_the_plan_of_a_chosen_advert_is_empty_and_says_so(
    learner: CheckingClient,
) -> None:
    planned(learner)
    advert = paste(learner, TEXT)
    choose(learner, advert)

    learner.send(
        f"/adverts/{advert}", title="x", level_CTL2="none", level_DEL2="none", level_PPL3="none"
    )

    assert "Nothing is left to do in this plan." in words(learner.read("/plan"))
    assert learner.get("/today").status_code == 200
    assert learner.get("/gap").status_code == 200


def test_deleting_the_goal_falls_back_to_the_role_before_it_and_undo_brings_it_back(
    learner: CheckingClient,
) -> None:
    planned(learner)
    learner.send("/gap", role="scrum-master")
    advert = paste(learner, TEXT)
    choose(learner, advert)

    gone = learner.send(f"/adverts/{advert}/remove")

    page = words(learner.read(gone.headers["Location"]))
    assert "It was your goal: gap and plan are for Scrum Master until you choose again." in page
    plan = words(learner.read("/plan"))
    assert "The advert “Risk lead” was your goal. Until you choose again" in plan
    assert "For Scrum Master" in plan
    gap = words(learner.read("/gap"))
    assert "Until you choose again, gap and plan are for Scrum Master." in gap
    assert version(learner) > 0

    learner.send(f"/adverts/{advert}/restore")

    assert "For Risk lead" in words(learner.read("/plan"))
    assert "was your goal" not in words(learner.read("/gap"))


def test_without_a_role_before_it_the_first_role_stands_in(learner: CheckingClient) -> None:
    rate(learner, {"CTL2": 1})
    advert = paste(learner, TEXT)
    choose(learner, advert)

    learner.send(f"/adverts/{advert}/remove")

    with learner.application.app_context():
        goal = goal_of(learner.person_id, current_catalogue())
    assert (goal.role.slug, goal.chosen, goal.lost) == ("tpm", False, "Risk lead")
    assert "The advert “Risk lead” was your goal and is deleted" in words(learner.read("/plan"))


def test_once_it_is_erased_the_goal_forgets_it(learner: CheckingClient) -> None:
    advert = paste(learner, TEXT)
    choose(learner, advert)
    with learner.application.app_context(), writing():
        db.session.delete(db.session.get_one(AdvertRow, advert))
        db.session.commit()

    with learner.application.app_context():
        assert db.session.get_one(GoalRow, learner.person_id).advert_id is None
    assert "was your goal" not in words(learner.read("/gap"))


def test_a_role_chosen_after_it_takes_its_place(learner: CheckingClient) -> None:
    advert = paste(learner, TEXT)
    choose(learner, advert)

    learner.send("/gap", role="senior-tpm")

    page = words(learner.read("/gap"))
    assert "Senior Technical Project Manager your goal" in page
    learner.send(f"/adverts/{advert}/remove")
    assert "was your goal" not in words(learner.read("/gap"))


def test_sharing_never_names_the_advert(learner: CheckingClient) -> None:
    advert = paste(learner, TEXT, employer="Secret Ltd")
    choose(learner, advert)

    learner.read("/gap")
    page = learner.read("/sharing")
    assert "Secret Ltd" not in page
    assert "Risk lead" not in page


def test_a_merged_guest_keeps_adverts_and_goal(enter: Enter, visitor: CheckingClient) -> None:
    ada = enter("ada@example.org", name="Ada", password_hash=hash_password(PASSWORD))
    advert = paste(visitor, TEXT)
    choose(visitor, advert)

    visitor.send("/sign-in", email="ada@example.org", password=PASSWORD)
    assert "job adverts" in words(visitor.read("/sign-in/merge"))
    visitor.send("/sign-in/merge", choice="merge")

    assert ada.get(f"/adverts/{advert}").status_code == 200
    assert "Risk lead your goal" in words(ada.read("/gap"))
