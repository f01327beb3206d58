"""The blocks and runs of a Markdown text as a tree: markdown-it's own nodes, made in one pass."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode


class Node(SyntaxTreeNode):
    """A node that knows its type; a large text has hundreds of thousands of them."""

    type: str = "root"

    def __init__(self, token: Token | None = None, parent: SyntaxTreeNode | None = None) -> None:
        # The base class would look for its own tokens here, once more on each level.
        self.token = token
        self.nester_tokens = None
        self._parent = parent
        self._children = []
        if token is not None:
            self.type = token.type.removesuffix("_open")


def tree_of(tokens: Iterable[Token]) -> Node:
    """The root of the tree that a list of tokens describes."""
    root = Node()
    _grow(root, tokens)
    return root


def walk(root: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """A node and all below it in the order of the text, however deep they are."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)


def _grow(root: Node, tokens: Iterable[Token]) -> None:
    here: SyntaxTreeNode = root
    for token in tokens:
        if token.nesting < 0:
            here = here.parent or root
            continue
        node = Node(token, here)
        here.children.append(node)
        if token.nesting:
            here = node
        elif token.children:
            _grow(node, token.children)
