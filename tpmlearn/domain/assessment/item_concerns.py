"""What an author should look at in an item, from its figures, worst first."""

from dataclasses import dataclass
from enum import IntEnum

from tpmlearn.domain.assessment.item_figures import ItemFigures
from tpmlearn.domain.assessment.item_statistics import FEW_PEOPLE, Ranged
from tpmlearn.words import _

TOO_EASY = 0.95
MANY_RAPID = 0.10
# The mean of ten squares of a standard normal is over 2 in 3 of 100 items that fit.
MISFIT = 2.0


class Kind(IntEnum):
    """What stands out, worst first."""

    CHECK_KEY = 0
    NEAR_GUESSING = 1
    TOO_EASY = 2
    RAPID = 3
    MISFIT = 4
    NONE = 5
    TOO_FEW = 6


@dataclass(frozen=True)
class Concern:
    """What stands out, how badly (lower is worse, among items of one kind), and one sentence."""

    kind: Kind
    degree: float
    sentence: str


def concern(figures: ItemFigures) -> Concern:
    """The worst that the figures say.

    On fixed forms any negative item-rest correlation asks for a look at the key. The residual
    correlation of adaptive data is 0 for an item that is as it should be, so that there the whole
    interval must lie below 0.
    """
    if not figures.enough or figures.facility is None:
        return Concern(Kind.TOO_FEW, -figures.people, _("Not enough answers yet."))
    found = (
        _key(figures)
        or _facility(figures, figures.facility)
        or _rapid(figures)
        or _misfit(figures)
        or Concern(Kind.NONE, -figures.people, _("Nothing stands out."))
    )
    if figures.people < FEW_PEOPLE and found.kind is not Kind.NONE:
        said = " ".join(
            (
                found.sentence,
                _("With %(people)s people this is a hint only.", people=figures.people),
            )
        )
        return Concern(found.kind, found.degree, said)
    return found


def _key(figures: ItemFigures) -> Concern | None:
    rest, residual = figures.item_rest, figures.residual
    if rest and rest.value < 0:
        return Concern(
            Kind.CHECK_KEY,
            rest.value,
            _("Check the key: who does well on the other items gets this one wrong."),
        )
    # The plainest of the sentences that hold.
    by_groups = _key_by_groups(figures)
    if by_groups:
        return by_groups
    if residual and residual.high < 0:
        return Concern(
            Kind.CHECK_KEY,
            residual.value,
            _(
                "It tells those who do well elsewhere from others less than expected: check the"
                " key, then the wording."
            ),
        )
    return None


def _key_by_groups(figures: ItemFigures) -> Concern | None:
    """Groups by ability say it too where there is no correlation, as of exams: their ends are apart
    in the wrong order."""
    if len(figures.groups) < 2:
        return None
    lowest, highest = figures.groups[0].share, figures.groups[-1].share
    if highest.high >= lowest.low:
        return None
    return Concern(
        Kind.CHECK_KEY,
        highest.value - lowest.value,
        _("Check the key: of those who know most fewer are right than of those who know least."),
    )


def _facility(figures: ItemFigures, share: Ranged) -> Concern | None:
    if share.low <= figures.guess:
        return Concern(
            Kind.NEAR_GUESSING,
            share.value - figures.guess,
            _(
                "Hardly more are right than would be by guessing: look at the stem, and at wrong"
                " options that could be argued for."
            ),
        )
    if share.value >= TOO_EASY:
        return Concern(
            Kind.TOO_EASY,
            1 - share.value,
            _("Nearly everybody is right: look for wrong options that nobody would believe."),
        )
    return None


def _rapid(figures: ItemFigures) -> Concern | None:
    if figures.rapid is None or figures.rapid < MANY_RAPID:
        return None
    return Concern(
        Kind.RAPID,
        -figures.rapid,
        _("Many answer without reading: look at its length, and at its place in the test."),
    )


def _misfit(figures: ItemFigures) -> Concern | None:
    if figures.misfit is None or figures.misfit < MISFIT:
        return None
    return Concern(
        Kind.MISFIT,
        -figures.misfit,
        _("It does not behave as its curve says: look for a second thing that it asks for."),
    )
