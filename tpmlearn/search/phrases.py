"""From what a person typed, whatever it is, to the phrases that are looked for."""

import re

from tpmlearn.search.documents import tidy, words_in

LONGEST = 200
MOST = 16
# English function words: PostgreSQL leaves them out of its index, so nobody may ask for them.
_FUNCTION_WORDS = (
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself "
    "she her hers herself it its itself they them their theirs themselves what which who whom "
    "this that these those am is are was were be been being have has had having do does did doing "
    "a an the and but if or because as until while of at by for with about against between into "
    "through during before after above below to from up down in out on off over under again "
    "further then once here there when where why how all any both each few more most other some "
    "such no nor not only own same so than too very s t can will just don should now"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_PIECES = re.compile(r'"([^"]*)"|([^\s"]+)')


def phrases_in(text: str) -> tuple[str, ...]:
    """The phrases to look for: small letters, digits and single spaces, none of them twice.

    Words between quotation marks, or joined by a hyphen or another sign, belong together. Function
    words alone, what comes after `LONGEST` characters and phrases beyond `MOST` are left out.
    """
    pieces = _PIECES.findall(tidy(text)[:LONGEST])
    phrases = (words_in(quoted or bare) for quoted, bare in pieces)
    wanted = dict.fromkeys(one for one in phrases if one and one not in FUNCTION_WORDS)
    return tuple(wanted)[:MOST]


def is_cut(text: str) -> bool:
    """Whether `phrases_in` leaves out the end of this text for its length."""
    return len(tidy(text)) > LONGEST


def words_of(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Each word of the phrases once, function words left out."""
    words = dict.fromkeys(" ".join(phrases).split())
    return tuple(word for word in words if word not in FUNCTION_WORDS)
