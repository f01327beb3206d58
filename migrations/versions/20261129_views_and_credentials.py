"""Share links become views and grants; snapshots, consents, a recruiter's desk, badges, codes."""

import sqlalchemy as sa
from alembic import op

from tpmlearn.db import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = Moment(timezone=True)
COPY_VIEWS = """
INSERT INTO profile_views (id, person_id, name, sections, naming, role, traps, created_at, changed_at)
SELECT id, person_id, label, sections, CASE WHEN show_name THEN 'name' ELSE 'none' END, role, {no},
 created_at, created_at FROM share_links
"""
COPY_GRANTS = """
INSERT INTO grants (id, view_id, person_id, kind, token_hash, label, created_at, expires_at, revoked_at)
SELECT id, id, person_id, 'link', token_hash, label, created_at, expires_at, revoked_at
FROM share_links
"""
COPY_LINKS = """
INSERT INTO share_links
 (id, person_id, token_hash, label, sections, show_name, role, created_at, expires_at, revoked_at)
SELECT grants.id, grants.person_id, grants.token_hash, grants.label, sections,
 CASE WHEN naming = 'name' THEN {yes} ELSE {no} END, role, grants.created_at, grants.expires_at,
 COALESCE(grants.revoked_at, {narrowed})
FROM grants JOIN profile_views ON profile_views.id = grants.view_id
WHERE grants.kind = 'link'
"""
# A link of before knows neither a passcode nor a choice within its sections: it must not show more.
NARROWED = """
CASE WHEN passcode_hash IS NOT NULL OR naming = 'initials' OR skills IS NOT NULL
 OR evidence IS NOT NULL OR results IS NOT NULL THEN grants.created_at END
"""


def upgrade() -> None:
    _make_sharing()
    _make_desk()
    _make_credentials()
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute(COPY_VIEWS.format(no="false" if postgresql else "0"))
    op.execute(COPY_GRANTS)
    _move_openings("share_links", "link_id", "grants", "grant_id")
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("action", sa.String(16), nullable=False, server_default="opened")
        )
        batch_op.add_column(sa.Column("reader_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("network", sa.String(40), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_openings_reader_id"),
            "people",
            ["reader_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_openings_reader_id"), ["reader_id"])
    op.drop_table("share_links")
    for table in ("sittings", "exam_sittings"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("bank", sa.String(8), nullable=False, server_default="open")
            )
            batch_op.add_column(sa.Column("code_id", sa.String(32), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_code_id"),
                "invigilator_codes",
                ["code_id"],
                ["id"],
                ondelete="SET NULL",
            )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("sittings", "exam_sittings"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(
                batch_op.f(f"fk_{table}_code_id"), type_="foreignkey"
            )
            batch_op.drop_column("code_id")
            batch_op.drop_column("bank")
    op.create_table(
        "share_links",
        sa.Column("id", sa.String(32), primary_key=True),
        _person(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
    )
    op.create_index(op.f("ix_share_links_person_id"), "share_links", ["person_id"])
    yes, no = ("true", "false") if postgresql else ("1", "0")
    op.execute(COPY_LINKS.format(yes=yes, no=no, narrowed=NARROWED))
    op.execute("DELETE FROM openings WHERE grant_id NOT IN (SELECT id FROM share_links)")
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_openings_reader_id"))
        batch_op.drop_constraint(batch_op.f("fk_openings_reader_id"), type_="foreignkey")
        for name in ("network", "reader_id", "action"):
            batch_op.drop_column(name)
    _move_openings("grants", "grant_id", "share_links", "link_id")
    for table in (
        "credential_status",
        "credentials",
        "invigilator_codes",
        "invitations",
        "shortlist_entries",
        "shortlists",
        "candidate_notes",
        "recruiter_roles",
        "consents",
        "snapshots",
        "grants",
        "profile_views",
    ):
        op.drop_table(table)


def _move_openings(old: str, old_column: str, new: str, new_column: str) -> None:
    """Let openings hang on another table; the ids stay what they are."""
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f(f"ix_openings_{old_column}"))
        batch_op.drop_constraint(
            batch_op.f(f"fk_openings_{old_column}"), type_="foreignkey"
        )
        batch_op.alter_column(old_column, new_column_name=new_column)
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f(f"fk_openings_{new_column}"),
            new,
            [new_column],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(batch_op.f(f"ix_openings_{new_column}"), [new_column])


def _person(**more: bool) -> sa.Column[int]:
    return sa.Column(
        "person_id",
        sa.Integer(),
        sa.ForeignKey("people.id", ondelete="CASCADE"),
        nullable=False,
        **more,
    )


def _grant(*, ondelete: str = "CASCADE", **more: bool) -> sa.Column[str]:
    more = {"nullable": False, **more}
    return sa.Column(
        "grant_id", sa.String(32), sa.ForeignKey("grants.id", ondelete=ondelete), **more
    )


def _other(name: str, table: str = "people") -> sa.Column[int]:
    kind = sa.Integer() if table == "people" else sa.String(32)
    return sa.Column(name, kind, sa.ForeignKey(f"{table}.id", ondelete="SET NULL"), nullable=True)


def _make_sharing() -> None:
    op.create_table(
        "profile_views",
        sa.Column("id", sa.String(32), primary_key=True),
        _person(),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("results", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("naming", sa.String(8), nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("traps", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
    )
    op.create_index(op.f("ix_profile_views_person_id"), "profile_views", ["person_id"])
    op.create_table(
        "grants",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "view_id",
            sa.String(32),
            sa.ForeignKey("profile_views.id", ondelete="CASCADE"),
            nullable=False,
        ),
        _person(),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True, unique=True),
        sa.Column("passcode_hash", sa.String(200), nullable=True),
        _other("recruiter_id"),
        sa.Column("slug", sa.String(60), nullable=True, unique=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
    )
    for column in ("view_id", "person_id", "recruiter_id"):
        op.create_index(op.f(f"ix_grants_{column}"), "grants", [column])
    op.create_table(
        "snapshots",
        sa.Column("id", sa.String(32), primary_key=True),
        _grant(),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
    )
    op.create_index(
        "uq_snapshots_grant_hash", "snapshots", ["grant_id", "content_hash"], unique=True
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), primary_key=True),
        _person(),
        sa.Column("purpose", sa.String(32), nullable=False),
        _grant(ondelete="SET NULL", nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
    )
    for column in ("person_id", "grant_id"):
        op.create_index(op.f(f"ix_consents_{column}"), "consents", [column])


def _make_desk() -> None:
    op.create_table(
        "recruiter_roles",
        sa.Column("id", sa.String(32), primary_key=True),
        _person(),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("based_on", sa.String(60), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
    )
    op.create_table(
        "candidate_notes",
        _person(primary_key=True),
        _grant(primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )
    op.create_table(
        "shortlists",
        sa.Column("id", sa.String(32), primary_key=True),
        _person(),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
    )
    op.create_table(
        "shortlist_entries",
        sa.Column(
            "shortlist_id",
            sa.String(32),
            sa.ForeignKey("shortlists.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        _grant(primary_key=True),
        sa.Column("added_at", MOMENT, nullable=False),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        _other("made_by"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        _other("used_by"),
        sa.Column("used_at", MOMENT, nullable=True),
    )
    for table, column in (
        ("recruiter_roles", "person_id"),
        ("candidate_notes", "grant_id"),
        ("shortlists", "person_id"),
        ("shortlist_entries", "grant_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _make_credentials() -> None:
    op.create_table(
        "credentials",
        sa.Column("id", sa.String(36), primary_key=True),
        _person(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("jwt", sa.Text(), nullable=False),
        sa.Column("signed_with", sa.String(120), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
    )
    op.create_table(
        "credential_status",
        sa.Column("bit", sa.Integer(), primary_key=True),
        sa.Column("credential_id", sa.String(36), nullable=False, unique=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_why", sa.String(200), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_credentials_person_kind", "credentials", ["person_id", "kind", "about"])
    op.create_table(
        "invigilator_codes",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("centre", sa.String(120), nullable=False),
        sa.Column("invigilator", sa.String(120), nullable=False),
        sa.Column("exam", sa.String(120), nullable=False),
        _other("issued_by"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
    )
