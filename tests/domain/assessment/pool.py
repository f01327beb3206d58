"""Items as an engine's test needs them: without words."""

from tpmlearn.domain.content.catalogue import Approach, Item, ItemKind, ItemType, Option, Pool


def item(name: str, skill: str, *, case: str = "", difficulty: int = 3) -> Item:
    """A single choice of four."""
    options = tuple(Option(html=str(n), correct=n == 0, reason="") for n in range(4))
    return Item(
        id=name,
        version=name,
        title=name,
        type=ItemType.SINGLE,
        kind=ItemKind.APPLY,
        skill=skill,
        difficulty=difficulty,
        tasks=(),
        approach=Approach.HYBRID,
        source="",
        stem=name,
        options=options,
        pool=Pool.TEST,
        case=case,
    )
