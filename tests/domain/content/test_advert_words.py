"""adverts.yml: what it says, and what is wrong in it, with its place."""

import pytest

from tests.domain.content.sample import ADVERTS, sample
from tpmlearn.domain.content.catalogue import LevelWords, WeightWords
from tpmlearn.domain.content.checker import check_files

PATH = "content/adverts.yml"


def test_it_says_by_which_words_an_advert_is_read() -> None:
    shelf, problems = check_files({**sample(), "adverts.yml": ADVERTS})

    assert [found for found in problems if found.path == PATH] == []
    assert shelf.adverts
    words = shelf.adverts.value
    assert words.skills == {"DEL4": ("estimate", "=WAG")}
    assert words.hints == {"DEL4": ("range",)}
    assert words.levels == (LevelWords(4, ("own",), ("senior",), 8),)
    assert words.weights == (WeightWords(1, ("a plus",), ("nice to have",)),)
    assert (words.negations, words.negated) == (("no",), ("not required",))
    assert (words.nothing, words.everyday) == (("best estimate",), ("range",))


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("skill: DEL4", "skill: DEL9", "E080", 2, 12),
        ("everyday: [range]", "everyday: [rage]", "E083", 20, 12),
        ("hints: [range]", "hints: [range]\n  - skill: DEL4", "E090", 5, 12),
        ("level: 4", "level: 6", "E023", 6, 12),
        ("weight: 1", "weight: 4", "E023", 11, 13),
        ("words: [own]", "words: own", "E022", 7, 12),
        ("words: [own]", "words: [own, own]", "E026", 7, 18),
        ("words: [own]", "words: ['...']", "E028", 7, 13),
        ("negations:", "negation:", "E021", 17, 1),
        ('["no"]', "[no]", "E022", 17, 13),
        ("skills:", "skill:", "E020", 1, 1),
    ],
)
def test_it_says_what_is_wrong_and_where(
    old: str, new: str, code: str, line: int, column: int
) -> None:
    assert old in ADVERTS
    _, problems = check_files({**sample(), "adverts.yml": ADVERTS.replace(old, new, 1)})

    found = [(one.code, one.line, one.column) for one in problems if one.path == PATH]
    assert (code, line, column) in found, found


def test_a_site_without_it_matches_by_glossary_and_names() -> None:
    shelf, problems = check_files(sample())

    assert shelf.adverts is None
    assert [found for found in problems if found.path == PATH] == []
