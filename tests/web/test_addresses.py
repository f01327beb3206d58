"""Numbers in addresses: those that no row can have lead nowhere."""

import pytest

from tests.support.client import CheckingClient


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
@pytest.mark.parametrize(
    "path",
    [
        "/rate/evidence/{}/remove",
        "/rate/evidence/{}/restore",
        "/quizzes/nothing/{}",
        "/evidence/{}",
        "/evidence/{}/remove",
        "/evidence/{}/story",
        "/evidence/confirmers/{}/drop",
    ],
)
def test_a_number_too_large_for_a_row_is_not_there(
    learner: CheckingClient, path: str, number: int
) -> None:
    address = path.format(number)

    assert learner.get(address).status_code in {404, 405}
    assert learner.send(address, answer="0").status_code in {404, 405}


def test_the_largest_number_of_a_row_is_looked_up(learner: CheckingClient) -> None:
    largest = 2**31 - 1

    assert learner.send(f"/rate/evidence/{largest}/remove").status_code == 404
