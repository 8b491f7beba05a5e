"""Telegram in and out. The only room that holds a Bot."""
