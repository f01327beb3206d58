"""Our Markdown as the XHTML that stands inside a QTI item."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr  # nosec B406 # it escapes, it reads nothing

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from tpmlearn.domain.content.references import BRACKETS, bracket_target
from tpmlearn.domain.content.tex import MATH, WrongTex, mathml

_ASSIGNMENT = re.compile(r"\[([^\[\]]+)\]\(assignment:[^()\s]+\)")
_MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"'


def _math(state: StateInline, silent: bool) -> bool:
    match = MATH.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


def _shown_math(_self: Any, tokens: Any, n: int, *_: Any) -> str:
    source = str(tokens[n].content)
    display = source.startswith("$$")
    try:
        found = mathml(source[2:-2], display=display)
    except WrongTex:
        return escape(source)
    return found.replace("<math", _MATH, 1)


_PARSER = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")
_PARSER.inline.ruler.before("escape", "math", _math)
_PARSER.add_render_rule("math", _shown_math)


def blocks(text: str, images: Mapping[str, str]) -> str:
    """Markdown as XHTML blocks; `images` says where in the package each figure lies."""
    for name, place in images.items():
        text = text.replace(f"]({name})", f"]({place})")
    return str(_PARSER.render(_without_links(text))).strip()


def inline(text: str) -> str:
    """One line of Markdown as XHTML without a block around it."""
    return str(_PARSER.renderInline(_without_links(text)))


def attribute(text: str) -> str:
    """Markdown as a quoted attribute: its words alone."""
    words = re.sub(r"<[^>]*>", "", inline(text))
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(name, char)
    return quoteattr(words)


def _without_links(text: str) -> str:
    text = BRACKETS.sub(lambda match: match[2] or bracket_target(match[1])[1], text)
    return _ASSIGNMENT.sub(lambda match: match[1], text)
