"""What counts as done of a baseline is what the plan takes as done."""

from flask import Flask
from sqlalchemy import select

from tests.features.planning.cast import coming, today
from tests.features.tracking.cast import agreed
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.models import BaselineRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.planning import plan_basis, plan_now
from tpmlearn.records.tracking import current_baseline, last_number, tracking_now
from tpmlearn.web.templating import zone


def test_a_test_that_the_plan_wants_again_is_not_earned(
    app: Flask, learner: CheckingClient
) -> None:
    agreed(learner)
    with app.app_context():
        catalogue = current_catalogue()
        basis = plan_basis(learner.person_id, catalogue, today())
        plan, baseline = plan_now(basis), current_baseline(learner.person_id)
        assert plan is not None
        assert baseline is not None
        gate = next(row.key for row in plan.rows if row.activity.kind == "test")
        taken = {**basis.progress, gate: Progress(State.DONE, coming(-2))}

        tracking = tracking_now(
            learner.person_id,
            baseline,
            plan,
            catalogue=catalogue,
            progress=taken,
            zone=zone("UTC"),
        )

        assert tracking is not None
        assert tracking.gains[gate] == ()


def test_without_a_baseline_there_is_none(app: Flask, learner: CheckingClient) -> None:
    with app.app_context():
        assert current_baseline(learner.person_id) is None
        assert last_number(learner.person_id) == 0
        assert db.session.scalars(select(BaselineRow)).all() == []
