"""Which language a page speaks: what its reader chose, else what their browser asks for."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, Response, g, request, session
from flask_babel import Babel, Domain, get_locale
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from tpmlearn import words
from tpmlearn.web.access import person
from tpmlearn.words import LANGUAGES, SOURCE, Speech, dates, lists, numbers

FILTERS: dict[str, Callable[..., str]] = {
    "said": words._,
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


class Words(Domain):  # type: ignore[misc]
    """Flask-Babel's lookup on the catalogues that the whole program shares."""

    def get_translations(self) -> object:
        """The catalogue of the language that is spoken now."""
        return words.current().catalogue


def init_languages(app: Flask, choose: Callable[[], str] | None = None) -> None:
    """Let every request speak one language, and templates mark what they say.

    `choose` gives the tag for a request, where it is not to be the reader's choice.
    """
    babel = Babel(app, locale_selector=choose or chosen, configure_jinja=False)
    babel.domain_instance = Words()
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    # Straight to the catalogue: Flask-Babel's own functions ask for the locale at each text.
    cast(Any, app.jinja_env).install_gettext_callables(_gettext, _ngettext, True, _pgettext)
    for name, filter_ in FILTERS.items():
        app.add_template_filter(filter_, name)
    app.add_template_global(words.current, "speech")
    app.add_template_global(content_lang)
    app.jinja_env.globals["languages"] = LANGUAGES
    app.before_request(_begin)
    app.after_request(_declare)
    app.teardown_request(_end)


def chosen() -> str:
    """The tag for this request: what the person chose, or this browser, or what it accepts."""
    try:
        who = person()
    except SQLAlchemyError:  # the page of a fault must not need the database
        who = None
    for tag in (who.language if who else "", session.get("language", "")):
        if tag in LANGUAGES:
            return str(tag)
    return accepted()


def accepted() -> str:
    """The tag that fits best to what the browser accepts, English if none does.

    By hand: `best_match` takes English over German for "de-AT, en;q=0.5", as a whole tag.
    """
    for wanted, quality in request.accept_languages:
        tag = wanted.partition("-")[0].lower()
        if quality > 0 and tag in LANGUAGES:
            return tag
    return SOURCE


def content_lang() -> Markup:
    """The attribute of what is written in the content's language, where the page has another."""
    return Markup("") if words.current().tag == SOURCE else Markup(' lang="en"')


def _gettext(text: str) -> str:
    return words.current().catalogue.gettext(text)


def _ngettext(one: str, many: str, num: int) -> str:
    return words.current().catalogue.ngettext(one, many, num)


def _pgettext(context: str, text: str) -> str:
    return words.current().catalogue.pgettext(context, text)


def _begin() -> None:
    words.speak(_found)


def _found() -> Speech:
    """Found at the first word, so that what says nothing is the same for everybody."""
    speech = words.known(str(get_locale()))
    g.spoken = speech.tag
    return speech


def _declare(response: Response) -> Response:
    if tag := g.get("spoken"):
        response.headers.setdefault("Content-Language", tag)
        response.vary.add("Accept-Language")
    return response


def _end(_: BaseException | None) -> None:
    words.speak(None)
