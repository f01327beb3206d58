"""Which language a page speaks: what its reader chose, else what their browser asks for."""

from collections.abc import Callable
from functools import lru_cache

from flask import Response, g, session
from flask_babel import Babel, Domain
from markupsafe import Markup, escape, soft_str
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from tpmlearn import words
from tpmlearn.web.access import person
from tpmlearn.web.application import Application
from tpmlearn.web.requests import SiteRequest, asked_for
from tpmlearn.web.responses import vary_by
from tpmlearn.words import OFFERED, SOURCE, Speech, cases, dates, lists, numbers

# Of what a browser sends, a hundred characters is much.
LONGEST_REMEMBERED = 200
FILTERS: dict[str, Callable[..., str]] = {
    "said": words._,
    "capitalize": lambda text: cases.capitalised(soft_str(text)),
    "decimal": numbers.decimal,
    "grouped": numbers.grouped,
    "shortest": numbers.shortest,
    "signed": numbers.signed,
    "listed": lists.listed,
    "either": lists.either,
    "day_and_month": dates.day_and_month,
    "long_date": dates.long_date,
    "month_and_year": dates.month_and_year,
    "month_short": dates.month_short,
    "short_date": dates.short_date,
    "weekday_short": dates.weekday_short,
    "weekday_span": dates.weekday_span,
}
"""What templates write by the language; `said` looks up a text that Python has marked by N_."""

_PLAIN: dict[tuple[str, str], Markup] = {}


class Words(Domain):  # type: ignore[misc]
    """Flask-Babel's lookup on the catalogues that the whole program shares."""

    def get_translations(self) -> object:
        """The catalogue of the language that is spoken now."""
        return words.current().catalogue


def init_languages(app: Application, choose: Callable[[], str] | None = None) -> None:
    """Let every request speak one language, and templates mark what they say.

    `choose` gives the tag for a request, where it is not to be the reader's choice.
    """
    find = choose or chosen
    # Flask-Babel and what asks it speak as the program does, from the same catalogues.
    babel = Babel(app, locale_selector=lambda: words.current().tag, configure_jinja=False)
    babel.domain_instance = Words()
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    # In place of Jinja's own functions, which take some twenty calls for each text.
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        _=_gettext, gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext
    )
    for name, filter_ in FILTERS.items():
        app.add_template_filter(filter_, name)
    app.add_template_global(words.current, "speech")
    app.add_template_global(content_lang)
    app.jinja_env.globals["languages"] = OFFERED
    app.before(lambda _asked: words.speak(lambda: _found(find)))
    app.after(_declare)
    app.teardown_request(_end)


def chosen() -> str:
    """The tag for this request: what the person chose, or this browser, or what it accepts."""
    try:
        who = person()
    except SQLAlchemyError:  # the page of a fault must not need the database
        who = None
    for tag in (who.language if who else "", session.get("language", "")):
        if tag in OFFERED:
            return str(tag)
    return accepted()


def accepted() -> str:
    """The tag that fits best to what the browser accepts, English if none does."""
    sent = asked_for().headers.get("Accept-Language", "")
    return _remembered(sent) if len(sent) <= LONGEST_REMEMBERED else _fits_best(sent)


def _fits_best(sent: str) -> str:
    # By hand: `best_match` takes English over German for "de-AT, en;q=0.5", as a whole tag.
    for wanted, quality in parse_accept_header(sent, LanguageAccept):
        tag = wanted.partition("-")[0].lower()
        if quality > 0 and tag in OFFERED:
            return tag
    return SOURCE


_remembered = lru_cache(maxsize=1_000)(_fits_best)


def content_lang() -> Markup:
    """The attribute of what is written in the content's language, where the page has another."""
    return Markup("") if words.current().tag == SOURCE else Markup(' lang="en"')


def _gettext(text: str, /, **values: object) -> Markup:
    """The text as markup, values escaped: those without any are made once."""
    speech = words.current()
    if values:
        return _filled(speech.catalogue.gettext(text), values)
    key = (speech.tag, text)
    found = _PLAIN.get(key) if speech is words.known(speech.tag) else None
    if found is None:
        found = _PLAIN[key] = _filled(speech.catalogue.gettext(text), values)
    return found


def _ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
    said = words.current().catalogue.ngettext(one, many, num)
    return _filled(said, {"num": num, **values})


def _pgettext(context: str, text: str, /, **values: object) -> Markup:
    return _filled(words.current().catalogue.pgettext(context, text), values)


def _filled(said: str, values: dict[str, object]) -> Markup:
    escaped = {name: escape(value) for name, value in values.items()}
    return Markup(said % escaped)  # noqa: S704 - a text of ours, with values escaped  # nosec B704 # words of ours, their values escaped


def _found(find: Callable[[], str]) -> Speech:
    """Found at the first word, so that what says nothing is the same for everybody."""
    speech = words.known(find())
    g.spoken = speech.tag
    return speech


def _declare(_asked: SiteRequest, response: Response) -> Response:
    if tag := g.get("spoken"):
        response.headers.add("Content-Language", tag)
        vary_by(response, "Accept-Language")
    return response


def _end(_: BaseException | None) -> None:
    words.speak(None)
