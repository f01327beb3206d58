"""Chooses which questions of an exam are tried out and not scored."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tpmlearn.domain.exams.shelf import Shelf


def choose_unscored(
    shelf: Shelf, in_cases: Sequence[int], outside: Sequence[int], answers: Mapping[str, int]
) -> frozenset[int]:
    """The items that are not scored, by index: never in cases, each part in proportion.

    Items with the fewest answers go first, since of those there is most to learn; among them those
    that are not the only question on a task. `outside` is in random order, which decides the rest.
    """
    parts = {index: shelf.worth[index][0] for index in (*in_cases, *outside)}
    room = Counter(parts[index] for index in outside)
    counts = apportion(shelf.blueprint.unscored, Counter(parts.values()), room)
    asked = Counter(task for index in parts for task in shelf.tasks[index])

    def worth(index: int) -> tuple[int, bool]:
        alone = any(asked[task] == 1 for task in shelf.tasks[index])
        return answers.get(shelf.items[index].id, 0), alone

    found: list[int] = []
    for part, count in counts.items():
        found += sorted((one for one in outside if parts[one] == part), key=worth)[:count]
    return frozenset(found)


def apportion(count: int, sizes: Mapping[str, int], room: Mapping[str, int]) -> dict[str, int]:
    """Share a count out over parts in proportion to their sizes, at most `room` in each.

    By largest remainders: one after the other goes where the share is furthest from being filled.
    """
    total = sum(sizes.values())
    found = dict.fromkeys(sizes, 0)
    for part, size in sizes.items():
        found[part] = min(count * size // total, room.get(part, 0)) if total else 0
    while sum(found.values()) < count:
        open_ = [part for part in sizes if found[part] < room.get(part, 0)]
        if not open_:
            break
        part = max(open_, key=lambda part: count * sizes[part] / total - found[part])
        found[part] += 1
    return found
