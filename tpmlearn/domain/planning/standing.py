"""How far a person is with each activity, from what they read, passed and decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tpmlearn.domain.content.catalogue import Catalogue, Module
from tpmlearn.domain.content.checker import MINUTES_AN_ITEM
from tpmlearn.domain.planning.activities import Kind, Progress, State, key_of


@dataclass(frozen=True)
class Passed:
    """A module's quiz passed, on which day, and whether that was at first sight, tested out."""

    on: date
    tested_out: bool


def progress_of(
    catalogue: Catalogue,
    *,
    reading: Mapping[str, Mapping[str, date]],
    passed: Mapping[str, Passed],
    decided: Mapping[str, Progress],
    tested: Mapping[str, date] = MappingProxyType({}),
) -> dict[str, Progress]:
    """Return the progress by activity key; what is not in it is open.

    `reading` is by module slug, then by anchor, the day a section was read; `passed` is by module
    slug; `decided` is what the person said, by activity key; `tested` is by area, the day on which
    its last test that counts ended. A passed quiz outweighs what was
    said, and what was said outweighs reading.
    """
    found: dict[str, Progress] = {}
    for slug, module in catalogue.modules.items():
        begun = _begun(module, reading.get(slug, {}))
        if begun:
            found[key_of(Kind.MODULE, slug)] = begun
    found |= {key_of(Kind.TEST, area): Progress(State.DONE, day) for area, day in tested.items()}
    found.update(decided)
    for slug, one in passed.items():
        key = key_of(Kind.MODULE, slug)
        found[key] = _passed(one, decided.get(key))
    return found


def _begun(module: Module, read: Mapping[str, date]) -> Progress | None:
    """Say what is left of a lesson: its text and exercise by sections, and the whole quiz."""
    days = [read[section.anchor] for section in module.sections if section.anchor in read]
    if not days:
        return None
    if len(days) == len(module.sections) and not module.quiz:
        return Progress(State.DONE, max(days))
    quiz = MINUTES_AN_ITEM * len(module.quiz)
    lesson = max(0.0, module.minutes - quiz)
    left = lesson * (1 - len(days) / len(module.sections)) + quiz
    return Progress(State.STARTED, min(days), hours_left=left / 60)


def _passed(one: Passed, said: Progress | None) -> Progress:
    """A module that was marked done before its quiz was passed stays done since then."""
    earlier = said.on if said and said.state is State.DONE else one.on
    return Progress(State.DONE, min(one.on, earlier), tested_out=one.tested_out)
