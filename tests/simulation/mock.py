"""A mock exam of a simulated person: drawn as the blueprint has it, answered by the true curves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tpmlearn.domain.content.catalogue import Approach, Blueprint, Item
from tpmlearn.domain.content.outlines import domain_of
from tpmlearn.domain.exams.parts import NAMES

if TYPE_CHECKING:
    from tests.simulation.lives import World


def mock_shares(exam: Blueprint, world: World, truth: Callable[[str], float]) -> dict[str, float]:
    """The share right of each domain, by its name."""
    found = {}
    for domain, count in exam.draw.domains.items():
        items = _drawn(exam, domain, count, world)
        right = sum(
            world.rng.random() < world.items[one.id].chance(truth(one.skill)) for one in items
        )
        found[NAMES.get(domain, domain)] = right / len(items)
    return found


def _drawn(exam: Blueprint, domain: str, count: int, world: World) -> list[Item]:
    """One item of each task, then at random, with the wanted share of each approach."""
    task_of = {item.id: _task(item, exam.outline) for item in world.catalogue.test_pool}
    pool = [one for one in world.catalogue.test_pool if domain_of(task_of[one.id]) == domain]
    shuffled = [pool[int(n)] for n in world.rng.permutation(len(pool))]
    first = {task_of[one.id]: one for one in shuffled}
    chosen = list(first.values())[:count]
    left = {name: round(share * count) for name, share in exam.draw.approach.items()}
    for one in chosen:
        left[one.approach] = left.get(one.approach, 0) - 1
    taken = {one.id for one in chosen}
    rest = [one for one in shuffled if one.id not in taken]
    wanted = [one for one in rest if left.get(one.approach, 0) > 0 and _take(left, one.approach)]
    others = [one for one in rest if one.approach not in exam.draw.approach]
    return (chosen + wanted[: count - len(chosen)] + others)[:count]


def _take(left: dict[str, int], approach: Approach) -> bool:
    left[approach] -= 1
    return True


def _task(item: Item, outline: str) -> str:
    return next((task for task in item.tasks if task.startswith(f"{outline}:")), "")
