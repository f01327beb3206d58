"""Sums up the blind answers: how many were given, differed from the key, led to a change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

COLUMNS = ("pool", "item", "version", "round", "answer", "agreed", "sure", "note", "done")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Tally:
    """What became of the blind answers of one pool."""

    pool: str
    items: int
    answers: int
    differed: int
    noted: int
    mended: int
    dropped: int
    kept: int


def tally(pool: str, rows: Sequence[Row]) -> Tally:
    """The counts of one pool; `kept` are items that stayed though an answer differed."""
    done = [row["done"].strip().lower() for row in rows]
    return Tally(
        pool=pool,
        items=len({row["item"] for row in rows}),
        answers=len(rows),
        differed=sum(row["agreed"] == "no" for row in rows),
        noted=sum(bool(row["note"].strip()) for row in rows),
        mended=sum(text.startswith("mended") for text in done),
        dropped=sum(text.startswith("dropped") for text in done),
        kept=sum(text.startswith("kept") for text in done),
    )


def report(rows: Iterable[Row]) -> str:
    """The page on quality, in Markdown."""
    by_pool: dict[str, list[Row]] = {}
    for row in rows:
        by_pool.setdefault(row["pool"], []).append(row)
    tallies = [tally(pool, by_pool[pool]) for pool in sorted(by_pool)]
    whole = tally("all", [row for rows in by_pool.values() for row in rows])
    return _PAGE.format(
        answers=whole.answers,
        items=whole.items,
        share=f"{100 * whole.differed / whole.answers:.1f}" if whole.answers else "0",
        rows="\n".join(_line(one) for one in (*tallies, whole)),
        open=len(undecided(row for rows in by_pool.values() for row in rows)),
    )


def undecided(rows: Iterable[Row]) -> list[Row]:
    """Answers that differed and about which nothing has been decided."""
    return [row for row in rows if row["agreed"] == "no" and not row["done"].strip()]


def _line(one: Tally) -> str:
    return (
        f"| {one.pool} | {one.items} | {one.answers} | {one.differed} | {one.noted} "
        f"| {one.mended} | {one.dropped} | {one.kept} |"
    )


_PAGE = """\
# Quality of the items

Before an item counts, readers who have not seen its key answer it from stem and options alone.
Where an answer differs from the key, the item is rewritten or dropped, unless its reasons
convince on a second look; where two options could be defended it is rewritten. Agreement alone
says little, because a give-away agrees too: so every note of a reader is read, and `flask content
stats` looks for signs of form over the whole pool.

{items} items were answered blind, {answers} answers in all; {share} % of them differed from the
key. {open} differing answers are still undecided.

| Pool | Items | Answers | Differed | With a note | Mended | Dropped | Kept, with reason |
|---|--:|--:|--:|--:|--:|--:|--:|
{rows}

An answer counts for the version of the item that was shown; what was mended is answered again in
a later round. The rows behind this table lie in `docs/content-quality/`; `flask content quality`
makes this page from them.
"""
