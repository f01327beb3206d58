"""The warnings about items: what gives the key away, confuses, or tests patience."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tpmlearn.domain.content.catalogue import ItemType, Problem
from tpmlearn.domain.content.drafts import ItemDraft, OptionDraft, Question
from tpmlearn.domain.content.item_errors import words_of
from tpmlearn.domain.content.rules import problem

LONGER_BY = 1.25
LONGER_CHARACTERS = 15
SPREAD = 2.5
MOST_WORDS = 25
ECHO_LETTERS = 5

_ABSOLUTE = re.compile(
    r"\b(always|never|only|none|completely|entirely|impossible|guaranteed|"
    r"under no circumstances|at all times|in (?:all|every) cases?)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(usually|often|sometimes|generally|typically|normally|perhaps|probably|possibly|"
    r"in most cases|as a rule)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(not|except|least|cannot|never|\w+n['’]t)\b", re.IGNORECASE)
_MARKED = re.compile(r"\*\*[^*]*\*\*|\b(?:NOT|EXCEPT|LEAST|NEVER)\b")
_ASKS = re.compile(
    r"\?|\b(?:Choose|Select|Pick|Mark|Calculate|Compute|Work out|Find|Give|Name|Estimate|Complete|"
    r"Decide|Say|Enter|Order|Match|Put|Arrange|Sort|Point|Fill)\b"
)
_TRIVIAL = re.compile(
    r"(?:do|doing) nothing|nothing|ignore (?:it|this|them)|i do not know|don['’]?t know|no idea|"
    r"it depends|not applicable|n/?a|none|other|maybe|wait and see",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(
    r"(?:about |around |[€$£]\s?)?([-−]?\d+(?:[ ,]\d{3})*(?:\.\d+)?)(?![\d.,-]*\d|\w)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_COMMON = frozenset(
    words_of(
        "about above after again against around because before being below between could does "
        "doing during every first following from further having into itself later least might "
        "more most other ought should since some such than that their theirs them themselves "
        "then there these they this those through under until what when where which while whom"
        " whose will with would your yours yourself team teams project work best next choose "
        "statement true"
    )
)


def warn_about(item: ItemDraft) -> list[Problem]:
    """All warnings about one item, in no special order."""
    question = item.question
    rules = _RULES.get(question.type, _FOR_CHOICES)
    return [found for rule in rules for found in rule(item)]


def _keys(question: Question) -> list[OptionDraft]:
    return [option for option in question.options if option.correct]


def _wrong(question: Question) -> list[OptionDraft]:
    return [option for option in question.options if not option.correct]


def _shown(text: str) -> str:
    """A text as learners see it, Markdown marks removed."""
    return re.sub(r"[*`]", "", text)


def _at(option: OptionDraft, item: ItemDraft, code: str, **values: object) -> Problem:
    return problem(code, item.path, option.line, option.column, **values)


def _in_stem(item: ItemDraft, code: str, **values: object) -> Problem:
    return problem(code, item.path, item.question.stem.line, 1, **values)


def _key_is_longest(item: ItemDraft) -> Iterator[Problem]:
    """The shortest key against the longest wrong option."""
    keys, wrong = _keys(item.question), _wrong(item.question)
    if not keys or not wrong:
        return
    key = min(len(_shown(option.text)) for option in keys)
    other = max(len(_shown(option.text)) for option in wrong)
    if key > LONGER_BY * other and key >= other + LONGER_CHARACTERS:
        yield _at(keys[0], item, "W101", key=key, other=other)


def _lengths_differ(item: ItemDraft) -> Iterator[Problem]:
    options = item.question.options
    lengths = [len(_shown(option.text)) for option in options]
    shortest, longest = min(lengths), max(lengths)
    if longest > SPREAD * shortest and longest >= shortest + LONGER_CHARACTERS:
        option = options[lengths.index(longest)]
        yield _at(option, item, "W102", shortest=shortest, longest=longest)


def _absolute_words(item: ItemDraft) -> Iterator[Problem]:
    if any(_ABSOLUTE.search(option.text) for option in _keys(item.question)):
        return
    for option in _wrong(item.question):
        match = _ABSOLUTE.search(option.text)
        if match:
            yield _at(option, item, "W103", word=match[0].lower())


def _hedges(item: ItemDraft) -> Iterator[Problem]:
    if any(_HEDGE.search(option.text) for option in _wrong(item.question)):
        return
    for option in _keys(item.question):
        match = _HEDGE.search(option.text)
        if match:
            yield _at(option, item, "W104", word=match[0].lower())


def _negative_question(item: ItemDraft) -> Iterator[Problem]:
    sentence = _last_question(item.question.stem.text)
    found = [match[0] for match in _NEGATIVE.finditer(_without_scores(sentence))]
    if len(found) > 1:
        words = " and ".join(f"‘{word}’" for word in found)
        yield _in_stem(item, "W105", found=f"the negatives {words}")
    elif found and found[0].lower() not in _MARKED_WORDS(sentence):
        yield _in_stem(item, "W105", found=f"‘{found[0]}’, which is not bold")


def _MARKED_WORDS(sentence: str) -> set[str]:  # noqa: N802
    return {word for match in _MARKED.finditer(sentence) for word in words_of(match[0])}


def _without_scores(sentence: str) -> str:
    """‘at least’ and ‘not only’ are no negatives."""
    return re.sub(r"\bat least\b|\bnot only\b|\bwhether or not\b", "", sentence, flags=re.I)


def _last_question(stem: str) -> str:
    """The last sentence that ends with a question mark, or the last sentence."""
    sentences = re.split(r"(?<=[.!?:])[*_\"”]*\s+", " ".join(stem.split()))
    asking = [sentence for sentence in sentences if "?" in sentence]
    return (asking or sentences)[-1]


def _grammar(item: ItemDraft) -> Iterator[Problem]:
    """An article at the end of the stem, or a plural question noun, that fits the key only."""
    question = item.question
    if question.type is not ItemType.SINGLE:
        return
    words = words_of(question.stem.text)
    last = words[-1] if words else ""
    if last in {"a", "an"} and _only_keys(question, lambda text: _takes(text) == last):
        yield _in_stem(item, "W106", word=last)
    noun = re.search(r"\b(?:Which|What)\s+([a-z]+)\b(?![^?]*\bof\b)", question.stem.text)
    short = all(len(words_of(option.text)) <= 3 for option in question.options)
    if noun and short:
        plural = _is_plural(noun[1])
        if _only_keys(question, lambda text: _is_plural(text) == plural):
            yield _in_stem(item, "W106", word=noun[1])


def _only_keys(question: Question, fits: Callable[[str], bool]) -> bool:
    keys = all(fits(option.text) for option in _keys(question))
    return keys and not any(fits(option.text) for option in _wrong(question))


def _takes(text: str) -> str:
    return "an" if _shown(text)[:1].lower() in "aeiou" else "a"


def _is_plural(text: str) -> bool:
    last = text.rstrip(" .*`").lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _echo(item: ItemDraft) -> Iterator[Problem]:
    """The key alone repeats a telling word of the stem, and no wrong option repeats any."""
    question = item.question
    stem = _telling(question.stem.text)
    echoes = [_telling(option.text) & stem for option in question.options]
    if any(
        echo for echo, option in zip(echoes, question.options, strict=True) if not option.correct
    ):
        return
    for echo, option in zip(echoes, question.options, strict=True):
        if echo:
            yield _at(option, item, "W107", word=min(echo))


def _telling(text: str) -> set[str]:
    """The longer words of a text, cut to their stems."""
    words = (
        word for word in words_of(_FIGURE.sub("", text)) if word not in _COMMON and word.isalpha()
    )
    return {_stem(word) for word in words if len(word) >= ECHO_LETTERS}


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= ECHO_LETTERS - 1:
            return word[: -len(ending)]
    return word


def _number_order(item: ItemDraft) -> Iterator[Problem]:
    options = item.question.options
    numbers = [_LEADING_NUMBER.match(_shown(option.text)) for option in options]
    values = [float(re.sub(r"[ ,]", "", match[1]).replace("−", "-")) for match in numbers if match]
    if len(values) == len(options) and values != sorted(values):
        yield _at(options[0], item, "W108")


def _long_options(item: ItemDraft) -> Iterator[Problem]:
    for option in item.question.options:
        count = len(_shown(option.text).split())
        if count > MOST_WORDS:
            yield _at(option, item, "W109", words=count)


def _trivial_options(item: ItemDraft) -> Iterator[Problem]:
    for option in item.question.options:
        text = _shown(option.text).strip(" .")
        if _TRIVIAL.fullmatch(text) and not option.correct:
            yield _at(option, item, "W110", found=text)


def _no_question(item: ItemDraft) -> Iterator[Problem]:
    stem = item.question.stem.text
    if stem and not _ASKS.search(stem):
        yield _in_stem(item, "W111")


_Rules = Sequence[Callable[[ItemDraft], Iterable[Problem]]]
_FOR_NUMBERS: _Rules = (_negative_question, _no_question)
_FOR_ROWS: _Rules = (_negative_question, _long_options, _no_question)
_FOR_CHOICES: _Rules = (
    _key_is_longest,
    _lengths_differ,
    _absolute_words,
    _hedges,
    _negative_question,
    _grammar,
    _echo,
    _number_order,
    _long_options,
    _trivial_options,
    _no_question,
)
_RULES: Mapping[ItemType, _Rules] = {
    ItemType.TRUE_FALSE: (_negative_question,),
    ItemType.NUMBER: _FOR_NUMBERS,
    ItemType.GENERATED: _FOR_NUMBERS,
    ItemType.ORDER: _FOR_ROWS,
    ItemType.MATCH: _FOR_ROWS,
    ItemType.PULL_DOWN: (_negative_question, _long_options, _trivial_options),
}
