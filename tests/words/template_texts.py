"""Finds in a template what people would read and no mark looks up."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes
from jinja2.lexer import TOKEN_BLOCK_BEGIN, TOKEN_DATA, TOKEN_VARIABLE_BEGIN

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
MARKS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
SPOKEN = {
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "label",
}
# Names, codes and what is read out of code: the same in every language.
SAME = re.compile(
    r"tpmlearn|HTML|PDF|CSV|JSON|Markdown|MSPDI|iCalendar|PERT|vCard|YAML|GIFT|QTI|Moodle|XML|CSS"
    r"|PNG|SVG|MIT|WCAG[ \d.]*|AA|ESCO|SFIA|PMP|PMI|PRINCE2|GitHub|Git|Europass|OpenBadges"
    r"|https?:\S*"
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
WORDS = re.compile(r"^[^\W\d_]+[a-z'’]*[.:,;]? [\w%(‘“]|^[A-Z][a-z]+|[a-z]{2,} [a-z]{2,}|[a-z]\.$")
# Arguments that say how something looks or where it leads, never what it says.
SILENT = {"class", "class_", "id", "kind", "type", "autocomplete", "inputmode", "rel", "name"}
CODE = {
    "url_for",
    "kept",
    "startswith",
    "asset",
    "strftime",
    "selectattr",
    "rejectattr",
    "map",
    "groupby",
    "replace",
}


def unmarked(source: str) -> list[str]:
    """The texts of a template outside of marks, and those in expressions that look like words."""
    return [*_in_markup(source), *_in_expressions(source)]


def _in_markup(source: str) -> list[str]:
    reader = _Reader()
    reader.feed(_without_expressions(source))
    reader.close()
    return reader.found


def _without_expressions(source: str) -> str:
    """The markup, with marked texts and expressions taken out of it."""
    parts, in_mark, keyword = [], False, False
    for _, token, value in ENVIRONMENT.lexer.tokeniter(source, "template"):
        if token == TOKEN_BLOCK_BEGIN:
            keyword = True
        elif keyword and token == "name":
            keyword = False
            if value == "trans":
                in_mark = True
            elif value == "endtrans":
                in_mark = False
            elif value in {"else", "elif", "endif", "endfor"} and not in_mark:
                parts.append(" ")
        elif token == TOKEN_VARIABLE_BEGIN and not in_mark:
            parts.append("0")
        elif token == TOKEN_DATA and not in_mark:
            parts.append(value)
    return "".join(parts)


class _Reader(HTMLParser):
    """Collects texts between tags and in attributes that are spoken."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the spoken attributes."""
        self.silent += tag in {"code", "script", "style", "kbd", "samp"}
        for name, value in attrs:
            if name in SPOKEN and value:
                self._take(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hear again."""
        self.silent = max(0, self.silent - (tag in {"code", "script", "style", "kbd", "samp"}))

    def handle_data(self, data: str) -> None:
        """Look at a text."""
        if not self.silent:
            self._take(data)

    def _take(self, text: str) -> None:
        if LETTERS.search(SAME.sub("", text)):
            self.found.append(" ".join(text.split()))


def _in_expressions(source: str) -> list[str]:
    tree = ENVIRONMENT.parse(source)
    return [text for text in _texts(tree) if WORDS.search(SAME.sub("", text))]


def _texts(node: nodes.Node) -> Iterator[str]:
    """Constant texts that an expression may show: not those compared, looked up or marked."""
    if isinstance(node, nodes.Call) and _called(node.node) in MARKS | CODE:
        for one in (*node.args, *(keyword.value for keyword in node.kwargs)):
            if not _is_text(one):
                yield from _texts(one)
        return
    if isinstance(node, nodes.Filter) and node.name in CODE:
        if node.node is not None:
            yield from _texts(node.node)
        return
    if isinstance(node, nodes.Keyword) and node.key in SILENT:
        return
    if isinstance(
        node, nodes.Compare | nodes.Test | nodes.Import | nodes.FromImport | nodes.Extends
    ):
        return
    if isinstance(node, nodes.Pair):
        # What is looked up in a table is no text, what stands there is.
        if not (_is_text(node.key) and node.key.value in SILENT):  # type: ignore[attr-defined]
            yield from _texts(node.value)
        return
    if isinstance(node, nodes.Getitem):
        yield from _texts(node.node)
        return
    if _is_text(node):
        yield node.value  # type: ignore[attr-defined]
    for child in node.iter_child_nodes():
        yield from _texts(child)


def _called(node: nodes.Node) -> str:
    return node.name if isinstance(node, nodes.Name) else getattr(node, "attr", "")


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def marks_of_variables(source: str) -> list[int]:
    """The lines with a mark around something else than a text, or that hide the mark's name."""
    tree = ENVIRONMENT.parse(source)
    calls = [
        call.lineno
        for call in tree.find_all(nodes.Call)
        if _called(call.node) in MARKS and not all(map(_is_text, call.args[:1]))
    ]
    hidden = [
        name.lineno for name in tree.find_all(nodes.Name) if name.ctx != "load" and name.name == "_"
    ]
    return calls + hidden
