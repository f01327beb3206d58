"""Generated numbers: a `vars` fence with ranges, and a row `- = expression ± tolerance unit`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.catalogue import Variable
from tpmlearn.domain.content.drafts import FormulaDraft, Question, Slice
from tpmlearn.domain.content.expressions import FUNCTIONS, BadExpression, evaluate, names_in
from tpmlearn.domain.content.places import Document, line_of, span
from tpmlearn.domain.content.rows import reason_of, row_text
from tpmlearn.domain.content.rules import Report

ANSWER = "answer"
MOST_VARIABLES = 8
LARGEST = 1_000_000_000
MOST_TRIED = 300
LONGEST_UNIT = 30
PLACEHOLDER = re.compile(r"\{\{([a-z0-9]{1,20})\}\}")
_LINE = re.compile(
    r"([a-z][a-z0-9]{0,19}):\s*(-?\d{1,10})\s*\.\.\s*(-?\d{1,10})(?:\s+step\s+(\d{1,9}))?"
)
_ROW = re.compile(r"=\s*(\S.*?)\s*(?:±|\+/-|\+-)\s*(\d+(?:\.\d+)?)(?:\s+(\S.*))?$")


def vars_fence(nodes: Sequence[SyntaxTreeNode]) -> SyntaxTreeNode | None:
    """The first `vars` fence of an item."""
    return next((one for one in nodes if one.type == "fence" and one.info.strip() == "vars"), None)


def read_formula(
    document: Document, fence: SyntaxTreeNode, rows: Sequence[SyntaxTreeNode], report: Report
) -> FormulaDraft | None:
    """The variables of the fence and the expression of the only row."""
    variables = _variables(document, fence, report)
    line = line_of(rows[0])
    column = document.column(line, "=")
    if len(rows) > 1:
        at = line_of(rows[1])
        report.add("E072", at, document.column(at), count=len(rows), wanted="1 number")
    text = row_text(rows[0]).strip()
    match = _ROW.match(text)
    reason = reason_of(document, rows[0], report)
    if match is None or len(match[3] or "") > LONGEST_UNIT:
        report.add("E098", line, column, found=text[:60], reason="it has no ± tolerance and unit")
        return None
    unit = (match[3] or "").strip()
    formula = FormulaDraft(variables, match[1], float(match[2]), unit, reason, line)
    fault = _fault(formula)
    if fault:
        report.add("E098", line, column, found=match[1][:60], reason=fault)
    return None if fault or not variables else formula


def without_fence(fence: SyntaxTreeNode, stem: Slice) -> Slice:
    """The stem with the fence's lines blanked, so that what follows keeps its line numbers."""
    start, end = span(fence)
    lines = stem.text.split("\n")
    for n in range(start + 1 - stem.line, min(end + 1 - stem.line, len(lines))):
        lines[n] = ""
    before = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return Slice("\n".join(lines[before:]).rstrip(), stem.line + before)


def check_formula(document: Document, question: Question, report: Report) -> None:
    """Report placeholders that are no variable, and variables that learners do not see."""
    formula = question.formula
    if formula is None:
        return
    known = {variable.name for variable in formula.variables}
    pieces = ((question.stem, known), (formula.reason, {*known, ANSWER}))
    for piece, allowed in (*pieces, (question.explanation, {*known, ANSWER})):
        for n, text in enumerate(piece.text.split("\n")):
            for match in PLACEHOLDER.finditer(text):
                if match[1] not in allowed:
                    column = document.column(piece.line + n, re.escape(match[0]))
                    says = f"{match[0]} is no variable of this item"
                    report.add("E097", piece.line + n, column, found=says)
    shown = set(PLACEHOLDER.findall(question.stem.text))
    for name in sorted(known - shown):
        says = f"the variable {name} is not in the question"
        report.add("E097", question.stem.line, document.column(question.stem.line), found=says)


def _variables(document: Document, fence: SyntaxTreeNode, report: Report) -> tuple[Variable, ...]:
    first = span(fence)[0] + 2
    found: dict[str, Variable] = {}
    for n, text in enumerate(fence.content.split("\n")[: MOST_VARIABLES * 3]):
        if not text.strip():
            continue
        variable = _variable(text.strip())
        if variable is None or variable.name in found or len(found) == MOST_VARIABLES:
            says = f"‘{text.strip()[:60]}’ is not a new variable with a range"
            report.add("E097", first + n, document.column(first + n), found=says)
            continue
        found[variable.name] = variable
    if not found:
        report.add("E097", first - 1, document.column(first - 1), found="there is no variable")
    return tuple(found.values())


def _variable(text: str) -> Variable | None:
    match = _LINE.fullmatch(text)
    if match is None or match[1] in {*FUNCTIONS, ANSWER}:
        return None
    low, high, step = int(match[2]), int(match[3]), int(match[4] or 1)
    fits = -LARGEST <= low < high <= LARGEST and 0 < step <= high - low
    return Variable(match[1], low, high, step) if fits else None


def _fault(formula: FormulaDraft) -> str:
    """Why the expression cannot be used: it is tried with many draws, the extremes first."""
    known = {variable.name for variable in formula.variables}
    try:
        unknown = sorted(names_in(formula.expression) - known)
        if unknown:
            return f"{unknown[0][:20]} is not among the variables"
        for values in _draws(formula.variables):
            found = evaluate(formula.expression, values)
            if not formula.tolerance and abs(found - round(found, 4)) > 1e-9:
                return "the result has many decimals and no tolerance"
    except BadExpression as error:
        return str(error)
    return ""


def _draws(variables: Sequence[Variable]) -> Iterator[Mapping[str, int]]:
    """All draws where they are few; else lowest, highest and some between of each variable."""
    ranges = [range(one.low, one.high + 1, one.step) for one in variables]
    total = 1
    for values in ranges:
        total *= len(values)
    names = [one.name for one in variables]
    if total > MOST_TRIED:
        ranges = [_some(values) for values in ranges]
    for drawn in islice(product(*ranges), MOST_TRIED):
        yield dict(zip(names, drawn, strict=True))


def _some(values: range) -> range:
    """About five values of a range, the first and the last among them as far as steps go."""
    return values[:: max((len(values) - 1) // 4, 1)]
