"""Hypothesis strategies for items of every type, as authors might write them."""

from dataclasses import replace

from hypothesis import strategies as st

from tpmlearn.domain.content.catalogue import Approach, ItemKind, ItemType, Variable
from tpmlearn.domain.content.drafts import (
    FormulaDraft,
    ItemDraft,
    NumberDraft,
    OptionDraft,
    Question,
    Slice,
)
from tpmlearn.domain.content.fields import Named

NOWHERE = Named("", 0, 0)
WORD = st.from_regex(r"[A-Za-zÄß€][a-zA-Z0-9ß’'.,%()!?&;/-]{0,8}", fullmatch=True)
MARKED = st.one_of(
    WORD,
    WORD.map(lambda word: f"**{word}**"),
    WORD.map(lambda word: f"`{word}`"),
    st.sampled_from(
        [r"\*", "a:b", "&lt;", r"\(x^2\)", "50%", "x_y", "{{a", r"1\.", "[[01-start]]"]
    ),
)
LINE = st.builds(lambda first, rest: " ".join([first, *rest]), WORD, st.lists(MARKED, max_size=6))
LABEL = LINE.filter(lambda text: "[[" not in text)
BLOCK = st.one_of(
    LINE,
    st.lists(LINE, min_size=1, max_size=3).map(lambda rows: "\n".join(f"* {row}" for row in rows)),
    st.lists(LINE, min_size=2, max_size=2).map("\n".join),
    LINE.map(lambda text: f"```text\n  {text}\n\n- x\n```"),
)
TEXT = st.lists(BLOCK, min_size=1, max_size=3).map("\n\n".join)
SLUG = st.from_regex(r"[a-z][a-z0-9]{2,8}(-[a-z0-9]{1,8})?", fullmatch=True)
NUMBER = st.floats(-1e12, 1e12, allow_nan=False)
REASON = TEXT.map(lambda text: Slice(text, 0))
NAMED = SLUG.map(lambda slug: Named(slug, 0, 0))


def _options(
    *, least: int, most: int, trapped: bool = True
) -> st.SearchStrategy[list[OptionDraft]]:
    traps = st.one_of(st.just(NOWHERE), NAMED) if trapped else st.just(NOWHERE)
    option = st.builds(OptionDraft, LABEL, st.booleans(), REASON, traps, st.just(0), st.just(0))
    return st.lists(option, min_size=least, max_size=most)


def _kind(options: list[OptionDraft]) -> ItemType:
    if len(options) == 2:
        return ItemType.TRUE_FALSE
    keys = sum(option.correct for option in options)
    return ItemType.MULTIPLE if keys > 1 else ItemType.SINGLE


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question of any type."""
    kind = draw(st.sampled_from(list(ItemType)))
    stem, explanation = draw(TEXT), draw(st.one_of(st.just(""), TEXT))
    options: list[OptionDraft] = []
    number = formula = None
    match kind:
        case ItemType.NUMBER:
            tolerance = draw(st.floats(0, 1e6))
            unit = draw(st.sampled_from(["", "days", "%", "person days"]))
            number = NumberDraft(draw(NUMBER), tolerance, unit, draw(REASON), 0)
        case ItemType.GENERATED:
            low, step = draw(st.integers(-50, 50)), draw(st.integers(1, 5))
            variable = Variable("low", low, low + 10, step)
            formula = FormulaDraft((variable,), "low * 2 + 1", 0.5, "days", draw(REASON), 0)
        case ItemType.ORDER:
            steps = draw(_options(least=3, most=8, trapped=False))
            options = [replace(step, correct=True) for step in steps]
        case ItemType.MATCH:
            rows = draw(_options(least=3, most=8, trapped=False))
            lefts = [draw(st.one_of(st.just(""), LABEL)) for _ in rows]
            options = [
                replace(row, left=left, correct=bool(left))
                for row, left in zip(rows, lefts, strict=True)
            ]
        case ItemType.PULL_DOWN:
            for gap in (1, 2):
                options += [replace(one, gap=gap) for one in draw(_options(least=2, most=4))]
        case ItemType.HOTSPOT:
            spots = draw(_options(least=2, most=4))
            options = [replace(one, region=f"spot-{n}") for n, one in enumerate(spots)]
        case _:
            options = draw(_options(least=2, most=8))
            kind = _kind(options)
    return Question(kind, Slice(stem, 0), tuple(options), number, Slice(explanation, 0), 0, formula)


@st.composite
def items(draw: st.DrawFn) -> ItemDraft:
    """An item of any type with all its attributes."""
    return ItemDraft(
        id=draw(SLUG),
        title=draw(WORD).rstrip(".,!?") or "Title",
        kind=draw(st.sampled_from(list(ItemKind))),
        skill=Named("DEL4", 0, 0),
        difficulty=draw(st.integers(1, 5)),
        tasks=tuple(draw(st.lists(st.just(Named("pmp-2026:PR8", 0, 0)), max_size=2))),
        approach=draw(st.sampled_from(list(Approach))),
        source=draw(NAMED),
        question=draw(questions()),
        path="",
        line=0,
        marks=draw(st.integers(1, 9)),
        minutes=draw(st.integers(0, 9)),
        group=Named(draw(st.sampled_from(["", "people"])), 0, 0),
    )
