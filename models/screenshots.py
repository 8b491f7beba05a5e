"""Screenshots: pictures of the video that buyers sent as claims, until somebody made out what
they show."""

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.store import table


class Screenshot(SQLModel, table=True):
    """A picture of the video. ``source``, ``said_at`` and ``seq`` are the photo message's.

    States: new (to be looked at), leased, asked (the buyer chooses), passed (the seller names it),
    claimed, ended. ``code`` is what was read in it, ``moment`` (ms) when the overlay showed that.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'leased', 'asked', 'passed', 'claimed', 'ended')",
            name="screenshot_state",
        ),
        Index("screenshot_due", "state", "due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id")
    shop_id: int | None = Field(default=None, foreign_key="shop.id")
    show_id: int | None = Field(default=None, foreign_key="show.id", index=True)
    file_id: str
    said_at: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    state: str = "new"
    due: int = Field(default=0, sa_type=BigInteger)
    attempts: int = 0
    token: str | None = None
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    code: str | None = None
    moment: int | None = Field(default=None, sa_type=BigInteger)
    screening_id: int | None = Field(default=None, foreign_key="screening.id")
    reservation_id: int | None = Field(default=None, foreign_key="reservation.id")
    created_at: int = Field(sa_type=BigInteger)


SCREENSHOT = table(Screenshot)
