"""The status report as Markdown, in the order of the template that the lesson on reports gives."""

import re
from collections.abc import Iterable

from tpmlearn.domain.planning.report import Report
from tpmlearn.domain.planning.wording import day, full_day
from tpmlearn.words import _, numbers

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
    figures = _("Figures of %(day)s.", day=full_day(report.on))
    parts = [
        f"# {_heading(report)}{by}",
        "**" + _("Subject:") + f"** {escaped(report.subject)}",
        f"*{escaped(f'{figures} {report.rests_on}')}*",
        f"## {_('State')}",
        _state(report),
        *_paragraphs(report.colour_reason, _way_back(report), *report.scope_said),
        f"## {_('Trend')}",
        _trend(report),
        *_paragraphs(
            report.trend_said,
            _("Reason: %(reason)s", reason=report.words.reason) if report.words.reason else "",
        ),
        f"## {_('Forecast')}",
        *_paragraphs(" ".join(report.outlook.sentences), report.turns),
        f"## {_('Ask')}",
        *_paragraphs(report.words.ask or _("Nothing this week.")),
        "---",
        *_paragraphs(
            _("Done in the last seven days: %(things)s.", things=_titles(report.done)),
            _("Next: %(things)s.", things=_titles(report.coming)),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _heading(report: Report) -> str:
    day = full_day(report.on)
    if not report.role:
        return _("Status report: my plan, %(day)s", day=day)
    role = escaped(report.role)
    return _("Status report: my plan to %(role)s, %(day)s", role=role, day=day)


def _state(report: Report) -> str:
    head = (_("Plan"), _("Forecast"), _("Limits"), _("Colour"), _("Last week"))
    rows = (
        (row.name, row.plan, row.forecast, row.limit, _(row.colour), _(row.last_week))
        for row in report.state
    )
    return _table(("", *head), rows)


def _titles(titles: Iterable[str]) -> str:
    return "; ".join(titles) or _("nothing")


def _way_back(report: Report) -> str:
    words = report.words
    if not words.way_back:
        return ""
    if not words.way_back_by:
        return _("Way back: %(words)s.", words=words.way_back)
    return _(
        "Way back: %(words)s, by %(day)s.", words=words.way_back, day=full_day(words.way_back_by)
    )


def _paragraphs(*sentences: str) -> list[str]:
    return [escaped(one) for one in sentences if one]


def _trend(report: Report) -> str:
    head = (_("End of"), *(day(point.on) for point in report.trend))
    late = (_("Days late at the pace"), *(_number(point.days_late) for point in report.trend))
    pace = ("SPI(t)", *(_pace(point.spi) for point in report.trend))
    return _table(head, (late, pace))


def _number(days: int | None) -> str:
    return _("not known") if days is None else str(days)


def _pace(spi: float | None) -> str:
    return _("not known") if spi is None else numbers.decimal(spi, 2)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for cell in head)]
    body = [tuple(escaped(cell) for cell in row) for row in rows]
    shown = [tuple(escaped(cell) for cell in lines[0]), lines[1], *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in shown)
