"""A strict local stand-in of Stripe's API, webhooks and hosted checkout page.

Not Stripe, and no part of Stripe's SDK: it imports neither that SDK nor anything of Livestall.
"""

from .books import API_VERSION
from .clock import Clock
from .errors import Refusal
from .faults import Fault
from .payments import NotOpen
from .signature import sign
from .stand import Stripe

__all__ = ["API_VERSION", "Clock", "Fault", "NotOpen", "Refusal", "Stripe", "sign"]
