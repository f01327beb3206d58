"""What the figures of an item mean, in words: a line for each figure, and remarks."""

from collections.abc import Iterator
from dataclasses import dataclass

from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.curves import ItemParameters
from tpmlearn.domain.assessment.item_concerns import MISFIT
from tpmlearn.domain.assessment.item_figures import ItemFigures
from tpmlearn.domain.assessment.item_statistics import FEW_PEOPLE, LEAST_PEOPLE, Ranged
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.planning.wording import joined
from tpmlearn.words import _, ngettext, numbers
from tpmlearn.words.cases import capitalised
from tpmlearn.words.numbers import spelled

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
        meaning = _("first answers that are right")
        yield Line(_("Share right"), *_percents(figures.facility), meaning)
    if figures.difference and figures.expected is not None:
        yield Line(
            _("Against expected"),
            *_percents(figures.difference, signed=True),
            _(
                "%(share)s were expected from people’s other answers",
                share=_percent(figures.expected),
            ),
        )


def _of_discrimination(figures: ItemFigures) -> Iterator[Line]:
    rest, residual = figures.item_rest, figures.residual
    if rest:
        yield Line(_("Item-rest correlation"), *_plain(rest), _of_rest(rest.value))
    if residual:
        yield Line(_("Residual correlation"), *_plain(residual), _of_residual(residual))


def _of_rest(value: float) -> str:
    if value < 0:
        return _("check the key: who does well elsewhere gets it wrong")
    if value < WEAK:
        return _("it hardly tells people apart")
    return _("it tells people apart") if value >= CLEAR else _("it tells people apart a little")


def _of_residual(found: Ranged) -> str:
    if found.high < 0:
        return _("it tells people apart less than its curve says: check the key")
    if found.low > 0:
        return _("it tells people apart more than its curve says")
    return _("it tells people apart as its curve says")


def _of_curve(figures: ItemFigures) -> Iterator[Line]:
    if (believed := parameters_of(figures)) is not None:
        half = Z90 * believed.b_sd
        interval = _span(signed_number(believed.b - half), signed_number(believed.b + half))
        yield Line(
            _("Difficulty b"),
            signed_number(believed.b),
            interval,
            _(
                "%(status)s; 0 is right for a typical mid-level developer",
                status=_(believed.status),
            ),
        )
    if figures.misfit is not None:
        meaning = (
            _("it behaves as its curve says; 1 where all fits")
            if figures.misfit < MISFIT
            else _("it does not behave as its curve says; 1 where all fits")
        )
        yield Line(_("Misfit"), numbers.decimal(figures.misfit, 1), "", meaning)


def _of_showing(figures: ItemFigures) -> Iterator[Line]:
    if figures.median_seconds is not None:
        yield Line(
            _("Median time"), f"{figures.median_seconds:.0f} s", "", _("from showing to answer")
        )
    if figures.rapid is not None:
        yield Line(
            _("Rapid guesses"), _percent(figures.rapid), "", _("first answers without reading")
        )
    times = numbers.grouped(figures.shown)
    exposure = (
        _("shown %(times)s times; the share of sittings that could give it", times=times)
        if figures.adaptive
        else _("shown %(times)s times; the share of attempts at its quiz or case", times=times)
    )
    yield Line(_("Exposure"), _percent(figures.exposure), "", exposure)
    if figures.form_alpha is not None:
        people = _(
            "of the whole form, from %(people)s who took all of it",
            people=numbers.grouped(figures.form_people),
        )
        alpha = numbers.decimal(figures.form_alpha, 2)
        yield Line(_("Alpha of its form"), alpha, "", people)


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
        *([_attract_nobody(nobody, len(wrong))] if nobody else []),
        *([_attract_few(few, len(wrong))] if few else []),
        *(
            _(
                "Option %(number)s is wrong, and those who do well elsewhere choose it: look"
                " whether it could be argued for.",
                number=one.option + 1,
            )
            for one in able
        ),
    )


def _attract_nobody(idle: list[Chosen], wrong: int) -> str:
    if wrong == 1:
        return _("1 of 1 wrong option attracts nobody: option %(names)s.", names=_names(idle))
    return ngettext(
        "%(num)s of %(wrong)s wrong options attracts nobody: option %(names)s.",
        "%(num)s of %(wrong)s wrong options attract nobody: options %(names)s.",
        len(idle),
        wrong=wrong,
        names=_names(idle),
    )


def _attract_few(idle: list[Chosen], wrong: int) -> str:
    if wrong == 1:
        return _(
            "1 of 1 wrong option attracts fewer than 5 in 100: option %(names)s.",
            names=_names(idle),
        )
    return ngettext(
        "%(num)s of %(wrong)s wrong options attracts fewer than 5 in 100: option %(names)s.",
        "%(num)s of %(wrong)s wrong options attract fewer than 5 in 100: options %(names)s.",
        len(idle),
        wrong=wrong,
        names=_names(idle),
    )


def _names(idle: list[Chosen]) -> str:
    return joined([str(one.option + 1) for one in idle])


def too_few(people: int) -> str:
    """Why there are no figures."""
    who = _("Nobody has given a first answer to it.")
    if people:
        who = ngettext(
            "%(count)s person has given a first answer to it.",
            "%(count)s people have given a first answer to it.",
            people,
            count=capitalised(spelled(people)),
        )
    why = _(
        "Under %(least)s people no figure is shown: it would tell more of these few than of the"
        " item.",
        least=LEAST_PEOPLE,
    )
    return f"{who} {why}"


def hint(people: int) -> str:
    """What to mind about figures of few people; empty from 100 on."""
    if people >= FEW_PEOPLE:
        return ""
    return _(
        "These figures come from %(people)s people. Under %(few)s they are a hint only.",
        people=people,
        few=FEW_PEOPLE,
    )


def _percents(found: Ranged, *, signed: bool = False) -> tuple[str, str]:
    say = _signed if signed else _percent
    return say(found.value), _span(say(found.low), say(found.high))


def _plain(found: Ranged) -> tuple[str, str]:
    span = _span(signed_number(found.low), signed_number(found.high))
    return signed_number(found.value), span


def _span(low: str, high: str) -> str:
    return _("%(low)s to %(high)s", low=low, high=high)


def signed_number(value: float, digits: int = 2) -> str:
    """Return a number with its sign, with a plain hyphen for minus as all figures of items."""
    sign = f"{value:+.{digits}f}"[0]
    return sign + numbers.decimal(abs(value), digits)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _signed(share: float) -> str:
    return f"{100 * share:+.0f} %"
