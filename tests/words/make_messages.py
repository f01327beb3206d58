"""Makes the catalogues: what the code says, what is missing, what translators hand in.

python -m tests.words.make_messages                       update and compile all languages
python -m tests.words.make_messages missing de [path ...] what is not translated, as a .po file
python -m tests.words.make_messages take de file.po ...   take in what such files translate
"""

import sys
from pathlib import Path

from babel.messages.pofile import read_po

from tests.words import catalogues


def update(tag: str, *handed_in: Path) -> None:
    """Bring the files of a language to what the code says and what translators handed in."""
    kept = catalogues.read_catalogue(tag)
    for path in handed_in:
        with path.open("rb") as file:
            for message in read_po(file, locale=tag):
                if message.id and catalogues.is_translated(message):
                    # What stands there would stay, and be empty.
                    kept.delete(message.id, message.context)
                    kept[message.id] = message
    found = catalogues.updated(kept, tag, catalogues.words_of_the_code())
    catalogues.path_of(tag).parent.mkdir(parents=True, exist_ok=True)
    catalogues.SCRIPTS.mkdir(exist_ok=True)
    catalogues.path_of(tag).write_bytes(catalogues.po_bytes(found))
    catalogues.path_of(tag, ".mo").write_bytes(catalogues.mo_bytes(found))
    (catalogues.SCRIPTS / f"{tag}.js").write_bytes(catalogues.script_bytes(found))
    left = sum(not catalogues.is_translated(message) for message in found if message.id)
    print(f"{tag}: {len(found)} texts, {left} not translated")


def main(arguments: list[str]) -> None:
    """Run one of the three ways."""
    if not arguments:
        for tag in catalogues.TAGS:
            update(tag)
        return
    way, tag, *rest = arguments
    if way == "take":
        update(tag, *map(Path, rest))
    elif way == "missing":
        kept = catalogues.read_catalogue(tag)
        found = catalogues.updated(kept, tag, catalogues.words_of_the_code())
        sys.stdout.buffer.write(catalogues.po_bytes(catalogues.missing(found, rest)))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
