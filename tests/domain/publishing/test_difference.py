"""A difference shows the changed lines with their numbers, and marks the words."""

from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.publishing.difference import Side, difference

LINES = st.lists(st.sampled_from(["a b c", "a x c", "d", ""]), max_size=9)


def test_a_changed_line_is_shown_on_both_sides_with_its_words_marked() -> None:
    found = difference("1\n2\n3\n4\nThe key is A.\n6\n", "1\n2\n3\n4\nThe key is B.\n6\n")

    (hunk,) = found.hunks
    old, new = (line for line in hunk.lines if line.side is not Side.BOTH)
    assert (old.old, old.new, new.old, new.new) == (5, 0, 0, 5)
    assert [piece.text for piece in old.pieces if piece.marked] == ["A"]
    assert [piece.text for piece in new.pieces if piece.marked] == ["B"]
    assert [line.old for line in hunk.lines if line.side is Side.BOTH] == [2, 3, 4, 6]
    assert (found.added, found.removed) == (1, 1)


def test_with_enough_lines_around_all_of_both_texts_is_shown() -> None:
    (hunk,) = difference("a\n" * 20 + "b", "a\n" * 20 + "c", around=1_000).hunks

    assert [line.old for line in hunk.lines if line.side is not Side.NEW] == list(range(1, 22))


def test_lines_with_little_in_common_are_not_marked_word_by_word() -> None:
    (hunk,) = difference("The key is A.", "Risk is an effect").hunks

    assert not any(piece.marked for line in hunk.lines for piece in line.pieces)


def test_the_same_text_has_no_hunk() -> None:
    assert difference("a\nb", "a\nb").hunks == ()


@given(LINES, LINES)
def test_every_changed_line_is_in_it_once(old: list[str], new: list[str]) -> None:
    found = difference("\n".join(old), "\n".join(new))

    for side, lines in ((Side.OLD, old), (Side.NEW, new)):
        for hunk in found.hunks:
            for line in hunk.lines:
                if line.side is side:
                    number = line.old if side is Side.OLD else line.new
                    assert lines[number - 1] == "".join(piece.text for piece in line.pieces)
    assert len(old) - found.removed == len(new) - found.added or "" in {*old[-1:], *new[-1:]}
