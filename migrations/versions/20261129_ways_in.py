"""Confirmed addresses, a second step, passkeys, and how a browser was signed in."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0020"
down_revision = "0019"
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
    op.create_table("code_apps",
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("secret", sa.LargeBinary(), nullable=False),
    sa.Column("last_step", sa.BigInteger(), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("confirmed_at", MOMENT, nullable=True),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_code_apps_person_id_people"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("person_id", name=op.f("pk_code_apps"))
    )
    op.create_table("recovery_codes",
    sa.Column("id", sa.String(length=64), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("used_at", MOMENT, nullable=True),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_recovery_codes_person_id_people"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes"))
    )
    op.create_table("passkeys",
    sa.Column("id", sa.String(length=64), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=60), nullable=False),
    sa.Column("credential_id", sa.Text(), nullable=False),
    sa.Column("public_key", sa.LargeBinary(), nullable=False),
    sa.Column("sign_count", sa.BigInteger(), nullable=False),
    sa.Column("user_handle", sa.String(length=64), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("used_at", MOMENT, nullable=True),
    sa.Column("asked_at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_passkeys_person_id_people"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys"))
    )
    for table in ("recovery_codes", "passkeys"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    for table in ("passkeys", "recovery_codes", "code_apps"):
        op.drop_table(table)
    op.drop_table("address_confirmations")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        for name in (*OF_SIGN_INS, "way", "step"):
            batch_op.drop_column(name)
    with op.batch_alter_table("people", schema=None) as batch_op:
        for name in OF_PEOPLE:
            batch_op.drop_column(name)
