"""The beginnings of new files: all that the format asks for, with what is still to be written."""

from datetime import date

_SOURCES = 'sources:\n  own: {{title: "Own work", checked: {today}}}\n'
_ITEM = """\
## Working title {{#{id} kind=situation difficulty=3 tasks="pmp-2026:PR8" source=own}}

Somebody known by name, a number, a date: what happens. What should you do **first**?

- [ ] What a sensible developer might do
  > Why it fails here, and when it would be right.
- [ ] What a busy manager might do
  > Why it fails here, and when it would be right.
- [x] What is right
  > Why it is right here.

> The principle in one sentence.
"""


def new_lesson(*, title: str, today: date) -> str:
    """A lesson that says what belongs where; the checker names what is not filled in."""
    sources = _SOURCES.format(today=today)
    return f"""---
title: {_quoted(title)}
summary: ""
stage: 0
skills: []
requires: []
minutes: 60
exercise_minutes: 30
outcomes: []
tasks: []
reviewed: {today}
{sources}---

## A situation that the reader knows

Who, where, which number went wrong.

## The idea

What to do instead, in plain words, with a figure.

```quiz
Which of these is meant?

- [ ] A wrong one
  > Why it is wrong.
- [x] The right one
  > Why it is right.
- [ ] Another one
  > Why it is wrong.
```

## An example with numbers

Worked out step by step.

## Exercise

Something for tomorrow at work.

??? answer "Model answer"
    What a good answer holds.

## What goes wrong, and your next step

Two or three ways in which it fails in practice.
"""


def new_quiz(*, number: str, skill: str, today: date, items: int) -> str:
    """A quiz with `items` items to be written."""
    parts = [new_item(f"m{number}-item-{n}") for n in range(1, items + 1)]
    head = f"---\nskill: {skill}\napproach: hybrid\n{_SOURCES.format(today=today)}---\n"
    return "\n".join([head, *parts])


def new_case(*, slug: str, title: str, skill: str, today: date, items: int) -> str:
    """A case with `items` items to be written."""
    parts = [new_item(f"case-{slug[:30].strip('-')}-{n}") for n in range(1, items + 1)]
    sources = _SOURCES.format(today=today)
    head = f"---\ntitle: {_quoted(title)}\nskill: {skill}\napproach: hybrid\n{sources}---\n"
    story = "The story: who, where, the figures, and what has been decided already.\n"
    return "\n".join([head, story, *parts])


def new_item(item_id: str) -> str:
    """One item to be written."""
    return _ITEM.format(id=item_id)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
