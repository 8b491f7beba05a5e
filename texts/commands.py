"""What the commands do, as the menus and /help say it."""

from texts.marking import _

EVERYONE = (
    ("shops", _("Live now, coming up, and all shops")),
    ("find", _("Search products")),
    ("cart", _("What you hold and wait for: pay or cancel")),
    ("orders", _("Your orders, receipts and tracking")),
    ("following", _("Shops you follow: mute or leave")),
    ("settings", _("Language, time zone and alerts")),
    ("sell", _("Open a shop")),
    ("help", _("What I can do here")),
    ("cancel", _("Leave what I am asking")),
    ("privacy", _("Your data")),
)
ON_AIR = (
    ("show", _("Put a product on screen")),
    ("next", _("The next product in the lineup")),
    ("pause", _("Pause the claims")),
    ("resume", _("Take claims again")),
    ("end", _("End the show")),
)
SELLER = (
    ("live", _("Go live now: followers are told")),
    *ON_AIR,
    ("newproduct", _("Add a product")),
    ("products", _("Your products: edit, price, stock")),
    ("claim", _("Make somebody's message a claim")),
    ("stock", _("Change stock: A12 +5")),
    ("import", _("Add products from a file")),
    ("sales", _("What to pack and ship")),
    ("schedule", _("Plan a show")),
    ("shows", _("Your shows")),
    ("lineup", _("The order of products in a show")),
    ("payouts", _("How you are paid")),
    ("shop", _("Your shop's links and QR code")),
)
OPERATOR = (
    ("sellers", _("Approve or suspend sellers")),
    ("stats", _("How the market does")),
)
ROLES = {"operator": OPERATOR, "seller": SELLER}


def described(roles: list[str]) -> list[tuple[str, str]]:
    """(command, what it does, in English) for a person of these roles, their own trade first."""
    trade = [entry for role in ROLES if role in roles for entry in ROLES[role]]
    return [*trade, *EVERYONE]
