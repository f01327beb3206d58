"""baselines of a plan, limits and words of its status report, wishes for the weekly mail."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "baselines",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", tpmlearn.db.Moment(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("things", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_baselines_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_baselines")),
    )
    op.create_table(
        "status_reports",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("spi_amber", sa.Double(), nullable=False),
        sa.Column("spi_red", sa.Double(), nullable=False),
        sa.Column("late_amber", sa.Integer(), nullable=False),
        sa.Column("late_red", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("way_back", sa.String(length=300), nullable=False),
        sa.Column("way_back_by", sa.Date(), nullable=True),
        sa.Column("ask", sa.String(length=300), nullable=False),
        sa.Column("written_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_status_reports_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_status_reports")),
    )
    op.create_table(
        "weekly_mails",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("asked_at", tpmlearn.db.Moment(timezone=True), nullable=False),
        sa.Column("confirmed_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.Column("sent_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_weekly_mails_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_weekly_mails")),
    )


def downgrade() -> None:
    op.drop_table("weekly_mails")
    op.drop_table("status_reports")
    op.drop_table("baselines")
