"""Bringing desks together through a mailbox that cannot read."""
