"""the evidence log: entries with skills, files, confirmers and stories; old evidence moves into it."""

import sqlalchemy as sa
from alembic import op

import tpmlearn.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# A title is the beginning of the artefact, which stays whole beside it.
FILL = "UPDATE evidence SET title = substr(artefact, 1, 120), changed_at = claimed_at"
SKILLS = "INSERT INTO evidence_skills (evidence_id, skill) SELECT id, skill FROM evidence"
CONFIRMERS = (
    "INSERT INTO confirmers (evidence_id, name, email, answer, sentence)"
    " SELECT id, confirmer, '', '', '' FROM evidence WHERE confirmer <> '' ORDER BY id"
)
# Back: one row for each skill of an entry that names an artefact, with its first confirmer.
ROWS = (
    "INSERT INTO evidence_old (person_id, skill, artefact, confirmer, claimed_at, removed_at)"
    " SELECT e.person_id, s.skill, CASE WHEN e.artefact <> '' THEN e.artefact ELSE e.title END,"
    " coalesce((SELECT c.name FROM confirmers c WHERE c.evidence_id = e.id ORDER BY c.id LIMIT 1), ''),"
    " e.claimed_at, e.removed_at"
    " FROM evidence e JOIN evidence_skills s ON s.evidence_id = e.id"
    " WHERE e.artefact <> '' OR EXISTS (SELECT 1 FROM evidence_files f WHERE f.evidence_id = e.id)"
    " ORDER BY e.id, s.skill"
)


def upgrade() -> None:
    op.create_table(
        "evidence_skills",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_skills_evidence_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("evidence_id", "skill", name=op.f("pk_evidence_skills")),
    )
    op.create_table(
        "evidence_files",
        sa.Column("evidence_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", tpmlearn.db.Moment(timezone=True), nullable=False),
        sa.Column("removed_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_files_evidence_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence_files")),
    )
    op.create_table(
        "confirmers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=True),
        sa.Column("asked_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.Column("expires_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.Column("revoked_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("answered_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.Column("withdrawn_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_confirmers_evidence_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmers")),
        sa.UniqueConstraint("key", name=op.f("uq_confirmers_key")),
    )
    with op.batch_alter_table("confirmers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmers_evidence_id"), ["evidence_id"], unique=False)
    op.create_table(
        "stories",
        sa.Column("evidence_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("cv_line", sa.String(length=300), nullable=False),
        sa.Column("changed_at", tpmlearn.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_stories_evidence_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_stories")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("done", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("began_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("leading_hours", sa.Double(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("contact_hours", sa.Double(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("changed_at", tpmlearn.db.Moment(timezone=True), nullable=True))
    for statement in (FILL, SKILLS, CONFIRMERS):
        op.execute(statement)
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        for name in ("title", "done", "leading_hours", "contact_hours"):
            batch_op.alter_column(name, server_default=None)
        batch_op.alter_column("changed_at", existing_type=tpmlearn.db.Moment(timezone=True), nullable=False)
        batch_op.drop_column("skill")
        batch_op.drop_column("confirmer")


def downgrade() -> None:
    op.create_table(
        "evidence_old",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=8), nullable=False),
        sa.Column("artefact", sa.String(length=500), nullable=False),
        sa.Column("confirmer", sa.String(length=200), nullable=False),
        sa.Column("claimed_at", tpmlearn.db.Moment(timezone=True), nullable=False),
        sa.Column("removed_at", tpmlearn.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_evidence_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_old"),
    )
    op.execute(ROWS)
    for name in ("stories", "confirmers", "evidence_files", "evidence_skills", "evidence"):
        op.drop_table(name)
    op.rename_table("evidence_old", "evidence")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE evidence RENAME CONSTRAINT pk_evidence_old TO pk_evidence")
        op.execute("ALTER SEQUENCE evidence_old_id_seq RENAME TO evidence_id_seq")
    op.create_index(op.f("ix_evidence_person_id"), "evidence", ["person_id"], unique=False)
