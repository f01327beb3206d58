"""Confirmed addresses, and how a browser was signed in."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)
OF_PEOPLE = ("verified_at", "second_step_at", "second_step_due")
OF_SIGN_INS = ("seen_at", "proven_at")


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        for name in OF_PEOPLE:
            batch_op.add_column(sa.Column(name, MOMENT, nullable=True))
    # Nobody was ever asked to confirm an address, so nobody can be blamed that theirs is not:
    # roles, grants and consents that exist must not stop counting over night.
    op.execute("UPDATE people SET verified_at = created_at WHERE email IS NOT NULL")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        for name in ("way", "step"):
            batch_op.add_column(
                sa.Column(name, sa.String(length=16), nullable=False, server_default="")
            )
        for name in OF_SIGN_INS:
            batch_op.add_column(sa.Column(name, MOMENT, nullable=True))
    op.create_table("address_confirmations",
    sa.Column("id", sa.String(length=64), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("address", sa.String(length=254), nullable=False),
    sa.Column("asked_at", MOMENT, nullable=False),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_address_confirmations_person_id_people"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_address_confirmations")),
    sa.UniqueConstraint("person_id", name=op.f("uq_address_confirmations_person_id"))
    )


def downgrade() -> None:
    op.drop_table("address_confirmations")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        for name in (*OF_SIGN_INS, "way", "step"):
            batch_op.drop_column(name)
    with op.batch_alter_table("people", schema=None) as batch_op:
        for name in OF_PEOPLE:
            batch_op.drop_column(name)
