"""What a good answer contains, and a scale of 1 to 5 in words: from statements and from traps."""

from tpmlearn.domain.content.catalogue import Skill, Trap
from tpmlearn.words import N_, _

HIGHEST = 5
Anchors = tuple[str, str, str, str, str]
OWN_CASE = N_("One case of their own: when it was, who was there, and what they did themselves.")
RESULT = N_("What came of it, with a figure, a date or a name that could be asked.")
AFTERWARDS = N_("What they would do differently the next time.")


def good_answer(skill: Skill, required: int) -> tuple[str, ...]:
    """Return four points, or three at level 0, that a good answer shows on a skill.

    `required` is the level 0-5 that the role asks for.
    """
    shows = _(
        "What the role asks for, level %(level)s: %(statement)s",
        level=required,
        statement=quoted(skill, required),
    )
    base = (
        _(
            "The step before it, level %(level)s: %(statement)s",
            level=required - 1,
            statement=quoted(skill, required - 1),
        ),
    )
    return (_(OWN_CASE), *(base if required else ()), shows, _(RESULT))


def anchors(skill: Skill, required: int) -> Anchors:
    """Return what an answer is like at 1, 2, 3, 4 and 5 of the scale; 3 is what the role asks.

    Each is anchored in the framework's statement of a level, so that two listeners mean the same.
    """
    below, far_below = max(0, required - 1), max(0, required - 2)
    top = (
        _(
            "As 4, and more than is asked, level %(level)s: %(statement)s",
            level=required + 1,
            statement=quoted(skill, required + 1),
        )
        if required < HIGHEST
        else _("As 4, in more than one place, and others have taken it over from them.")
    )
    return (
        _(
            "No case of their own; speaks of it in general, or level %(level)s: %(statement)s",
            level=far_below,
            statement=quoted(skill, far_below),
        ),
        _(
            "A case in which they took part, level %(level)s: %(statement)s",
            level=below,
            statement=quoted(skill, below),
        ),
        _(
            "A case of their own that shows level %(level)s: %(statement)s",
            level=required,
            statement=quoted(skill, required),
        ),
        _("As 3, and says what came of it in a way that can be checked."),
        top,
    )


def good_answer_to_trap(trap: Trap) -> tuple[str, ...]:
    """Return the points that a good answer shows about a trap; its explanation is in them."""
    return (
        _(OWN_CASE),
        _("Sees what it costs: %(costs)s", costs=trap.costs),
        _("Does instead: %(instead)s", instead=trap.instead),
        _(RESULT),
    )


TRAP_ANCHORS: Anchors = (
    N_("Would do just that, and sees nothing wrong with it."),
    N_("Has a doubt about it, and cannot say what it costs."),
    N_("Says what it costs, and what to do instead."),
    N_("As 3, with a case of their own."),
    N_("As 4, and says how they keep others from it."),
)


def said_anchors(scale: Anchors) -> Anchors:
    """Return a scale in the language that is spoken."""
    one, two, three, four, five = (_(step) for step in scale)
    return one, two, three, four, five


def quoted(skill: Skill, level: int) -> str:
    """Return the statement of a level between quotation marks."""
    return _("“%(name)s”", name=skill.statements[level])
