"""A small content folder whose first quiz has an item of every type, and what answers them."""

from pathlib import Path

from tests.domain.content.sample import QUIZ, sample

SLUG = "01-start"

ORDER = """
## Steps {#m01-order kind=apply difficulty=2 source=own}

Put the steps of a first estimate into order.

1. Split the work
   > Nothing can be estimated that is not named.
2. Ask those who will do it
   > They know the pieces.
3. Add **up** the ranges
   > Sums come last.
"""

MATCH = """
## Pairs {#m01-match kind=apply difficulty=2 source=own}

Match each word with what it says.

- Risk :: It may happen
  > Not yet certain.
- Issue :: It has happened
  > Certain already.
- Blocker :: It has happened
  > An issue that stops work.
- :: It cannot happen
  > Then nobody needs a word for it.
"""

PULL_DOWN = """
## Sentence {#m01-gaps kind=apply difficulty=2 source=own}

The {{1}} owns the outcome,
and the {{2}} owns the plan.

Gap 1:
- [x] sponsor
  > Money and benefit are theirs.
- [ ] tester {trap=hero-mode}
  > Testers own their findings.

Gap 2:

- [ ] auditor
  > Auditors only look.
- [x] lead
  > The plan is the lead's.

> Two owners, two things.
"""

GENERATED = """
## Three points {#m01-drawn kind=apply difficulty=3 source=own}

```vars
low: 2..5
likely: 6..9
high: 12..30 step 6
```

A task takes {{low}} days at best, {{likely}} most likely and {{high}} at worst.
What is its PERT mean, in days?

- = (low + 4 * likely + high) / 6 ± 0.05 days
  > ({{low}} + 4 × {{likely}} + {{high}}) / 6 = {{answer}}.
"""

FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" role="img">
  <title>Three bars</title>
  <desc>Work, reserve and date, from left to right.</desc>
  <rect id="work" class="f-soft" x="0" y="10" width="150" height="40"/>
  <rect id="reserve" class="f-accent" x="160" y="10" width="60" height="40"/>
  <rect id="main" class="f-care" x="230" y="10" width="60" height="40"/>
</svg>
"""

HOTSPOT = """
## Figure {#m01-spot kind=apply difficulty=2 source=own}

Where in the plan is the reserve?

![Three bars: work, reserve, date](plan.svg)

- [ ] The first bar {region=work trap=hero-mode}
  > That is the work.
- [x] The second bar {region=reserve}
  > It stands between work and date.
- [ ] The third bar {region=main}
  > That is the date.
"""

TYPES = {
    "m01-order": ORDER,
    "m01-match": MATCH,
    "m01-gaps": PULL_DOWN,
    "m01-drawn": GENERATED,
    "m01-spot": HOTSPOT,
}


def quiz() -> str:
    """The four types of the sample, then one item of each other type."""
    return QUIZ + "".join(TYPES.values())


def every_type() -> dict[str, str]:
    """The texts of the folder by name."""
    return {**sample(), f"modules/{SLUG}/quiz.md": quiz(), f"modules/{SLUG}/plan.svg": FIGURE}


def write(folder: Path) -> Path:
    """The folder on disk."""
    for name, text in every_type().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
