"""sittings of exams with answers, events and results; corrections, reports, additions to review."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('corrections',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('item_version', sa.String(length=64), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('applied_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_corrections_author_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_corrections_item'), ['item'], unique=False)

    op.create_table('exam_sittings',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('exam', sa.String(length=120), nullable=False),
    sa.Column('drill', sa.String(length=120), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('blueprint', sa.JSON(), nullable=False),
    sa.Column('extra_percent', sa.Integer(), nullable=False),
    sa.Column('started_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('ends_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('section', sa.Integer(), nullable=False),
    sa.Column('break_until', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('finished_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('end_reason', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_exam_sittings_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exam_sittings'))
    )
    with op.batch_alter_table('exam_sittings', schema=None) as batch_op:
        batch_op.create_index(
            'ix_exam_sittings_finished_at_ends_at', ['finished_at', 'ends_at'], unique=False
        )
        batch_op.create_index(batch_op.f('ix_exam_sittings_person_id'), ['person_id'], unique=False)

    op.create_table('review_additions',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('added_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_review_additions_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'item', name=op.f('pk_review_additions'))
    )
    op.create_table('exam_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.String(length=32), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('position', sa.Integer(), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['sitting_id'], ['exam_sittings.id'], name=op.f('fk_exam_events_sitting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exam_events')),
    sa.UniqueConstraint('sitting_id', 'key', name=op.f('uq_exam_events_sitting_id_key'))
    )
    op.create_table('exam_items',
    sa.Column('sitting_id', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('section', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('item_version', sa.String(length=64), nullable=False),
    sa.Column('skill', sa.String(length=8), nullable=False),
    sa.Column('pool', sa.String(length=8), nullable=False),
    sa.Column('domain', sa.String(length=40), nullable=False),
    sa.Column('scored', sa.Boolean(), nullable=False),
    sa.Column('seen_before', sa.Boolean(), nullable=False),
    sa.Column('option_order', sa.JSON(), nullable=False),
    sa.Column('drawn', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['item_version'], ['item_versions.version'], name=op.f('fk_exam_items_item_version')),
    sa.ForeignKeyConstraint(['sitting_id'], ['exam_sittings.id'], name=op.f('fk_exam_items_sitting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sitting_id', 'position', name=op.f('pk_exam_items'))
    )
    with op.batch_alter_table('exam_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exam_items_item'), ['item'], unique=False)
        batch_op.create_index(batch_op.f('ix_exam_items_item_version'), ['item_version'], unique=False)

    op.create_table('exam_results',
    sa.Column('sitting_id', sa.String(length=32), nullable=False),
    sa.Column('revision', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('correction_id', sa.String(length=32), nullable=True),
    sa.Column('scored_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('earned', sa.Integer(), nullable=False),
    sa.Column('marks', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('domains', sa.JSON(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('rekeyed', sa.JSON(), nullable=False),
    sa.Column('seen_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['correction_id'], ['corrections.id'], name=op.f('fk_exam_results_correction_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['sitting_id'], ['exam_sittings.id'], name=op.f('fk_exam_results_sitting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sitting_id', 'revision', name=op.f('pk_exam_results'))
    )
    with op.batch_alter_table('exam_results', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exam_results_correction_id'), ['correction_id'], unique=False)

    op.create_table('item_reports',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('item_version', sa.String(length=64), nullable=False),
    sa.Column('sitting_id', sa.String(length=32), nullable=True),
    sa.Column('position', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reported_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('seen_at', tpmlearn.db.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_item_reports_author_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_item_reports_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sitting_id'], ['exam_sittings.id'], name=op.f('fk_item_reports_sitting_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item_reports'))
    )
    with op.batch_alter_table('item_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_item_reports_item'), ['item'], unique=False)
        batch_op.create_index(batch_op.f('ix_item_reports_person_id'), ['person_id'], unique=False)

    op.create_table('exam_answers',
    sa.Column('sitting_id', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.Column('answered', sa.Boolean(), nullable=False),
    sa.Column('flagged', sa.Boolean(), nullable=False),
    sa.Column('struck', sa.JSON(), nullable=False),
    sa.Column('highlights', sa.JSON(), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('right', sa.Boolean(), nullable=True),
    sa.Column('saved_at', tpmlearn.db.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['sitting_id', 'position'], ['exam_items.sitting_id', 'exam_items.position'], name=op.f('fk_exam_answers_sitting_id_position'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sitting_id', 'position', name=op.f('pk_exam_answers'))
    )


def downgrade() -> None:
    op.drop_table('exam_answers')
    with op.batch_alter_table('item_reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_item_reports_person_id'))
        batch_op.drop_index(batch_op.f('ix_item_reports_item'))

    op.drop_table('item_reports')
    with op.batch_alter_table('exam_results', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exam_results_correction_id'))

    op.drop_table('exam_results')
    with op.batch_alter_table('exam_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exam_items_item_version'))
        batch_op.drop_index(batch_op.f('ix_exam_items_item'))

    op.drop_table('exam_items')
    op.drop_table('exam_events')
    op.drop_table('review_additions')
    with op.batch_alter_table('exam_sittings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exam_sittings_person_id'))
        batch_op.drop_index('ix_exam_sittings_finished_at_ends_at')

    op.drop_table('exam_sittings')
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_corrections_item'))

    op.drop_table('corrections')
