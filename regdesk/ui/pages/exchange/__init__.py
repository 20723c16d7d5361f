"""The exchange page: how it stands, what waits, what came back, what was put aside, and sticks."""
