"""Every language is whole: all texts, with the same places and the same markup."""

import re

import pytest
from babel.messages.catalog import Message

from tests.words import catalogues

PLACE = re.compile(r"%\((\w+)\)[a-z]|%%")
TAG = re.compile(r"</?[a-z][^>]*>")
SPEAKS = re.compile(r'(aria-label|title|alt)="[^"]*"')
UPDATE = "python -m tests.words.make_messages"


def messages(tag: str) -> list[Message]:
    return [message for message in catalogues.read_catalogue(tag) if message.id]


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.mark.parametrize("tag", catalogues.TAGS)
def test_a_catalogue_has_the_texts_of_the_code_and_no_other(tag: str) -> None:
    kept = catalogues.read_catalogue(tag)
    found = catalogues.updated(kept, tag, catalogues.words_of_the_code())

    assert catalogues.po_bytes(found) == catalogues.path_of(tag).read_bytes(), UPDATE


@pytest.mark.parametrize("tag", catalogues.TAGS)
def test_what_the_site_reads_is_made_of_the_catalogue(tag: str) -> None:
    kept = catalogues.read_catalogue(tag)

    assert catalogues.mo_bytes(kept) == catalogues.path_of(tag, ".mo").read_bytes(), UPDATE
    script = catalogues.SCRIPTS / f"{tag}.js"
    assert catalogues.script_bytes(kept) == script.read_bytes(), UPDATE


@pytest.mark.parametrize("tag", catalogues.TAGS)
def test_no_text_is_missing_or_guessed(tag: str) -> None:
    found = messages(tag)

    assert [one.id for one in found if not catalogues.is_translated(one)] == []
    assert [one.id for one in found if one.fuzzy] == []


@pytest.mark.parametrize("tag", catalogues.TAGS)
def test_a_translation_has_the_places_of_its_text(tag: str) -> None:
    wrong = [
        (text, said)
        for one in messages(tag)
        for text, said in zip(ids(one), catalogues.forms_of(one), strict=False)
        if said and not _same_places(text, said, ids(one))
    ]

    assert wrong == []


@pytest.mark.parametrize("tag", catalogues.TAGS)
def test_a_translation_has_the_markup_of_its_text_and_no_other(tag: str) -> None:
    wrong = [
        (text, said)
        for one in messages(tag)
        for text, said in zip(ids(one), catalogues.forms_of(one), strict=False)
        if said and _markup(text) != _markup(said)
    ]

    assert wrong == []


@pytest.mark.parametrize("tag", catalogues.TAGS)
def test_a_translation_has_no_sign_that_would_end_an_attribute(tag: str) -> None:
    """A text stands between quotation marks as often as not, and goes out as it is."""
    wrong = [
        said
        for one in messages(tag)
        for text, said in zip(ids(one), catalogues.forms_of(one), strict=False)
        if said.count('"') != text.count('"') and not TAG.search(text)
    ]

    assert wrong == []


def _same_places(text: str, said: str, forms: list[str]) -> bool:
    """A form for one thing may leave its number out or say it, as the plural does."""
    wanted, found = sorted(PLACE.findall(text)), sorted(PLACE.findall(said))
    return wanted == found or any(sorted(PLACE.findall(form)) == found for form in forms)


def _markup(text: str) -> list[str]:
    return sorted(SPEAKS.sub("", tag) for tag in TAG.findall(text))
