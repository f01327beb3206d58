"""Words as they are compared, and the sentences of an advert."""

import pytest

from tpmlearn.domain.planning.advert_text import sentences, stem, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Risks", "risk"),
        ("dependencies", "dependency"),
        ("scheduling", "schedule"),
        ("planned", "plan"),
        ("planning", "plan"),
        ("coaches", "coaching"),
        ("organised", "organized"),
        ("organisation", "organization"),
        ("programme", "program"),
        ("company’s", "company"),
        ("processes", "process"),
    ],
)
def test_forms_of_a_word_are_the_same(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("status", "state"), ("business", "busy"), ("string", "str"), ("bed", "b")]
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_what_is_blanked_out_leaves_every_place_as_it_was() -> None:
    text = "a <b>c</b> <script>d</script> e <!-- f --> &amp; <p class='x'>g</p>"

    seen = visible(text)

    assert len(seen) == len(text)
    assert seen.split() == ["a", "c", "e", "g"]
    assert seen.index("g") == text.index("g<")


def test_a_script_that_never_ends_hides_the_rest() -> None:
    assert visible("a <script> b").split() == ["a"]


def test_sentences_end_at_lines_stops_and_colons() -> None:
    found = list(sentences("Must: one. Two\n- three"))

    assert [[word.stem for word in one.words] for one in found] == [
        ["must"],
        ["one"],
        ["two"],
        ["thre"],
    ]
    assert [one.colon for one in found] == [True, False, False, False]
    assert [one.bullet for one in found] == [False, False, False, True]
