"""External identities, why an admin ended a grant, and indexes to page through members."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MEMBERS = sa.text("email IS NOT NULL")
WITH_ROLES = sa.text("CAST(roles AS VARCHAR) <> '[]'")


def upgrade() -> None:
    op.create_table("external_identities",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("issuer", sa.String(length=255), nullable=False),
    sa.Column("subject", sa.String(length=255), nullable=False),
    sa.Column("called", sa.String(length=254), nullable=False),
    sa.Column("linked_at", Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(
        ["person_id"], ["people.id"],
        name=op.f("fk_external_identities_person_id_people"), ondelete="CASCADE",
    ),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identities"))
    )
    with op.batch_alter_table("external_identities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_external_identities_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "uq_external_identities_issuer_subject", ["issuer", "subject"], unique=True
        )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_why", sa.String(length=16), nullable=True))
    for name, where in (("ix_people_members", MEMBERS), ("ix_people_with_roles", WITH_ROLES)):
        op.create_index(name, "people", ["id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in ("ix_people_with_roles", "ix_people_members"):
        op.drop_index(name, table_name="people")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_column("ended_why")
    op.drop_table("external_identities")
