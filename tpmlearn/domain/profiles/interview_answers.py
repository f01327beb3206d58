"""What a good answer contains, and a scale of 1 to 5 in words: from statements and from traps."""

from tpmlearn.domain.content.catalogue import Skill, Trap

HIGHEST = 5
Anchors = tuple[str, str, str, str, str]
OWN_CASE = "One case of their own: when it was, who was there, and what they did themselves."
RESULT = "What came of it, with a figure, a date or a name that could be asked."
AFTERWARDS = "What they would do differently the next time."


def good_answer(skill: Skill, required: int) -> tuple[str, ...]:
    """Return four points, or three at level 0, that a good answer shows on a skill.

    `required` is the level 0-5 that the role asks for.
    """
    shows = f"What the role asks for, level {required}: {quoted(skill, required)}"
    base = (f"The step before it, level {required - 1}: {quoted(skill, required - 1)}",)
    return (OWN_CASE, *(base if required else ()), shows, RESULT)


def anchors(skill: Skill, required: int) -> Anchors:
    """Return what an answer is like at 1, 2, 3, 4 and 5 of the scale; 3 is what the role asks.

    Each is anchored in the framework's statement of a level, so that two listeners mean the same.
    """
    below, far_below = max(0, required - 1), max(0, required - 2)
    top = (
        f"As 4, and more than is asked, level {required + 1}: {quoted(skill, required + 1)}"
        if required < HIGHEST
        else "As 4, in more than one place, and others have taken it over from them."
    )
    return (
        f"No case of their own; speaks of it in general, or level {far_below}: "
        f"{quoted(skill, far_below)}",
        f"A case in which they took part, level {below}: {quoted(skill, below)}",
        f"A case of their own that shows level {required}: {quoted(skill, required)}",
        "As 3, and says what came of it in a way that can be checked.",
        top,
    )


def good_answer_to_trap(trap: Trap) -> tuple[str, ...]:
    """Return the points that a good answer shows about a trap; its explanation is in them."""
    return (OWN_CASE, f"Sees what it costs: {trap.costs}", f"Does instead: {trap.instead}", RESULT)


TRAP_ANCHORS: Anchors = (
    "Would do just that, and sees nothing wrong with it.",
    "Has a doubt about it, and cannot say what it costs.",
    "Says what it costs, and what to do instead.",
    "As 3, with a case of their own.",
    "As 4, and says how they keep others from it.",
)


def quoted(skill: Skill, level: int) -> str:
    """Return the statement of a level between quotation marks."""
    return f"“{skill.statements[level]}”"
