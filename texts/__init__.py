"""Every word a person reads: one template per kind of message, in three languages."""
