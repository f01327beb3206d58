"""A merge keeps what either side changed and asks where both did; git agrees where it is clean."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlearn.domain.publishing.merging import Agreed, Conflict, Take, merge, shared_lines

BASE = "one\ntwo\nthree\nfour\nfive\n"
TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "\n"]), max_size=8).map("".join)


def test_changes_in_different_places_are_both_kept() -> None:
    theirs = BASE.replace("one", "ONE")
    mine = BASE.replace("five", "FIVE")

    assert merge(BASE, theirs, mine).text == "ONE\ntwo\nthree\nfour\nFIVE\n"


def test_changes_of_the_same_line_are_a_conflict_with_its_place() -> None:
    found = merge(BASE, BASE.replace("three", "3"), BASE.replace("three", "III"))

    assert found.text is None
    assert found.conflicts == (Conflict(("three\n",), ("3\n",), ("III\n",), 3),)
    assert found.pieces[0] == Agreed(("one\n", "two\n"))


@pytest.mark.parametrize(
    ("take", "line"),
    [(Take.THEIRS, "3\n"), (Take.MINE, "III\n"), (Take.BOTH, "3\nIII\n")],
)
def test_a_decision_settles_a_conflict(take: Take, line: str) -> None:
    found = merge(BASE, BASE.replace("three", "3"), BASE.replace("three", "III"))

    assert found.decided([take]) == f"one\ntwo\n{line}four\nfive\n"


def test_a_decision_for_each_conflict_is_wanted() -> None:
    with pytest.raises(ValueError, match="1 conflicts, 0 decisions"):
        merge("a\n", "b\n", "c\n").decided([])


def test_both_sides_of_a_last_line_without_an_end_stand_on_two_lines() -> None:
    assert merge("a", "b", "c").decided([Take.BOTH]) == "b\nc"


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    changed = BASE.replace("two", "2")

    assert merge(BASE, changed, changed).text == changed


@given(TEXTS, TEXTS)
def test_what_only_one_changed_is_what_it_made(base: str, other: str) -> None:
    assert merge(base, other, base).text == other
    assert merge(base, base, other).text == other
    assert merge(base, other, other).text == other


@given(TEXTS, TEXTS, TEXTS)
def test_taking_one_side_everywhere_loses_none_of_its_changed_lines(
    base: str, theirs: str, mine: str
) -> None:
    found = merge(base, theirs, mine)
    ours = found.decided([Take.MINE] * len(found.conflicts))

    for conflict in found.conflicts:
        assert "".join(conflict.mine) in mine
        assert "".join(conflict.theirs) in theirs
        assert conflict.theirs != conflict.mine
    for line in set(mine.splitlines()) - set(base.splitlines()):
        assert line in ours.splitlines()


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_where_ours_is_clean_git_agrees_or_asks(
    tmp_path_factory: pytest.TempPathFactory, base: str, theirs: str, mine: str
) -> None:
    found = merge(base, theirs, mine)
    clean, text = _git_merges(tmp_path_factory.mktemp("merge"), base, theirs, mine)

    # Both follow diff3, but git's may match repeated lines in another way: it then asks, or takes
    # the same lines in another order. Neither may drop what only one side added.
    if found.text is not None and clean:
        assert sorted(found.text) == sorted(text)


def _git_merges(folder: Path, base: str, theirs: str, mine: str) -> tuple[bool, str]:
    for name, text in (("base", base), ("theirs", theirs), ("mine", mine)):
        (folder / name).write_text(text)
    done = subprocess.run(
        ["git", "merge-file", "-p", "mine", "base", "theirs"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


@given(TEXTS, TEXTS)
def test_where_the_beginning_is_lost_nothing_is_overwritten(theirs: str, mine: str) -> None:
    found = merge(shared_lines(theirs, mine), theirs, mine)

    kept = found.decided([Take.BOTH] * len(found.conflicts)).splitlines()
    for line in [*theirs.splitlines(), *mine.splitlines()]:
        assert line in kept
