"""what gives when a plan cannot meet its date."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('plans', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('when_short', sa.String(length=12), nullable=False, server_default='late')
        )
    with op.batch_alter_table('plans', schema=None) as batch_op:
        batch_op.alter_column('when_short', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('plans', schema=None) as batch_op:
        batch_op.drop_column('when_short')
