"""A sum over a table knows its rows, and not their order."""

import hashlib
from itertools import permutations

from tpmlearn.domain.backups.sums import TableSum, Tally


def total(*lines: bytes) -> TableSum:
    tally = Tally()
    for line in lines:
        tally.add(line)
    return tally.result()


def test_it_is_the_sum_of_the_hashes() -> None:
    one, two = (int(hashlib.sha256(line).hexdigest(), 16) for line in (b"a", b"b"))

    assert total() == TableSum(0, "0" * 64)
    assert total(b"a") == TableSum(1, f"{one:064x}")
    assert total(b"a", b"b") == TableSum(2, f"{(one + two) % 2**256:064x}")


def test_the_order_of_rows_does_not_count() -> None:
    assert len({total(*rows) for rows in permutations([b"a", b"b", b"c", b"a"])}) == 1


def test_a_row_more_less_twice_or_other_is_seen() -> None:
    sums = [total(b"a", b"b"), total(b"a"), total(b"a", b"b", b"b"), total(b"a", b"c")]

    assert len({one.digest for one in sums}) == len(sums)
