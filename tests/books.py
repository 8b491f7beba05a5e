"""The market's books: what must be true of its rows at any moment, as queries that find nothing."""

from sqlalchemy import select, text

from models import ledger
from models.ledger import LEDGER
from models.tx import Tx

_UNPAID = "('opening', 'open', 'closing', 'processing')"

LAWS = {
    "held units are what reservations hold": """
        SELECT id, held FROM option WHERE held <>
          (SELECT coalesce(sum(quantity), 0) FROM reservation
           WHERE option_id = option.id AND state = 'held')
    """,
    "sold units are what was paid, or sent before its refund": """
        SELECT id, sold FROM option WHERE sold <>
          (SELECT coalesce(sum(r.quantity), 0)
           FROM reservation AS r LEFT JOIN orders ON orders.id = r.order_id
           WHERE r.option_id = option.id AND (r.state = 'paid'
             OR (r.state = 'refunded' AND orders.shipped_at <= r.ended_at)))
    """,
    "the waitlist counts those who wait": """
        SELECT id, waiting FROM option WHERE waiting <>
          (SELECT count(*) FROM reservation
           WHERE option_id = option.id AND state = 'waiting' AND NOT unheld)
    """,
    "nobody waits for what is free": """
        SELECT id, free, waiting FROM option WHERE free > 0 AND waiting > 0
    """,
    "nobody was promoted past who waited before": """
        SELECT ours.id, theirs.id FROM history AS h
        JOIN reservation AS ours ON ours.id = h.reservation_id
        JOIN reservation AS theirs ON theirs.option_id = ours.option_id
        WHERE h.what = 'held' AND json_extract(h.facts, '$.why') = 'promoted'
          AND NOT EXISTS (SELECT 1 FROM history
                          WHERE what = 'chosen' AND reservation_id IN (ours.id, theirs.id))
          AND theirs.state = 'waiting' AND NOT theirs.unheld
          AND (theirs.said_at, theirs.seq) < (ours.said_at, ours.seq)
          AND EXISTS (SELECT 1 FROM history
                      WHERE what = 'waiting' AND reservation_id = theirs.id AND id < h.id)
    """,
    "what is for whoever pays first holds nothing, and ends": """
        SELECT id, state FROM reservation
        WHERE state = 'waiting' AND unheld <> (deadline IS NOT NULL) OR state = 'held' AND unheld
    """,
    "only a hold is frozen, by an order that could be paid and covers it": f"""
        SELECT r.id, r.state, r.order_id FROM reservation AS r
        WHERE r.order_id IS NOT NULL AND r.state IN ('waiting', 'held') AND NOT EXISTS
          (SELECT 1 FROM orders JOIN order_line AS l ON l.order_id = orders.id
           WHERE orders.id = r.order_id AND l.reservation_id = r.id
             AND orders.state IN {_UNPAID} AND r.state = 'held')
    """,
    "an order that could be paid holds all its lines as they were ordered": f"""
        SELECT orders.id, orders.state, r.id, r.state
        FROM orders JOIN order_line AS l ON l.order_id = orders.id
        JOIN reservation AS r ON r.id = l.reservation_id
        WHERE orders.state IN {_UNPAID} AND (r.state <> 'held' OR r.order_id <> orders.id
          OR r.quantity <> l.quantity OR r.price <> l.price)
    """,
    "only a frozen hold is being given up": """
        SELECT id, state FROM reservation WHERE giving_up AND (state <> 'held' OR order_id IS NULL)
    """,
    "nobody pays before choosing": """
        SELECT id, state, order_id FROM reservation
        WHERE unchosen AND (order_id IS NOT NULL OR state IN ('paid', 'refunded'))
    """,
    "a closed shop holds nothing, and nobody waits there": """
        SELECT r.id, r.state FROM reservation AS r JOIN shop ON shop.id = r.shop_id
        WHERE shop.closed_at IS NOT NULL AND r.state IN ('held', 'waiting')
    """,
    "a buyer has one order at most with a shop that could be paid": """
        SELECT person_id, shop_id FROM orders WHERE state IN ('opening', 'open', 'closing')
        GROUP BY person_id, shop_id HAVING count(*) > 1
    """,
    "an order's amount is its lines and shipping": """
        SELECT id, amount FROM orders WHERE amount <> shipping +
          (SELECT sum(quantity * price) FROM order_line WHERE order_id = orders.id)
    """,
    "no more goes back than was paid, and the refunds say how much": """
        SELECT id, paid, refunding, refunded FROM orders
        WHERE refunding > paid OR refunded > refunding
          OR refunding <> (SELECT coalesce(sum(amount), 0) FROM refund
                           WHERE order_id = orders.id AND state <> 'failed')
          OR refunded <> (SELECT coalesce(sum(amount), 0) FROM refund
                          WHERE order_id = orders.id AND state = 'succeeded')
    """,
    "what was paid is sold, or its money is going back": """
        SELECT orders.id, r.id, r.state
        FROM orders JOIN order_line AS l ON l.order_id = orders.id
        JOIN reservation AS r ON r.id = l.reservation_id
        WHERE orders.state = 'paid' AND (r.state <> 'paid' OR r.order_id <> orders.id)
          AND NOT EXISTS (SELECT 1 FROM refund WHERE order_id = orders.id AND why <> 'twice')
    """,
}

TOLD = {
    "who lost a hold was told once": """
        SELECT h.reservation_id, h.why FROM
          (SELECT *, json_extract(facts, '$.why') AS why FROM history WHERE what = 'released') AS h
        WHERE h.why NOT IN ('given_up', 'over', 'with_hold') AND 1 <>
          (SELECT count(*) FROM outgoing WHERE chat_id = h.person_id AND CASE kind
             WHEN 'lapsed' THEN h.why IN ('expired', 'checkout_ended')
               AND json_extract(facts, '$.reservation') = h.reservation_id
             WHEN 'waitlist_closed' THEN h.why IN ('blocked', 'closed')
               AND json_extract(facts, '$.reservation') = h.reservation_id
             WHEN 'given_up' THEN h.why = 'checkout_ended'
               AND json_extract(facts, '$.reservation') = h.reservation_id
             WHEN 'payment_failed' THEN h.why = 'checkout_ended' AND rank = h.at AND EXISTS
               (SELECT 1 FROM json_each(facts, '$.lines')
                WHERE json_extract(value, '$.reservation') = h.reservation_id)
             WHEN 'paid_too_late' THEN h.why IN ('too_late', 'amount') AND rank = h.at AND EXISTS
               (SELECT 1 FROM json_each(facts, '$.lines')
                WHERE json_extract(value, '$.reservation') = h.reservation_id)
           END)
    """,
    "who was promoted was told once": """
        SELECT h.reservation_id FROM history AS h
        WHERE h.what = 'held' AND json_extract(h.facts, '$.why') = 'promoted' AND 1 <>
          (SELECT count(*) FROM outgoing WHERE kind = 'promoted'
           AND chat_id = h.person_id AND json_extract(facts, '$.reservation') = h.reservation_id)
    """,
    "buyer and seller were told once of each payment": """
        SELECT h.order_id FROM history AS h JOIN shop ON shop.id = h.shop_id
        WHERE h.what = 'paid' AND (1 <>
          (SELECT count(*) FROM outgoing WHERE kind IN ('paid', 'paid_too_late')
           AND chat_id = h.person_id AND json_extract(facts, '$.order') = h.order_id) OR 1 <>
          (SELECT count(*) FROM outgoing WHERE kind IN ('sold', 'sold_too_late')
           AND chat_id = shop.owner_id AND json_extract(facts, '$.order') = h.order_id))
    """,
    "who became the first of those who wait was told once at most": """
        SELECT chat_id, facts FROM outgoing WHERE kind = 'waitlist_next'
        GROUP BY json_extract(facts, '$.reservation') HAVING count(*) > 1
    """,
}

ANSWERED = {
    "a claim was answered once": """
        SELECT r.source FROM reservation AS r GROUP BY r.source HAVING 1 <>
          (SELECT count(*) FROM outgoing
           JOIN reservation AS told ON told.id = json_extract(facts, '$.reservation')
           WHERE kind IN ('held', 'held_which', 'partly_held', 'waiting', 'unheld')
             AND json_extract(facts, '$.why') IS NULL AND told.source = r.source)
    """,
}


def check(tx: Tx, *, answered: bool = False) -> None:
    """Asserts every law; ``answered`` as well, where claims went through their handler."""
    for law, query in (LAWS | TOLD | (ANSWERED if answered else {})).items():
        found = tx.all(text(query))
        assert not found, f"{law}: {found[:5]}"
    for shop_id in {row.shop_id for row in tx.all(select(LEDGER.c.shop_id).distinct())}:
        lines = tx.all(select(LEDGER).where(LEDGER.c.shop_id == shop_id).order_by(LEDGER.c.number))
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert ledger.checked(list(lines)) is None


def stock(tx: Tx) -> dict[int, int]:
    """How many units of each option there are, wherever they are."""
    rows = tx.all(text("SELECT id, free + held + sold AS units FROM option"))
    return {row.id: row.units for row in rows}
