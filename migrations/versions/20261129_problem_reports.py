"""reports of problems: of lessons too, with states and every step; item_reports moves into them.

Back again, reports of items keep their newest answer; those of lessons have no place there and go.
"""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = tpmlearn.db.Moment(timezone=True)
OLD = sa.table(
    "item_reports",
    *(sa.column(name) for name in ("id", "person_id", "item", "item_version", "sitting_id")),
    *(sa.column(name) for name in ("position", "text", "reported_at", "answer", "answered_at")),
    *(sa.column(name) for name in ("author_id", "seen_at")),
)
NEW = sa.table(
    "problem_reports",
    *(sa.column(name) for name in ("id", "person_id", "item", "item_version")),
    sa.column("drawn", sa.JSON()),
    *(sa.column(name) for name in ("sitting_id", "position", "module", "section", "paragraph")),
    *(sa.column(name) for name in ("quote", "text", "reported_at", "state", "changed_at")),
    sa.column("seen_at"),
)
STEPS = sa.table(
    "report_steps",
    *(sa.column(name) for name in ("id", "report_id", "state", "text", "at", "author_id")),
)
PLACES = sa.table(
    "exam_items", sa.column("sitting_id"), sa.column("position"), sa.column("drawn", sa.JSON())
)


def upgrade() -> None:
    op.create_table(
        "problem_reports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("item_version", sa.String(length=64), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=True),
        sa.Column("attempt_id", sa.String(length=32), nullable=True),
        sa.Column("test_id", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("module", sa.String(length=120), nullable=False),
        sa.Column("section", sa.String(length=120), nullable=False),
        sa.Column("paragraph", sa.String(length=12), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_problem_reports_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["exam_sittings.id"],
            name="fk_problem_reports_sitting_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name="fk_problem_reports_attempt_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["test_id"], ["sittings.id"], name="fk_problem_reports_test_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_problem_reports"),
    )
    with op.batch_alter_table("problem_reports", schema=None) as batch_op:
        for column in ("person_id", "item", "module"):
            batch_op.create_index(f"ix_problem_reports_{column}", [column], unique=False)
    op.create_table(
        "report_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name="fk_report_steps_author_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["problem_reports.id"],
            name="fk_report_steps_report_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_steps"),
    )
    with op.batch_alter_table("report_steps", schema=None) as batch_op:
        batch_op.create_index("ix_report_steps_report_id", ["report_id"], unique=False)
    _move_up()
    with op.batch_alter_table("item_reports", schema=None) as batch_op:
        batch_op.drop_index("ix_item_reports_person_id")
        batch_op.drop_index("ix_item_reports_item")
    op.drop_table("item_reports")


def _move_up() -> None:
    old, place = OLD.c, PLACES.c
    drawn = (
        sa.select(place.drawn)
        .where(place.sitting_id == old.sitting_id, place.position == old.position)
        .scalar_subquery()
    )
    none = sa.literal("")
    rows = sa.select(
        *(old.id, old.person_id, old.item, old.item_version),
        sa.func.coalesce(drawn, sa.literal({}, sa.JSON())),
        *(old.sitting_id, old.position, none, none, none, none, old.text, old.reported_at),
        sa.case((old.answered_at.is_(None), "open"), else_="answered"),
        *(old.answered_at, old.seen_at),
    )
    op.execute(sa.insert(NEW).from_select([column.name for column in NEW.c], rows))
    answers = sa.select(
        old.id, sa.literal("answered"), old.answer, old.answered_at, old.author_id
    ).where(old.answered_at.is_not(None))
    steps = [column.name for column in STEPS.c if column.name != "id"]
    op.execute(sa.insert(STEPS).from_select(steps, answers.order_by(old.answered_at)))


def downgrade() -> None:
    op.create_table(
        "item_reports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("item_version", sa.String(length=64), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name="fk_item_reports_author_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_item_reports_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["exam_sittings.id"],
            name="fk_item_reports_sitting_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_item_reports"),
    )
    with op.batch_alter_table("item_reports", schema=None) as batch_op:
        batch_op.create_index("ix_item_reports_item", ["item"], unique=False)
        batch_op.create_index("ix_item_reports_person_id", ["person_id"], unique=False)
    _move_down()
    op.drop_table("report_steps")
    op.drop_table("problem_reports")


def _move_down() -> None:
    new, step, later = NEW.c, STEPS.c, STEPS.alias().c
    newest = (
        sa.select(sa.func.max(later.id))
        .where(later.report_id == new.id, later.text != "")
        .scalar_subquery()
    )
    # A place in what was no exam leads nowhere there.
    at_exam = sa.case((new.sitting_id.is_not(None), new.position), else_=None)
    rows = (
        sa.select(
            *(new.id, new.person_id, new.item, new.item_version, new.sitting_id, at_exam),
            *(new.text, new.reported_at, sa.func.coalesce(step.text, ""), step.at),
            *(step.author_id, new.seen_at),
        )
        .select_from(NEW.outerjoin(STEPS, step.id == newest))
        .where(new.item != "")
    )
    op.execute(sa.insert(OLD).from_select([column.name for column in OLD.c], rows))
