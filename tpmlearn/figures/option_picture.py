"""Who chose what: for each option a bar for each group of people, from the lowest ability up."""

from collections.abc import Sequence
from dataclasses import dataclass

from tpmlearn.domain.assessment.item_statistics import AbilityGroup
from tpmlearn.figures.item_curve import NAMES
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, NARROW, WIDE, Key, is_narrow, legend, lines
from tpmlearn.figures.svg import Fill, Svg, figure, group, line, rect, text
from tpmlearn.figures.table import Drawing, Table
from tpmlearn.words import _
from tpmlearn.words.cases import capitalised

TALL = 48.0
SIZE = 12.0
LONGEST = 110


@dataclass(frozen=True)
class OptionRow:
    """An option as plain text, and whether it is of the key."""

    name: str
    key: bool


def option_picture(options: Sequence[OptionRow], groups: Sequence[AbilityGroup]) -> Drawing | None:
    """Return the picture at both widths with its table; None where there is nothing to draw."""
    if not options or not groups or any(len(one.chosen) != len(options) for one in groups):
        return None
    wide, narrow = (
        _chart(options, groups, width, prefix)
        for width, prefix in ((WIDE, "options"), (NARROW, "options-narrow"))
    )
    return Drawing(wide, narrow, _table(options, groups))


def _table(options: Sequence[OptionRow], groups: Sequence[AbilityGroup]) -> Table:
    heads = [
        _("%(group)s (%(num)s people)", group=capitalised(_(name)), num=one.people)
        for name, one in zip(NAMES[len(groups)], groups, strict=True)
    ]
    people = sum(one.people for one in groups)
    return Table(
        (_("Option"), "", *heads, _("All")),
        tuple(
            (
                option.name,
                _("right") if option.key else _("wrong"),
                *(_told(one.chosen[n], one.people) for one in groups),
                _told(sum(one.chosen[n] for one in groups), people),
            )
            for n, option in enumerate(options)
        ),
    )


def _told(count: int, people: int) -> str:
    return f"{count} ({100 * count / people:.0f} %)"


def _chart(
    options: Sequence[OptionRow], groups: Sequence[AbilityGroup], width: float, prefix: str
) -> str:
    keys = (_key("accent", _("right")), _key("muted", _("wrong")))
    marks, y = legend(keys, width=width, top=4)
    found, columns = [marks], _Columns(width, len(groups))
    for n, option in enumerate(options):
        shares = [one.chosen[n] / one.people for one in groups]
        drawn, y = columns.row(f"{n + 1}. {option.name}", option, shares, top=y)
        found.append(drawn)
    names, y = columns.names([one.people for one in groups], top=y)
    return figure(
        *found,
        names,
        width=width,
        height=y + MARGIN,
        title=_("Who chose what, by ability"),
        description=_described(options, groups),
        prefix=prefix,
    )


def _key(fill: Fill, meaning: str) -> Key:
    return Key(lambda at: rect((at[0] - 6, at[1] - 8), 12, 16, fill=fill), meaning)


def _described(options: Sequence[OptionRow], groups: Sequence[AbilityGroup]) -> str:
    found = []
    for n, option in enumerate(options):
        shares = ", ".join(f"{100 * one.chosen[n] / one.people:.0f} %" for one in groups)
        values = {"number": n + 1, "shares": shares}
        right = _("Option %(number)s (right): %(shares)s.", **values)
        wrong = _("Option %(number)s (wrong): %(shares)s.", **values)
        found.append(right if option.key else wrong)
    return " ".join((_("From the lowest ability to the highest."), *found))


class _Columns:
    """Where bars stand for one width: beside the option's words, or under them."""

    def __init__(self, width: float, count: int) -> None:
        self.narrow = is_narrow(width)
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.44
        self.left = MARGIN if self.narrow else self.label_room + 3 * MARGIN
        self.step = (width - MARGIN - self.left) / count
        self.right = width - MARGIN

    def row(
        self, name: str, option: OptionRow, shares: Sequence[float], *, top: float
    ) -> tuple[Svg, float]:
        """An option with its bars, and the height under it."""
        cut = name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip()} …"
        words = wrapped(cut, size=13, room=self.label_room)
        block = len(words) * 13 * LEADING
        above = block + 8 if self.narrow else 4.0
        bottom = top + above + max(TALL + 18, 0 if self.narrow else block)
        label = lines((MARGIN, top + 16), words, size=13, bold="600" if option.key else None)
        ground = line((self.left, bottom), (self.right, bottom), stroke="soft")
        bars = [self._bar(n, share, option, bottom) for n, share in enumerate(shares)]
        return group(label, ground, *bars), bottom + 10

    def _bar(self, n: int, share: float, option: OptionRow, bottom: float) -> Svg:
        middle, high = self.left + (n + 0.5) * self.step, TALL * share
        wide = min(self.step * 0.5, 34.0)
        told = text((middle, bottom - high - 4), f"{100 * share:.0f} %", size=SIZE, anchor="middle")
        fill: Fill = "accent" if option.key else "muted"
        return group(rect((middle - wide / 2, bottom - high), wide, high, fill=fill), told)

    def names(self, people: Sequence[int], *, top: float) -> tuple[Svg, float]:
        """The groups under the bars, with how many people they are."""
        y, marks = top + 10, []
        names = [_(one).split() for one in NAMES[len(people)]]
        for n, (words, count) in enumerate(zip(names, people, strict=True)):
            middle = self.left + (n + 0.5) * self.step
            for row, word in enumerate((*words, f"({count})")):
                marks.append(
                    text(
                        (middle, y + row * SIZE * LEADING),
                        word,
                        size=SIZE,
                        fill="muted",
                        anchor="middle",
                    )
                )
        return group(*marks), y + 3 * SIZE * LEADING
