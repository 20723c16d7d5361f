"""The blind mailbox server; it imports nothing of the desk."""
