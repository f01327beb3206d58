"""How an exam should look: like its bank, in the shares that its blueprint names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

from tpmlearn.domain.exams.balance import Trait
from tpmlearn.domain.exams.parts import task_of
from tpmlearn.domain.exams.shelf import Shelf

SKILL_SHARE = 5
"""At most about one question in so many of a part comes from one skill."""
APPROACH_WEIGHT, TYPE_WEIGHT = 4.0, 2.0
REST = ""


def traits_of(shelf: Shelf, totals: Mapping[str, int]) -> list[Trait]:
    """The traits of an exam with so many questions in each part."""
    questions = {"": sum(totals.values())}
    items, anywhere = shelf.items, [""] * len(shelf.items)
    parts = [part for part, _ in shelf.worth]
    difficulties = [str(item.difficulty) for item in items]
    tasks = [task_of(item, shelf.blueprint.outline) for item in items]
    skills = [item.skill for item in items]
    types = [item.type.value for item in items]
    most = {
        _name(part, skill): max(1, ceil(totals[part] / SKILL_SHARE))
        for part, skill in zip(parts, skills, strict=True)
    }
    return [
        *_approach(shelf, anywhere, questions),
        *_approach(shelf, parts, totals),
        _like_the_bank(anywhere, types, questions, TYPE_WEIGHT),
        _like_the_bank(parts, difficulties, totals),
        _like_the_bank(parts, tasks, totals),
        _like_the_bank(parts, skills, totals, most=most),
    ]


def _approach(shelf: Shelf, parts: Sequence[str], totals: Mapping[str, int]) -> list[Trait]:
    """Approaches in the shares of the blueprint, with one for all that it does not name."""
    shares = dict(shelf.blueprint.draw.approach)
    if not shares:
        return [_like_the_bank(parts, [item.approach.value for item in shelf.items], totals)]
    shares[REST] = max(0.0, 1 - sum(shares.values()))
    names = [item.approach.value if item.approach in shares else REST for item in shelf.items]
    values = [_name(part, name) for part, name in zip(parts, names, strict=True)]
    targets = {
        _name(part, name): count * share
        for part, count in totals.items()
        for name, share in shares.items()
    }
    return [Trait(values, APPROACH_WEIGHT, targets)]


def _like_the_bank(
    parts: Sequence[str],
    names: Sequence[str],
    totals: Mapping[str, int],
    weight: float = 1.0,
    most: Mapping[str, float] | None = None,
) -> Trait:
    """Names in the shares that they have among the items of each part."""
    sizes = Counter(parts)
    pairs = Counter(zip(parts, names, strict=True))
    targets = {
        _name(part, name): totals[part] * count / sizes[part]
        for (part, name), count in pairs.items()
    }
    values = [_name(part, name) for part, name in zip(parts, names, strict=True)]
    return Trait(values, weight, targets, most or {})


def _name(part: str, name: str) -> str:
    return f"{part} {name}"
