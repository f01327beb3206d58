"""What stands in the tables after a run, against what the site had called saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from bench.exam_learner import Answer, Learner


@dataclass(frozen=True)
class Compared:
    """How the tables differ from what was acknowledged: all but `acknowledged` should be 0.

    `lost` were acknowledged and have no event; `doubled` have more than one; `wrong` are questions
    where another answer stands than the newest that was acknowledged; `unknown` nobody sent.
    """

    acknowledged: int
    lost: int
    doubled: int
    wrong: int
    unknown: int


def compare(url: str, learners: Sequence[Learner]) -> Compared:
    """Compare every answer of these learners with the database at `url`."""
    answers = [answer for one in learners for answer in one.acknowledged]
    ids = [one.sitting for one in learners]
    with psycopg.connect(url) as connection:
        stored = Counter(
            connection.execute(
                "SELECT sitting_id, key FROM exam_events "
                "WHERE kind IN ('answer', 'late') AND sitting_id = ANY(%s)",
                [ids],
            ).fetchall()
        )
        stands = {
            (sitting, position): (seq, tuple(given))
            for sitting, position, seq, given in connection.execute(
                "SELECT sitting_id, position, seq, given FROM exam_answers "
                "WHERE sitting_id = ANY(%s)",
                [ids],
            )
        }
    sent = {(one.sitting, key) for one in learners for key in one.sent}
    newest = {(one.sitting, one.position): (one.seq, one.given) for one in answers}
    return Compared(
        acknowledged=len(answers),
        lost=sum(_name(one) not in stored for one in answers),
        doubled=sum(count > 1 for count in stored.values()) + len(answers) - len(set(answers)),
        wrong=sum(stands.get(place) != state for place, state in newest.items())
        + len(stands.keys() - newest.keys()),
        unknown=len(stored.keys() - sent),
    )


def _name(answer: Answer) -> tuple[str, str]:
    return answer.sitting, answer.key
