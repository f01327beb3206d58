"""A cache of two generations: what is used stays, what is not goes, and its size has an end."""

from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.web.generations import Generations

MOST = 20


def test_what_is_looked_at_outlives_what_is_not() -> None:
    cache: Generations[int, str] = Generations(MOST)
    cache.put(0, "used")
    cache.put(1, "left alone")

    for number in range(2, 2 + MOST):
        assert cache.get(0) == "used"
        cache.put(number, "passing")

    assert cache.get(0) == "used"
    assert cache.get(1) is None


def test_a_value_larger_than_a_generation_is_not_kept_and_drives_nothing_out() -> None:
    cache: Generations[str, bytes] = Generations(MOST, len)
    cache.put("small", b"12345")

    cache.put("huge", b"x" * MOST)

    assert cache.get("huge") is None
    assert cache.get("small") == b"12345"


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=8), st.booleans())))
def test_it_has_the_newest_value_or_none_and_never_more_than_allowed(
    steps: list[tuple[int, bytes, bool]],
) -> None:
    cache: Generations[int, bytes] = Generations(MOST, len)
    newest: dict[int, bytes] = {}
    for key, value, looks in steps:
        if looks:
            assert cache.get(key) in {None, newest.get(key)}
        else:
            cache.put(key, value)
            newest[key] = value

        held = {**cache._old, **cache._young}
        assert sum(map(len, held.values())) <= MOST
        assert all(held[one] == newest[one] for one in held)
