"""The second layer against hostile text: whatever made the HTML, only this may leave the room."""

import re
from html import unescape

import nh3
from pygments.token import STANDARD_TYPES

from tpmlearn.rendering.surroundings import LINK_CLASSES

TAGS = frozenset(
    (
        *("p", "br", "hr", "div", "span", "blockquote", "pre", "details", "summary"),
        *("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("a", "em", "strong", "code", "del", "sub", "sup"),
    )
)
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "th": {"scope"},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref", *LINK_CLASSES.values()},
    "details": {"answer"},
    "div": {"highlight", "admonition", "note", "tip", "warning", "footnote"},
    "p": {"admonition-title"},
    "span": {name for name in STANDARD_TYPES.values() if name},
    "td": {"num", "align-center"},
    "th": {"num", "align-center"},
}
_ID = re.compile(r"(?:s-|fn|fnref)[\w:-]*")
_HREF = re.compile(r"https?://[^\s/\\]\S*|/(?![/\\])\S*|/|#\S+")
_LINK = re.compile(r"<a [^>]*>")
_REL = ' rel="noopener noreferrer"'
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|table|thead|tbody|tr|td|th|h[2-6]|pre|blockquote|details"
    r"|summary|hr|br)\b[^>]*>"
)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _ID.fullmatch(value) else None
    if name == "href":
        return value if _HREF.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style", "svg", "math", "iframe", "template", "noscript"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    link_rel="noopener noreferrer",
    url_schemes={"http", "https"},
    allowed_classes=_CLASSES,
)


def clean(html: str) -> str:
    """`html` with nothing left but the tags, attributes, classes and addresses listed here.

    Links to other sites get rel="noopener noreferrer"; links within the site do not need it.
    """
    return _LINK.sub(_without_rel, _CLEANER.clean(html))


def plain(html: str) -> str:
    """The words of clean HTML: tags removed, entities read, white space joined."""
    spaced = _BLOCK.sub(" ", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", spaced)).split())


def _without_rel(match: re.Match[str]) -> str:
    link = match[0]
    inside = 'href="/' in link or 'href="#' in link or "href=" not in link
    return link.replace(_REL, "") if inside else link
