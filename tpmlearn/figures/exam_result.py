"""The figures of a result: parts against the mark, another mock, traps, time by quarter."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpmlearn.domain.content.catalogue import Blueprint, PassRule
from tpmlearn.domain.exams.exam_parts import Part
from tpmlearn.domain.exams.pace import TimeSpent
from tpmlearn.domain.exams.result import AgainstMark
from tpmlearn.figures.bars import BarRow, BarWords, bar_drawing
from tpmlearn.figures.share_history import SharePart, SharePoint, share_history
from tpmlearn.figures.shares import ShareRow, ShareWords, share_drawing
from tpmlearn.figures.table import Drawing
from tpmlearn.words import N_, _, numbers

BANDS = {
    AgainstMark.ABOVE: N_("Above our mark"),
    AgainstMark.ABOUT: N_("About at our mark"),
    AgainstMark.BELOW: N_("Below our mark"),
}
"""Our bands in words; `our mark` is the share that the pass rule asks, whoever made it."""


def mark_words(rule: PassRule) -> str:
    """Return what a figure calls the share that is asked."""
    share = numbers.decimal(100 * rule.share)
    if rule.whose == "ours":
        return _("our mark for being ready: %(share)s %%", share=share)
    return _("the owner's pass mark: %(share)s %%", share=share)


def part_drawing(parts: Sequence[Part], rule: PassRule) -> Drawing | None:
    """Return the shares earned with their intervals, beside the share that the rule asks."""
    rows = [
        ShareRow(
            one.name,
            100 * one.earned.share,
            100 * one.earned.interval[0],
            100 * one.earned.interval[1],
            one.earned.questions,
            _(BANDS[one.band]),
        )
        for one in parts
        if one.earned.questions
    ]
    words = ShareWords(
        _("Share earned, part by part"),
        _("Part"),
        _("earned"),
        _("Questions"),
        _("Our band"),
        "parts",
    )
    return share_drawing(rows, mark=100 * rule.share, meaning=mark_words(rule), words=words)


def next_drawing(parts: Sequence[Part], rule: PassRule) -> Drawing | None:
    """Return the range of another mock of the same shape, where there is one to tell."""
    rows = [
        ShareRow(
            one.name,
            100 * one.next_mock.expected,
            100 * one.next_mock.low,
            100 * one.next_mock.high,
            one.next_mock.answers,
        )
        for one in parts
        if one.next_mock
    ]
    words = ShareWords(
        _("Another mock of the same shape"),
        _("Part"),
        _("expected"),
        _("Unseen questions"),
        prefix="next",
    )
    return share_drawing(rows, mark=100 * rule.share, meaning=mark_words(rule), words=words)


def trap_drawing(traps: Sequence[tuple[str, int, int]]) -> Drawing | None:
    """Return how often each trap was chosen: (name, in this sitting, in all sittings)."""
    words = BarWords(
        _("Answers that chose each trap"),
        _("Trap"),
        _("This sitting"),
        _("All sittings"),
        prefix="traps",
    )
    rows = [BarRow(name, here, str(here), in_all, str(in_all)) for name, here, in_all in traps]
    return bar_drawing(rows, words)


def time_drawing(spent: TimeSpent, *, pace: float) -> Drawing | None:
    """Return the seconds that a question took in each quarter of the exam, beside the pace."""
    words = BarWords(
        _("Seconds a question, quarter by quarter"),
        _("Questions"),
        _("Seconds a question"),
        asked=_("your pace: %(seconds)s s", seconds=numbers.decimal(pace)),
        prefix="time",
    )
    rows = [
        BarRow(
            _("Questions %(first)s to %(last)s", first=one.first, last=one.last),
            one.mean,
            f"{one.mean:.0f} s",
        )
        for one in spent.quarters
    ]
    return bar_drawing(rows, words, asked=pace)


def history_drawing(
    columns: Mapping[str, Sequence[tuple[date, Part]]], blueprint: Blueprint
) -> tuple[str, str]:
    """Return the shares of sittings over time, by part, for wide and for narrow pages."""
    rule = blueprint.pass_rule
    return share_history(
        [
            SharePart(name, tuple(_point(*one) for one in column))
            for name, column in columns.items()
        ],
        mark=100 * rule.share,
        meaning=mark_words(rule),
        title=_("%(title)s: share earned over time", title=blueprint.title),
    )


def _point(day: date, part: Part) -> SharePoint:
    low, high = part.earned.interval
    return SharePoint(day, 100 * part.earned.share, 100 * low, 100 * high)
