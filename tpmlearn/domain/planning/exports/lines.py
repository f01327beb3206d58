"""Text that other programs must survive: no control characters, one line, no formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What XML 1.0 and iCalendar forbid: control characters (tab and line feed apart), halves of a
# surrogate pair, and the two code points that are no characters.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]")


def printable(text: str) -> str:
    """Return the text with line feeds alone as line ends and without control characters."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return the text as one line; every run of white space becomes a blank."""
    return " ".join(printable(text).split())


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    What begins with = + - @, in full width too, or after blanks, gets an apostrophe before it, as
    the OWASP page on CSV injection advises.
    """
    text = printable(text)
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as RFC 4180 has them, each cell made safe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
