"""Keys, sealing and the vault."""
