"""What the commands of the menu do, in every language."""

from texts.render import translations


def _(text: str) -> str:
    """Marks a text for translation; it is translated when a menu is made."""
    return text


EVERYONE = (
    ("shops", _("Live now, coming up, and all shops")),
    ("find", _("Search products")),
    ("cart", _("What I hold and wait for: pay or cancel")),
    ("orders", _("My orders, receipts and tracking")),
    ("following", _("Shops I follow: mute or leave")),
    ("settings", _("My language and time zone")),
    ("sell", _("Open a shop")),
    ("help", _("What I can do here")),
    ("cancel", _("Leave what I am doing")),
    ("privacy", _("My data")),
)
SELLER = (
    ("live", _("Go live now: followers are told")),
    ("show", _("Put a product on screen")),
    ("next", _("The next product in the lineup")),
    ("pause", _("Stop taking claims for now")),
    ("resume", _("Take claims again")),
    ("end", _("End the show")),
    ("newproduct", _("Add a product")),
    ("products", _("My products: edit, price, stock")),
    ("claim", _("Make somebody's message a claim")),
    ("stock", _("Change stock: A12 +5")),
    ("import", _("Add products from a file")),
    ("sales", _("What to pack and ship")),
    ("schedule", _("Plan a show")),
    ("shows", _("My shows")),
    ("lineup", _("The order of products in a show")),
    ("payouts", _("How I am paid")),
    ("shop", _("My shop's links and QR code")),
)
OPERATOR = (
    ("sellers", _("Approve or suspend sellers")),
    ("stats", _("How the market does")),
)
ROLES = {"operator": OPERATOR, "seller": SELLER}


def described(language: str, roles: list[str]) -> list[tuple[str, str]]:
    """(command, what it does) for a person of these roles, their own trade first."""
    trade = [entry for role in ROLES if role in roles for entry in ROLES[role]]
    say = translations(language).gettext
    return [(command, say(text)) for command, text in (*trade, *EVERYONE)]
