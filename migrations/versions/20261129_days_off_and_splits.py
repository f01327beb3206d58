"""days off of a plan, and activities that are done in two parts."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.add_column(sa.Column("days_off", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.alter_column("days_off", server_default=None)
    op.create_table(
        "plan_splits",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=120), nullable=False),
        sa.Column("rest_minutes", sa.Integer(), nullable=False),
        sa.Column("pinned_before", sa.Date(), nullable=True),
        sa.Column("decided_at", tpmlearn.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_plan_splits_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "activity", name=op.f("pk_plan_splits")),
    )


def downgrade() -> None:
    op.drop_table("plan_splits")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_column("days_off")
