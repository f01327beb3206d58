"""Writes a large content folder, the same at each run: many modules in the whole format."""

import random
import shutil
from pathlib import Path

from bench.content_words import COMMON, DOINGS, SUBJECTS
from tpmlearn.config import ROOT

WORDS, NOUNS, VERBS = COMMON.split(), SUBJECTS.split(), DOINGS.split()
LESSON_WORDS = 1_900
_SKILLS = ("CTL2", "DEL4", "TEC1")
_FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" role="img">
<title>Two bars</title>
<desc>The second bar is longer than the first.</desc>
<rect class="f-accent" x="10" y="20" width="{first}" height="40"/>
<rect class="f-good" x="10" y="80" width="{second}" height="40"/>
<text class="f-ink" x="10" y="180" font-size="14">Days of work</text>
</svg>
"""
_FENCES = (
    """```network
title: The way to the release
unit: days
activities:
  - {{id: A, name: Agree the contract, duration: {a}}}
  - {{id: B, name: Build the service, duration: {b}, after: [A]}}
  - {{id: C, name: Get the tenant, duration: {c}, after: [A]}}
  - {{id: D, name: Cut over, duration: 2, after: [B, C SS +1]}}
```""",
    """```burn
title: Sprint {a}
direction: down
unit: points
periods: 10
scope: [40]
done: [0, 3, 8, {c}, {c}, 30]
```""",
    """```grid
title: Risks of step {a}
kind: probability-impact
levels: 5
items:
  - {{name: The vendor slips, probability: 4, impact: 4}}
  - {{name: Tests take longer, probability: 3, impact: 2}}
```""",
    """```evm
title: Programme {a}
pv: [10, 30, 55, 80, 100]
ev: [8, 25, 48]
ac: [10, 33, {c}0]
```""",
)


def write_folder(folder: Path, *, modules: int, items: int) -> None:
    """Fill `folder` with up to 1,000 modules, and items in them as evenly as it goes."""
    rng = random.Random(20261122)  # nosec B311 # it shuffles, it guards nothing
    for name in ("framework.yml", "certificates.yml", "roles"):
        source = ROOT / "content" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    names = [f"{number:02d}-{_slug(rng)}" for number in range(modules)]
    _write(folder / "traps.yml", _traps(names))
    _write(folder / "glossary.yml", _glossary(names))
    _write(folder / "assignments" / "jb01-shadow.md", _assignment(names[0]))
    for n, name in enumerate(names):
        count = items // modules + (n < items % modules)
        path = folder / "modules" / name
        _write(path / "lesson.md", _lesson(rng, n, names, count))
        _write(path / "quiz.md", _quiz(rng, n, name, count))
        _write(path / "bars.svg", _FIGURE.format(first=rng.randint(40, 200), second=300))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _slug(rng: random.Random) -> str:
    return "-".join(rng.choice(NOUNS) for _ in range(3))


def _sentence(rng: random.Random, length: int) -> str:
    words = [rng.choice(WORDS) for _ in range(length)]
    words[1:2] = [rng.choice(NOUNS), rng.choice(VERBS)]
    return " ".join(words).capitalize() + "."


def _paragraph(rng: random.Random, sentences: int) -> str:
    return " ".join(_sentence(rng, rng.randint(8, 22)) for _ in range(sentences))


def _traps(names: list[str]) -> str:
    return "".join(
        f"- slug: trap-{n}\n  name: Trap {n}\n  costs: It costs days.\n"
        f"  instead: Ask first.\n  lesson: {names[n % len(names)]}\n"
        for n in range(40)
    )


def _glossary(names: list[str]) -> str:
    return "".join(
        f"- slug: term-{n}\n  term: term {n}\n  meaning: A word.\n"
        f"  taught: [{names[n % len(names)]}]\n"
        for n in range(120)
    )


def _assignment(module: str) -> str:
    return (
        "---\ncode: JB01\ntitle: Shadow a lead\nsummary: Watch one for a week.\n"
        f"skills: [DEL4]\nafter: [{module}]\nhours: 6\nweeks: 2\nevidence: A log.\n"
        "reviewed: 2026-11-22\n---\n\n## Aim\n\nWatch, and write down what you see.\n"
    )


def _lesson(rng: random.Random, n: int, names: list[str], items: int) -> str:
    minutes = round(LESSON_WORDS / 200 + 1.2 * items + 30)
    requires = f"[{names[n - 1]}]" if n else "[]"
    head = (
        f"---\ntitle: Lesson {n} on {rng.choice(NOUNS)}\nsummary: {_sentence(rng, 10)}\n"
        f"stage: {n % 3}\nskills: [{rng.choice(_SKILLS)}]\nrequires: {requires}\n"
        f"minutes: {minutes}\nexercise_minutes: 30\noutcomes:\n  - {_sentence(rng, 9)}\n"
        f"  - {_sentence(rng, 8)}\ntasks: [pmp-2026:PR8, prince2-7:PL]\n"
        "assignment: jb01-shadow\nreviewed: 2026-11-22\nsources:\n"
        "  own: {title: Own work, checked: 2026-11-22}\n---\n\n"
    )
    parts = [_paragraph(rng, 3)]
    for number in range(7):
        parts += [f"## Section {number} on {rng.choice(NOUNS)}", *_section(rng, n, number, names)]
    parts += ["## Exercise", _paragraph(rng, 2), '??? answer "Model answer"']
    parts[-1] += f"\n    {_paragraph(rng, 2)}"
    return head + "\n\n".join([*parts, "[^own]: Own work."]) + "\n"


def _section(rng: random.Random, n: int, number: int, names: list[str]) -> list[str]:
    other, term = rng.choice(names), rng.randrange(120)
    parts = [
        _paragraph(rng, 4),
        f"{_paragraph(rng, 2)} See [[glossary:term-{term}|a term]] and [[{other}]].[^own]",
        "\n".join(f"- **{rng.choice(NOUNS)}**: {_sentence(rng, 12)}" for _ in range(4)),
        _paragraph(rng, 3),
    ]
    if number % 3 == 0:
        rows = "\n".join(f"| {_sentence(rng, 5)} | {rng.randint(1, 40)} |" for _ in range(5))
        parts.append(f"| Task | Days |\n|------|-----:|\n{rows}")
    if number % 3 == 1:
        values = {"a": rng.randint(2, 6), "b": rng.randint(2, 9), "c": rng.randint(8, 20)}
        parts.append(_FENCES[(n + number) % len(_FENCES)].format(**values))
        parts.append(rf"With \(\mathrm{{CPI}} = \frac{{{number}}}{{8}}\) it {rng.choice(VERBS)}.")
    if number == 2:
        parts.append("![Two bars: the second is longer](bars.svg)")
        parts.append(f"> [!NOTE]\n> {_paragraph(rng, 2)}")
        parts.append(f"```python\ndays = [{rng.randint(1, 9)}, 4, 6]\nprint(sum(days))\n```")
    if number in {3, 5}:
        parts.append(
            f"```quiz\n{_sentence(rng, 12)} Which is it?\n\n- [ ] {_sentence(rng, 5)}\n"
            f"  > {_sentence(rng, 10)}\n- [x] {_sentence(rng, 5)}\n  > {_sentence(rng, 10)}\n"
            f"- [ ] {_sentence(rng, 5)}\n  > {_sentence(rng, 10)}\n```"
        )
    return parts


def _quiz(rng: random.Random, n: int, module: str, count: int) -> str:
    head = (
        f"---\nskill: {rng.choice(_SKILLS)}\napproach: hybrid\nsources:\n"
        "  own: {title: Own work, checked: 2026-11-22}\n---\n"
    )
    return head + "".join(_item(rng, n, number, module) for number in range(count))


def _item(rng: random.Random, n: int, number: int, module: str) -> str:
    situation = number % 3 == 0
    kind = "situation" if situation else "apply"
    parts = [
        f"\n## Item {number} on {rng.choice(NOUNS)} {{#m{n}-{number} kind={kind} "
        f'difficulty={rng.randint(1, 5)} tasks="pmp-2026:PR8" source=own}}',
        f"{_paragraph(rng, 2)} What should you do **first**?",
    ]
    if number % 10 == 9:
        parts.append(f"- = {rng.randint(2, 90)}.0 ± 0.05 days\n  > {_sentence(rng, 12)}")
    else:
        key = rng.randrange(4)
        parts.append("\n".join(_option(rng, one == key, trap=situation) for one in range(4)))
    return "\n\n".join([*parts, f"> {_paragraph(rng, 1)} [[{module}]]"]) + "\n"


def _option(rng: random.Random, right: bool, *, trap: bool) -> str:
    mark = f" {{trap=trap-{rng.randrange(40)}}}" if trap and not right else ""
    text = _sentence(rng, rng.randint(8, 10))
    return f"- [{'x' if right else ' '}] {text}{mark}\n  > {_sentence(rng, rng.randint(10, 20))}"
