"""A street to try Livestall on: stand-ins of Telegram and of a checkout, and phones in a page."""
