"""The market: its tables and its rules. Knows no Telegram, no Stripe, no words a person reads."""
