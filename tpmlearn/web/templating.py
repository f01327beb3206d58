"""What every template can use: the person, the menu, dates in the reader's own time zone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, current_app, render_template, session
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from tpmlearn import words
from tpmlearn.records.passkeys import passkey_place
from tpmlearn.records.people import Person
from tpmlearn.web.access import person
from tpmlearn.web.pieces import kept_page
from tpmlearn.web.requests import asked_for
from tpmlearn.web.standing import account_notes
from tpmlearn.words import _, dates

_IDS = re.compile(
    r"(\b(?:id|for|name|href|aria-labelledby|aria-describedby|aria-controls))"
    r'="((?<=href=")#|(?<!href="))([^"#/:]+)"'
)
Menu = Callable[[Person | None], tuple[tuple[str, str], ...]]


def init_templating(app: Flask, menu: Menu) -> None:
    """Register filters and globals; `menu` gives (endpoint, label) pairs for a person."""
    app.add_template_filter(day_filter, "day")
    app.add_template_filter(moment_filter, "moment")
    app.add_template_filter(duration, "duration")
    app.add_template_filter(prefixed)
    app.add_template_filter(lambda value: time_of_day(value, zone_name()), "time_of_day")
    app.add_template_global(account_notes)
    app.add_template_global(passkey_place)
    app.extensions["menu"] = menu
    app.context_processor(lambda: _context(menu))


def render_kept(template: str, *key: object, **values: object) -> str:
    """A page that is the same for all who have the same `key`, but for its slots.

    `values` are only looked at where it was not kept: `key` says all that it makes of them, and of
    who asks beside what is around every page. It has no form with what somebody typed.
    """
    asked = asked_for()
    if asked.method != "GET" or asked.query_string or "_flashes" in session:
        return render_template(template, **values)
    who = person()
    frame = (
        asked.path,
        who.theme if who else session.get("theme", "system"),
        current_app.extensions["menu"](who),
        who and who.kind,
    )
    made = kept_page(template, *frame, *key, caller=lambda: render_template(template, **values))
    # As Flask's own: what it returns goes to who answers as it is (see `Page`).
    return cast(str, made)


def zone(name: str) -> ZoneInfo:
    """The time zone of that name, UTC where it is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def day(value: date | datetime, zone_name: str = "UTC") -> str:
    """A date in words, as in 'Mon 7 December 2026'."""
    if isinstance(value, datetime):
        value = value.astimezone(zone(zone_name)).date()
    return dates.weekday_date(value)


def moment(value: datetime, zone_name: str = "UTC", *, today: date | None = None) -> str:
    """A time of day for today, else day and time, as in '7 Dec 12:03'."""
    today = today or datetime.now(UTC).astimezone(zone(zone_name)).date()
    return _moment(value, zone_name, today, words.current().tag)


# Pages show the same ones again and again, each person's own.
@lru_cache(maxsize=4_000)
def _moment(value: datetime, zone_name: str, today: date, _language: str) -> str:
    local = value.astimezone(zone(zone_name))
    clock = dates.clock(local)
    return clock if local.date() == today else f"{dates.short_date(local)} {clock}"


def time_of_day(value: datetime, zone_name: str = "UTC") -> str:
    """The time of day to the second, as in '12:03:10'."""
    return f"{value.astimezone(zone(zone_name)):%H:%M:%S}"


def duration(minutes: float) -> str:
    """Minutes in words, as in '1 h 20 min'."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return _("%(minutes)s min", minutes=rest)
    if not rest:
        return _("%(hours)s h", hours=hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def prefixed(html: Markup, prefix: str) -> Markup:
    """Our own HTML with a prefix before every id and every reference to one.

    For two versions of a thing on one page: an id may stand there once, and a landmark of one
    name too, so that sections are groups.
    """
    html = html.replace("<section ", Markup('<div role="group" '))
    html = html.replace("</section>", Markup("</div>"))
    return Markup(_IDS.sub(lambda found: _with_prefix(found, prefix), html))  # noqa: S704  # nosec B704


def _with_prefix(found: re.Match[str], prefix: str) -> str:
    names = " ".join(f"{prefix}{name}" for name in found[3].split())
    return f'{found[1]}="{found[2]}{names}"'


def day_filter(value: date | datetime) -> str:
    """`day` in the reader's zone."""
    return day(value, zone_name())


def moment_filter(value: datetime) -> str:
    """`moment` in the reader's zone."""
    return moment(value, zone_name())


def zone_name() -> str:
    """The name of the reader's time zone."""
    who = person()
    return who.time_zone if who else "UTC"


def _here_path() -> str:
    """The page to come back to: this one, if it can be asked for again and written into HTML."""
    asked = asked_for()
    path = asked.full_path if asked.query_string else asked.path
    can = asked.method == "GET" and asked.endpoint and path.isprintable()
    return path if can else "/"


def _context(menu: Menu) -> dict[str, object]:
    try:
        who = person()
    except SQLAlchemyError:  # the page of a fault must not need the database
        who = None
    return {
        "person": who,
        "theme": who.theme if who else session.get("theme", "system"),
        "menu": menu(who),
        "zone": who.time_zone if who else "UTC",
        "here_path": _here_path(),
    }
