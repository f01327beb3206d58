"""Reads a `network` fence: activities with durations, and what each of them waits for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.fences.heads import (
    NAME,
    UNIT,
    Head,
    is_known,
    read_head,
    read_id,
    report_twice,
)
from tpmlearn.domain.content.fields import Fields, Named
from tpmlearn.domain.planning.network import Activity, Link, LinkKind, find_circle

MOST_ACTIVITIES = 60
LONGEST = 9_999
_LINK = re.compile(r"(\S+)(?: +(FS|SS|FF|SF))?(?: *([+-]) ?(\d{1,4}(?:\.\d{1,2})?))?")


@dataclass(frozen=True)
class NetworkFigure:
    """Activities by id with their names; durations and lags are in `unit`."""

    head: Head
    unit: str
    names: Mapping[str, str]
    activities: tuple[Activity, ...]
    links: tuple[Link, ...]


def read_network(fields: Fields) -> NetworkFigure:
    """A network; what is wrong in it has been reported."""
    head, unit = read_head(fields), fields.text("unit", "days", longest=UNIT)
    rows = tuple(_row(one) for one in fields.mappings("activities", least=1, most=MOST_ACTIVITIES))
    names = {row.id.text: row.name for row in rows}
    report_twice(fields, [row.id for row in rows])
    activities = tuple(Activity(row.id.text, row.duration) for row in rows)
    links = read_links(fields, [(row.id, row.after) for row in rows])
    return NetworkFigure(head, unit, names, activities, links)


@dataclass(frozen=True)
class _Row:
    id: Named
    name: str
    duration: float
    after: tuple[Named, ...]


def _row(fields: Fields) -> _Row:
    row = _Row(
        read_id(fields),
        fields.text("name", "", longest=NAME),
        fields.number("duration", 0, LONGEST),
        fields.names("after", most=20),
    )
    fields.close()
    return row


def read_links(fields: Fields, rows: Sequence[tuple[Named, Iterable[Named]]]) -> tuple[Link, ...]:
    """The links of rows given as (id, what it waits for); none where they run in a circle."""
    known = [name.text for name, _ in rows]
    links: list[Link] = []
    places: dict[str, Named] = {}
    for name, after in rows:
        for word in after:
            for link in _link(fields, word, name.text, known):
                links.append(link)
                places.setdefault(name.text, word)
    circle = find_circle(known, links)
    if circle:
        at = places[circle[0]]
        fields.report.add("E111", at.line, at.column, circle=" → ".join(circle))
        return ()
    return tuple(links)


def _link(fields: Fields, word: Named, after: str, known: Sequence[str]) -> Iterator[Link]:
    match = _LINK.fullmatch(word.text)
    if match is None:
        if word.text:
            fields.report.add("E112", word.line, word.column, value=word.text[:60])
        return
    if is_known(fields, Named(match[1], word.line, word.column), known):
        lag = float(f"{match[3]}{match[4]}") if match[4] else 0.0
        yield Link(match[1], after, LinkKind(match[2] or "FS"), lag)
