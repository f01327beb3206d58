"""The schemas that ship are those of the readers, and they tell right from wrong files."""

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.domain.content import sample
from tpmlearn.config import ROOT
from tpmlearn.domain.content.schemas import schemas

FOLDER = ROOT / "docs" / "schemas"
FILES = {
    "framework": ["framework.yml"],
    "role": ["roles/*.yml"],
    "exam": ["exams/*/blueprint.yml"],
    "required": ["required.yml"],
    "adverts": ["adverts.yml"],
    "traps": ["traps.yml"],
    "glossary": ["glossary.yml"],
    "certificates": ["certificates.yml"],
    "contacts": ["contacts.yml"],
    "facts": ["facts.yml"],
    "lesson": ["modules/*/lesson.md"],
    "items": ["modules/*/quiz.md", "bank/*.md", "exams/*/items.md"],
    "case": ["cases/*.md"],
    "assignment": ["assignments/*.md"],
}


class _PlainDates(yaml.SafeLoader):
    """Reads dates as texts, as JSON has them."""


_PlainDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _value(text: str) -> Any:
    """The YAML of a file, or of its front matter."""
    front = text.split("\n---\n", 1)[0].removeprefix("---\n") if text.startswith("---\n") else text
    return yaml.load(front, _PlainDates)


def _faults(name: str, text: str) -> list[str]:
    validator = Draft202012Validator(schemas()[name])
    return [error.message for error in validator.iter_errors(_value(text))]


@pytest.mark.parametrize("name", FILES)
def test_the_schema_that_ships_is_the_one_that_the_readers_give(name: str) -> None:
    shipped = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert shipped == schemas()[name]


def test_no_other_schema_ships() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(schemas()) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_ships_fits_its_schema(name: str) -> None:
    files = [file for pattern in FILES[name] for file in (ROOT / "content").glob(pattern)]

    assert files
    for file in files:
        assert _faults(name, file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("framework", sample.FRAMEWORK, "code: DEL4", "code: del4"),
        ("framework", sample.FRAMEWORK, "developer: 2", "developer: 6"),
        ("framework", sample.FRAMEWORK, "statements: [Guess.,", "statements: ["),
        ("role", sample.ROLE, "weight: 3", "weight: 4"),
        ("role", sample.ROLE, "day:", "days:"),
        ("exam", sample.BLUEPRINT, "pool: exam", "pool: practice"),
        ("exam", sample.BLUEPRINT, "notice: Not endorsed.\n", ""),
        ("exam", sample.BLUEPRINT, "predictive: 0.5", "predictive: 5"),
        ("traps", sample.TRAPS, "slug: hero-mode", "slug: Hero Mode"),
        ("glossary", sample.GLOSSARY, "meaning: Spare time., ", ""),
        ("facts", sample.FACTS, "2026-11-22", "soon"),
        ("adverts", sample.ADVERTS, "years: 8", "years: many"),
        ("adverts", sample.ADVERTS, "asides:", "aside:"),
        ("lesson", sample.LESSON, "stage: 0", "stage: zero"),
        ("lesson", sample.LESSON, "skills: [DEL4]", "skills: []"),
        ("items", sample.QUIZ, "approach: hybrid", "approach: hybrid\nlevel: 3"),
        ("case", sample.CASE, "title: The late portal\n", ""),
        ("assignment", sample.ASSIGNMENT, "code: JB01", "code: jb-1"),
    ],
)
def test_it_tells_right_from_wrong(name: str, text: str, old: str, new: str) -> None:
    assert old in text

    assert _faults(name, text) == []
    assert len(_faults(name, text.replace(old, new, 1))) >= 1
