"""Papers: each is laid out in its own file and drawn in one place."""
