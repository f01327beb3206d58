"""Whether learners could read the questions of a sitting before: an open or a private bank."""

from collections.abc import Iterable
from enum import StrEnum

from tpmlearn.domain.content.catalogue import Item


class BankKind(StrEnum):
    """Who could read the questions before."""

    OPEN = "open"
    PRIVATE = "private"


def bank_kind(scored: Iterable[Item | None]) -> BankKind:
    """The bank of a sitting by the items that count; None is one that the content has no more.

    One that anybody could read makes the whole of it open; so does a sitting without any.
    """
    kinds = [item is not None and item.unread for item in scored]
    return BankKind.PRIVATE if kinds and all(kinds) else BankKind.OPEN
