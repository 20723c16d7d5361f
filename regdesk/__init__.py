"""RegDesk: remote registration for treatment abroad, shared safely by the organisations that help."""

__version__ = "0.1.0"
