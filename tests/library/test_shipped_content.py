"""The content that ships is without error, complete and well-formed."""

import html5lib
import pytest

from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import Catalogue, Module, Severity
from tpmlearn.library import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library of the content in the repository."""
    return Library([ROOT / "content"], tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def catalogue(library: Library) -> Catalogue:
    """Its catalogue."""
    return library.catalogue


def test_it_has_no_error(library: Library) -> None:
    errors = [str(one) for one in library.problems if one.severity is Severity.ERROR]

    assert errors == []


def test_it_holds_all_that_this_version_promises(catalogue: Catalogue) -> None:
    assert len(catalogue.areas) == 7
    assert len(catalogue.skills) == 34
    assert sum(len(skill.statements) for skill in catalogue.skills.values()) == 204
    assert len(catalogue.roles) == 5
    numbers = {module.number for module in catalogue.modules.values()}
    assert numbers >= {1, 2, 3, 5, 7, 14, 15, 16, 18, 23, 36, 39}
    assert numbers <= set(range(1, 49))


def test_every_module_has_ten_items_with_reasons(catalogue: Catalogue) -> None:
    for module in catalogue.modules.values():
        assert len(module.quiz) == 10
        for item in module.quiz:
            assert all(option.reason for option in item.options)
            assert item.number is None or item.number.reason


def _pieces(module: Module) -> list[str]:
    items = [piece for item in module.quiz for piece in (item.stem, item.explanation)]
    options = [
        piece for item in module.quiz for one in item.options for piece in (one.html, one.reason)
    ]
    return [module.intro, *(section.html for section in module.sections), *items, *options]


def test_its_html_is_well_formed_and_without_inline_styles(catalogue: Catalogue) -> None:
    for module in catalogue.modules.values():
        for piece in _pieces(module):
            parser = html5lib.HTMLParser()
            parser.parse(f"<!doctype html><title>x</title>{piece}")
            assert parser.errors == [], piece
            assert " style=" not in piece


def test_its_ids_are_unique_within_a_lesson(catalogue: Catalogue) -> None:
    for module in catalogue.modules.values():
        ids = [section.anchor for section in module.sections]
        for section in module.sections:
            tree = html5lib.parseFragment(section.html, namespaceHTMLElements=False)
            ids += [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        assert len(ids) == len(set(ids))
