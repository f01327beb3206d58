"""The field for an invigilator's code that begin pages have, and what becomes of a refused one."""

from dataclasses import dataclass
from datetime import datetime

from wtforms import StringField
from wtforms.validators import Length

from tpmlearn.domain.assessment.invigilation import Refusal
from tpmlearn.records.invigilating import CodeRefused, TypedCode
from tpmlearn.throttle import Limit, Throttled, count_try, forgive, take_back
from tpmlearn.web.access import person
from tpmlearn.web.forms import Form, one_line, refuse, typed
from tpmlearn.web.networks import asking_network
from tpmlearn.words import _, later

LONGEST = 60
FREE_PER_PERSON = 5
# A room full of people who mistype shares one address.
FREE_PER_ADDRESS = 50
Refused = CodeRefused | Throttled


@dataclass(frozen=True)
class Guesses:
    """How often one person, and one network address, may type a wrong code: `Tries` of codes."""

    person_id: int
    address: str

    @property
    def _limits(self) -> tuple[Limit, Limit]:
        return (
            Limit("code person", str(self.person_id), FREE_PER_PERSON),
            Limit("code address", self.address, FREE_PER_ADDRESS),
        )

    def count(self, *, now: datetime) -> None:
        """Count a try before its outcome is known. Raises Throttled."""
        count_try(*self._limits, now=now)

    def was_right(self, *, now: datetime) -> None:
        """Forgive the person, and count the try no more at the address (the caller commits)."""
        by_person, by_address = self._limits
        forgive(by_person)
        take_back(by_address, now=now)


class CodeForm(Form):
    """A form that begins a sitting, perhaps by a code."""

    code = StringField(
        later("The code"),
        [
            Length(
                max=LONGEST,
                message=later("A code has fifteen letters and figures; this is longer."),
            )
        ],
        filters=[one_line],
    )

    def presented(self) -> TypedCode | None:
        """The code that was typed, None for an empty field. Raises CodeRefused without an account:
        before anything is saved, so that no visitor becomes a guest by it."""
        text = typed(self.code)
        if not text:
            return None
        who = person()
        if who is None or not who.is_member:
            raise CodeRefused(Refusal.NO_ACCOUNT)
        return TypedCode(text, Guesses(who.id, asking_network()))

    def refuse_code(self, refusal: Refused) -> tuple[int, dict[str, str]]:
        """Put the sentence at the field; status and headers of the page that shows it."""
        if isinstance(refusal, Throttled):
            refuse(self.code, str(refusal))
            return 429, {"Retry-After": str(round(refusal.wait.total_seconds()) + 1)}
        refuse(self.code, _(refusal.why))
        return 422, {}
