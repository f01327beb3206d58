"""The plan on paper: every open row with its days, and what it rests on."""

from tests.features.exports.cast import HERE
from tests.features.planning.cast import ESTIMATE, decide, planned
from tests.support.client import CheckingClient


def test_it_holds_what_is_left_with_days_and_boxes(learner: CheckingClient) -> None:
    planned(learner)
    decide(learner, ESTIMATE, "done")

    page = learner.read("/plan/export/paper")

    left = page.split("What is left</caption>")[1].split("</table>")[0]
    assert left.count("<svg") == left.count("<tr>") - 1 > 20
    assert "Estimate in ranges" not in left
    assert "Done: 1 (Estimate in ranges)." in page
    assert "4 hours a week" in page


def test_it_has_the_milestones(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read("/plan/export/paper")

    assert "Ready: Technical Project Manager" in page
    assert "Technical base: complete" in page
    assert HERE not in page
