"""Where each thing said goes: commands, buttons, answers the bot waits for, claims."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature

from handlers import (
    arrival,
    awaiting,
    cart,
    changes,
    choice,
    claim,
    closing,
    closing_down,
    flash,
    follow,
    help,
    importing,
    lineup,
    linked,
    links,
    live,
    my_shows,
    naming,
    newproduct,
    operators,
    orders,
    panel,
    picking,
    privacy,
    product,
    product_edit,
    product_options,
    product_photos,
    products,
    report,
    rescue,
    reservation,
    reserve,
    sales,
    schedule,
    screen,
    screenshot,
    sell,
    settings,
    shipping,
    shops,
    show_page,
    standings,
    start,
    stock,
    terms,
)
from handlers.turn import Turn
from models import comment_codes, people, talks

Handler = Callable[[Turn], None]
Step = Callable[[Turn, talks.Talking], None]

COMMANDS: Mapping[str, Handler] = {
    "start": start.start,
    "shops": shops.shops,
    "find": shops.find,
    "follow": follow.follow,
    "following": follow.following,
    "cart": cart.show_cart,
    "orders": orders.show_orders,
    "settings": settings.settings,
    "privacy": privacy.explain,
    "help": help.help_,
    "cancel": help.cancel,
    "sell": sell.sell,
    "newproduct": newproduct.newproduct,
    "schedule": schedule.plan,
    "shows": my_shows.my_shows,
    "lineup": lineup.show_lineup,
    "live": live.live,
    "pause": live.pause,
    "resume": live.resume,
    "end": live.end,
    "show": screen.show,
    "next": screen.next_,
    "products": products.products,
    "stock": stock.stock,
    "import": importing.import_,
    "shop": links.links,
    "claim": rescue.in_private,
    "sales": sales.show_sales,
    "payouts": sales.payouts,
    "sellers": operators.sellers,
    "stats": operators.stats,
}

PRESSES: Mapping[str, Callable[..., None]] = {
    "start": start.press_start,
    "shops": shops.press_shops,
    "shop": shops.press_shop,
    "product": product.press_product,
    "album": product.press_album,
    "follow": follow.press_follow,
    "unfollow": follow.press_unfollow,
    "mute": follow.press_mute,
    "unmute": follow.press_unmute,
    "following": follow.press_following,
    "kinds": follow.press_kinds,
    "kind": follow.press_kind,
    "await": awaiting.press_await,
    "unawait": awaiting.press_unawait,
    "show": show_page.press_show,
    "remind": show_page.press_remind,
    "unremind": show_page.press_unremind,
    "hush": show_page.press_hush,
    "take": reserve.press_take,
    "want": reserve.press_want,
    "instead": reserve.press_instead,
    "choose": choice.press_choose,
    "which": choice.press_which,
    "more": reserve.press_more,
    "shot": screenshot.press_this,
    "shotnone": screenshot.press_none,
    "shotname": naming.press_named,
    "shotpage": naming.press_page,
    "shotskip": naming.press_cant,
    "cart": cart.press_cart,
    "drop": cart.press_drop,
    "wait": reservation.press_wait,
    "pay": cart.press_pay,
    "orders": orders.press_orders,
    "order": orders.press_order,
    "settings": settings.press_settings,
    "language": settings.press_language,
    "zone": settings.press_zone,
    "zoneother": settings.press_other_zone,
    "zonewhich": settings.press_which_zone,
    "alerts": settings.press_alerts,
    "privacy": privacy.press_privacy,
    "export": privacy.press_export,
    "forget": privacy.press_forget,
    "help": help.press_help,
    "sell": sell.press_sell,
    "sellslug": sell.press_slug,
    "sellcur": sell.press_currency,
    "sellship": sell.press_shipping,
    "sellfree": sell.press_free,
    "sellzone": sell.press_zone,
    "panel": panel.press_panel,
    "newproduct": newproduct.press_new,
    "newskip": newproduct.press_skip,
    "newcode": newproduct.press_code,
    "newplain": newproduct.press_plain,
    "newstock": newproduct.press_stock,
    "live": live.press_live,
    "livenow": live.press_now,
    "livewhich": live.press_which,
    "startshow": live.press_start,
    "startnow": live.press_start_now,
    "pause": live.press_pause,
    "resume": live.press_resume,
    "end": live.press_end,
    "endnow": live.press_end_now,
    "schedule": schedule.press_schedule,
    "scheduleskip": schedule.press_skip,
    "whendays": picking.press_days,
    "whenday": picking.press_day,
    "whenhour": picking.press_hour,
    "whenat": picking.press_minute,
    "myshows": my_shows.press_shows,
    "myshow": my_shows.press_card,
    "showtitle": my_shows.press_title,
    "showwhen": my_shows.press_when,
    "showlink": my_shows.press_link,
    "showcover": my_shows.press_cover,
    "shownone": my_shows.press_none,
    "showcancel": my_shows.press_cancel,
    "showcancelnow": my_shows.press_cancel_now,
    "lineup": lineup.press_lineup,
    "lineupone": lineup.press_one,
    "lineupmove": lineup.press_move,
    "lineupdrop": lineup.press_drop,
    "lineupadd": lineup.press_add,
    "lineupall": lineup.press_all,
    "lineupclear": lineup.press_clear,
    "lineupclearnow": lineup.press_clear_now,
    "lineupprice": lineup.press_price,
    "lineupmost": lineup.press_most,
    "lineupusual": lineup.press_usual,
    "lineupany": lineup.press_any,
    "lineupyes": lineup.press_yes,
    "flash": flash.press_flash,
    "flashyes": flash.press_yes,
    "flashend": flash.press_end,
    "screens": screen.press_screens,
    "screen": screen.press_screen,
    "next": screen.press_next,
    "products": products.press_products,
    "productscsv": importing.press_csv,
    "import": importing.press_import,
    "importnow": importing.press_now,
    "importno": importing.press_no,
    "archived": products.press_archived,
    "edit": products.press_edit,
    "price": product_edit.press_price,
    "title": product_edit.press_title,
    "code": product_edit.press_code,
    "describe": product_edit.press_description,
    "describenot": product_edit.press_no_description,
    "limit": product_edit.press_limit,
    "limitto": product_edit.press_limit_to,
    "hot": products.press_hot,
    "options": product_options.press_options,
    "option": product_options.press_option,
    "optionadd": product_options.press_add,
    "optionname": product_options.press_name,
    "optionprice": product_options.press_price,
    "optionoff": product_options.press_off,
    "optionon": product_options.press_on,
    "photo": product_photos.press_photos,
    "photos": product_photos.press_photos,
    "photoadd": product_photos.press_add,
    "photosdone": product_photos.press_done,
    "onephoto": product_photos.press_one,
    "cover": product_photos.press_cover,
    "photooff": product_photos.press_remove,
    "archive": products.press_archive,
    "archivenow": products.press_archive_now,
    "restore": products.press_restore,
    "restock": stock.press_restock,
    "restockto": stock.press_set,
    "links": links.press_links,
    "closing": closing.press_closing,
    "grace": closing.press_grace,
    "between": closing.press_between,
    "closeshop": closing_down.press_close,
    "closeshopnow": closing_down.press_close_now,
    "chats": linked.press_chats,
    "unlink": linked.press_unlink,
    "sales": sales.press_sales,
    "sale": sales.press_sale,
    "salescsv": sales.press_csv,
    "claims": standings.press_claims,
    "buyer": standings.press_buyer,
    "block": standings.press_block,
    "blocknow": standings.press_block_now,
    "unblock": standings.press_unblock,
    "forgive": standings.press_forgive,
    "lapses": standings.press_lapses,
    "report": report.press_report,
    "remindall": report.press_remind_all,
    "showcsv": report.press_csv,
    "ledger": report.press_ledger,
    "first": report.press_first,
    "lapserule": standings.press_rule,
    "refund": sales.press_refund,
    "refundnow": sales.press_refund_now,
    "ship": shipping.press_ship,
    "shipskip": shipping.press_skip,
    "terms": terms.press_terms,
    "termname": terms.press_name,
    "termship": terms.press_shipping,
    "termpick": terms.press_pickup,
    "termfree": terms.press_free,
    "termhold": terms.press_hold,
    "terminutes": terms.press_minutes,
    "termzone": terms.press_zone,
    "termzoneset": terms.press_zone_set,
    "sellers": operators.press_sellers,
    "seller": operators.press_seller,
    "approve": operators.press_approve,
    "refuse": operators.press_refuse,
    "suspend": operators.press_suspend,
    "reopen": operators.press_reopen,
}
"""By the word before the first colon of a button's data; the rest are whole numbers."""

TALKS: Mapping[str, Step] = {
    "zone": settings.zone_step,
    "sell": sell.step,
    "newproduct": newproduct.step,
    "live": live.step,
    "schedule": schedule.step,
    "showedit": my_shows.step,
    "lineup": lineup.step,
    "flash": flash.step,
    "edit": product_edit.step,
    "import": importing.step,
    "tracking": shipping.step,
    "terms": terms.step,
    "rescue": rescue.step,
}
"""By the kind of conversation."""


def handle(turn: Turn) -> None:
    """Sends one thing said to its handler."""
    said = turn.said
    if said.joined:
        if people.start(turn.tx, turn.person.id):
            arrival.arrive(turn)
    elif said.joined is not None:
        people.block(turn.tx, turn.person.id)
    elif said.press_id is not None:
        _press(turn)
        turn.settle_press()
    elif said.private and said.edited:
        changes.edited(turn)
    elif said.private:
        if not people.can_be_told(turn.person) and people.start(turn.tx, turn.person.id):
            arrival.arrive(turn, _message)
        else:
            _message(turn)


def _press(turn: Turn) -> None:
    comment_codes.forget(turn.tx)
    word, *numbers = turn.said.data.split(":")
    handler = PRESSES.get(word)
    try:
        values = [int(number) for number in numbers]
    except ValueError:
        handler = None
    if handler is None or not _fit(handler, tuple(values)):
        turn.toast("old_button")
    else:
        handler(turn, *values)


def _fit(handler: Callable[..., None], values: tuple[int, ...]) -> bool:
    """Whether a handler can take these numbers: a button's data can be forged."""
    return len(values) in _arity(handler) and all(abs(value) < 2**53 for value in values)


@cache
def _arity(handler: Callable[..., None]) -> range:
    """How many numbers a handler takes beside its turn."""
    takes = list(signature(handler).parameters.values())[1:]
    needs = sum(one.default is one.empty for one in takes)
    return range(needs, len(takes) + 1)


def _message(turn: Turn) -> None:
    said = turn.said
    if said.command:
        comment_codes.forget(turn.tx)
        COMMANDS.get(said.command, help.unknown_command)(turn)
        return
    talking = talks.talk(turn.tx, turn.person.id)
    step = None if talking is None else TALKS.get(talking.kind)
    if talking is not None and step is not None:
        comment_codes.forget(turn.tx)
        step(turn, talking)
    elif (said.document and importing.by_document(turn)) or (
        said.passed_on is not None and rescue.passed_on(turn)
    ):
        return
    elif (said.photo and _photo(turn)) or (not said.photo and said.picture and _file(turn)):
        comment_codes.forget(turn.tx)
        return
    elif talking is not None and newproduct.by_kept_picture(turn, talking):
        comment_codes.forget(turn.tx)
    elif not claim.claim_by_text(turn) and not changes.pass_by_text(turn):
        help.unknown(turn)


def _photo(turn: Turn) -> bool:
    """A photo outside any conversation: a seller's product, a claim in words, or a screenshot."""
    if newproduct.by_album(turn):
        return True
    if screenshot.caption_sells(turn):
        return newproduct.by_photo(turn)
    return screenshot.by_caption(turn) or screenshot.by_photo(turn) or newproduct.by_photo(turn)


def _file(turn: Turn) -> bool:
    """A picture sent as a file: a claim in words, or a screenshot."""
    if screenshot.caption_sells(turn):
        return False
    return screenshot.by_caption(turn) or screenshot.by_photo(turn)
