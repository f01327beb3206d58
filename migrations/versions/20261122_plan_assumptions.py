"""plans: what is assumed, and what the last saving moved."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("assume_developer", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("moved", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.alter_column("assume_developer", server_default=None)
        batch_op.alter_column("moved", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_column("moved")
        batch_op.drop_column("assume_developer")
