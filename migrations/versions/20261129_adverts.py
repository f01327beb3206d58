"""adverts: job adverts; goals may be one of them."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('adverts',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('employer', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('skills', sa.JSON(), nullable=False),
    sa.Column('created_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('changed_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('removed_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_adverts_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adverts'))
    )
    with op.batch_alter_table('adverts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_adverts_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('goals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('advert_id', sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_goals_advert_id'), 'adverts', ['advert_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('goals', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_goals_advert_id'), type_='foreignkey')
        batch_op.drop_column('advert_id')

    with op.batch_alter_table('adverts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_adverts_person_id'))

    op.drop_table('adverts')
