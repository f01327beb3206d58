"""The status report as Markdown, in the order of the template that the lesson on reports gives."""

import re
from collections.abc import Iterable

from tpmlearn.domain.planning.report import Report
from tpmlearn.domain.planning.wording import day, full_day

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_AT_THE_START = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")


def escaped(text: str) -> str:
    """Return `text` on one line so that Markdown shows it as it is, HTML included."""
    line = " ".join(text.split())
    line = _ACTIVE.sub(r"\\\1", line)
    return _AT_THE_START.sub(lambda found: _shown(found[1]), line)


def _shown(start: str) -> str:
    """A sign that would begin a list, a rule or a heading; a number keeps its digits."""
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def report_markdown(report: Report, *, name: str = "") -> str:
    """Return the whole report; `name` is that of its author, empty to leave it out."""
    by = f" ({escaped(name)})" if name else ""
    role = f" to {escaped(report.role)}" if report.role else ""
    parts = [
        f"# Status report: my plan{role}, {full_day(report.on)}{by}",
        f"**Subject:** {escaped(report.subject)}",
        f"*{escaped(f'Figures of {full_day(report.on)}. {report.rests_on}')}*",
        "## State",
        _table(
            ("", "Plan", "Forecast", "Limits", "Colour", "Last week"),
            (
                (row.name, row.plan, row.forecast, row.limit, row.colour, row.last_week)
                for row in report.state
            ),
        ),
        *_paragraphs(report.colour_reason, _way_back(report), *report.scope_said),
        "## Trend",
        _trend(report),
        *_paragraphs(
            report.trend_said, f"Reason: {report.words.reason}" if report.words.reason else ""
        ),
        "## Forecast",
        *_paragraphs(" ".join(report.outlook.sentences), report.turns),
        "## Ask",
        *_paragraphs(report.words.ask or "Nothing this week."),
        "---",
        *_paragraphs(
            "Done in the last seven days: " + ("; ".join(report.done) or "nothing") + ".",
            "Next: " + ("; ".join(report.coming) or "nothing") + ".",
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _way_back(report: Report) -> str:
    words = report.words
    if not words.way_back:
        return ""
    by = f", by {full_day(words.way_back_by)}" if words.way_back_by else ""
    return f"Way back: {words.way_back}{by}."


def _paragraphs(*sentences: str) -> list[str]:
    return [escaped(one) for one in sentences if one]


def _trend(report: Report) -> str:
    head = ("End of", *(day(point.on) for point in report.trend))
    late = ("Days late at the pace", *(_number(point.days_late) for point in report.trend))
    pace = ("SPI(t)", *(_pace(point.spi) for point in report.trend))
    return _table(head, (late, pace))


def _number(days: int | None) -> str:
    return "not known" if days is None else str(days)


def _pace(spi: float | None) -> str:
    return "not known" if spi is None else f"{spi:.2f}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head)]
    body = [tuple(escaped(cell) for cell in row) for row in rows]
    shown = [tuple(escaped(cell) for cell in lines[0]), lines[1], *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in shown)
