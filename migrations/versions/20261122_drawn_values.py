"""attempt_items: what was drawn for a generated number."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempt_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("drawn", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("attempt_items", schema=None) as batch_op:
        batch_op.alter_column("drawn", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("attempt_items", schema=None) as batch_op:
        batch_op.drop_column("drawn")
