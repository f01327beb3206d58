"""flask demo: fills only an empty database, and takes away only what it made."""

from flask import Flask
from sqlalchemy import func, select

from tests.conftest import Enter
from tests.features.pairs.cast import items_of, judge_all
from tests.features.standards.cast import begin
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import (
    AnswerRow,
    BaselineRow,
    ConfirmerRow,
    EvidenceRow,
    PairJudgementRow,
    PersonRow,
    PlanRow,
    RatingRow,
    SectionReadRow,
    StandardJudgeRow,
    StandardStudyRow,
    StoryRow,
)


def _count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_it_fills_and_clears(app: Flask, visitor: CheckingClient) -> None:
    runner = app.test_cli_runner()

    filled = runner.invoke(args=["demo", "fill", "--learners", "6"])

    assert filled.exit_code == 0, filled.output
    assert _count(app, PersonRow) == 10
    assert _count(app, RatingRow) > 60
    assert _count(app, PlanRow) == 7
    assert _count(app, BaselineRow) >= 1
    assert min(_count(app, ConfirmerRow), _count(app, StoryRow)) >= 3
    assert min(_count(app, AnswerRow), _count(app, SectionReadRow)) > 10
    line = next(line for line in filled.output.splitlines() if "learner@demo.invalid" in line)
    signed_in = visitor.send("/sign-in", email="learner@demo.invalid", password=line.split()[-1])
    assert signed_in.status_code == 302
    cleared = runner.invoke(args=["demo", "clear"])
    assert "Removed 10 demo people" in cleared.output
    for table in (
        PersonRow,
        RatingRow,
        PlanRow,
        BaselineRow,
        AnswerRow,
        SectionReadRow,
        EvidenceRow,
    ):
        assert _count(app, table) == 0


def test_it_leaves_a_database_with_people_alone(app: Flask, learner: CheckingClient) -> None:
    runner = app.test_cli_runner()

    refused = runner.invoke(args=["demo", "fill", "--learners", "1"])
    cleared = runner.invoke(args=["demo", "clear"])

    assert "The database is not empty: 1 people" in refused.output
    assert "Removed 0" in cleared.output
    assert _count(app, PersonRow) == 1


def test_the_same_seed_makes_the_same_people(app: Flask) -> None:
    def made() -> list[tuple[str, int]]:
        runner = app.test_cli_runner()
        assert runner.invoke(args=["demo", "fill", "--learners", "3"]).exit_code == 0
        with app.app_context():
            rows = db.session.execute(
                select(PersonRow.name, func.count(RatingRow.id))
                .join(RatingRow, RatingRow.person_id == PersonRow.id)
                .group_by(PersonRow.id, PersonRow.name)
                .order_by(PersonRow.id)
            ).all()
        runner.invoke(args=["demo", "clear"])
        return [(name, count) for name, count in rows]

    assert made() == made()


def test_what_demo_judges_said_goes_with_them_and_that_of_others_stays(
    app: Flask, enter: Enter
) -> None:
    judge, demo = (
        enter(f"{one}@example.org", ("author",), demo=one == "demo") for one in ("a", "demo")
    )
    first, second, third = items_of(judge)[:3]
    judge_all(judge, first, [second], "left")
    judge_all(demo, first, [third], "left")
    begin(demo, [demo])
    begin(judge, [judge, demo])

    app.test_cli_runner().invoke(args=["demo", "clear"])

    assert _count(app, PairJudgementRow) == _count(app, StandardStudyRow) == 1
    assert _count(app, StandardJudgeRow) == 1
