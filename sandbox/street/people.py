"""Who lives on the street: one seller and three buyers, each with their own language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One phone of the page; `tint` is the colour that marks it, as a CSS colour."""

    id: int
    first_name: str
    last_name: str
    username: str
    language_code: str
    role: str
    tint: str

    def user(self) -> dict[str, object]:
        """The body of `POST /phones`."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }


SELLER = Neighbour(7001, "Malee", "Srisai", "malee_silk", "en", "seller", "#f2a100")
BUYERS = (
    Neighbour(7002, "Emma", "Clarke", "emma_c", "en", "buyer", "#2f8f7b"),
    Neighbour(7003, "Giulia", "Ferri", "giulia_f", "it", "buyer", "#d9556b"),
    Neighbour(7004, "Nok", "Chaiyo", "nok_c", "th", "buyer", "#5b6fe0"),
)
NEIGHBOURS = (SELLER, *BUYERS)
