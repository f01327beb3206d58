"""Finds in Python what looks like a sentence for people and has no mark."""

import ast
import re
from collections.abc import Iterator

MARKS = {"_", "ngettext", "pgettext", "N_", "later", "gettext"}
# What only operators, authors of code or the database read; names of limits.
UNHEARD = re.compile(
    r"^(log|_log|logging|click|re|sa|op)\.|^(text|warn|print|say|note|require)$"
    r"|(Error|Exception|Missing|exit|^Limit)$"
)
SENTENCE = re.compile(r"^[A-Z“‘][^\s]* [^\s]|^[a-z][a-z'’-]+[,:;]? [a-z0-9(]|[a-z]{2,} [a-z]{2,}")
# Names and values that look like a text and are none; words that a password must not rest on;
# what goes into git and releases, which are content.
NAMES = {
    "Samsung Internet",
    "technical project manager",
    "project manager",
    "ISO 8601, UTC",
    "REPEATABLE READ",
    "private, no-cache",
    "Redis is slow",
    "M0 0",
    "L0 0",
    "M0 0l0 0",
    "code person",
    "code address",
    "code app of 0",
    "A draft, not published.",
    "An author",
    "What the content folder holds",
    "The content folder before the first release",
}
# Statements, patterns, headers, and names of things.
CODE = re.compile(
    r"^SELECT|^noindex|^private, no|^ETag|^sandbox|^[\w-]+: ?$|[{}<>\\]|=|^[\w/.-]+$|; [\w.-]+="
    r"|\bnow\(\)"
)


def unmarked(source: str) -> list[str]:
    """The texts in a module that people might read, outside of marks."""
    tree = ast.parse(source)
    silent = set(_docstrings(tree))
    found: list[str] = []
    _walk(tree, silent, found)
    return found


def _docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _walk(node: ast.AST, silent: set[int], found: list[str]) -> None:
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name.split(".")[-1] in MARKS or UNHEARD.search(name):
            return
    if isinstance(node, ast.Raise | ast.Assert | ast.Compare):
        return
    if isinstance(node, ast.JoinedStr):
        words = "".join(
            str(one.value) if isinstance(one, ast.Constant) else "0" for one in node.values
        )
        _take(words, found)
        for one in node.values:
            if isinstance(one, ast.FormattedValue):
                _walk(one.value, silent, found)
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and id(node) not in silent:
            _take(node.value, found)
        return
    for child in ast.iter_child_nodes(node):
        _walk(child, silent, found)


def _take(text: str, found: list[str]) -> None:
    if SENTENCE.search(text) and not CODE.search(text) and text not in NAMES:
        found.append(" ".join(text.split()))
