"""What a rule decided, as a value: the handler says it, the commit keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One reservation as people are told of it. ``price`` and ``total`` are in minor units.

    ``unchosen``: its buyer is still to choose the option, which has no name until then.
    """

    reservation: int
    token: str
    option_id: int
    code: str
    title: str
    option: str
    quantity: int
    price: int
    currency: str
    unchosen: bool = False

    @property
    def total(self) -> int:
        """What the units of this line cost together."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Held:
    """All that was wanted is held until ``deadline`` (ms); ``most`` is set where a limit cut it."""

    line: Line
    deadline: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class PartlyHeld:
    """What was left is held; the rest waits at ``place`` (1 is next)."""

    line: Line
    deadline: int
    waiting: Line
    place: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing was left; the claim waits at ``place`` (1 is next)."""

    line: Line
    place: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Unheld:
    """First paid, first served: nothing is held. It is the buyer's if they pay by ``until`` (ms)
    and before anybody else; ``free`` units are free now."""

    line: Line
    until: int
    free: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """This very message or press was decided before."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The shop sells nothing under this code; ``near`` is the code it may have meant."""

    code: str
    near: str | None


@dataclass(frozen=True, slots=True)
class Closed:
    """No claim is taken now. ``why``: suspended, paused, ended (the show is over), blocked (this
    buyer is, by the seller), lapsed (this buyer let too many holds lapse), alerts (a hot item waits
    until everybody was told) or show (a hot item is sold in shows only)."""

    why: str


@dataclass(frozen=True, slots=True)
class AtLimit:
    """One buyer can have ``most`` of this product: all of them are had, or fewer are ``left`` than
    an edit asks for."""

    code: str
    title: str
    most: int
    left: int = 0


ClaimOutcome = Held | PartlyHeld | Waiting | Unheld | Repeated | Closed | AtLimit


@dataclass(frozen=True, slots=True)
class Released:
    """The reservation is given up; its units went on to whoever waited."""

    line: Line


@dataclass(frozen=True, slots=True)
class Closing:
    """The checkout that covers it is being closed at the provider first; it is released then."""

    line: Line


@dataclass(frozen=True, slots=True)
class Gone:
    """It ended before: ``state`` is paid, released or refunded."""

    state: str


CancelOutcome = Released | Closing | Gone


@dataclass(frozen=True, slots=True)
class NothingHeld:
    """The buyer holds nothing with this shop that could be paid; ``missed`` is what they could have
    had by paying first, and others were faster."""

    missed: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckoutOpen:
    """The order's checkout is open at ``url``."""

    order_id: int
    url: str


@dataclass(frozen=True, slots=True)
class CheckoutComing:
    """The order's checkout is being made."""

    order_id: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """The option of a line is to be chosen before it can be paid."""

    line: Line


CheckoutOutcome = NothingHeld | CheckoutOpen | CheckoutComing | Undecided
