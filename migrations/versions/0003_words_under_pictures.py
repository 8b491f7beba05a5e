"""Words under pictures."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Applies the step."""
    op.add_column(
        "screenshot",
        sa.Column("words", sa.String(), server_default=sa.text("''"), nullable=False),
    )


def downgrade() -> None:
    """Takes the step back."""
    op.drop_column("screenshot", "words")
