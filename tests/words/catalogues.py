"""Where the words of the site stand: read from the code, kept in catalogues, compiled."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tpmlearn.config import ROOT
from tpmlearn.words import LANGUAGES, SOURCE

CODE = ROOT / "tpmlearn"
FOLDER = CODE / "translations"
SCRIPTS = CODE / "web" / "static" / "words"
TAGS = tuple(tag for tag in LANGUAGES if tag != SOURCE)
# One moment for all files, so that two who make them at different times get the same.
MADE = datetime(2026, 11, 29, tzinfo=UTC)
METHODS = [
    ("web/static/vendor/**", "ignore"),
    ("web/static/words/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("web/static/js/**.js", "javascript"),
]
OPTIONS = {
    "**.html": {
        "trimmed": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
        "silent": "false",
    }
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "later": None,
    "t": None,
    "ngettext": (1, 2),
    "nt": (1, 2),
    "pgettext": ((1, "c"), 2),
}
NOTE = "Translators:"


def new_catalogue(tag: str | None = None) -> Catalog:
    """An empty catalogue; without a language for the words of the code alone."""
    made = Catalog(
        locale=tag,
        project="tpmlearn",
        version="1",
        charset="utf-8",
        creation_date=MADE,
        revision_date=MADE,
        last_translator="tpmlearn",
        language_team="tpmlearn",
        fuzzy=False,
        header_comment="# Words of tpmlearn; docs/languages.md says how they are kept.",
    )
    # CLDR has a third form for millions in Spanish, which nothing here counts.
    made.__dict__.update(_num_plurals=2, _plural_expr="(n != 1)")
    return made


@cache
def words_of_the_code() -> Catalog:
    """All texts that the code marks, by file."""
    found = new_catalogue()
    for name, line, message, comments, context in extract_from_dir(
        str(CODE), METHODS, OPTIONS, KEYWORDS, [NOTE], strip_comment_tags=True
    ):
        place = f"tpmlearn/{Path(name).as_posix()}"
        found.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return found


def path_of(tag: str, suffix: str = ".po") -> Path:
    """The file of a language."""
    return FOLDER / tag / "LC_MESSAGES" / f"messages{suffix}"


def read_catalogue(tag: str) -> Catalog:
    """What a language has, empty where it has nothing yet."""
    path = path_of(tag)
    if not path.exists():
        return new_catalogue(tag)
    with path.open("rb") as file:
        return read_po(file, locale=tag)


def updated(kept: Catalog, tag: str, source: Catalog) -> Catalog:
    """The catalogue with the texts of the code and no others; what was translated stays.

    Nothing is guessed from similar texts: a text that changed is translated anew.
    """
    result = new_catalogue(tag)
    for message in source:
        if message.id:
            old = kept.get(message.id, message.context)
            result.add(
                message.id,
                old.string if old and _fits(old, message) else None,
                message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return result


def po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as text: by file, without numbers of lines, which change all the time."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as the site reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def script_bytes(catalogue: Catalog) -> bytes:
    """The words of scripts as a script of their own, by their English ones."""
    words = {
        key_of(message): forms_of(message)
        for message in catalogue
        if message.id and is_of_scripts(message) and is_translated(message)
    }
    text = json.dumps(dict(sorted(words.items())), ensure_ascii=False, indent=0)
    return f"globalThis.words = {text};\n".encode()


def is_of_scripts(message: Message) -> bool:
    """Whether a script says this."""
    return any(str(name).endswith(".js") for name, _ in message.locations)


def is_translated(message: Message) -> bool:
    """Whether every form of the text is there."""
    strings = forms_of(message)
    return bool(strings) and all(strings)


def forms_of(message: Message) -> list[str]:
    """The translation in each of its forms, as far as there are any."""
    string = message.string
    return [string] if isinstance(string, str) else list(string or ())


def key_of(message: Message) -> str:
    """The English text, in the singular."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def missing(catalogue: Catalog, prefixes: Iterable[str]) -> Catalog:
    """What is not translated of the texts that first stand below one of these paths."""
    starts = tuple(prefixes) or ("",)
    left = new_catalogue(str(catalogue.locale))
    for message in catalogue:
        first = min((str(name) for name, _ in message.locations), default="")
        if message.id and not is_translated(message) and first.startswith(starts):
            left[message.id] = message
    return left


def _fits(old: Message, new: Message) -> bool:
    return isinstance(old.id, str) == isinstance(new.id, str)
