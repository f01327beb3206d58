"""The PNG pictures that carry badges: one a kind, drawn once and shipped (make badge-pictures)."""

from pathlib import Path

from tpmlearn.domain.credentials.achievement import Kind

FOLDER = Path(__file__).with_name("png")


def picture_of(kind: Kind) -> bytes:
    """Return the picture of a kind of badge."""
    return (FOLDER / f"{kind}.png").read_bytes()
