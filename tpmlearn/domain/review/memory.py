"""What somebody is likely to remember of each item, from all answers, by FSRS."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fsrs import Card, Rating, Scheduler

RETENTION = 0.90
UNSURE = 60
# Without learning steps nothing comes back within minutes; without fuzz the same answers always
# give the same day.
_SCHEDULER = Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)


@dataclass(frozen=True)
class Answer:
    """An answer that counts: on which of the learner's days, and how sure they were in percent."""

    item: str
    day: date
    correct: bool
    confidence: int | None = None


@dataclass(frozen=True)
class Memory:
    """What is known of an item after its last answer; `due` is a day of the learner's."""

    item: str
    due: date
    answers: int
    card: Card

    def recall(self, day: date) -> float:
        """The chance, 0 to 1, that it is still known on that day."""
        return _SCHEDULER.get_card_retrievability(self.card, _moment(day))


def rating_of(answer: Answer) -> Rating:
    """Wrong is Again, right is Good; right without being sure (under 60 %) is Hard."""
    if not answer.correct:
        return Rating.Again
    unsure = answer.confidence is not None and answer.confidence < UNSURE
    return Rating.Hard if unsure else Rating.Good


def replay(answers: Iterable[Answer]) -> dict[str, Memory]:
    """Every item answered and what is left of it; `answers` in the order of time.

    FSRS counts whole days: each answer is handed to it as given at the start of its day, so that
    an evening and the next morning are a day apart, and the same day is one day for it too.
    """
    cards: dict[str, Card] = {}
    counts: dict[str, int] = {}
    for one in answers:
        moment = _moment(one.day)
        # With id and day of its own a card asks no clock.
        card = cards.get(one.item) or Card(card_id=0, due=moment)
        cards[one.item], _ = _SCHEDULER.review_card(card, rating_of(one), moment)
        counts[one.item] = counts.get(one.item, 0) + 1
    return {item: Memory(item, card.due.date(), counts[item], card) for item, card in cards.items()}


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
