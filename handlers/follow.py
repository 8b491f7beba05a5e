"""/follow and /following: whose shows a person wants to hear of, and how loud."""

from typing import Any

from sqlalchemy import Row

from handlers import paging, product, shops
from handlers.turn import Turn
from models import browsing, catalog, follows, people, shows, telling
from models.tx import Facts

LIST, SHOP, CARD, KINDS = 1, 2, 3, 4
"""What a button hangs under, so that it is brought up to date there: ``follow:SHOP:LIST:PAGE``,
``follow:SHOP:SHOP:PAGE``, ``follow:SHOP:CARD:OPTION``, ``mute:SHOP:KINDS``. Without, the
answer is a message."""

_LONGEST_ECHO = 40


def follow(turn: Turn) -> None:
    """``/follow SLUG``."""
    said = turn.said.args
    slug = said.rsplit("=", 1)[-1].removeprefix("s_").removeprefix("f_").lstrip("@")
    shop = people.shop_by_slug(turn.tx, slug) if slug else None
    if shop is not None:
        follow_shop(turn, shop)
    elif slug:
        turn.reply("no_such_shop", slug=said[:_LONGEST_ECHO])
    else:
        looking = turn.person.looking_at
        near = None if looking is None else people.shop(turn.tx, looking)
        turn.reply(
            "follow_how",
            shop=None if near is None else near.name,
            shop_id=None if near is None else near.id,
        )


def follow_shop(turn: Turn, shop: Row[Any]) -> None:
    """Follows a shop and says so; one that is closed for good has nothing to tell of."""
    if shop.closed_at is not None:
        shops.say_closed(turn, shop)
        return
    follows.follow(turn.tx, turn.person.id, shop.id)
    turn.look_at(shop.id)
    turn.reply("following_now", **_about(turn, shop))


def following(turn: Turn) -> None:
    """``/following``."""
    press_following(turn)


def press_following(turn: Turn, page: int | None = None) -> None:
    """``following`` writes the list anew, ``following:PAGE`` turns its page."""
    paging.show(turn, "following", page, **_list(turn, page or 0))


def press_follow(turn: Turn, shop_id: int, where: int = 0, which: int = 0) -> None:
    """The Follow button."""
    shop = people.find_shop(turn.tx, shop_id)
    if shop is None:
        turn.toast("old_button")
    elif shop.closed_at is not None:
        shops.say_closed(turn, shop)
    else:
        follows.follow(turn.tx, turn.person.id, shop_id)
        _say(turn, shop, "toast_following", where, which)


def press_unfollow(turn: Turn, shop_id: int, where: int = 0, which: int = 0) -> None:
    """The Unfollow button."""
    shop = people.find_shop(turn.tx, shop_id)
    if shop is None:
        turn.toast("old_button")
        return
    follows.unfollow(turn.tx, turn.person.id, shop_id)
    _say(turn, shop, "toast_unfollowed", where, which)


def press_mute(turn: Turn, shop_id: int, where: int = 0, which: int = 0) -> None:
    """The Mute button."""
    _loudness(turn, shop_id, where, which, muted=True)


def press_unmute(turn: Turn, shop_id: int, where: int = 0, which: int = 0) -> None:
    """The Unmute button."""
    _loudness(turn, shop_id, where, which, muted=False)


def press_kinds(turn: Turn, shop_id: int) -> None:
    """Which alerts of a shop: ``kinds:SHOP``."""
    shop = people.find_shop(turn.tx, shop_id)
    if shop is None:
        turn.toast("old_button")
    else:
        _kinds(turn, shop)


def press_kind(turn: Turn, shop_id: int, kind: int, on: int) -> None:
    """Switches one kind of a shop's alerts, by its place in ``follows.KINDS``, on (1) or off (0):
    ``kind:SHOP:KIND:ON``."""
    shop = people.find_shop(turn.tx, shop_id)
    if shop is None or not 0 <= kind < len(follows.KINDS):
        turn.toast("old_button")
        return
    name = follows.KINDS[kind]
    if not follows.switch(turn.tx, turn.person.id, shop_id, name, on=bool(on)):
        turn.toast("toast_not_following", shop=shop.name)
    _kinds(turn, shop)


def _kinds(turn: Turn, shop: Row[Any]) -> None:
    follow = follows.of_shop(turn.tx, turn.person.id, shop.id)
    if follow is None:
        turn.edit("following_now", **_about(turn, shop))
        return
    kinds = [getattr(follow, name) for name in follows.KINDS]
    turn.edit("alert_kinds", **telling.shop_facts(shop), muted=follow.muted, kinds=kinds)


def _loudness(turn: Turn, shop_id: int, where: int, which: int, *, muted: bool) -> None:
    shop = people.find_shop(turn.tx, shop_id)
    if shop is None:
        turn.toast("old_button")
        return
    if not follows.mute(turn.tx, turn.person.id, shop_id, muted=muted):
        toast = "toast_not_following"
    else:
        toast = "toast_muted" if muted else "toast_unmuted"
    _say(turn, shop, toast, where, which)


def _say(turn: Turn, shop: Row[Any], toast: str, where: int, which: int) -> None:
    """Answers a press, and shows what came of it where it was pressed."""
    turn.toast(toast, shop=shop.name)
    item = catalog.find_item(turn.tx, which) if where == CARD else None
    if where == KINDS:
        _kinds(turn, shop)
    elif where == LIST:
        turn.edit("following", **_list(turn, which))
    elif where == SHOP:
        shops.again(turn, shop, which)
    elif item is not None:
        product.again(turn, item)
    else:
        turn.reply("following_now", **_about(turn, shop))


def _about(turn: Turn, shop: Row[Any]) -> Facts:
    return telling.shop_to(shop, turn.person) | {
        "following": shops.following(turn, shop.id),
        "show": shops.show_facts(shows.on_air(turn.tx, shop.id)),
    }


def _list(turn: Turn, number: int) -> Facts:
    page = browsing.following(turn.tx, turn.person.id, number)
    rows = [
        {"shop_id": row.id, "shop": row.name, "muted": row.muted, "live": row.live}
        for row in page.rows
    ]
    return {"shops": rows} | paging.facts(page)
