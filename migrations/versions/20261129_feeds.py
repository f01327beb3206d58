"""calendar feeds of plans."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feeds',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('made_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('stopped_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_feeds_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_feeds')),
    sa.UniqueConstraint('id', name=op.f('uq_feeds_id'))
    )


def downgrade() -> None:
    op.drop_table('feeds')
