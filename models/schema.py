"""Every table of the market, in one place for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from models import (
    announcements,
    catalog,
    errands,
    history,
    incoming,
    marks,
    orders,
    outgoing,
    people,
    refunds,
    reservations,
    shows,
    talks,
)

TABLES = (
    people.PERSON,
    people.SHOP,
    people.FOLLOW,
    catalog.PRODUCT,
    catalog.OPTION,
    shows.SHOW,
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
