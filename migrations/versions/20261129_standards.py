"""Studies of a pass mark: their items, their judges, and what these said."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "standard_studies",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("exam", sa.String(120), nullable=False),
        sa.Column("candidate", sa.Text(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("round_1_closed_at", MOMENT, nullable=True),
        sa.Column("round_2_closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_standard_studies_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_studies")),
    )
    op.create_index(op.f("ix_standard_studies_person_id"), "standard_studies", ["person_id"])
    op.create_index(op.f("ix_standard_studies_exam"), "standard_studies", ["exam"])
    op.create_table(
        "standard_items",
        sa.Column("study_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_version", sa.String(64), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["standard_studies.id"],
            name=op.f("fk_standard_items_study_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_version"], ["item_versions.version"], name=op.f("fk_standard_items_item_version")
        ),
        sa.PrimaryKeyConstraint("study_id", "position", name=op.f("pk_standard_items")),
    )
    op.create_table(
        "standard_judges",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("study_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["standard_studies.id"],
            name=op.f("fk_standard_judges_study_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_standard_judges_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_judges")),
        sa.UniqueConstraint(
            "study_id", "person_id", name=op.f("uq_standard_judges_study_id_person_id")
        ),
    )
    op.create_index(op.f("ix_standard_judges_person_id"), "standard_judges", ["person_id"])
    op.create_table(
        "standard_ratings",
        sa.Column("judge_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("rated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["judge_id"],
            ["standard_judges.id"],
            name=op.f("fk_standard_ratings_judge_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("judge_id", "position", "round", name=op.f("pk_standard_ratings")),
    )


def downgrade() -> None:
    op.drop_table("standard_ratings")
    op.drop_table("standard_judges")
    op.drop_table("standard_items")
    op.drop_table("standard_studies")
