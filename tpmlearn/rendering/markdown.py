"""Markdown in, clean HTML out: Python-Markdown makes it, nh3 cleans it, figures come in last."""

import re
from collections.abc import Callable
from functools import cached_property
from html import escape
from itertools import count
from typing import Any

from markdown import Markdown

from tpmlearn.domain.content.fences.reading import READERS
from tpmlearn.rendering.clean import clean
from tpmlearn.rendering.fences import fence_html
from tpmlearn.rendering.formulas import math_html
from tpmlearn.rendering.house import House, Work
from tpmlearn.rendering.surroundings import Surroundings

_EXTENSIONS = (
    "markdown.extensions.tables",
    "markdown.extensions.def_list",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.quotes",
    "pymdownx.details",
    "pymdownx.betterem",
)
_SETTINGS: dict[str, dict[str, Any]] = {
    "markdown.extensions.tables": {"use_align_attribute": True},
    "markdown.extensions.footnotes": {
        "SEPARATOR": "-",
        "BACKLINK_TITLE": "Back to the text, note {}",
    },
    "pymdownx.highlight": {"guess_lang": False, "use_pygments": True, "noclasses": False},
    "pymdownx.quotes": {"callouts": True},
}
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


class Converter:
    """Turns Markdown into clean HTML; `recall` renders the content of a `quiz` fence.

    Not safe for use by several threads at once.
    """

    def __init__(self, *, footnotes: bool, recall: Callable[[str, Surroundings], str]) -> None:
        self._house = House()
        self._recall = recall
        self._footnotes = footnotes

    @cached_property
    def _markdown(self) -> Markdown:
        """Made when something is to be rendered: what is kept in the cache needs none."""
        extensions: list[Any] = [*_EXTENSIONS, self._house]
        if self._footnotes:
            extensions.insert(0, "markdown.extensions.footnotes")
        fences = [{"name": "quiz", "class": "recall", "format": self._quiz_fence}]
        fences += [{"name": one, "class": one, "format": self._figure_fence} for one in READERS]
        fences.append({"name": "math", "class": "math", "format": self._math_fence})
        settings = {**_SETTINGS, "pymdownx.superfences": {"custom_fences": fences}}
        if not self._footnotes:
            settings.pop("markdown.extensions.footnotes")
        return Markdown(extensions=extensions, extension_configs=settings, output_format="html")

    def blocks(self, text: str, work: Work) -> str:
        """`text` as clean HTML; tokens of `work` are still in it."""
        return _finish(clean(self.raw(text, work)))

    def raw(self, text: str, work: Work) -> str:
        """What Python-Markdown alone makes of `text`: not to be shown to anyone."""
        self._house.work = work
        try:
            return self._markdown.convert(text)
        finally:
            self._markdown.reset()

    def block(self, text: str, surroundings: Surroundings) -> str:
        """A text of one or more paragraphs as clean HTML, figures in place."""
        work = Work(surroundings)
        return work.fill(self.blocks(text, work)).strip()

    def inline(self, text: str, surroundings: Surroundings) -> str:
        """A single paragraph as clean HTML without its <p>, fit for a label."""
        html = self.block(text, surroundings)
        alone = _ONE_PARAGRAPH.fullmatch(html)
        return alone[1] if alone else html

    def _quiz_fence(self, source: str, *_: object, **__: object) -> str:
        work = self._house.work
        # In <pre>, as any other fence, so that the structure can be compared; `fill` removes it.
        return f"<pre>{work.token(self._recall(source, work.surroundings))}</pre>"

    def _math_fence(self, source: str, *_: object, **__: object) -> str:
        return f"<pre>{self._house.work.token(math_html(source, display=True))}</pre>"

    def _figure_fence(self, source: str, language: str, *_: object, **__: object) -> str:
        work = self._house.work
        html = fence_html(language, source, number=len(work.slots))
        # What is wrong in it has been reported; it is shown as it was written.
        return f"<pre>{work.token(html)}</pre>" if html else f"<pre>{escape(source)}</pre>"


class Outliner:
    """What Python-Markdown makes of the blocks of a text; runs of text stay as they are written.

    Not safe for use by several threads at once.
    """

    @cached_property
    def _markdown(self) -> Markdown:
        fences = [
            {"name": one, "class": one, "format": _bare} for one in ("quiz", "math", *READERS)
        ]
        settings = {
            **_SETTINGS,
            "pymdownx.superfences": {"custom_fences": fences},
            "pymdownx.highlight": {"use_pygments": False},
        }
        markdown = Markdown(
            extensions=["markdown.extensions.footnotes", *_EXTENSIONS],
            extension_configs=settings,
            output_format="html",
        )
        markdown.preprocessors.deregister("html_block")
        markdown.treeprocessors.deregister("inline")
        return markdown

    def html(self, text: str) -> str:
        """HTML to compare with, not to be shown to anyone."""
        try:
            return self._markdown.convert(text)
        finally:
            self._markdown.reset()


def _bare(*_: object, **__: object) -> str:
    return "<pre></pre>"


def _finish(html: str) -> str:
    """Make wide tables and code scrollable by keyboard."""
    html = html.replace("<pre>", '<pre tabindex="0">')
    numbers = count(1)
    return _TABLE.sub(lambda match: _scrolling(match, next(numbers)), html)


def _scrolling(match: re.Match[str], number: int) -> str:
    heads = [re.sub(r"<[^>]*>", "", head).strip() for head in _HEAD.findall(match[1])]
    label = escape(f"Table {number}: " + ", ".join(head for head in heads if head), quote=True)
    # The heads are clean HTML already: their entities must not be escaped a second time.
    label = label.replace("&amp;", "&")
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f"<table>{match[1]}</table></div>"
    )
