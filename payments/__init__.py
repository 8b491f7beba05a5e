"""Stripe in and out. The only room that says stripe."""
