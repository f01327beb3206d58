"""How far somebody is with a lesson, defined once."""

from collections.abc import Collection

from tpmlearn.domain.content.catalogue import Module
from tpmlearn.words import _


def sections_done(module: Module, read: Collection[str]) -> int:
    """How many sections of the lesson are among the anchors `read`; those that are gone are not."""
    return sum(section.anchor in read for section in module.sections)


def progress_sentence(module: Module, read: Collection[str]) -> str:
    """What is counted as progress, and the count."""
    done, total = sections_done(module, read), len(module.sections)
    return _(
        "Progress counts the sections you ticked as read: %(done)s of %(all)s.",
        done=done,
        all=total,
    )
