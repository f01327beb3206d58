"""Empties the audit trail between tests, which the site itself cannot."""

from sqlalchemy import select, text

from tpmlearn.db import db
from tpmlearn.models import AuditRow

TABLE = AuditRow.__tablename__


def empty_audit() -> None:
    """Take the triggers away, the rows, and put the triggers back."""
    if db.session.scalar(select(AuditRow.id).limit(1)) is None:
        return
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER"))
        db.session.execute(text(f"TRUNCATE {TABLE} RESTART IDENTITY"))
        db.session.execute(text(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER"))
        return
    made = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    triggers = db.session.execute(made, {"table": TABLE}).all()
    for name, _ in triggers:
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text(f"DELETE FROM {TABLE}"))
    for _, sql in triggers:
        db.session.connection().exec_driver_sql(sql)
