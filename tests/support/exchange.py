"""Items to write for other programs: one of every type, and all that ship."""

from tests.support.every_type import FIGURE, quiz
from tpmlearn.config import ROOT
from tpmlearn.domain.content.exchange.outgoing import Outgoing, shown_figures
from tpmlearn.domain.content.items import read_quiz

FIGURES = {"plan.svg": FIGURE}


def every_outgoing() -> list[Outgoing]:
    """An item of every type, with a figure."""
    draft, _ = read_quiz("content/modules/01-start/quiz.md", quiz())
    return [Outgoing(item, FIGURES, draft.sources) for item in draft.items]


def shipped_outgoing() -> list[Outgoing]:
    """The items of all quizzes and banks that ship, with their figures."""
    found = []
    files = [*ROOT.glob("content/modules/*/quiz.md"), *ROOT.glob("content/bank/*.md")]
    for path in sorted(files):
        draft, _ = read_quiz(path.name, path.read_text(encoding="utf-8"))
        figures = {svg.name: svg.read_text(encoding="utf-8") for svg in path.parent.glob("*.svg")}
        for item in draft.items:
            shown = {name: figures[name] for name in shown_figures(item)}
            found.append(Outgoing(item, shown, draft.sources))
    return found
