"""Drafts of content, what they hold, releases, which is live, and pulls from a remote."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)


def upgrade() -> None:
    op.create_table("content_blobs",
    sa.Column("hash", sa.String(length=64), nullable=False),
    sa.Column("data", sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint("hash", name=op.f("pk_content_blobs"))
    )
    op.create_table("content_pulls",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("asked_by", sa.String(length=16), nullable=False),
    sa.Column("asked_at", MOMENT, nullable=False),
    sa.Column("begun_at", MOMENT, nullable=True),
    sa.Column("ended_at", MOMENT, nullable=True),
    sa.Column("outcome", sa.String(length=16), nullable=False),
    sa.Column("commit_id", sa.String(length=64), nullable=True),
    sa.Column("why", sa.Text(), nullable=False),
    sa.Column("problems", sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_content_pulls"))
    )
    op.create_table("content_drafts",
    sa.Column("id", sa.String(length=32), nullable=False),
    sa.Column("title", sa.String(length=120), nullable=False),
    sa.Column("state", sa.String(length=16), nullable=False),
    sa.Column("author_id", sa.Integer(), nullable=True),
    sa.Column("author_name", sa.String(length=120), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("changed_at", MOMENT, nullable=False),
    sa.Column("approved_digest", sa.String(length=64), nullable=True),
    sa.Column("approved_by", sa.Integer(), nullable=True),
    sa.Column("approved_by_name", sa.String(length=120), nullable=False),
    sa.Column("release_id", sa.String(length=64), nullable=True),
    sa.Column("branch_tip", sa.String(length=64), nullable=True),
    sa.Column("branch", sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_content_drafts_approved_by"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_content_drafts_author_id"), ondelete="SET NULL"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_content_drafts"))
    )
    with op.batch_alter_table("content_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_drafts_state"), ["state"], unique=False)

    op.create_table("content_releases",
    sa.Column("id", sa.String(length=64), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("parent", sa.String(length=64), nullable=True),
    sa.Column("kind", sa.String(length=16), nullable=False),
    sa.Column("title", sa.String(length=200), nullable=False),
    sa.Column("manifest", sa.JSON(), nullable=False),
    sa.Column("commit_id", sa.String(length=64), nullable=True),
    sa.Column("draft_id", sa.String(length=32), nullable=True),
    sa.Column("author_id", sa.Integer(), nullable=True),
    sa.Column("author_name", sa.String(length=120), nullable=False),
    sa.Column("approved_by_name", sa.String(length=120), nullable=False),
    sa.Column("released_at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_content_releases_author_id"), ondelete="SET NULL"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_content_releases")),
    sa.UniqueConstraint("number", name=op.f("uq_content_releases_number"))
    )
    op.create_table("content_draft_files",
    sa.Column("draft_id", sa.String(length=32), nullable=False),
    sa.Column("name", sa.String(length=200), nullable=False),
    sa.Column("base_hash", sa.String(length=64), nullable=True),
    sa.Column("hash", sa.String(length=64), nullable=True),
    sa.Column("changed_at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["draft_id"], ["content_drafts.id"], name=op.f("fk_content_draft_files_draft_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("draft_id", "name", name=op.f("pk_content_draft_files"))
    )
    op.create_table("content_draft_notes",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("draft_id", sa.String(length=32), nullable=False),
    sa.Column("kind", sa.String(length=16), nullable=False),
    sa.Column("author_id", sa.Integer(), nullable=True),
    sa.Column("author_name", sa.String(length=120), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("noted_at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["draft_id"], ["content_drafts.id"], name=op.f("fk_content_draft_notes_draft_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_content_draft_notes_author_id"), ondelete="SET NULL"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_content_draft_notes"))
    )
    with op.batch_alter_table("content_draft_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_draft_notes_draft_id"), ["draft_id"], unique=False)

    op.create_table("content_draft_writers",
    sa.Column("draft_id", sa.String(length=32), nullable=False),
    sa.Column("author_id", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["draft_id"], ["content_drafts.id"], name=op.f("fk_content_draft_writers_draft_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_content_draft_writers_author_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("draft_id", "author_id", name=op.f("pk_content_draft_writers"))
    )
    with op.batch_alter_table("content_draft_writers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_draft_writers_author_id"), ["author_id"], unique=False)

    op.create_table("content_live",
    sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("release_id", sa.String(length=64), nullable=True),
    sa.Column("switched_at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["release_id"], ["content_releases.id"], name=op.f("fk_content_live_release_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_content_live"))
    )


def downgrade() -> None:
    op.drop_table("content_live")
    with op.batch_alter_table("content_draft_writers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_draft_writers_author_id"))

    op.drop_table("content_draft_writers")
    with op.batch_alter_table("content_draft_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_draft_notes_draft_id"))

    op.drop_table("content_draft_notes")
    op.drop_table("content_draft_files")
    op.drop_table("content_releases")
    with op.batch_alter_table("content_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_drafts_state"))

    op.drop_table("content_drafts")
    op.drop_table("content_pulls")
    op.drop_table("content_blobs")
