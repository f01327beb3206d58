"""Which files say something without a mark, and which of them wait for one.

python -m tests.words.marking             the files that wait, with how many texts each
python -m tests.words.marking path ...    the texts of these files
python -m tests.words.marking --shrink    take what is done off the list of those that wait
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.words import python_texts, template_texts
from tpmlearn.config import ROOT

CODE = ROOT / "tpmlearn"
WAITING = Path(__file__).parent / "waiting.txt"
ROOMS = ("web", "features", "records", "domain", "figures", "throttle.py", "mail.py")
# What the checker says is written for authors, in the language of the content; what a backup, a
# figure that authors draw and the program's own tables say is for operators and programs. Jira's
# importer compares names of columns and states; what a badge says is signed, and its
# picture quotes it; a CASE service
# speaks to programs; what came of a pull is written down as a log is.
LEFT_OUT = (
    "domain/content",
    "domain/backups",
    "domain/planning/exports/jira.py",
    "domain/credentials/achievement.py",
    "domain/credentials/alignments.py",
    "domain/credentials/document.py",
    "domain/credentials/wording.py",
    "figures/fences",
    "domain/profiles/portable/case",
    "records/pulling.py",
    "figures/badge.py",
    "features/preview",
    "features/watching",
    "web/logs.py",
    "web/watching.py",
    "web/templates/styleguide.html",
)


def texts_of(path: Path) -> list[str]:
    """What this file says without a mark."""
    source = path.read_text(encoding="utf-8")
    return (
        template_texts.unmarked(source) if path.suffix == ".html" else python_texts.unmarked(source)
    )


def files() -> Iterator[Path]:
    """The templates, and the Python files of the rooms that speak to people."""
    for room in ROOMS:
        place = CODE / room
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            name = path.relative_to(CODE).as_posix()
            is_template = path.suffix == ".html" and "templates" in path.parts
            if (path.suffix == ".py" or is_template) and not name.startswith(LEFT_OUT):
                yield path


def name_of(path: Path) -> str:
    """A file as the list has it."""
    return path.relative_to(CODE).as_posix()


def waiting() -> list[str]:
    """The files on the list."""
    return WAITING.read_text(encoding="utf-8").split() if WAITING.exists() else []


def unmarked_files() -> dict[str, list[str]]:
    """The texts without a mark by file, of those that have any."""
    return {name_of(path): texts for path in files() if (texts := texts_of(path))}


def main(arguments: list[str]) -> None:
    """Show or shrink."""
    found = unmarked_files()
    if arguments == ["--shrink"]:
        left = [name for name in waiting() if name in found]
        WAITING.write_text("".join(f"{name}\n" for name in left), encoding="utf-8")
    elif arguments:
        for name, texts in found.items():
            if any(argument.removeprefix("tpmlearn/") in name for argument in arguments):
                print(name, *texts, sep="\n  ")
    else:
        for name, texts in found.items():
            print(f"{len(texts):4} {name}{'' if name in waiting() else '  (not on the list)'}")


if __name__ == "__main__":
    main(sys.argv[1:])
