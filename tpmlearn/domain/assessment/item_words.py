"""What the figures of an item mean, in words: a line for each figure, and remarks."""

from collections.abc import Iterator
from dataclasses import dataclass

from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.curves import ItemParameters
from tpmlearn.domain.assessment.item_concerns import MISFIT
from tpmlearn.domain.assessment.item_figures import ItemFigures
from tpmlearn.domain.assessment.item_statistics import FEW_PEOPLE, LEAST_PEOPLE, Ranged
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.planning.wording import counted, joined

FEW_CHOOSE = 0.05
"""Of 100 people at least 5 choose a wrong option that works (Haladyna and Downing 1993)."""

WEAK, CLEAR = 0.10, 0.20
"""Item-rest correlations: under the first an item hardly tells people apart, from the second on it
does (Ebel and Frisbie 1991)."""


@dataclass(frozen=True)
class Line:
    """A figure of an item: its name, its value, its 90 % interval if it has one, what it means."""

    name: str
    value: str
    interval: str
    meaning: str


def parameters_of(figures: ItemFigures) -> ItemParameters | None:
    """What was believed of the item when its figures were computed; None for too few people."""
    if figures.b is None or figures.b_sd is None:
        return None
    return ItemParameters(figures.b, figures.b_sd, figures.log_a, figures.log_a_sd, figures.guess)


def lines(figures: ItemFigures) -> tuple[Line, ...]:
    """The figures in the order in which an author reads them."""
    return (
        *_of_answers(figures),
        *_of_discrimination(figures),
        *_of_curve(figures),
        *_of_showing(figures),
    )


def _of_answers(figures: ItemFigures) -> Iterator[Line]:
    if figures.facility:
        meaning = "first answers that are right"
        yield Line("Share right", *_percents(figures.facility), meaning)
    if figures.difference and figures.expected is not None:
        yield Line(
            "Against expected",
            *_percents(figures.difference, signed=True),
            f"{_percent(figures.expected)} were expected from people’s other answers",
        )


def _of_discrimination(figures: ItemFigures) -> Iterator[Line]:
    rest, residual = figures.item_rest, figures.residual
    if rest:
        yield Line("Item-rest correlation", *_plain(rest), _of_rest(rest.value))
    if residual:
        yield Line("Residual correlation", *_plain(residual), _of_residual(residual))


def _of_rest(value: float) -> str:
    if value < 0:
        return "check the key: who does well elsewhere gets it wrong"
    if value < WEAK:
        return "it hardly tells people apart"
    return "it tells people apart" if value >= CLEAR else "it tells people apart a little"


def _of_residual(found: Ranged) -> str:
    if found.high < 0:
        return "it tells people apart less than its curve says: check the key"
    if found.low > 0:
        return "it tells people apart more than its curve says"
    return "it tells people apart as its curve says"


def _of_curve(figures: ItemFigures) -> Iterator[Line]:
    if (believed := parameters_of(figures)) is not None:
        half = Z90 * believed.b_sd
        interval = f"{believed.b - half:+.2f} to {believed.b + half:+.2f}"
        yield Line(
            "Difficulty b",
            f"{believed.b:+.2f}",
            interval,
            f"{believed.status}; 0 is right for a typical mid-level developer",
        )
    if figures.misfit is not None:
        fits = figures.misfit < MISFIT
        meaning = "it behaves as its curve says" if fits else "it does not behave as its curve says"
        yield Line("Misfit", f"{figures.misfit:.1f}", "", f"{meaning}; 1 where all fits")


def _of_showing(figures: ItemFigures) -> Iterator[Line]:
    if figures.median_seconds is not None:
        yield Line("Median time", f"{figures.median_seconds:.0f} s", "", "from showing to answer")
    if figures.rapid is not None:
        yield Line("Rapid guesses", _percent(figures.rapid), "", "first answers without reading")
    of = "sittings that could give it" if figures.adaptive else "attempts at its quiz or case"
    exposure = f"shown {figures.shown:,} times; the share of {of}"
    yield Line("Exposure", _percent(figures.exposure), "", exposure)
    if figures.form_alpha is not None:
        people = f"of the whole form, from {figures.form_people:,} who took all of it"
        yield Line("Alpha of its form", f"{figures.form_alpha:.2f}", "", people)


@dataclass(frozen=True)
class Chosen:
    """An option by its index: whether it is of the key, who chose it, and what share that is.

    `rest` correlates choosing it with the other answers, where all took the same items.
    """

    option: int
    key: bool
    people: int
    share: float
    rest: Ranged | None


def options_chosen(item: Item, figures: ItemFigures) -> tuple[Chosen, ...]:
    """How often each option was chosen; empty where there is nothing to choose from."""
    if figures.options:
        return tuple(
            Chosen(one.option, one.key, one.chosen, one.share, one.rest) for one in figures.options
        )
    people = sum(one.people for one in figures.groups)
    totals = [sum(found) for found in zip(*(one.chosen for one in figures.groups), strict=True)]
    return tuple(
        Chosen(n, option.correct, total, total / people, None)
        for n, (option, total) in enumerate(zip(item.options, totals, strict=False))
    )


def remarks(item: Item, figures: ItemFigures) -> tuple[str, ...]:
    """What an author should know of the options, as sentences."""
    found = options_chosen(item, figures)
    wrong = [one for one in found if not one.key]
    nobody = [one for one in wrong if not one.people]
    few = [one for one in wrong if one.people and one.share < FEW_CHOOSE]
    able = [one for one in wrong if one.rest and one.rest.low > 0]
    return (
        *_idle(nobody, wrong, "nobody"),
        *_idle(few, wrong, "fewer than 5 in 100"),
        *(
            f"Option {one.option + 1} is wrong, and those who do well elsewhere choose it: "
            "look whether it could be argued for."
            for one in able
        ),
    )


def _idle(idle: list[Chosen], wrong: list[Chosen], whom: str) -> Iterator[str]:
    if not idle:
        return
    names = joined([str(one.option + 1) for one in idle])
    which = f"option {names}" if len(idle) == 1 else f"options {names}"
    verb = "attracts" if len(idle) == 1 else "attract"
    options = "wrong option" if len(wrong) == 1 else "wrong options"
    yield f"{len(idle)} of {len(wrong)} {options} {verb} {whom}: {which}."


def too_few(people: int) -> str:
    """Why there are no figures."""
    if people:
        verb = "has" if people == 1 else "have"
        who = f"{counted(people, 'person', 'people').capitalize()} {verb} given"
    else:
        who = "Nobody has given"
    return (
        f"{who} a first answer to it. Under {LEAST_PEOPLE} people no figure is shown: "
        "it would tell more of these few than of the item."
    )


def hint(people: int) -> str:
    """What to mind about figures of few people; empty from 100 on."""
    if people >= FEW_PEOPLE:
        return ""
    return f"These figures come from {people} people. Under {FEW_PEOPLE} they are a hint only."


def _percents(found: Ranged, *, signed: bool = False) -> tuple[str, str]:
    say = _signed if signed else _percent
    return say(found.value), f"{say(found.low)} to {say(found.high)}"


def _plain(found: Ranged) -> tuple[str, str]:
    return f"{found.value:+.2f}", f"{found.low:+.2f} to {found.high:+.2f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _signed(share: float) -> str:
    return f"{100 * share:+.0f} %"
