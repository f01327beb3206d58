"""Codes of invigilators put straight into the tables, and sittings that one opened."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from tpmlearn.db import db, new_id, writing
from tpmlearn.models import ExamSittingRow, InvigilatorCodeRow, SittingRow
from tpmlearn.records.people import hashed


def add_code(
    app: Flask,
    typed: str = "",
    *,
    centre: str = "Lagos Test House",
    invigilator: str = "Ada Obi",
    exam: str = "",
    most_uses: int = 1,
    ends_in: timedelta = timedelta(days=1),
) -> str:
    """A code that works when `typed` (in the form in which it is hashed); its id."""
    with app.app_context(), writing():
        row = InvigilatorCodeRow(
            id=new_id(),
            code_hash=hashed(typed or new_id()),
            centre=centre,
            invigilator=invigilator,
            exam=exam,
            created_at=datetime.now(UTC),
            expires_at=datetime.now(UTC) + ends_in,
            most_uses=most_uses,
        )
        db.session.add(row)
        db.session.commit()
        return row.id


def opened_by(app: Flask, sitting: str, code: str | None, bank: str = "open") -> None:
    """Let a sitting have been opened by a code, from a bank."""
    with app.app_context(), writing():
        row = db.session.get(SittingRow, sitting) or db.session.get(ExamSittingRow, sitting)
        assert row
        row.code_id, row.bank = code, bank
        db.session.commit()
