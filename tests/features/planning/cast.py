"""What the tests of planning share: ratings, a plan, decisions, days that are always to come."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import (
    ChoiceState,
    PlanChoiceRow,
    PlanRow,
    RatingRow,
    SectionReadRow,
)
from tpmlearn.records.catalogue import current_catalogue

ESTIMATE = "module:16-estimate-in-ranges"
SCOPE = "module:15-requirements-and-scope"
RISK = "module:23-risk-find-and-rank"
REGISTER = "assignment:jb03-own-a-risk-register"
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def today() -> date:
    """The day of a person in UTC."""
    return datetime.now(UTC).date()


def coming(weeks: int) -> date:
    """The Monday so many weeks from this one."""
    return today() - timedelta(days=today().weekday()) + timedelta(weeks=weeks)


def rate(client: CheckingClient, levels: Mapping[str, int]) -> None:
    """Rate these skills."""
    with client.application.app_context(), writing():
        db.session.add_all(
            RatingRow(person_id=client.person_id, skill=code, level=level, rated_at=NOW)
            for code, level in levels.items()
        )
        db.session.commit()


def rate_as_developer(client: CheckingClient) -> None:
    """Rate every skill as a typical developer has it; above 2 it counts as 2, without evidence."""
    with client.application.app_context():
        levels = {code: skill.developer for code, skill in current_catalogue().skills.items()}
    rate(client, levels)


def read_sections(client: CheckingClient, slug: str, count: int) -> None:
    """Tick the first sections of a lesson as read."""
    with client.application.app_context(), writing():
        sections = current_catalogue().modules[slug].sections[:count]
        db.session.add_all(
            SectionReadRow(
                person_id=client.person_id,
                module=slug,
                section=section.anchor,
                read_at=datetime.now(UTC),
            )
            for section in sections
        )
        db.session.commit()


def save(client: CheckingClient, **fields: Any) -> TestResponse:
    """Send the settings form: four hours a week from next Monday, unless said otherwise."""
    usual = {"hours": "4", "start": coming(1).isoformat(), "version": str(version(client))}
    return client.send("/plan", **{**usual, **fields})


def planned(client: CheckingClient, **fields: Any) -> None:
    """Rate everything as a developer, and make a plan."""
    rate_as_developer(client)
    response = save(client, **fields)
    assert response.status_code == 302, words(response)


def decide(client: CheckingClient, key: str, action: str, **fields: Any) -> TestResponse:
    """Press a button of a row."""
    usual = {"version": str(version(client))}
    return client.send(f"/plan/activities/{key}", action=action, **{**usual, **fields})


def settle(client: CheckingClient, keys: Iterable[str], state: ChoiceState, on: date) -> None:
    """Decide about many activities at once, on a day in the past or today."""
    with client.application.app_context(), writing():
        db.session.add_all(
            PlanChoiceRow(
                person_id=client.person_id,
                activity=key,
                state=state,
                done_on=on if state is ChoiceState.DONE else None,
                decided_at=NOW,
            )
            for key in keys
        )
        db.session.commit()


def finish_lessons(client: CheckingClient, count: int, *, weeks_ago: int) -> None:
    """Finish the first lessons of the content in an earlier week."""
    with client.application.app_context():
        modules = list(current_catalogue().modules)[:count]
    on = coming(-weeks_ago)
    settle(client, [f"module:{slug}" for slug in modules], ChoiceState.DONE, on)


@contextmanager
def untaught(client: CheckingClient, code: str) -> Iterator[None]:
    """The content without any lesson that teaches this skill, or that requires such a lesson."""
    library = client.application.extensions["library"]
    whole = library.catalogue
    gone = {slug for slug, module in whole.modules.items() if code in module.skills}
    while more := {
        slug
        for slug, module in whole.modules.items()
        if slug not in gone and gone.intersection(module.requires)
    }:
        gone |= more
    left = {slug: module for slug, module in whole.modules.items() if slug not in gone}
    library.catalogue = replace(whole, modules=left)
    try:
        yield
    finally:
        library.catalogue = whole


def version(client: CheckingClient) -> int:
    """Which saving of the plan is in the database, 0 without one."""
    with client.application.app_context():
        statement = select(PlanRow.version).where(PlanRow.person_id == client.person_id)
        return db.session.scalar(statement) or 0


def words(response: TestResponse | str) -> str:
    """What a page says, without figures and tables."""
    page = response if isinstance(response, str) else response.get_data(as_text=True)
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    bare = re.sub(r"(?s)<(svg|table)\b.*?</\1>", " ", main)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


def row(page: str, key: str) -> str:
    """What the plan says of one activity; empty where it is not in the list."""
    start = page.find(f'<li id="a-{key.replace(":", "-")}"><article')
    return words(page[start : page.index("</article>", start)]) if start >= 0 else ""
