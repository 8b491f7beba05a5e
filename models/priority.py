"""The order in which people are told."""

from enum import IntEnum


class Priority(IntEnum):
    """Who is told first."""

    WINNER = 0
    ANSWER = 1
    RECEIPT = 2
    WAITLIST = 3
    BOARD = 4
    ALERT = 5
