"""The status list: one bit a badge, set where it is revoked (W3C Bitstring Status List 1.0)."""

import gzip
import zlib
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta

from tpmlearn.domain.credentials.moments import written
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.words import _, numbers

SIZE = 131_072
"""Bits of a list: the specification's least, so that a bit tells nothing of whose it is."""
LIFE = timedelta(hours=24)
"""How long a copy of a list may be relied on."""
REFRESH = timedelta(minutes=5)
"""After how long a new copy is worth asking for (`ttl`)."""
CONTEXT = "https://www.w3.org/ns/credentials/v2"
PURPOSE = "revocation"
MOST_BYTES = 1_000_000


class BadList(Exception):
    """A status list that cannot be read; the text says why."""


def place_of(index: int) -> tuple[int, int]:
    """Return the list, from 1, that holds a badge's number, and the bit in it."""
    return index // SIZE + 1, index % SIZE


def list_address(base: str, number: int) -> str:
    """Return where a list stands."""
    return f"{base}/credentials/status/{number}"


def entry(base: str, index: int) -> Json:
    """Return what a badge says of its own bit (BitstringStatusListEntry)."""
    number, bit = place_of(index)
    address = list_address(base, number)
    return {
        "id": f"{address}#{bit}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": str(bit),
        "statusListCredential": address,
    }


def status_list(base: str, did: str, number: int, revoked: Iterable[int], *, now: datetime) -> Json:
    """Return list `number`, unsigned, with the numbers of badges in `revoked` that lie in it set.

    Its issuer is that of the badges. Past `validUntil` a copy is stale: it may hide a revocation.
    """
    address = list_address(base, number)
    bits = [bit for of, bit in map(place_of, revoked) if of == number]
    return {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": written(now),
        "validUntil": written(now + LIFE),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "ttl": round(REFRESH / timedelta(milliseconds=1)),
            "encodedList": encoded(bits),
        },
    }


def encoded(bits: Iterable[int]) -> str:
    """Return a list of SIZE bits with these set: gzip, then multibase base64url. The first bit is
    the highest one of the first byte. Raises IndexError for a bit that is not in the list."""
    found = bytearray(SIZE // 8)
    for bit in bits:
        found[bit // 8] |= 0x80 >> bit % 8
    packed = gzip.compress(bytes(found), mtime=0)
    return "u" + urlsafe_b64encode(packed).decode().rstrip("=")


def is_set(encoded_list: object, bit: int) -> bool:
    """Say whether a bit of an encoded list is set. Raises BadList."""
    if not isinstance(encoded_list, str) or not encoded_list.startswith("u"):
        raise BadList(_("its bits are not written as they should be"))
    text = encoded_list[1:]
    try:
        packed = b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
        bits = unpacking.decompress(packed, MOST_BYTES)
    except (ValueError, zlib.error):
        raise BadList(_("its bits cannot be unpacked")) from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise BadList(_("its bits are more than a list may hold, or cut off"))
    if len(bits) * 8 < SIZE:
        raise BadList(_("it has fewer than %(num)s bits", num=numbers.grouped(SIZE)))
    if not 0 <= bit < len(bits) * 8:
        raise BadList(_("the badge's number is not in it"))
    return bool(bits[bit // 8] & (0x80 >> bit % 8))
