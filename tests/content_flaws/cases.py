"""Every flawed file of the set, with the codes and lines that the check must give for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.content_flaws.more import MORE
from tests.domain.content import test_flaws, test_types
from tests.domain.content.fences import test_flawed_fences
from tests.domain.content.sample import LESSON, QUIZ, fillers, sample
from tests.rendering import test_svg
from tests.support.every_type import FIGURE, HOTSPOT
from tpmlearn.domain.content.sizes import LONGEST_LINE

START = "modules/01-start"
Found = tuple[str, int]


@dataclass(frozen=True)
class Case:
    """A folder without flaw, and one file of it as it is with one.

    `expected` holds the code and line of all that is wrong then in `file`.
    """

    folder: dict[str, str | bytes]
    file: str
    flawed: str | bytes
    expected: tuple[Found, ...]

    @property
    def good(self) -> str:
        """The file as it is without flaw; empty where there is none."""
        text = self.folder.get(self.file, "")
        return text if isinstance(text, str) else ""

    def __str__(self) -> str:
        codes = " ".join(f"{code}@{line}" for code, line in self.expected)
        return f"{self.file.rpartition('/')[2]} {codes}"


def all_cases() -> list[Case]:
    """Lessons, quizzes, lists, assignments, figures, fences and math."""
    found = [*_texts(), *_types(), *_fences(), *_figures(), *_more()]
    return list({(one.file, one.flawed): one for one in found}.values())


def _texts() -> Iterator[Case]:
    for flaw in test_flaws.FLAWS:
        files, places = test_flaws._applied(flaw)
        path = f"content/{flaw.file}:"
        here = [place.removeprefix(path) for place in places if place.startswith(path)]
        yield Case({**sample()}, flaw.file, files[flaw.file], tuple(map(_found, here)))


def _types() -> Iterator[Case]:
    before = QUIZ + fillers("m01", 5)
    for flaw in test_types.FLAWS:
        text = flaw.text.replace(flaw.old, flaw.new, 1)
        here = text.partition("¶")[0].count("\n") + 1
        expected = []
        for code in flaw.code.split():
            name, _, at = code.partition("@")
            line = int(at.partition(":")[0]) if at else here
            expected.append((name, line + before.count("\n")))
        if "{region=Reserve}" in text:
            # Only a whole folder says what the figure has.
            expected.append(("E096", expected[0][1]))
        folder = {**sample(), f"{START}/quiz.md": before + flaw.text}
        if flaw.text == HOTSPOT:
            folder[f"{START}/plan.svg"] = FIGURE
        flawed = before + text.replace("¶", "")
        yield Case({**folder}, f"{START}/quiz.md", flawed, tuple(expected))


def _fences() -> Iterator[Case]:
    for kind, text, old, new, codes in test_flawed_fences.FLAWS:
        if len(new) > LONGEST_LINE:
            continue  # In a whole file the line is too long first.
        inside = text.replace(old, new, 1)
        here = inside.partition("¶")[0].count("\n") + 2
        head, tail = LESSON.split("Do it.", 1)
        start = head.count("\n")
        expected = []
        for code in codes.split():
            name, _, at = code.partition("@")
            line = int(at.partition(":")[0]) if at else here
            expected.append((name, line + start))
        good, bad = (
            f"{head}```{kind}\n{one.rstrip()}\n```\n{tail}"
            for one in (text, inside.replace("¶", ""))
        )
        yield Case(
            {**sample(), f"{START}/lesson.md": good}, f"{START}/lesson.md", bad, tuple(expected)
        )


def _figures() -> Iterator[Case]:
    name = f"{START}/bars.svg"
    lesson = LESSON.replace("Do it.", "![Two bars](bars.svg)")
    folder = {**sample(), f"{START}/lesson.md": lesson, name: test_svg.FIGURE}
    for old, new, places in test_svg.FLAWS:
        words = places.split()
        pairs = (f"{place} {code}" for place, code in zip(words[::2], words[1::2], strict=True))
        yield Case(
            {**folder}, name, test_svg.FIGURE.replace(old, new, 1), tuple(map(_found, pairs))
        )


def _more() -> Iterator[Case]:
    for file, old, new, places in MORE:
        folder: dict[str, str | bytes] = {**sample()}
        good = folder.get(file, "")
        if isinstance(new, bytes):
            flawed: str | bytes = new
        else:
            assert isinstance(good, str)
            assert not old or old in good, (file, old)
            flawed = good.replace(old, new, 1) if old else new
        expected = (place.split("@") for place in places.split())
        yield Case(folder, file, flawed, tuple((code, int(line)) for code, line in expected))


def _found(place: str) -> Found:
    where, code = place.split()
    return code, int(where.partition(":")[0])
