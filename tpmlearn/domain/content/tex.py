"""Math in texts: where it stands, and TeX as MathML of which only what is listed here is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from xml.etree.ElementTree import Element  # nosec B405 # writes and names, reads nothing

LONGEST = 1_000
MOST_BRACES = 20
MATH = re.compile(
    rf"(?<!\\)\\\((?P<inline>(?:[^`\\]|\\[^()`]){{1,{LONGEST}}}?)\\\)"
    rf"|(?<![\\$])\$\$(?P<display>[^`$]{{1,{LONGEST}}})\$\$"
)
"""Inline math in `\\( … \\)`, display math in `$$ … $$`.

Neither may hold its own opening, so that many openings cost no more than their length.
"""
LEFT = re.compile(r"(?<!\\)\\[()]|(?<![\\$])\$\$")
"""What opens or closes math and belongs to none, once whole math has been blanked out."""

_ELEMENTS = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "mroot": 2,
    "msubsup": 3,
    "munderover": 3,
    **dict.fromkeys(
        ("mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mtable", "mtr", "mtd", "mphantom"),
        None,
    ),
}
"""The elements that are kept; a number says how many children they must have."""
_WORDS = re.compile(r"[a-z]{1,12}")
_LENGTH = re.compile(r"-?\d{0,2}(?:\.\d{1,4})?em")
_ATTRIBUTES = {
    "mathvariant": re.compile("normal"),
    "stretchy": _WORDS,
    "fence": _WORDS,
    "form": _WORDS,
    "separator": _WORDS,
    "movablelimits": _WORDS,
    "accent": _WORDS,
    "columnalign": _WORDS,
    "displaystyle": _WORDS,
    "linethickness": re.compile("0"),
    "width": _LENGTH,
}
_SKIPPED = {
    "scriptlevel",
    "minsize",
    "maxsize",
    "lspace",
    "rspace",
    "linebreak",
    "columnspacing",
    "rowspacing",
}
_REFUSED = frozenset(
    (
        *("newcommand", "renewcommand", "providecommand", "def", "gdef", "edef", "xdef", "let"),
        *("href", "url", "style", "class", "id", "cssId", "data", "htmlClass", "unicode"),
        *(
            "color",
            "textcolor",
            "colorbox",
            "fcolorbox",
            "definecolor",
            "includegraphics",
            "require",
        ),
    )
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^}]*)\}")
_ENVIRONMENTS = frozenset(
    ("matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "split", "align*", "array")
)


class WrongTex(ValueError):
    """TeX that cannot be shown; the message says why."""


@dataclass(frozen=True)
class Formula:
    """TeX found in a text, from `start` to `end`; in a line of its own or not."""

    tex: str
    display: bool
    start: int
    end: int


def formulas(text: str) -> Iterator[Formula]:
    """All math of a text whose code has been blanked out."""
    for match in MATH.finditer(text):
        display = match["display"] is not None
        yield Formula(match["display" if display else "inline"], display, *match.span())


def without_math(text: str) -> str:
    """The text with math blanked out, every character and line in its place."""
    if not may_have_math(text):
        return text
    return MATH.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def may_have_math(text: str) -> bool:
    """Whether anything in a text could open or close math."""
    return "\\" in text or "$$" in text


def mathml(tex: str, *, display: bool) -> str:
    """`tex` as a <math> element made of listed elements and attributes; raises `WrongTex`."""
    source = " ".join(tex.split())
    _check(source)
    shown = "block" if display else "inline"
    inner = "".join(_clean(child, source) for child in _convert(source, shown))
    return f'<math display="{shown}" alttext="{escape(source)}">{inner}</math>'


def _check(source: str) -> None:
    """Refuse what the converter would take silently, or what could grow or run."""
    if not source:
        raise WrongTex("there is nothing in it")
    if len(source) > LONGEST:
        raise WrongTex(f"it is longer than {LONGEST} characters")
    refused = [name for name in _COMMAND.findall(source) if name in _REFUSED]
    if refused:
        raise WrongTex(f"\\{refused[0]} is not allowed")
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", source.replace("\\\\", "  ")):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            raise WrongTex("a } has no {")
        if depth > MOST_BRACES:
            raise WrongTex(f"braces are nested deeper than {MOST_BRACES}")
    if depth:
        raise WrongTex("a { is not closed")
    _check_environments(source)


def _check_environments(source: str) -> None:
    opened: list[str] = []
    for what, name in _ENVIRONMENT.findall(source):
        if name not in _ENVIRONMENTS:
            raise WrongTex(f"‘{name}’ is no known environment")
        if what == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            raise WrongTex(f"\\end{{{name}}} has no \\begin")
        if len(opened) > 3:
            raise WrongTex("environments are nested too deep")
    if opened:
        raise WrongTex(f"\\begin{{{opened[-1]}}} has no \\end")


def _convert(source: str, display: str) -> Element:
    # Only texts with math pay for loading the table of symbols.
    from latex2mathml.converter import convert_to_element

    try:
        return convert_to_element(source, display=display)
    except Exception as error:
        raise WrongTex(_reason(error)) from error


def _reason(error: Exception) -> str:
    """The converter names its errors, as in MissingSuperScriptOrSubscriptError."""
    name = type(error).__name__
    known = name.endswith("Error") and name not in {"IndexError", "KeyError", "RecursionError"}
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Error")).lower()
    return words if known else "something is missing"


def _clean(element: Element, source: str) -> str:
    name = str(element.tag)
    if name not in _ELEMENTS:
        if name == "mstyle":
            return f"<mrow>{''.join(_clean(child, source) for child in element)}</mrow>"
        raise WrongTex(f"<{name[:30]}> is not part of the format")
    wanted = _ELEMENTS[name]
    if wanted is not None and len(element) != wanted:
        raise WrongTex("something is missing")
    text = unescape(element.text or "")
    if "\\" in text:
        raise WrongTex(f"{text.strip()[:30]} is no known command")
    if name == "mi" and text == "&" and "\\&" not in source:
        raise WrongTex("an & stands outside a matrix")
    attributes = "".join(_attribute(key, str(value)) for key, value in element.attrib.items())
    inner = escape(text, quote=False) + "".join(_clean(child, source) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>"


def _attribute(name: str, value: str) -> str:
    if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value):
        return f' {name}="{value}"'
    if name in _ATTRIBUTES or name in _SKIPPED:
        return ""
    raise WrongTex(f"the attribute {name[:30]} is not part of the format")
