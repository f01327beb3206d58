"""Drafts from an entry of the evidence log: a story for interviews, a line for a CV, Markdown.

A draft uses only what the entry says; what it lacks stands in square brackets, for the learner to
fill in or to strike out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tpmlearn.words import N_, _, dates, numbers

LONGEST_LINE = 300
NO_FIGURE = N_("[a figure: how many, how much, how long]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_SELF = re.compile(r"^(?:I|We|My team and I)\s+(?:have\s+|had\s+)?", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_PLAIN = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True)
class Told:
    """What is known of a piece of work; empty texts and None for what is not."""

    title: str
    done: str
    artefact: str
    began: date | None
    ended: date | None
    leading_hours: float


@dataclass(frozen=True)
class Story:
    """A case in three parts, and the same as one line of a CV."""

    situation: str
    action: str
    result: str
    cv_line: str


def drafted(work: Told) -> Story:
    """Return a first draft of story and CV line."""
    when = span_words(work.began, work.ended)
    opening = f"{when}: {work.title}." if when else f"{work.title}."
    result = _(
        "[What changed by it, in a figure.] It can be seen in: %(artefact)s.",
        artefact=work.artefact,
    )
    return Story(
        situation=opening + " " + _("[What was at stake, and for whom?]"),
        action=work.done or _("[What did you do yourself, step by step?]"),
        result=result
        if work.artefact
        else _("[What changed by it, in a figure, and who says so?]"),
        cv_line=cv_line(work),
    )


def cv_line(work: Told) -> str:
    """Return verb, what and a figure, of at most LONGEST_LINE characters.

    The first sentence of what was done without its "I"; a later sentence that has a figure joins
    it where the first has none.
    """
    sentences = [one.strip() for one in _SENTENCE.split(work.done) if one.strip()]
    first = _SELF.sub("", sentences[0] if sentences else work.title).rstrip(".!? ")
    first = first[:1].upper() + first[1:]
    if not _FIGURE.search(first):
        figures = [one for one in sentences[1:] if _FIGURE.search(one)]
        first += f"; {_SELF.sub('', figures[0]).rstrip('.!? ')}" if figures else f", {_(NO_FIGURE)}"
    if work.leading_hours:
        hours = numbers.shortest(work.leading_hours)
        first += " (" + _("leading %(hours)s hours a week", hours=hours) + ")"
    return first if len(first) <= LONGEST_LINE else first[: LONGEST_LINE - 1].rstrip() + "…"


def span_words(began: date | None, ended: date | None) -> str:
    """Return from when to when, by month: "March to June 2026", "Since March 2026", or nothing."""
    if began is None:
        return ""
    if ended is None:
        return _("Since %(month)s", month=dates.month_and_year(began))
    if (began.year, began.month) == (ended.year, ended.month):
        return dates.month_and_year(began)
    same = began.year == ended.year
    first = dates.month(began) if same else dates.month_and_year(began)
    return _("%(first)s to %(last)s", first=first, last=dates.month_and_year(ended))


def stories_as_markdown(stories: Iterable[tuple[str, Story]]) -> str:
    """Return all (title, story) as Markdown: the stories, then the CV lines as a list."""
    rows = [(title, story) for title, story in stories]
    lines = ["# " + _("Stories and CV lines"), "", "## " + _("Stories"), ""]
    for title, story in rows:
        lines += [f"### {_text(title)}", ""]
        parts = (
            (_("Situation"), story.situation),
            (_("Action"), story.action),
            (_("Result"), story.result),
        )
        for name, text in parts:
            lines += [f"**{name}.** {_text(text)}", ""]
    lines += ["## " + _("CV lines"), ""]
    lines += [f"- {_text(story.cv_line)}" for title, story in rows if story.cv_line]
    return "\n".join(lines).rstrip() + "\n"


@dataclass(frozen=True)
class Logged:
    """An entry for taking along: the work, how far it goes in words, skills and confirmers."""

    work: Told
    standing: str
    contact_hours: float
    skills: tuple[str, ...]
    file: str
    confirmers: tuple[str, ...]


def log_as_markdown(log: Iterable[Logged]) -> str:
    """Return a whole evidence log as Markdown, in the order given."""
    lines = [f"# {_('Evidence log')}", ""]
    for entry in log:
        work = entry.work
        facts = (
            (_("When"), span_words(work.began, work.ended)),
            (_("Standing"), entry.standing),
            (_("Leading"), _hours_a_week(work)),
            (_("Training"), _hours(entry)),
            (_("What shows it"), work.artefact),
            (_("File"), entry.file),
            (_("Skills"), "; ".join(entry.skills)),
            (_("Confirmers"), "; ".join(entry.confirmers)),
        )
        lines += [f"## {_text(work.title)}", ""]
        lines += [f"- {name}: {_text(text)}" for name, text in facts if text]
        lines += ["", _text(work.done), ""] if work.done else [""]
    return "\n".join(lines).rstrip() + "\n"


def _hours_a_week(work: Told) -> str:
    hours = numbers.shortest(work.leading_hours)
    return _("%(hours)s hours a week", hours=hours) if work.leading_hours else ""


def _hours(entry: Logged) -> str:
    hours = numbers.shortest(entry.contact_hours)
    return _("%(hours)s hours", hours=hours) if entry.contact_hours else ""


def _text(text: str) -> str:
    """Text that Markdown shows as it was typed; blank lines begin a new paragraph."""
    return _PLAIN.sub(r"\\\1", text)
