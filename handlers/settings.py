"""/settings: language, time zone, and all alerts at once."""

from handlers import asking, claim, menu
from handlers.turn import Turn
from models import browsing, follows, people, zones
from models.talks import Talking
from models.tx import Facts


def settings(turn: Turn) -> None:
    """``/settings``."""
    turn.reply("settings", **_settings(turn))


def press_settings(turn: Turn) -> None:
    """``settings``."""
    settings(turn)


def press_language(turn: Turn, which: int) -> None:
    """``language:N``: the Nth of our languages, from this very message on."""
    if not 0 <= which < len(people.LANGUAGES):
        turn.toast("old_button")
        return
    people.choose_language(turn.tx, turn.person.id, people.LANGUAGES[which])
    menu.bring(turn.tx, turn.person.id)
    _changed(turn)


def press_zone(turn: Turn, which: int) -> None:
    """``zone:N``: the Nth zone offered; 0 is each shop's own."""
    if not 0 <= which <= len(zones.OFFERED):
        turn.toast("old_button")
        return
    people.set_zone(turn.tx, turn.person.id, zones.OFFERED[which - 1] if which else None)
    _changed(turn)


def press_alerts(turn: Turn, on: int) -> None:
    """``alerts:0`` mutes every shop that is followed now, ``alerts:1`` unmutes them."""
    follows.mute_all(turn.tx, turn.person.id, muted=not on)
    _changed(turn)


def press_other_zone(turn: Turn) -> None:
    """``zoneother``: asks for a city."""
    asking.ask(turn, "zone", "city", {}, "zone_ask", problem=None)


def press_which_zone(turn: Turn, asked: int, which: int) -> None:
    """``zonewhich:ASKED:N``: one of the zones that a city may mean."""
    talking = asking.question(turn, "zone", "which", asked)
    if talking is None:
        return
    meant = talking.draft["zones"]
    if 0 <= which < len(meant):
        _set(turn, meant[which])


def zone_step(turn: Turn, talking: Talking) -> None:
    """Hears the name of a city. A claim still is a claim."""
    text = asking.typed(turn)
    if text is None:
        return
    meant = zones.find(text)
    if len(meant) == 1:
        _set(turn, meant[0])
    elif meant:
        asking.ask(turn, "zone", "which", {"zones": meant}, "zone_which", zones=meant)
    elif not claim.claim_by_text(turn):
        asking.ask(turn, "zone", "city", {}, "zone_ask", problem="unknown")


def _set(turn: Turn, zone: str) -> None:
    asking.done(turn)
    people.set_zone(turn.tx, turn.person.id, zone)
    settings(turn)


def _changed(turn: Turn) -> None:
    turn.toast("toast_changed")
    turn.edit("settings", **_settings(turn))


def _settings(turn: Turn) -> Facts:
    person = people.person(turn.tx, turn.person.id)
    alerts = browsing.alerts(turn.tx, person.id)
    return {
        "language_now": person.language,
        "languages": list(people.LANGUAGES),
        "zone": person.zone,
        "zones": list(zones.OFFERED),
        "now": turn.tx.now,
        "followed": alerts.followed,
        "muted": alerts.muted,
    }
