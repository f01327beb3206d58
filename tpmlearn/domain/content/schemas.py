"""JSON Schemas of everything that authors write as YAML, recorded from the readers themselves."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from tpmlearn.domain.content.advert_words import advert_words_of
from tpmlearn.domain.content.assignments import assignment_of
from tpmlearn.domain.content.blueprints import blueprint_of
from tpmlearn.domain.content.fields import LINE, PARAGRAPH, SLUG, Fields, Named, Number
from tpmlearn.domain.content.framework import (
    certificate_of,
    contact_of,
    fact_of,
    framework_of,
    role_of,
    term_of,
    trap_of,
)
from tpmlearn.domain.content.front_matter import read_sources
from tpmlearn.domain.content.items import case_of, defaults_of
from tpmlearn.domain.content.lessons import LessonText, lesson_of
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.required import required_of
from tpmlearn.domain.content.rules import Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_Value = TypeVar("_Value")
_NO_DATE = date(1, 1, 1)


class Recorder(Fields):
    """Stands in for the fields of a file: it gives neutral values and notes what was asked for.

    So a schema says what the reader reads, and cannot say anything else.
    """

    def __init__(self) -> None:
        self.report = Report("")
        self.line = self.column = 1
        self._properties: dict[str, Callable[[], Schema]] = {}
        self._patterns: dict[str, str] = {}
        self._required: list[str] = []
        self._optional: set[str] = set()

    def schema(self) -> Schema:
        """What was asked for, as the schema of an object."""
        properties = {
            key: self._with_pattern(key, made()) for key, made in self._properties.items()
        }
        required = [key for key in self._required if key not in self._optional]
        found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
        return {**found, "required": required} if required else found

    def __contains__(self, key: str) -> bool:
        self._optional.add(key)
        return True

    def text(self, key: str, default: str | None = None, *, longest: int = PARAGRAPH) -> str:
        """Note a text."""
        schema = {"type": "string", "minLength": 1, "maxLength": longest}
        return self._note(key, schema, needed=default is None, value=default or "")

    def named(self, key: str, default: str | None = None) -> Named:
        """Note a text that refers to something."""
        return Named(self.text(key, default, longest=LINE), 1, 1)

    def slug(self, key: str) -> str:
        """Note a slug."""
        self.matching(key, "", SLUG, "", "")
        return self.text(key, longest=LINE)

    def matching(
        self, key: str, text: str, pattern: re.Pattern[str], what: str, example: str
    ) -> None:
        """Note the pattern of a text."""
        self._patterns[key] = f"^(?:{pattern.pattern})$"

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Note a whole number."""
        schema = {"type": "integer", "minimum": low, "maximum": high}
        return self._note(key, schema, needed=default is None, value=default or low)

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """Note a number."""
        schema = {"type": "number", "minimum": low, "maximum": high}
        return self._note(key, schema, needed=default is None, value=default or low)

    def numbers(
        self, key: str, low: float, high: float, *, least: int = 1, most: int = 60
    ) -> tuple[Number, ...]:
        """Note a list of numbers."""
        items = {"type": "number", "minimum": low, "maximum": high}
        return self._note(key, _array(items, least, most), needed=least > 0, value=())

    def day(self, key: str) -> date:
        """Note a date."""
        schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        return self._note(key, schema, needed=True, value=_NO_DATE)

    def names(
        self, key: str, *, least: int = 0, most: int = 50, longest: int = LINE
    ) -> tuple[Named, ...]:
        """Note a list of texts."""
        items = {"type": "string", "minLength": 1, "maxLength": longest}
        schema = {**_array(items, least, most), "uniqueItems": True}
        return self._note(key, schema, needed=least > 0, value=())

    def mappings(self, key: str, *, least: int = 0, most: int = 500) -> Iterator[Fields]:
        """Note a list of mappings, one of which is read."""
        child = Recorder()
        self._later(key, lambda: _array(child.schema(), least, most), needed=least > 0)
        yield child

    def entries(self, key: str) -> Iterator[tuple[Named, Fields]]:
        """Note a mapping from names to mappings, one of which is read."""
        child = Recorder()
        self._later(key, lambda: _map(child.schema()), needed=False)
        yield Named("x", 1, 1), child

    def mapping(self, key: str) -> Iterator[Fields]:
        """Note a mapping."""
        child = Recorder()
        self._later(key, child.schema, needed=True)
        yield child

    def yes(self, key: str, *, absent: bool = False) -> bool:
        """Note a yes or no."""
        return self._note(key, {"type": "boolean"}, needed=False, value=absent)

    def word(self, key: str, words: Sequence[str]) -> str:
        """Note one of a few words."""
        return self._note(key, {"enum": list(words)}, needed=True, value="")

    def counts(self, key: str) -> dict[str, int]:
        """Note a mapping from names to whole numbers."""
        items = {"type": "integer", "minimum": 0}
        return self._note(key, _map(items), needed=False, value={})

    def shares(self, key: str) -> dict[str, float]:
        """Note a mapping from names to shares."""
        items = {"type": "number", "minimum": 0, "maximum": 1}
        return self._note(key, _map(items), needed=False, value={})

    def place(self, key: str) -> tuple[int, int]:
        """There are no places here."""
        return 1, 1

    def keys(self) -> Iterable[str]:
        """The keys that were asked for."""
        return self._properties.keys()

    def refuse(self, key: str, code: str) -> None:
        """What is refused is in no schema."""

    def skip(self, key: str) -> None:
        """What is skipped is in no schema."""

    def close(self) -> None:
        """Nothing is left over here."""

    def _note(self, key: str, schema: Schema, *, needed: bool, value: _Value) -> _Value:
        self._later(key, lambda: schema, needed=needed)
        return value

    def _later(self, key: str, made: Callable[[], Schema], *, needed: bool) -> None:
        self._properties[key] = made
        if needed and key not in self._required:
            self._required.append(key)

    def _with_pattern(self, key: str, schema: Schema) -> Schema:
        return {**schema, "pattern": self._patterns[key]} if key in self._patterns else schema


def _array(items: Schema, least: int, most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _items(fields: Fields) -> None:
    read_sources(fields)
    defaults_of(fields)


def _case(fields: Fields) -> None:
    case_of(fields)
    _items(fields)


_EMPTY = LessonText()
_MAPPINGS: Mapping[str, tuple[str, Callable[[Fields], object]]] = {
    "framework": ("framework.yml", lambda fields: framework_of(fields, "")),
    "role": ("roles/*.yml", lambda fields: role_of(fields, "", "")),
    "exam": ("exams/*/blueprint.yml", lambda fields: blueprint_of(fields, "")),
    "required": ("required.yml", required_of),
    "adverts": ("adverts.yml", lambda fields: advert_words_of(fields, "")),
    "lesson": ("front matter of modules/*/lesson.md", lambda fields: lesson_of(fields, _EMPTY)),
    "items": ("front matter of quiz.md, bank/*.md and exams/*/items.md", _items),
    "case": ("front matter of cases/*.md", _case),
    "assignment": (
        "front matter of assignments/*.md",
        lambda fields: assignment_of(fields, "", "", Document("")),
    ),
}
_LISTS: Mapping[str, tuple[str, Callable[[Fields], object]]] = {
    "traps": ("traps.yml", lambda fields: trap_of(fields, "")),
    "glossary": ("glossary.yml", lambda fields: term_of(fields, "")),
    "certificates": ("certificates.yml", lambda fields: certificate_of(fields, "")),
    "contacts": ("contacts.yml", lambda fields: contact_of(fields, "")),
    "facts": ("facts.yml", lambda fields: fact_of(fields, "")),
}


def schemas() -> dict[str, Schema]:
    """Every schema by the name of its file, without .json."""
    return {
        **{name: _of(title, read, listed=False) for name, (title, read) in _MAPPINGS.items()},
        **{name: _of(title, read, listed=True) for name, (title, read) in _LISTS.items()},
    }


def _of(title: str, read: Callable[[Fields], object], *, listed: bool) -> Schema:
    recorder = Recorder()
    read(recorder)
    schema = recorder.schema()
    body = {"type": "array", "items": schema} if listed else schema
    return {"$schema": DIALECT, "title": title, **body}
