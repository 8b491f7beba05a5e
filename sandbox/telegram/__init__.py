"""A strict stand-in of Telegram for tests, the benchmark and the street."""

from sandbox.telegram.calls import Call
from sandbox.telegram.channels import Channel
from sandbox.telegram.groups import Group
from sandbox.telegram.limits import Limits
from sandbox.telegram.people import User
from sandbox.telegram.server import Telegram
from sandbox.telegram.speaking import NotPossible
from sandbox.telegram.world import Press

__all__ = ["Call", "Channel", "Group", "Limits", "NotPossible", "Press", "Telegram", "User"]
