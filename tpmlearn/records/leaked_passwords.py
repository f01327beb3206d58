"""Whether a password stands in a list of leaked ones that lies on this machine; nobody is asked.

The list has the SHA-1 of one password a line, in hexadecimal, sorted, as Have I Been Pwned gives
it out: what follows a colon is not read. A look reads some thirty lines, whatever its size.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

DIGITS = 40


def is_leaked(password: str, listed: Path | None) -> bool:
    """Whether the list has this password; never without a list. Raises OSError."""
    if listed is None:
        return False
    # Not to keep it: the lists of leaked passwords are made this way.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with listed.open("rb") as file:
        return _first_from(file, wanted) == wanted


def _first_from(file: BinaryIO, wanted: bytes) -> bytes:
    """The first sum in the file that is not smaller: all bytes before `low` are of smaller ones."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        if _from(file, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return _from(file, low)


def _from(file: BinaryIO, at: int) -> bytes:
    """The sum of the first line that begins at this byte or later; `~` sorts after all others."""
    file.seek(max(at - 1, 0))
    if at:
        file.readline()
    return file.readline()[:DIGITS].upper() or b"~"
