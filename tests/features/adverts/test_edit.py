"""Correcting what was found: levels, weights, skills left out and added; deleting and undoing."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.features.adverts.cast import SHORT, asked, kept, paste
from tests.features.planning.cast import words
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Requirement
from tpmlearn.features.adverts import services
from tpmlearn.models import AdvertRow
from tpmlearn.records.catalogue import current_catalogue


def test_levels_and_weights_can_be_set(learner: CheckingClient) -> None:
    advert = paste(learner)

    learner.send(
        f"/adverts/{advert}",
        title="Risk lead",
        employer="Acme",
        level_CTL2="5",
        weight_CTL2="3",
        level_PRO1="2",
        weight_PRO1="1",
    )

    assert asked(learner, advert) == {"CTL2": (5, 3), "PRO1": (2, 1)}
    assert kept(learner, advert).title == "Risk lead"
    page = words(learner.read(f"/adverts/{advert}"))
    assert "Level 4 by “own”. You set it otherwise." in page
    assert "Level 2 by “Knowledge of”. You" not in page


def test_a_skill_can_be_left_out_and_added_again(learner: CheckingClient) -> None:
    advert = paste(learner)

    learner.send(f"/adverts/{advert}", title="Lead", level_CTL2="none", weight_CTL2="2")

    assert asked(learner, advert) == {"PRO1": (2, 1)}
    page = words(learner.read(f"/adverts/{advert}"))
    assert "Risk management: named once by “risk register” Add Risk management" in page

    learner.send(f"/adverts/{advert}/skills", skill="CTL2", level="4", weight="2")

    assert asked(learner, advert) == {"CTL2": (4, 2), "PRO1": (2, 1)}


def test_a_skill_that_no_word_speaks_of_can_be_added(learner: CheckingClient) -> None:
    advert = paste(learner)

    response = learner.send(f"/adverts/{advert}/skills", skill="DEL4", level="4", weight="3")

    assert response.headers["Location"].endswith("#DEL4")
    assert asked(learner, advert)["DEL4"] == (4, 3)
    assert "Added by you." in words(learner.read(f"/adverts/{advert}"))


def test_what_was_not_sent_stays(learner: CheckingClient) -> None:
    advert = paste(learner)

    learner.send(f"/adverts/{advert}", title="Lead", level_CTL2="2")

    assert asked(learner, advert) == {"CTL2": (2, 2), "PRO1": (2, 1)}


@pytest.mark.parametrize(
    "fields",
    [
        {"level_CTL2": "9"},
        {"level_CTL2": "0"},
        {"level_CTL2": ""},
        {"weight_CTL2": "none"},
        {"weight_CTL2": "<b>"},
        {"title": ""},
        {"title": "a" * 121},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    learner: CheckingClient, fields: dict[str, str]
) -> None:
    advert = paste(learner)

    response = learner.send(f"/adverts/{advert}", **{"title": "New", **fields})

    assert response.status_code == 422
    assert "Something needs another look" in words(response)
    assert asked(learner, advert) == {"CTL2": (4, 2), "PRO1": (2, 1)}
    assert kept(learner, advert).title == "Project lead"


@pytest.mark.parametrize(
    "fields",
    [
        {"skill": "", "level": "3", "weight": "2"},
        {"skill": "CTL2", "level": "3", "weight": "2"},
        {"skill": "XXX9", "level": "3", "weight": "2"},
        {"skill": "DEL4", "level": "6", "weight": "2"},
        {"skill": "DEL4", "level": "3"},
    ],
)
def test_a_skill_that_cannot_be_added_is_refused(
    learner: CheckingClient, fields: dict[str, str]
) -> None:
    advert = paste(learner)

    response = learner.send(f"/adverts/{advert}/skills", **fields)

    assert response.status_code == 422
    assert asked(learner, advert) == {"CTL2": (4, 2), "PRO1": (2, 1)}


def test_forged_changes_save_nothing(learner: CheckingClient) -> None:
    advert = paste(learner)

    for path in ("", "/skills", "/remove", "/restore"):
        assert learner.post(f"/adverts/{advert}{path}", data={"title": "x"}).status_code == 400
    assert kept(learner, advert).title == "Project lead"
    assert not kept(learner, advert).removed


def test_a_deleted_advert_can_be_brought_back(learner: CheckingClient) -> None:
    advert = paste(learner)

    response = learner.send(f"/adverts/{advert}/remove")

    page = words(learner.read(response.headers["Location"]))
    assert "“Project lead” is gone from your list; for a day it can be brought back." in page
    assert learner.get(f"/adverts/{advert}").status_code == 404
    assert learner.send(f"/adverts/{advert}", title="x").status_code == 404

    learner.send(f"/adverts/{advert}/restore")

    assert learner.get(f"/adverts/{advert}").status_code == 200


def test_a_deleted_advert_is_erased_after_a_day(app: Flask, learner: CheckingClient) -> None:
    advert = paste(learner)
    learner.send(f"/adverts/{advert}/remove")
    with app.app_context(), writing():
        db.session.execute(
            update(AdvertRow).values(removed_at=datetime.now(UTC) - timedelta(hours=25))
        )
        db.session.commit()

    done = app.test_cli_runner().invoke(args=["people", "tidy"])

    assert "Erased 1 deleted adverts." in done.output
    assert learner.send(f"/adverts/{advert}/restore").status_code == 404
    with app.app_context():
        assert db.session.scalar(select(AdvertRow.id)) is None


def test_two_tabs_that_change_other_skills_lose_nothing(
    app: Flask, learner: CheckingClient
) -> None:
    advert = paste(learner, SHORT)

    def change(code: str, level: int) -> None:
        services.change_advert(
            learner.person_id,
            advert,
            {code: Requirement(level, 2)},
            catalogue=current_catalogue(),
            now=datetime.now(UTC),
        )

    at_once(app, lambda: change("CTL2", 1), lambda: change("DEL4", 5))

    assert asked(learner, advert) == {"CTL2": (1, 2), "PRO1": (2, 1), "DEL4": (5, 2)}
