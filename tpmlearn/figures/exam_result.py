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

BANDS = {
    AgainstMark.ABOVE: "Above our mark",
    AgainstMark.ABOUT: "About at our mark",
    AgainstMark.BELOW: "Below our mark",
}
"""Our bands in words; `our mark` is the share that the pass rule asks, whoever made it."""


def mark_words(rule: PassRule) -> str:
    """Return what a figure calls the share that is asked."""
    whose = "our mark for being ready" if rule.whose == "ours" else "the owner's pass mark"
    return f"{whose}: {100 * rule.share:.0f} %"


def part_drawing(parts: Sequence[Part], rule: PassRule) -> Drawing | None:
    """Return the shares earned with their intervals, beside the share that the rule asks."""
    rows = [
        ShareRow(
            one.name,
            100 * one.earned.share,
            100 * one.earned.interval[0],
            100 * one.earned.interval[1],
            one.earned.questions,
            BANDS[one.band],
        )
        for one in parts
        if one.earned.questions
    ]
    words = ShareWords(
        "Share earned, part by part", "Part", "earned", "Questions", "Our band", "parts"
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
        "Another mock of the same shape", "Part", "expected", "Unseen questions", prefix="next"
    )
    return share_drawing(rows, mark=100 * rule.share, meaning=mark_words(rule), words=words)


def trap_drawing(traps: Sequence[tuple[str, int, int]]) -> Drawing | None:
    """Return how often each trap was chosen: (name, in this sitting, in all sittings)."""
    words = BarWords(
        "Answers that chose each trap", "Trap", "This sitting", "All sittings", prefix="traps"
    )
    rows = [BarRow(name, here, str(here), in_all, str(in_all)) for name, here, in_all in traps]
    return bar_drawing(rows, words)


def time_drawing(spent: TimeSpent, *, pace: float) -> Drawing | None:
    """Return the seconds that a question took in each quarter of the exam, beside the pace."""
    words = BarWords(
        "Seconds a question, quarter by quarter",
        "Questions",
        "Seconds a question",
        asked=f"your pace: {pace:.0f} s",
        prefix="time",
    )
    rows = [
        BarRow(f"Questions {one.first} to {one.last}", one.mean, f"{one.mean:.0f} s")
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
        title=f"{blueprint.title}: share earned over time",
    )


def _point(day: date, part: Part) -> SharePoint:
    low, high = part.earned.interval
    return SharePoint(day, 100 * part.earned.share, 100 * low, 100 * high)
