"""Background work, and on PostgreSQL the tables of procrastinate, which hands it out."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)


def upgrade() -> None:
    op.create_table("jobs",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=32), nullable=False),
    sa.Column("key", sa.String(length=120), nullable=True),
    sa.Column("person_id", sa.Integer(), nullable=True),
    sa.Column("args", sa.JSON(), nullable=False),
    sa.Column("sealed", sa.LargeBinary(), nullable=True),
    sa.Column("state", sa.String(length=16), nullable=False),
    sa.Column("tries", sa.Integer(), nullable=False),
    sa.Column("made_at", MOMENT, nullable=False),
    sa.Column("due_at", MOMENT, nullable=False),
    sa.Column("until", MOMENT, nullable=False),
    sa.Column("claim", sa.String(length=22), nullable=True),
    sa.Column("began_at", MOMENT, nullable=True),
    sa.Column("alive_at", MOMENT, nullable=True),
    sa.Column("ended_at", MOMENT, nullable=True),
    sa.Column("progress", sa.String(length=200), nullable=False),
    sa.Column("problem", sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_jobs_person_id"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_state_due_at", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_person_id"), ["person_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _make_procrastinate()


def downgrade() -> None:
    op.drop_table("jobs")
    if op.get_bind().dialect.name == "postgresql":
        _drop_procrastinate()


def _make_procrastinate() -> None:
    """Nothing in these tables counts (jobs does), so another version of the package may drop them and make them anew."""
    from procrastinate.schema import SchemaManager

    _drop_procrastinate()
    # By the driver itself: it is many statements, with signs of percent in them.
    op.get_bind().connection.cursor().execute(SchemaManager.get_schema())


def _drop_procrastinate() -> None:
    for kind, statement in (
        ("TABLE", "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate\\_%'"),
        ("FUNCTION", "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = current_schema() AND p.proname LIKE 'procrastinate\\_%'"),
        ("TYPE", "SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = current_schema() AND t.typname LIKE 'procrastinate\\_%' AND t.typtype IN ('e', 'c')"),
    ):
        for (name,) in op.get_bind().execute(sa.text(statement)).fetchall():
            op.execute(f"DROP {kind} IF EXISTS {name} CASCADE")
