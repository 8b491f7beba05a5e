"""The `Stripe-Signature` header, for genuine deliveries and for forgeries of every kind."""

import hashlib
import hmac


def sign(payload: bytes, secret: str, now: int) -> str:
    """The header for `payload` under `secret` (which may be empty) at `now`, in seconds."""
    return f"t={now},v1={digest(payload, secret, now)}"


def digest(payload: bytes, secret: str, now: int) -> str:
    """HMAC-SHA256 of the time and the payload, in hex."""
    return hmac.new(secret.encode(), f"{now}.".encode() + payload, hashlib.sha256).hexdigest()
