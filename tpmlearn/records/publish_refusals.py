"""Why something does not go live."""

from collections import Counter
from collections.abc import Sequence

from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.words import _, ngettext

MOST_NAMED = 5


class CannotPublish(Exception):
    """What was to go live cannot; the text says why and what to do, and nothing has changed.

    `problems` are what the checker says, where that is the reason.
    """

    problems: tuple[Problem, ...] = ()


class SomebodyElse(CannotPublish):
    """Something else went live meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Something else went live meanwhile. Look at what it changed, then again.")
        )


class HasErrors(CannotPublish):
    """The checker finds errors that what is live does not have."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            ngettext(
                "The checker finds an error that the live content does not have.",
                "The checker finds %(num)s errors that the live content does not have.",
                len(self.problems),
            )
        )


class BranchDiffers(CannotPublish):
    """The branch, or the folder while that is shown, holds what the other does not."""

    def __init__(self, names: Sequence[str], branch: str, *, is_folder: bool) -> None:
        self.names, self.is_folder = tuple(names), is_folder
        shown = ", ".join(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            shown = _("%(names)s and more", names=shown)
        super().__init__(_folder_differs(branch, shown) if is_folder else _differs(branch, shown))


def _folder_differs(branch: str, names: str) -> str:
    return _(
        "The content folder has changes that are not committed on %(branch)s: %(names)s. Commit or"
        " undo them there first.",
        branch=branch,
        names=names,
    )


def _differs(branch: str, names: str) -> str:
    return _(
        "The branch %(branch)s is not what is live: %(names)s. Put the branch live first.",
        branch=branch,
        names=names,
    )


def new_errors(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """Errors of one state of the content that another does not have, wherever the lines are."""
    known = Counter(_told(one) for one in before if one.severity is Severity.ERROR)
    found = []
    for one in after:
        if one.severity is not Severity.ERROR:
            continue
        if known[_told(one)]:
            known[_told(one)] -= 1
        else:
            found.append(one)
    return found


def _told(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.code, problem.message
