"""Plain text as Markdown that shows exactly that text, in both of our Markdown readers."""

import re

from tpmlearn.domain.content.tex import MATH

# Backslashes where both readers know them, entities elsewhere.
_SPECIAL = re.compile(r"[\\`*\[\]<{]|&(?=#?\w{1,31};)|\$\$|~~|(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = {"<": "&lt;", "{": "&#123;", "&": "&amp;", "$$": "&#36;$", "~~": "&#126;~"}
_PAIR = re.compile(r"(?<!\S)::(?!\S)")
_FOOTNOTE = re.compile(r"\\\[\^")
_START = re.compile(
    r"(?P<mark>[#>+-])|(?P<entity>[=:|](?=.?)|\?{3}|!{3})|(?P<number>\d{1,9})(?P<dot>[.)])(?!\S)"
    r"|(?P<gap>Gap \d{1,3}):"
)


def escaped(text: str) -> str:
    """Text of one or more lines with everything that Markdown would take as markup escaped.

    Math in `\\( … \\)` and `$$ … $$` stays: other programs write it in the same way.
    """
    return "\n".join(map(guarded, escaped_words(text).split("\n")))


def escaped_words(text: str) -> str:
    """The same for words within a line, before which others stand."""
    pieces, start = [], 0
    for match in MATH.finditer(text):
        pieces += [_escaped(text[start : match.start()]), match[0]]
        start = match.end()
    return "".join([*pieces, _escaped(text[start:])])


def guarded(line: str) -> str:
    """A line of Markdown of which the first characters cannot begin a block."""
    line = line.strip()
    match = _START.match(line)
    if match is None:
        return line
    rest = line[match.end() :]
    if match["mark"]:
        return f"\\{line}"
    if match["entity"]:
        return f"&#{ord(line[0])};{line[1:]}"
    if match["number"]:
        return f"{match['number']}\\{match['dot']}{rest}"
    return f"{match['gap']}&#58;{rest}"


def one_line(markdown: str) -> str:
    """Markdown of several lines or paragraphs as one line, fit for an option."""
    return " ".join(_PAIR.sub(":&#58;", markdown).split())


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)
    return _FOOTNOTE.sub("&#91;^", text)
