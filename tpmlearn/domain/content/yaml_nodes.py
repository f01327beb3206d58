"""Composes YAML into nodes with positions, and refuses what could be used to harm the site."""

from typing import Any

import yaml

from tpmlearn.domain.content.rules import Report

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12


class Refused(yaml.MarkedYAMLError):
    """YAML that parses but is not wanted; carries the rule's code and its values."""

    def __init__(self, code: str, mark: Any, **values: object) -> None:
        super().__init__(problem=code, problem_mark=mark)
        self.code = code
        self.values = values


class Loader(yaml.SafeLoader):
    """A safe loader that stops at anchors, aliases, tags and deep nesting before it recurses."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; raises Refused for what is not wanted."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            raise Refused("E013", event.start_mark)
        if getattr(event, "tag", None) is not None:
            raise Refused("E017", event.start_mark, tag=event.tag)
        if self.depth >= MAX_DEPTH:
            raise Refused("E014", event.start_mark, limit=MAX_DEPTH)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def compose(text: str, report: Report, *, first_line: int = 1) -> yaml.Node | None:
    """The root node of `text`, whose first line is line `first_line` of its file.

    Problems go to `report`; None when the text is empty or cannot be used.
    """
    size = len(text.encode())
    if size > MAX_BYTES:
        report.add("E015", first_line, size=size, limit=MAX_BYTES)
        return None
    padded = "\n" * (first_line - 1) + text
    try:
        node = composed_quickly(padded) or yaml.compose(padded, Loader=Loader)
    except Refused as refused:
        line, column = _place(refused.problem_mark)
        report.add(refused.code, line, column, **refused.values)
        return None
    except yaml.MarkedYAMLError as error:
        report.add("E012", *_place(error.problem_mark), reason=_reason(error))
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        report.add("E012", first_line, reason=type(error).__name__)
        return None
    return node if node is None or _keys_are_single(node, report) else None


def composed_quickly(text: str) -> yaml.Node | None:
    """The root node as libyaml composes it, which takes a tenth of the time.

    None where anything is wrong or refused, so that one loader alone words every problem; and where
    PyYAML was built without libyaml.
    """
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        return None
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            opens = isinstance(event, yaml.CollectionStartEvent)
            depth += opens - isinstance(event, yaml.CollectionEndEvent)
            # A scalar within MAX_DEPTH collections would be one node too deep, as would be another.
            node = opens or isinstance(event, yaml.ScalarEvent)
            too_deep = node and depth + (not opens) > MAX_DEPTH
            if too_deep or getattr(event, "anchor", None) or getattr(event, "tag", None):
                return None
        return yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, ValueError):
        return None


def place(node: yaml.Node) -> tuple[int, int]:
    """Line and column of a node, from 1."""
    return _place(node.start_mark)


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _reason(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part) or "not YAML"


def _keys_are_single(node: yaml.Node, report: Report) -> bool:
    """Whether no mapping below `node` has a key twice or a key that is no text."""
    if isinstance(node, yaml.ScalarNode):
        return True
    if isinstance(node, yaml.SequenceNode):
        found = [_keys_are_single(child, report) for child in node.value]
        return all(found)
    seen: set[str] = set()
    fine = True
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            report.add("E012", *place(key), reason="a key must be one word")
            fine = False
        elif key.value in seen:
            report.add("E016", *place(key), key=key.value)
            fine = False
        else:
            seen.add(key.value)
        fine = _keys_are_single(value, report) and fine
    return fine
