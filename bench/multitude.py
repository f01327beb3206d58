"""Fills a PostgreSQL database with learners and their answers, by COPY."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import psycopg

from tpmlearn.domain.content.catalogue import Catalogue

ATTEMPTS, EACH = 20, 10
"""Quizzes of a learner, and the questions of each: 200 answers a learner."""

STARTED = datetime(2025, 11, 24, 8, 0, tzinfo=UTC)
PEOPLE = ("id", "name", "email", "time_zone", "theme", "roles", "demo", "created_at", "active_at")
RATINGS = ("person_id", "skill", "level", "rated_at")
OF_ATTEMPTS = (
    *("id", "person_id", "module", "module_title", "kind", "layout", "first_sight"),
    *("size", "started_at", "finished_at", '"right"'),
)
ITEMS = ("attempt_id", "position", "item_version", "option_order", "drawn")
ANSWERS = (*("attempt_id", "position", "response", "correct", "answered_at", "confidence", "slip"),)
CHUNK = 2_000


def add_learners(url: str, catalogue: Catalogue, first: int, last: int) -> None:
    """Add learners number `first` to `last` - 1, each with ratings of all skills and 200 answers.

    Ids are their numbers and a million, so that they are nobody else's. Checks of foreign keys are
    off meanwhile: the rows are ours and whole.
    """
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        versions = [row[0] for row in connection.execute("SELECT version FROM item_versions")]
        modules = list(catalogue.modules)
        for start in range(first, last, CHUNK):
            people = range(start, min(start + CHUNK, last))
            _copy(connection, "people", PEOPLE, (_person(one) for one in people))
            ratings = (_ratings(one, list(catalogue.skills)) for one in people)
            _copy(connection, "ratings", RATINGS, ratings)
            attempts = (_attempts(one, modules) for one in people)
            _copy(connection, "attempts", OF_ATTEMPTS, attempts)
            _copy(connection, "attempt_items", ITEMS, _items(people, versions))
            _copy(connection, "answers", ANSWERS, _answers(people))
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")


def _copy(
    connection: psycopg.Connection[tuple[object, ...]],
    table: str,
    columns: tuple[str, ...],
    lines: Iterable[str],
) -> None:
    command = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command.encode()) as copy:
        copy.write("".join(lines))


def _person(number: int) -> str:
    at = STARTED + timedelta(minutes=number)
    name, address = f"Learner {number}", f"crowd{number}@example.org"
    return f"{_id(number)}\t{name}\t{address}\tUTC\tsystem\t[]\tf\t{at}\t{at}\n"


def _ratings(number: int, skills: list[str]) -> str:
    at = STARTED + timedelta(minutes=number)
    return "".join(
        f"{_id(number)}\t{skill}\t{(number + place) % 5}\t{at}\n"
        for place, skill in enumerate(skills)
    )


def _attempts(number: int, modules: list[str]) -> str:
    lines = []
    for place in range(ATTEMPTS):
        at = STARTED + timedelta(minutes=number, days=17 * place)
        module = modules[(number + place) % len(modules)]
        lines.append(
            f"{_attempt(number, place)}\t{_id(number)}\t{module}\tA quiz\tfull\tone\tf\t{EACH}\t"
            f"{at}\t{at + timedelta(minutes=12)}\t{5 + (number + place) % 6}\n"
        )
    return "".join(lines)


def _items(people: Iterable[int], versions: list[str]) -> Iterator[str]:
    order = json.dumps([0, 1, 2, 3])
    rng = Random(1)  # nosec B311 # it shuffles, it guards nothing
    for number in people:
        for place in range(ATTEMPTS):
            attempt = _attempt(number, place)
            drawn = rng.sample(versions, EACH)
            for position, version in enumerate(drawn, start=1):
                yield f"{attempt}\t{position}\t{version}\t{order}\t{{}}\n"


def _answers(people: Iterable[int]) -> Iterator[str]:
    # What is given was never a key: `chosen` is all that the pages read of it.
    for number in people:
        for place in range(ATTEMPTS):
            attempt = _attempt(number, place)
            at = STARTED + timedelta(minutes=number + 3, days=17 * place)
            for position in range(1, EACH + 1):
                right = "t" if (number + place + position) % 3 else "f"
                given = f'{{"chosen": [{(number + position) % 4}]}}'
                yield f"{attempt}\t{position}\t{given}\t{right}\t{at}\t\\N\tf\n"


def _id(number: int) -> int:
    return 1_000_000 + number


def _attempt(number: int, place: int) -> str:
    return f"crowd-{number:09d}-{place:03d}"
