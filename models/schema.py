"""Every table of the market, in one place for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from models import (
    announcements,
    catalog,
    chats,
    errands,
    follows,
    history,
    incoming,
    ledger,
    lineup,
    marks,
    opening,
    orders,
    outgoing,
    people,
    photos,
    refunds,
    reservations,
    screenings,
    screenshots,
    shows,
    standings,
    talks,
    uploads,
)

TABLES = (
    people.PERSON,
    people.SHOP,
    follows.FOLLOW,
    follows.PRODUCT_FOLLOW,
    standings.STANDING,
    chats.CHAT,
    catalog.PRODUCT,
    catalog.OPTION,
    photos.PHOTO,
    uploads.UPLOAD,
    shows.SHOW,
    follows.SHOW_FOLLOW,
    opening.EARLY,
    lineup.LINEUP,
    screenings.SCREENING,
    screenshots.SCREENSHOT,
    ledger.LEDGER,
    reservations.RESERVATION,
    orders.ORDER,
    orders.ORDER_LINE,
    refunds.REFUND,
    errands.ERRAND,
    marks.MARK,
    announcements.ANNOUNCEMENT,
    outgoing.OUTGOING,
    incoming.INCOMING,
    talks.TALK,
    history.HISTORY,
)


def metadata() -> MetaData:
    """The market's schema."""
    return SQLModel.metadata
