"""A browser's words about itself, in words for people."""

import re

from tpmlearn.words import N_, _

_BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone", N_("an iPhone")),
    (r"iPad", N_("an iPad")),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"CrOS", "ChromeOS"),
    (r"Mac\ OS\ X|Macintosh", N_("a Mac")),
    (r"Linux|X11", "Linux"),
)
UNSAID = N_("unknown device")
"""What is kept of a browser that says nothing of itself."""
UNKNOWN = N_("A browser that does not say which")


def device_name(user_agent: str) -> str:
    """Browser and system, as in 'Firefox on Windows'; what it says of itself where that is short.

    Both are guesses from what the browser says: it can say what it likes.
    """
    browser = _first(_BROWSERS, user_agent)
    system = _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=_(system))
    if user_agent == UNSAID:
        return _(UNSAID)
    return browser or (_(system) if system else "") or user_agent[:40] or _(UNKNOWN)


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in patterns if re.search(pattern, text)), "")
