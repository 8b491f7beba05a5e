"""What Malee Silk sells on the street: codes, titles, prices, stock and their pictures."""

from dataclasses import dataclass
from pathlib import Path

PICTURES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop as its seller would type it; `shipping` is a flat rate in `currency`, `zone` what the
    program takes from that currency."""

    name: str
    slug: str
    currency: str
    shipping: str
    zone: str


@dataclass(frozen=True, slots=True)
class Good:
    """One product; `price` as the seller types it, in the shop's currency."""

    code: str
    title: str
    price: str
    stock: int
    picture: Path

    @property
    def caption(self) -> str:
        """The photo caption that puts this product into the shop."""
        return f"{self.code} {self.title} {self.price} x{self.stock}"


SHOP = Shop(name="Malee Silk", slug="malee", currency="THB", shipping="40", zone="Asia/Bangkok")

GOODS = (
    Good("A12", "Silk scarf", "390", 2, PICTURES / "scarf.jpg"),
    Good("B07", "Indigo tote", "450", 6, PICTURES / "tote.jpg"),
    Good("C03", "Celadon bowl", "280", 5, PICTURES / "bowl.jpg"),
    Good("D21", "Silver hoops", "520", 4, PICTURES / "hoops.jpg"),
    Good("E15", "Mudmee fabric", "690", 8, PICTURES / "fabric.jpg"),
    Good("F30", "Blue teapot", "760", 3, PICTURES / "teapot.jpg"),
)
