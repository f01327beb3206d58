"""How wide a text will be, and where it breaks, without knowing the reader's font."""

_NARROW = frozenset("iIjltf.,:;'’|!()[]/- 1")
_WIDE = frozenset("mwMW@%&—")


def width_of(words: str, size: float) -> float:
    """Return the width that `words` take at most, for a sans-serif as wide as DejaVu Sans."""
    return size * sum(_units(letter) for letter in words)


def _units(letter: str) -> float:
    if letter in _NARROW:
        return 0.42
    if letter in _WIDE:
        return 0.98
    return 0.72 if letter.isupper() else 0.63


def wrapped(words: str, *, size: float, room: float) -> tuple[str, ...]:
    """Return the lines that `words` take in `room` units; never none, and never clipped.

    A word wider than the room is broken at its last letter that fits.
    """
    lines: list[str] = []
    current = ""
    for word in _pieces(words, size=size, room=room):
        longer = f"{current} {word}".strip()
        if current and width_of(longer, size) > room:
            lines.append(current)
            longer = word
        current = longer
    return (*lines, current)


def _pieces(words: str, *, size: float, room: float) -> list[str]:
    found: list[str] = []
    for word in words.split():
        rest = word
        while width_of(rest, size) > room and len(rest) > 1:
            fits = max(1, sum(width_of(rest[: i + 1], size) <= room for i in range(len(rest))))
            found.append(rest[:fits])
            rest = rest[fits:]
        found.append(rest)
    return found
