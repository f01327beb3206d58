"""Judgements of pairs, what was learnt of them, and what was believed of items before answers."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pair_judges",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_pair_judges_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_judges")),
        sa.UniqueConstraint("person_id", name=op.f("uq_pair_judges_person_id")),
    )
    op.create_table(
        "pair_judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.String(32), nullable=False),
        sa.Column("area", sa.String(8), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("other_version", sa.String(64), nullable=False),
        sa.Column("harder", sa.String(64), nullable=False),
        sa.Column("left", sa.String(64), nullable=False),
        sa.Column("judged_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["judge_id"],
            ["pair_judges.id"],
            name=op.f("fk_pair_judgements_judge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["item_versions.version"], name=op.f("fk_pair_judgements_version")
        ),
        sa.ForeignKeyConstraint(
            ["other_version"],
            ["item_versions.version"],
            name=op.f("fk_pair_judgements_other_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_judgements")),
        sa.UniqueConstraint(
            "judge_id",
            "version",
            "other_version",
            name=op.f("uq_pair_judgements_judge_id_version_other_version"),
        ),
    )
    op.create_index(op.f("ix_pair_judgements_area"), "pair_judgements", ["area"])
    op.create_table(
        "pair_fits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fitted_at", MOMENT, nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("judgements", sa.Integer(), nullable=False),
        sa.Column("slope", sa.Double(), nullable=False),
        sa.Column("correlation", sa.Double(), nullable=False),
        sa.Column("correlation_sd", sa.Double(), nullable=False),
        sa.Column("judges", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_fits")),
    )
    op.create_table(
        "pair_items",
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.String(64), nullable=False),
        sa.Column("item", sa.String(120), nullable=False),
        sa.Column("b", sa.Double(), nullable=False),
        sa.Column("b_sd", sa.Double(), nullable=False),
        sa.Column("judgements", sa.Integer(), nullable=False),
        sa.Column("judges", sa.Integer(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fit"], ["pair_fits.id"], name=op.f("fk_pair_items_fit"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_version"], ["item_versions.version"], name=op.f("fk_pair_items_item_version")
        ),
        sa.PrimaryKeyConstraint("fit", "item_version", name=op.f("pk_pair_items")),
    )
    op.create_index(op.f("ix_pair_items_item"), "pair_items", ["item"])
    with op.batch_alter_table("bank_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pair_fit", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_bank_versions_pair_fit"), "pair_fits", ["pair_fit"], ["id"]
        )
    with op.batch_alter_table("bank_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prior_b", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("prior_b_sd", sa.Double(), nullable=True))
        batch_op.add_column(
            sa.Column("paired", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("bank_items", schema=None) as batch_op:
        batch_op.drop_column("paired")
        batch_op.drop_column("prior_b_sd")
        batch_op.drop_column("prior_b")
    with op.batch_alter_table("bank_versions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_bank_versions_pair_fit"), type_="foreignkey")
        batch_op.drop_column("pair_fit")
    op.drop_table("pair_items")
    op.drop_table("pair_fits")
    op.drop_table("pair_judgements")
    op.drop_table("pair_judges")
