"""Archives of everything about somebody, made in the background and kept for a day."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)


def upgrade() -> None:
    op.create_table("archives",
    sa.Column("id", sa.String(length=22), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("begun_at", MOMENT, nullable=False),
    sa.Column("ready_at", MOMENT, nullable=True),
    sa.Column("until", MOMENT, nullable=False),
    sa.Column("size", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_archives_person_id_people"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_archives"))
    )
    with op.batch_alter_table("archives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archives_person_id"), ["person_id"], unique=False)
    op.create_table("archive_parts",
    sa.Column("archive_id", sa.String(length=22), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("data", sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name=op.f("fk_archive_parts_archive_id_archives"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("archive_id", "number", name=op.f("pk_archive_parts"))
    )


def downgrade() -> None:
    op.drop_table("archive_parts")
    op.drop_table("archives")
