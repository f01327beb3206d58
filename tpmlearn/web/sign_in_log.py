"""A line of the log for each try to come in: by which way, how it ended, and who it was."""

import logging
from enum import StrEnum

from tpmlearn.domain.accounts.ways_in import Step, Way
from tpmlearn.records.audit import pseudonym
from tpmlearn.records.people import Person

# Written where TPMLEARN_LOG is json, as the lines of requests are.
log = logging.getLogger("tpmlearn.access")


class Outcome(StrEnum):
    """How a try ended."""

    IN = "in"
    HALFWAY = "halfway"
    PROVEN = "proven"
    REFUSED = "refused"
    HELD_OFF = "held-off"


def note_try(
    way: Way, outcome: Outcome, *, step: Step = Step.NONE, who: Person | None = None
) -> None:
    """Write how somebody tried to come in; `who` is known once they have shown something.

    They stand in it by the pseudonym of the audit trail; nothing that was typed does.
    """
    told = {"way": way.value, "step": step.value, "outcome": outcome.value}
    if who is not None:
        told["who"] = pseudonym(who.id)
    log.info("sign-in", extra=told)
