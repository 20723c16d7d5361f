"""Windows that ask one thing or show one paper, above the page they were opened from."""
