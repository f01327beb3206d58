"""people.erase_after: when the rows of somebody who left are to go."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("erase_after", tpmlearn.db.Moment(timezone=True), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_people_erase_after"), ["erase_after"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_erase_after"))
        batch_op.drop_column("erase_after")
