"""Shows: a seller's stream from going live to its end, and the product on screen."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    Row,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from models import announcements, history, ledger, lineup, people, product_alerts, screenings
from models.ready import Ready
from models.tx import Tx, table

ON = ("live", "paused")
AGAIN = 600_000
"""So long (ms) after its end a show can go on."""


class Show(SQLModel, table=True):
    """A stream of a shop: scheduled, live, paused or ended. A shop has one on the air at most.

    One that ended without having started was cancelled.
    """

    __table_args__ = (
        CheckConstraint("state IN ('scheduled', 'live', 'paused', 'ended')", name="show_state"),
        Index(
            "show_on_air", "shop_id", unique=True,
            sqlite_where=text("state IN ('live', 'paused')"),
            postgresql_where=text("state IN ('live', 'paused')"),
        ),
        Index(
            "show_remind", "remind_at", sqlite_where=text("state = 'scheduled'"),
            postgresql_where=text("state = 'scheduled'"),
        ),
        Index("show_ended", "ended_at"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    title: str
    link: str | None = None
    state: str = "scheduled"
    cover: str | None = None
    """A picture's file id."""
    on_screen: int | None = Field(default=None, foreign_key="product.id")
    special: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Has prices or limits of its own: ``offers.offer`` looks for them."""
    stream_chat: int | None = Field(default=None, sa_type=BigInteger)
    """The linked chat whose live stream this show follows."""
    stream_ended_at: int | None = Field(default=None, sa_type=BigInteger)
    """When that stream broke off (ms); it may be back."""
    remind_at: int | None = Field(default=None, sa_type=BigInteger)
    claims_before: int | None = None
    """How many claims the shop's ledger had when the show began."""
    starts_at: int | None = Field(default=None, sa_type=BigInteger)
    started_at: int | None = Field(default=None, sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    created_at: int = Field(sa_type=BigInteger)


SHOW = table(Show)
# The states stand in the statement itself: where a parameter could decide whether a partial index
# fits, SQLite plans the query anew each time, which takes ten times as long as the query.
IS_ON = or_(*(SHOW.c.state == literal_column(f"'{state}'") for state in ON))
_ON_AIR = Ready(select(SHOW).where(SHOW.c.shop_id == bindparam("shop_id"), IS_ON))
_LAST = Ready(
    select(SHOW)
    .where(
        SHOW.c.shop_id == bindparam("shop_id"),
        SHOW.c.ended_at.is_not(None),
        SHOW.c.started_at.is_not(None),
    )
    .order_by(SHOW.c.ended_at.desc())
    .limit(1)
)


def show(tx: Tx, show_id: int) -> Row[Any] | None:
    """A show's row."""
    return tx.one(select(SHOW).where(SHOW.c.id == show_id))


def known(tx: Tx, show_id: int) -> Row[Any]:
    """A show that exists."""
    row = show(tx, show_id)
    if row is None:
        raise LookupError(f"no show {show_id}")
    return row


def on_air(tx: Tx, shop_id: int) -> Row[Any] | None:
    """The shop's show that is live or paused."""
    return tx.steady(SHOW, _ON_AIR, shop_id=shop_id)


def taking(tx: Tx, shop: Row[Any], said_at: int) -> Row[Any] | None:
    """The show that a claim said then belongs to: on the air, or ended within its grace time.

    What was said before a show began (in whole seconds, as Telegram tells them) is none of its.
    """
    running = on_air(tx, shop.id)
    if running is not None:
        return running if _has_begun(running, said_at) else _before(tx, shop, said_at)
    if shop.closes_at is None or said_at >= shop.closes_at:
        return None
    last = tx.quick(_LAST, shop_id=shop.id)
    return last if last is not None and _has_begun(last, said_at) else None


def is_closed(tx: Tx, shop: Row[Any], said_at: int) -> bool:
    """Whether a shop took no claims then, for want of a show (``taking`` has found none)."""
    if shop.closes_at is not None:
        return bool(said_at >= shop.closes_at)
    if shop.between_shows or on_air(tx, shop.id) is None:
        return False
    return tx.quick(_LAST, shop_id=shop.id) is not None


def _has_begun(row: Row[Any], at: int) -> bool:
    return bool(at >= row.started_at // 1000 * 1000)


def _before(tx: Tx, shop: Row[Any], said_at: int) -> Row[Any] | None:
    """The show before the one on the air, if its claims were taken still at that moment."""
    last = tx.quick(_LAST, shop_id=shop.id)
    if last is None or not _has_begun(last, said_at):
        return None
    return last if said_at < last.ended_at + grace_of(tx, shop) else None


def live_now(tx: Tx, most: int = 20) -> list[Row[Any]]:
    """Shows on the air in open shops, newest first: show rows with the shop's slug and name."""
    return list(
        tx.all(
            select(SHOW, people.SHOP.c.slug, people.SHOP.c.name.label("shop"))
            .join(people.SHOP, people.SHOP.c.id == SHOW.c.shop_id)
            .where(SHOW.c.state.in_(ON), people.SHOP.c.state == "open")
            .order_by(SHOW.c.started_at.desc())
            .limit(most)
        )
    )


def go_live(
    tx: Tx,
    shop: Row[Any],
    title: str,
    link: str | None,
    planned: Row[Any] | None = None,
    *,
    said_at: int | None = None,
) -> tuple[Row[Any], bool]:
    """Starts a show and begins telling the followers; the show, and whether it is new.

    ``planned`` is the scheduled one to start, with its title, link and lineup unless others are
    given. If one is on the air already it stays the show: its title and link are brought up to
    date where given, and nobody is told twice. It begins when that was said (ms), not when it is
    heard: comments that came meanwhile are its own.
    """
    at = tx.now if said_at is None else min(said_at, tx.now)
    values = {name: value for name, value in {"title": title, "link": link}.items() if value}
    running = on_air(tx, shop.id)
    if running is not None:
        if values:
            tx.run(update(SHOW).where(SHOW.c.id == running.id).values(**values))
        return known(tx, running.id), False
    made = None if planned is None else _begin(tx, planned, values, at)
    if made is None:
        made = tx.insert(
            Show, shop_id=shop.id, title=title or shop.name, link=link, state="live",
            started_at=at, created_at=tx.now, claims_before=ledger.count(tx, shop.id),
        )  # fmt: skip
    people.edit_shop(tx, shop.id, closes_at=None)
    history.note(tx, "show_started", shop_id=shop.id, show=made)
    row = known(tx, made)
    announcements.announce(
        tx,
        f"live:{made}",
        shop.id,
        "alert_live",
        {"show": made, "title": row.title, "url": row.link, "shop": shop.name, "slug": shop.slug,
         "shop_id": shop.id},
    )  # fmt: skip
    return row, True


def _begin(tx: Tx, planned: Row[Any], values: dict[str, str], at: int) -> int | None:
    """Puts a planned show on the air; its id, or None if it was cancelled meanwhile."""
    begun = tx.run(
        update(SHOW)
        .where(
            SHOW.c.id == planned.id, SHOW.c.shop_id == planned.shop_id, SHOW.c.state == "scheduled"
        )
        .values(
            state="live",
            started_at=at,
            remind_at=None,
            claims_before=ledger.count(tx, planned.shop_id),
            **values,
        )
    )
    return int(planned.id) if begun else None


def put_on_screen(
    tx: Tx, show_id: int, product_id: int, price: int | None = None, price_until: int | None = None
) -> bool:
    """Notes the product that viewers see now, and its flash price (minor units, until ms)."""
    values: dict[str, Any] = {"on_screen": product_id} | ({"special": True} if price else {})
    shown = tx.run(update(SHOW).where(SHOW.c.id == show_id, SHOW.c.state.in_(ON)).values(**values))
    if shown:
        screenings.begin(tx, show_id, product_id, price, price_until)
        product_alerts.shown(tx, known(tx, show_id), product_id)
    return bool(shown)


def pause(tx: Tx, show_id: int) -> bool:
    """Stops taking claims until ``resume``; says whether that changed anything."""
    return _turn(tx, show_id, "live", "paused")


def resume(tx: Tx, show_id: int) -> bool:
    """Takes claims again; says whether that changed anything."""
    return _turn(tx, show_id, "paused", "live")


def _turn(tx: Tx, show_id: int, before: str, after: str) -> bool:
    turned = tx.run(
        update(SHOW).where(SHOW.c.id == show_id, SHOW.c.state == before).values(state=after)
    )
    if turned:
        history.note(tx, f"show_{after}", show=show_id)
    return bool(turned)


def end(tx: Tx, show_id: int) -> bool:
    """Ends a show that is on the air; says whether it was. Claims are taken for the grace time."""
    ended = tx.run(
        update(SHOW)
        .where(SHOW.c.id == show_id, SHOW.c.state.in_(ON))
        .values(state="ended", ended_at=tx.now)
    )
    if ended:
        screenings.end(tx, show_id)
        shop = people.shop(tx, known(tx, show_id).shop_id)
        if not shop.between_shows:
            people.edit_shop(tx, shop.id, closes_at=tx.now + grace_of(tx, shop))
        history.note(tx, "show_ended", shop_id=shop.id, show=show_id)
    return bool(ended)


def just_ended(tx: Tx, shop_id: int) -> Row[Any] | None:
    """The show of a shop that ended so lately that it may go on; None while one is on the air."""
    if on_air(tx, shop_id) is not None:
        return None
    begun = (SHOW.c.shop_id == shop_id) & SHOW.c.started_at.is_not(None)
    lately = select(SHOW).where(begun, SHOW.c.ended_at > tx.now - AGAIN)
    return tx.one(lately.order_by(SHOW.c.ended_at.desc()).limit(1))


def go_on(tx: Tx, show_id: int) -> bool:
    """Puts a show that has just ended back on the air as it was, telling nobody; no if it can't."""
    row = just_ended(tx, known(tx, show_id).shop_id)
    if row is None or row.id != show_id:
        return False
    seen = None if row.on_screen is None else lineup.entry(tx, row, row.on_screen)
    on_screen = None if seen is None else seen.product_id
    tx.run(
        update(SHOW)
        .where(SHOW.c.id == show_id, SHOW.c.state == "ended")
        .values(state="live", ended_at=None, stream_ended_at=None, on_screen=on_screen)
    )
    if on_screen is not None:
        screenings.begin(tx, show_id, on_screen)
    people.edit_shop(tx, row.shop_id, closes_at=None)
    history.note(tx, "show_went_on", shop_id=row.shop_id, show=show_id)
    return True


def grace_of(tx: Tx, shop: Row[Any]) -> int:
    """How long (ms) this shop takes claims after a show."""
    return tx.terms.grace if shop.grace is None else int(shop.grace) * 1000


def count_of(tx: Tx, shop_id: int) -> int:
    """How many shows a shop has run; those planned or cancelled don't count."""
    run = (SHOW.c.shop_id == shop_id) & SHOW.c.started_at.is_not(None)
    return int(tx.scalar(select(func.count()).where(run)))
