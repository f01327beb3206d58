"""Every calculation of the pools is worked out again, and its result stands in its item."""

import re
from dataclasses import dataclass
from math import ceil, erf, exp, floor, isclose, log, sqrt
from pathlib import Path

import pytest
from simpleeval import EvalWithCompoundTypes

from tpmlearn.config import ROOT
from tpmlearn.domain.content.drafts import ItemDraft, QuizDraft
from tpmlearn.domain.content.reading import SourceFile, read_file

CONTENT = ROOT / "content"
LISTS = sorted((Path(__file__).parent / "calculations").glob("*.txt"))
FUNCTIONS = {
    "round": round, "min": min, "max": max, "sum": sum, "abs": abs, "sqrt": sqrt, "ceil": ceil,
    "floor": floor, "exp": exp, "log": log, "erf": erf, "len": len, "int": int, "sorted": sorted,
}  # fmt: skip


@dataclass(frozen=True)
class Calculation:
    """A line of a list: the item, the expression and the value that is said."""

    item: str
    expression: str
    value: float
    decimals: int


def _calculations(file: Path) -> list[Calculation]:
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    return [_calculation(line) for line in lines if line and not line.startswith("#")]


def _calculation(line: str) -> Calculation:
    item, _, rest = line.partition(": ")
    expression, _, value = rest.rpartition(" = ")
    return Calculation(item, expression, float(value), len(value.partition(".")[2]))


def _texts() -> dict[str, str]:
    """All that is written in an item, by id; the story of its case too."""
    found: dict[str, str] = {}
    for path in (*CONTENT.glob("bank/*.md"), *CONTENT.glob("cases/*.md")):
        name = path.relative_to(CONTENT).as_posix()
        draft = read_file(SourceFile(name, name, path.read_text(encoding="utf-8"))).draft
        assert isinstance(draft, QuizDraft)
        found |= {item.id: f"{draft.story.text}\n{_text(item)}" for item in draft.items}
    return found


def _text(item: ItemDraft) -> str:
    question = item.question
    options = [part for one in question.options for part in (one.text, one.left, one.reason.text)]
    return "\n".join([question.stem.text, *options, question.explanation.text])


def _written(value: float) -> set[str]:
    """The ways in which a number may stand in a text."""
    size = abs(value)
    ways = {f"{size:g}", f"{size:,.10g}", f"{size:.1f}", f"{size:.2f}", f"{size * 100:g}"}
    ways |= {f"{size / 1000:g}", f"{size / 1_000_000:g}", f"{size / 1000:,g}"}
    words = dict(enumerate(_WORDS))
    return ways | ({words[int(size)]} if size in words else set())


_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip
TEXTS = _texts()
ALL = [pytest.param(one, id=one.item) for file in LISTS for one in _calculations(file)]


@pytest.mark.parametrize("one", ALL)
def test_the_result_is_right(one: Calculation) -> None:
    result = float(EvalWithCompoundTypes(functions=FUNCTIONS).eval(one.expression))

    assert isclose(result, one.value, abs_tol=0.5001 * 10**-one.decimals), result


@pytest.mark.parametrize("one", ALL)
def test_the_result_stands_in_its_item(one: Calculation) -> None:
    text = TEXTS[one.item].lower()

    numbers = set(re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text))
    assert _written(one.value) & numbers, _written(one.value)
