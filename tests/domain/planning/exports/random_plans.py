"""Plans drawn at random from a seed: links and lags, pins, free weeks, days off, review."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import SEED_STEPS, Activity, ActivityLink, Kind, State
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.working_time import review_minutes

HOURS_A_WEEK = (0.5, 1.0, 2.5, 4.25, 7.0, 10.0, 25.5, 60.0)


def random_plan(seed: int) -> Plan:
    """The plan of a seed: 3 to 60 activities from the Monday of all tests, or a day near it."""
    rng = Random(seed)
    chosen = _activities(rng, rng.randint(3, 60))
    weeks = [TODAY + timedelta(weeks=n) for n in range(-2, 40)]
    some = rng.sample(chosen, min(3, len(chosen)))
    hours_a_week = rng.choice(HOURS_A_WEEK)
    asked = request(
        *chosen,
        hours=hours_a_week,
        start=TODAY + timedelta(days=rng.choice((-30, 0, 0, 3, 12))),
        today=TODAY + timedelta(days=rng.randint(0, 6)),
        free=frozenset(rng.sample(weeks, rng.randint(0, 5))),
        off=frozenset(_day(rng) for _ in range(rng.randint(0, 12))),
        pins={one.key: rng.choice(weeks) for one in some if rng.random() < 0.5},
    )
    spared = rng.choice((0, review_minutes(hours_a_week)))
    return make_plan(replace(asked, review_minutes=spared))


def _activities(rng: Random, count: int) -> list[Activity]:
    found: list[Activity] = []
    for number in range(count):
        hours, weeks = rng.choice((0.25, 0.5, 1.0, 1.25, 3.0, 8.0)), rng.choice((0, 0, 0, 1, 2, 4))
        plain = work(f"w{number}", hours, weeks) if weeks else study(f"m{number}", hours)
        before = [one.key for one in rng.sample(found, min(len(found), rng.randint(0, 2)))]
        state = rng.choice([State.OPEN] * 8 + [State.STARTED, State.DONE])
        found.append(
            replace(
                plain,
                requires=tuple(before),
                links=_links(rng, found),
                value=rng.uniform(0, 9),
                step=rng.choice(SEED_STEPS),
                state=state,
                since=None if state is State.OPEN else TODAY - timedelta(days=rng.randint(0, 40)),
            )
        )
    if rng.random() < 0.5:
        follows = tuple(one.key for one in found)
        found.append(replace(study("exam", 9.0), kind=Kind.CERTIFICATE, follows=follows))
    return found


def _links(rng: Random, found: list[Activity]) -> tuple[ActivityLink, ...]:
    if not found or rng.random() < 0.6:
        return ()
    kind = rng.choice((LinkKind.FS, LinkKind.SS))
    return (ActivityLink(rng.choice(found).key, kind, rng.randint(0, 3)),)


def _day(rng: Random) -> date:
    return TODAY + timedelta(days=rng.randint(-5, 200))
