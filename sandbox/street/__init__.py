"""The page where a person tries the whole market: phones, a pretend live video, a tour."""

from sandbox.street.street import CHECKOUT, TILL, Street, open_street

__all__ = ["CHECKOUT", "TILL", "Street", "open_street"]
