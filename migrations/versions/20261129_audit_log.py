"""The audit trail, which the database itself keeps from being changed."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)
SQLITE = (
    """CREATE TRIGGER audit_log_unchanged BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER audit_log_undeleted BEFORE DELETE ON audit_log
WHEN OLD.at >= datetime('now', '-730 days')
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.at < now() - interval '730 days' THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END $$""",
    """CREATE TRIGGER audit_log_unchanged BEFORE UPDATE OR DELETE ON audit_log
FOR EACH ROW EXECUTE FUNCTION audit_log_stays()""",
    """CREATE TRIGGER audit_log_untruncated BEFORE TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()""",
)


def upgrade() -> None:
    op.create_table("audit_log",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("actor", sa.String(length=32), nullable=False),
    sa.Column("act", sa.String(length=32), nullable=False),
    sa.Column("subject", sa.String(length=100), nullable=False),
    sa.Column("detail", sa.String(length=80), nullable=False),
    sa.Column("request", sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log"))
    )
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        for column in ("at", "actor", "act", "subject"):
            batch_op.create_index(batch_op.f(f"ix_audit_log_{column}"), [column], unique=False)
    # Last: a table that is altered in batch mode is made anew, without its triggers.
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("audit_log")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_log_stays()")
