"""The seller's show."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Applies the step."""
    op.create_table(
        "chat",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("borrowed", sa.Boolean(), nullable=False),
        sa.Column("can_post", sa.Boolean(), nullable=False),
        sa.Column("can_pin", sa.Boolean(), nullable=False),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('group', 'supergroup', 'channel')", name="chat_kind"),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shop.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_shop_id"), ["shop_id"], unique=False)

    op.create_table(
        "standing",
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("lapsed", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shop.id"],
        ),
        sa.PrimaryKeyConstraint("shop_id", "person_id"),
    )
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("album", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("product_id", "file_id"),
    )
    op.create_table(
        "product_follow",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
        ),
        sa.PrimaryKeyConstraint("product_id", "person_id"),
    )
    op.create_table(
        "show_follow",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["show_id"],
            ["show.id"],
        ),
        sa.PrimaryKeyConstraint("show_id", "person_id"),
    )
    with op.batch_alter_table("show_follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_show_follow_person_id"), ["person_id"], unique=False)

    op.create_table(
        "early",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
        ),
        sa.ForeignKeyConstraint(
            ["show_id"],
            ["show.id"],
        ),
        sa.PrimaryKeyConstraint("show_id", "product_id", "person_id"),
    )
    with op.batch_alter_table("early", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_early_person_id"), ["person_id"], unique=False)

    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("show_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("buyer", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shop.id"],
        ),
        sa.ForeignKeyConstraint(
            ["show_id"],
            ["show.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "number"),
    )

    op.create_table(
        "lineup",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.CheckConstraint("most > 0", name="lineup_most"),
        sa.CheckConstraint("price > 0", name="lineup_price"),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
        ),
        sa.ForeignKeyConstraint(
            ["show_id"],
            ["show.id"],
        ),
        sa.PrimaryKeyConstraint("show_id", "product_id"),
    )
    op.create_table(
        "screening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("price_until", sa.BigInteger(), nullable=True),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("price > 0", name="screening_price"),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
        ),
        sa.ForeignKeyConstraint(
            ["show_id"],
            ["show.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_product_id"), ["product_id"], unique=False)
        batch_op.create_index("screening_show", ["show_id", "began_at"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("entries", sa.String(), nullable=True),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'checked', 'wanted', 'done', 'ended', 'failed')", name="upload_state"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shop.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source"),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_shop_id"), ["shop_id"], unique=False)
        batch_op.create_index("upload_due", ["state", "due"], unique=False)

    op.create_table(
        "screenshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=True),
        sa.Column("show_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("as_file", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("quantity", sa.Integer(), server_default="1", nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("moment", sa.BigInteger(), nullable=True),
        sa.Column("screening_id", sa.Integer(), nullable=True),
        sa.Column("reservation_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'leased', 'asked', 'passed', 'claimed', 'ended')",
            name="screenshot_state",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reservation_id"],
            ["reservation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.id"],
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shop.id"],
        ),
        sa.ForeignKeyConstraint(
            ["show_id"],
            ["show.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source"),
    )
    with op.batch_alter_table("screenshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screenshot_show_id"), ["show_id"], unique=False)
        batch_op.create_index("screenshot_due", ["state", "due"], unique=False)

    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("audience", sa.String(), server_default="live", nullable=False)
        )
        batch_op.add_column(sa.Column("subject", sa.Integer(), nullable=True))

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("live", sa.Boolean(), server_default=sa.text("1"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("reminder", sa.Boolean(), server_default=sa.text("1"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("back", sa.Boolean(), server_default=sa.text("1"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("next", sa.Boolean(), server_default=sa.text("1"), nullable=False)
        )

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("archived", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("description", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("hot", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("most", sa.Integer(), nullable=True))

    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unheld", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("unchosen", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.create_index("reservation_show", ["show_id", "state"], unique=False)

    with op.batch_alter_table("shop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closes_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("grace", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("between_shows", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("lapse_rule", sa.String(), server_default="nothing", nullable=False)
        )
        batch_op.add_column(
            sa.Column("lapse_limit", sa.Integer(), server_default="3", nullable=False)
        )
        batch_op.add_column(
            sa.Column("guarded", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("closed_at", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("show", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cover", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("special", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("stream_chat", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("stream_ended_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("remind_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("claims_before", sa.Integer(), nullable=True))
        batch_op.create_index(
            "show_remind",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("state = 'scheduled'"),
            postgresql_where=sa.text("state = 'scheduled'"),
        )
        batch_op.create_index("show_ended", ["ended_at"], unique=False)

    op.execute(
        "INSERT INTO photo (product_id, position, file_id) "
        "SELECT id, 0, photo FROM product WHERE photo IS NOT NULL"
    )


def downgrade() -> None:
    """Takes the step back."""
    with op.batch_alter_table("show", schema=None) as batch_op:
        batch_op.drop_index("show_ended")
        batch_op.drop_index(
            "show_remind",
            sqlite_where=sa.text("state = 'scheduled'"),
            postgresql_where=sa.text("state = 'scheduled'"),
        )
        batch_op.drop_column("claims_before")
        batch_op.drop_column("remind_at")
        batch_op.drop_column("stream_ended_at")
        batch_op.drop_column("stream_chat")
        batch_op.drop_column("special")
        batch_op.drop_column("cover")

    with op.batch_alter_table("shop", schema=None) as batch_op:
        batch_op.drop_column("closed_at")
        batch_op.drop_column("guarded")
        batch_op.drop_column("lapse_limit")
        batch_op.drop_column("lapse_rule")
        batch_op.drop_column("between_shows")
        batch_op.drop_column("grace")
        batch_op.drop_column("closes_at")

    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index("reservation_show")
        batch_op.drop_column("unchosen")
        batch_op.drop_column("unheld")

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_column("most")
        batch_op.drop_column("hot")
        batch_op.drop_column("description")

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_column("archived")
        batch_op.drop_column("position")

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_column("next")
        batch_op.drop_column("back")
        batch_op.drop_column("reminder")
        batch_op.drop_column("live")

    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_column("subject")
        batch_op.drop_column("audience")

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index("upload_due")
        batch_op.drop_index(batch_op.f("ix_upload_shop_id"))

    op.drop_table("upload")
    with op.batch_alter_table("screenshot", schema=None) as batch_op:
        batch_op.drop_index("screenshot_due")
        batch_op.drop_index(batch_op.f("ix_screenshot_show_id"))

    op.drop_table("screenshot")
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.drop_index("screening_show")
        batch_op.drop_index(batch_op.f("ix_screening_product_id"))

    op.drop_table("screening")
    op.drop_table("lineup")

    op.drop_table("ledger")
    with op.batch_alter_table("early", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_early_person_id"))

    op.drop_table("early")
    with op.batch_alter_table("show_follow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_show_follow_person_id"))

    op.drop_table("show_follow")
    op.drop_table("product_follow")
    op.drop_table("photo")
    op.drop_table("standing")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_shop_id"))

    op.drop_table("chat")
