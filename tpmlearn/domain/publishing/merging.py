"""Three-way merge of texts, line by line: what two authors changed from one beginning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.domain.publishing.lines import matcher_of


class Take(StrEnum):
    """What an author takes where both changed the same lines."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True)
class Agreed:
    """Lines that both have, or that only one of them changed."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Lines that both changed in different ways; `base` is how both found them.

    `line` is where it begins in the text of theirs, from 1 on.
    """

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Merge:
    """The pieces of a merged text in order."""

    pieces: tuple[Agreed | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where somebody must decide."""
        return tuple(one for one in self.pieces if isinstance(one, Conflict))

    @property
    def text(self) -> str | None:
        """The merged text, None where somebody must decide."""
        return None if self.conflicts else self.decided(())

    def decided(self, takes: Sequence[Take]) -> str:
        """The text with a decision for each conflict. Raises ValueError for another number."""
        if len(takes) != len(self.conflicts):
            raise ValueError(f"{len(self.conflicts)} conflicts, {len(takes)} decisions")
        left = iter(takes)
        found: list[str] = []
        for piece in self.pieces:
            found += piece.lines if isinstance(piece, Agreed) else _taken(piece, next(left))
        return "".join(found)


def merge(base: str, theirs: str, mine: str) -> Merge:
    """Merge two texts that began as `base`.

    The algorithm of diff3 (Khanna, Kunal and Pierce 2007, A Formal Investigation of Diff3): lines
    that all three share divide the texts into stretches; in each, a change of one side counts, and
    changes of both sides are a conflict unless they are the same.
    """
    one, two, three = (text.splitlines(keepends=True) for text in (base, theirs, mine))
    pieces: list[Agreed | Conflict] = []
    for stretch in _stretches(one, two, three):
        _add(pieces, stretch)
    return Merge(tuple(pieces))


Files = Mapping[str, bytes]


def merge_files(base: Files, theirs: Files, mine: Files) -> tuple[dict[str, bytes], list[str]]:
    """Merge two states of all files that began as `base`; the files, and names in conflict.

    A file in conflict is left out of the files.
    """
    merged, conflicts = {}, []
    for name in sorted({*base, *theirs, *mine}):
        b, t, m = base.get(name), theirs.get(name), mine.get(name)
        if t in (m, b):
            found: bytes | None = m
        elif b == m:
            found = t
        else:
            found = _merged(b, t, m)
            if found is None:
                conflicts.append(name)
        if found is not None:
            merged[name] = found
    return merged, conflicts


def _merged(base: bytes | None, theirs: bytes | None, mine: bytes | None) -> bytes | None:
    """Both changes of one file in one text, None where somebody must decide."""
    if theirs is None or mine is None:
        return None
    try:
        texts = [(one or b"").decode() for one in (base, theirs, mine)]
    except UnicodeDecodeError:
        return None
    text = merge(*texts).text
    return None if text is None else text.encode()


def shared_lines(one: str, other: str) -> str:
    """The lines that two texts share, in order: the beginning to take where the real one is lost.

    Whatever differs is then a conflict, so that nothing is overwritten.
    """
    left, right = one.splitlines(keepends=True), other.splitlines(keepends=True)
    return "".join(left[n] for n in sorted(_partners(left, right)))


def _stretches(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int]]:
    """Base, theirs and mine of each stretch, shared lines being stretches too."""
    to_theirs, to_mine = _partners(base, theirs), _partners(base, mine)
    b = t = m = 0
    for line in range(len(base) + 1):
        if line < len(base) and not (line in to_theirs and line in to_mine):
            continue
        next_t = to_theirs[line] if line < len(base) else len(theirs)
        next_m = to_mine[line] if line < len(base) else len(mine)
        yield tuple(base[b:line]), tuple(theirs[t:next_t]), tuple(mine[m:next_m]), t + 1
        if line < len(base):
            yield (base[line],), (base[line],), (base[line],), next_t + 1
        b, t, m = line + 1, next_t + 1, next_m + 1


def _partners(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The place in `other` of each line of `base` that stayed."""
    matcher = matcher_of(base, other)
    return {
        block.a + n: block.b + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }


def _add(
    pieces: list[Agreed | Conflict],
    stretch: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int],
) -> None:
    base, theirs, mine, line = stretch
    if theirs != mine and base not in {theirs, mine}:
        pieces.append(Conflict(base, theirs, mine, line))
        return
    lines = mine if base == theirs else theirs
    if not lines:
        return
    if pieces and isinstance(pieces[-1], Agreed):
        pieces[-1] = Agreed((*pieces[-1].lines, *lines))
    else:
        pieces.append(Agreed(lines))


def _taken(conflict: Conflict, take: Take) -> tuple[str, ...]:
    if take is Take.THEIRS:
        return conflict.theirs
    if take is Take.MINE:
        return conflict.mine
    theirs = conflict.theirs
    if theirs and conflict.mine and not theirs[-1].endswith("\n"):
        theirs = (*theirs[:-1], f"{theirs[-1]}\n")
    return (*theirs, *conflict.mine)
