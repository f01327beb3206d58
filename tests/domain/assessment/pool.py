"""Items as an engine's test needs them: without words."""

from dataclasses import replace

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


def match(name: str, skill: str, rows: int, *, marks: int = 0) -> Item:
    """A match; by default each row earns a mark."""
    options = tuple(
        Option(html=f"right {n}", correct=True, reason="", left=f"left {n}") for n in range(rows)
    )
    return replace(item(name, skill), type=ItemType.MATCH, options=options, marks=marks or rows)
