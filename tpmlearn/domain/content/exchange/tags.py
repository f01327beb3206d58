"""Our attributes as the tags that other programs keep, and back."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from tpmlearn.domain.content.catalogue import Approach, ItemKind, Source
from tpmlearn.domain.content.item_head import ID

OURS = "tpmlearn"
LONGEST_TAG = 50
_TAG = re.compile(r"([a-z]+):(.*)")
_ONE = {
    "skill": re.compile(r"[A-Z]{2,6}\d{1,2}"),
    "kind": re.compile("|".join(ItemKind)),
    "difficulty": re.compile("[1-5]"),
    "approach": re.compile("|".join(Approach)),
    "source": re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,40}"),
    "minutes": re.compile(r"[1-9]\d?"),
    "marks": re.compile(r"[1-9]\d?"),
    "group": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
}
_TASK = re.compile(r"[a-z0-9-]{1,20}:[A-Z]{2}\d{0,2}")
_INDEXED = re.compile(r"(trap|region):(\d{1,2}):([a-z0-9-]+)")
_SOURCE = re.compile(r"source: ([A-Za-z0-9_.-]+) \| (\d{4}-\d\d-\d\d) \| (\S*) \| (.+)")


def tags_for(attributes: Mapping[str, str]) -> list[str]:
    """The tags that carry attributes, but for the id and what needs no tag."""
    tags = [OURS, *(f"{key}:{attributes[key]}" for key in _ONE if attributes.get(key))]
    return [*tags, *(f"task:{task}" for task in attributes.get("tasks", "").split())]


def indexed_tags(key: str, values: Iterable[str]) -> list[str]:
    """Tags for a trap or a region of each option, counted from 1."""
    return [f"{key}:{n}:{value}" for n, value in enumerate(values, 1) if value]


def attributes_from(tags: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """The attributes in tags, and the tags that hold none of ours."""
    found: dict[str, str] = {}
    others, tasks = [], []
    for tag in tags:
        match = _TAG.fullmatch(tag)
        key, value = (match[1], match[2]) if match else ("", "")
        if key in _ONE and _ONE[key].fullmatch(value):
            found.setdefault(key, value)
        elif key == "task" and _TASK.fullmatch(value):
            tasks.append(value)
        elif tag != OURS and not _INDEXED.fullmatch(tag):
            others.append(tag)
    if tasks:
        found["tasks"] = " ".join(tasks)
    return found, others


def indexed(tags: Iterable[str], key: str) -> dict[int, str]:
    """The traps or regions in tags, by the number of their option from 1."""
    matches = (_INDEXED.fullmatch(tag) for tag in tags)
    return {int(match[2]): match[3] for match in matches if match and match[1] == key}


def identity(wanted: str, title: str, taken: set[str]) -> str:
    """An id for an item: the one it had, or one of its title; added to `taken`."""
    stem = wanted if ID.fullmatch(wanted) else "-".join(re.findall(r"[a-z0-9]+", title.lower()))
    stem = stem[:50].strip("-")
    stem = stem if len(stem) >= 3 else "question"
    found, n = stem, 1
    while found in taken:
        n += 1
        found = f"{stem}-{n}"
    taken.add(found)
    return found


def source_lines(sources: Iterable[Source]) -> list[str]:
    """A line for each source that can stand in a comment or a description."""
    return [
        f"source: {one.key} | {one.checked} | {one.url} | {' '.join(one.title.split())}"
        for one in sources
    ]


def sources_from(text: str) -> list[Source]:
    """The sources that such lines name."""
    found = []
    for match in map(_SOURCE.fullmatch, (line.strip(" /") for line in text.split("\n"))):
        if match:
            try:
                checked = date.fromisoformat(match[2])
            except ValueError:
                continue
            found.append(Source(match[1], match[4], checked, match[3]))
    return found
