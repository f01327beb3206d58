"""Evaluates the short sums of generated numbers: numbers, names, five functions, nothing else."""

import ast
import math
import operator
from collections.abc import Mapping

from simpleeval import InvalidExpression, SimpleEval

LONGEST = 200
MOST_POWER = 20


class BadExpression(Exception):
    """The sum cannot be worked out; the text says why."""


def _power(base: float, exponent: float) -> float:
    """A power of floats: integers would grow without limit."""
    if abs(exponent) > MOST_POWER:
        raise BadExpression(f"the power {exponent:g} is above {MOST_POWER}")
    return float(float(base) ** exponent)


OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
FUNCTIONS = {"min": min, "max": max, "round": round, "sqrt": math.sqrt, "abs": abs}
_NODES = (ast.Expr, ast.UnaryOp, ast.BinOp, ast.Call, ast.Name, ast.Constant)


def names_in(expression: str) -> frozenset[str]:
    """The variables that a sum names. Raises BadExpression."""
    tree = _parse(expression)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return frozenset(names - set(FUNCTIONS))


def evaluate(expression: str, values: Mapping[str, int]) -> float:
    """What a sum comes to, a finite number. Raises BadExpression."""
    evaluator = SimpleEval(operators=OPERATORS, functions=FUNCTIONS, names=_floats(values))
    evaluator.nodes = {node: handler for node, handler in evaluator.nodes.items() if node in _NODES}
    try:
        found = float(evaluator.eval(expression, previously_parsed=_parse(expression)))
    except (InvalidExpression, ArithmeticError, TypeError, ValueError, RecursionError) as error:
        raise BadExpression(_why(error)) from error
    if not math.isfinite(found):
        raise BadExpression("the result is not finite")
    return found


def _floats(values: Mapping[str, int]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def _parse(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise BadExpression(f"it is longer than {LONGEST} characters")
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise BadExpression("it is not a sum") from error
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    if any(type(value) not in {int, float} for value in constants):
        raise BadExpression("it holds something that is no number")
    return tree


def _why(error: Exception) -> str:
    if isinstance(error, ZeroDivisionError):
        return "it divides by zero"
    if isinstance(error, OverflowError):
        return "the result is too large"
    return "it uses something else than numbers, variables, + - * / // % ** and the functions"
