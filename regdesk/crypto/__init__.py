"""Keys, sealing and the vault: the only users of the encryption library besides `wire.signatures`."""
