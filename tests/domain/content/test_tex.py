"""TeX in, MathML out of listed parts only; what cannot be shown is named with its place."""

import pytest

from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.tex import LONGEST, WrongTex, formulas, mathml, without_math
from tpmlearn.domain.content.text_rules import check_text


@pytest.mark.parametrize(
    ("tex", "inside"),
    [
        (r"\frac{a}{2}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        (r"x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"a \le b", "<mi>a</mi><mo>≤</mo><mi>b</mi>"),
        (r"a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\text{EAC & more}", "<mtext>EAC\u00a0&amp;\u00a0more</mtext>"),
        (r"5\%", "<mn>5</mn><mi>%</mi>"),
        (r"\sqrt{x}", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
        (r"\begin{cases} a \\ b \end{cases}", "<mtable>"),
        (r"\binom{n}{k}", '<mfrac linethickness="0">'),
        (r"\begin{split} a &= b \end{split}", "<mtable "),
    ],
)
def test_it_converts_what_authors_need(tex: str, inside: str) -> None:
    html = mathml(tex, display=False)

    assert html.startswith('<math display="inline" alttext="')
    assert inside in html


@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"\foo",
        r"\frac{1",
        r"\frac{1}",
        "a}",
        "x^",
        "x_1_2",
        "a & b",
        r"\left( a",
        r"\left( a \right",
        r"\begin{cases} a",
        r"a \end{cases}",
        r"\begin{foo} a \end{foo}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\class{x}{y}",
        r"\color{red}{x}",
        r"\newcommand{\a}{\a\a}\a",
        r"\def\a{\a}\a",
        r"\includegraphics{x}",
        "{" * 21 + "}" * 21,
        "x" * (LONGEST + 1),
        r"\sqrt" * 199,
        r"\frac" * 199,
        r"\begin{matrix}" * 70,
    ],
)
def test_it_refuses_what_it_cannot_show_safely(tex: str) -> None:
    with pytest.raises(WrongTex) as raised:
        mathml(tex, display=True)

    assert str(raised.value)


def test_words_in_it_stay_words() -> None:
    html = mathml(r'\text{<script>alert("1")</script>}', display=True)

    assert "<script" not in html
    assert 'alttext="\\text{&lt;script&gt;alert(&quot;1&quot;)' in html


def test_it_finds_math_of_both_kinds_outside_escapes() -> None:
    found = [(one.tex, one.display) for one in formulas(r"a \(x\), $$y$$, \\(no\), \(a\nb\) $5 $6")]

    assert found == [("x", False), ("y", True), (r"a\nb", False)]
    assert without_math("a \\(x\ny\\) b") == "a    \n    b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"A \(x^\) b", ("E121", 1, 3)),
        ("Text\n\n$$\n\\foo\n$$", ("E121", 3, 1)),
        ("```math\n\n\\foo\n```", ("E121", 2, 1)),
        (r"One \(a\) and \(b", ("E120", 1, 15)),
        (r"One a\)", ("E120", 1, 6)),
        ("Costs $$ 5", ("E120", 1, 7)),
        ("$$ a\n\nb $$", ("E120", 1, 1)),
        (r"## The index \(x\)", ("E122", 1, 14)),
        (f"\\({'x' * 1001}\\)", ("E120", 1, 1)),
    ],
)
def test_it_names_the_place_of_wrong_math(text: str, expected: tuple[str, int, int]) -> None:
    report = Report("")

    check_text(Document(text), report)

    assert (report.problems[0].code, report.problems[0].line, report.problems[0].column) == expected


def test_math_does_not_hold_an_opening_of_its_own() -> None:
    assert [one.tex for one in formulas(r"\(a \(b\) \(c \\ (d)\)")] == ["b", r"c \\ (d)"]


@pytest.mark.parametrize(
    "text",
    [
        r"`\(` and `$$` in code, \(a_1 * b_1 * c[^1] <b> [[x]]\) and $$a*b*c$$",
        "- Item \\(x\\)\n\n| a | b |\n|---|---|\n| \\(x\\) | y |\n",
        "It costs $5 or $6 (or \\$7).",
        "```\n\\( $$\n```",
    ],
)
def test_other_rules_do_not_look_into_math(text: str) -> None:
    report = Report("")

    check_text(Document(text), report)

    assert report.problems == []
