"""The desktop window: the only part of RegDesk that knows Qt."""
