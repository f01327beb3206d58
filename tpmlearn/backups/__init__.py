"""Backups: made, checked, restored, and data moved from one database to another."""

from collections.abc import Callable, Iterator

Tell = Callable[[str], None]
"""Hears in a few words what goes on."""


def watched(pieces: Iterator[bytes], see: Callable[[bytes], None]) -> Iterator[bytes]:
    """The pieces, each of which is shown on its way."""
    for piece in pieces:
        see(piece)
        yield piece
