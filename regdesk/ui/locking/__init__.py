"""What guards an open desk while nobody looks after it: the closed screen, and what locks."""
