"""What ratings count for, read in one statement or with all that is behind them."""

from tests.features.planning.cast import rate
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.skills import counted_ratings, skill_states


def test_the_short_reading_agrees_with_the_long_one(learner: CheckingClient) -> None:
    rate(learner, {"DEL3": 5, "DEL4": 4, "CTL2": 3, "COM4": 3, "BUS4": 0, "TEC1": 2})
    learner.save("/rate/skills/TEC1", level="none")
    for skill, count in {"DEL3": 1, "DEL4": 2, "CTL2": 1, "TEC3": 1}.items():
        for number in range(count):
            artefact = f"Plan {number}"
            learner.send(f"/rate/skills/{skill}/evidence", artefact=artefact, confirmer="Priya")

    with learner.application.app_context():
        with statements(learner.application) as seen:
            short = counted_ratings(learner.person_id)
        long = skill_states(learner.person_id, current_catalogue().skills)

    assert len(seen.sql) == 1
    assert {code: rating.counted for code, rating in short.items()} == {
        "DEL3": 3,
        "DEL4": 4,
        "CTL2": 3,
        "COM4": 2,
        "BUS4": 0,
    }
    for code, state in long.items():
        assert short.get(code, state.rating) == state.rating
