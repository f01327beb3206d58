"""Text in files: no control characters, no formulas."""

import csv
import io

import pytest

from tpmlearn.domain.planning.exports.lines import csv_text, one_line, printable, safe_cell

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\n=1", "＝1", "＠x", "\0=1", "\x07=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_it_puts_an_apostrophe_before_what_could_be_a_formula(text: str) -> None:
    assert safe_cell(text) == "'" + printable(text)


@pytest.mark.parametrize("text", ["", "Plan", "a=b", "2026-11-23", "'=1", "3 - 1"])
def test_it_leaves_other_cells_alone(text: str) -> None:
    assert safe_cell(text) == text


def test_it_keeps_line_feeds_and_drops_control_characters() -> None:
    assert printable("a\r\nb\rc\u2028d\x00\x1b\ud800e\tf") == "a\nb\nc\nd" + "e\tf"
    assert one_line(" a\r\n\tb\x00 c ") == "a b c"


def test_it_quotes_what_a_reader_would_split() -> None:
    rows = [('a "quoted" word', "b,c", "d\ne"), ("", ";", "'")]

    text = csv_text(("one", "two", "three"), rows)

    assert list(csv.reader(io.StringIO(text))) == [["one", "two", "three"], *map(list, rows)]
