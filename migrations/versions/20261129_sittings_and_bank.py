"""sittings of adaptive tests, versions of the bank, item statistics; confidence with answers."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bank_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('until', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('begun_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('switched_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('authors', sa.JSON(), nullable=False),
    sa.Column('rho', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_versions'))
    )
    with op.batch_alter_table('bank_versions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_versions_switched_at'), ['switched_at'], unique=False)

    op.create_table('item_statistics',
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('item_version', sa.String(length=64), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('computed_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('item', name=op.f('pk_item_statistics'))
    )
    op.create_table('bank_items',
    sa.Column('bank_version', sa.Integer(), nullable=False),
    sa.Column('item_version', sa.String(length=64), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('b', sa.Double(), nullable=False),
    sa.Column('b_sd', sa.Double(), nullable=False),
    sa.Column('log_a', sa.Double(), nullable=False),
    sa.Column('log_a_sd', sa.Double(), nullable=False),
    sa.Column('guess', sa.Double(), nullable=False),
    sa.Column('moved', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['bank_version'], ['bank_versions.id'], name=op.f('fk_bank_items_bank_version'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['item_version'], ['item_versions.version'], name=op.f('fk_bank_items_item_version')),
    sa.PrimaryKeyConstraint('bank_version', 'item_version', name=op.f('pk_bank_items'))
    )
    with op.batch_alter_table('bank_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_items_item'), ['item'], unique=False)

    op.create_table('sittings',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(length=8), nullable=False),
    sa.Column('bank_version', sa.Integer(), nullable=True),
    sa.Column('quotas', sa.JSON(), nullable=False),
    sa.Column('starts', sa.JSON(), nullable=False),
    sa.Column('rho', sa.Double(), nullable=False),
    sa.Column('started_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('finished_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('end_reason', sa.String(length=16), nullable=False),
    sa.Column('counts', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['bank_version'], ['bank_versions.id'], name=op.f('fk_sittings_bank_version')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_sittings_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sittings'))
    )
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sittings_person_id'), ['person_id'], unique=False)

    op.create_table('sitting_items',
    sa.Column('sitting_id', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('item_version', sa.String(length=64), nullable=False),
    sa.Column('skill', sa.String(length=8), nullable=False),
    sa.Column('scored', sa.Boolean(), nullable=False),
    sa.Column('option_order', sa.JSON(), nullable=False),
    sa.Column('drawn', sa.JSON(), nullable=False),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('b', sa.Double(), nullable=False),
    sa.Column('b_sd', sa.Double(), nullable=False),
    sa.Column('log_a', sa.Double(), nullable=False),
    sa.Column('log_a_sd', sa.Double(), nullable=False),
    sa.Column('guess', sa.Double(), nullable=False),
    sa.Column('shown_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('answered_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('seconds', sa.Double(), nullable=True),
    sa.Column('response', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('correct', sa.Boolean(), nullable=True),
    sa.Column('marks', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('rapid', sa.Boolean(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['item_version'], ['item_versions.version'], name=op.f('fk_sitting_items_item_version')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sittings.id'], name=op.f('fk_sitting_items_sitting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sitting_id', 'position', name=op.f('pk_sitting_items'))
    )
    with op.batch_alter_table('sitting_items', schema=None) as batch_op:
        batch_op.create_index('ix_sitting_items_item_answered_at', ['item', 'answered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sitting_items_item_version'), ['item_version'], unique=False)

    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('confidence', sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column('slip', sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.alter_column('slip', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_column('slip')
        batch_op.drop_column('confidence')

    with op.batch_alter_table('sitting_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sitting_items_item_version'))
        batch_op.drop_index('ix_sitting_items_item_answered_at')

    op.drop_table('sitting_items')
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sittings_person_id'))

    op.drop_table('sittings')
    with op.batch_alter_table('bank_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bank_items_item'))

    op.drop_table('bank_items')
    op.drop_table('item_statistics')
    with op.batch_alter_table('bank_versions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bank_versions_switched_at'))

    op.drop_table('bank_versions')