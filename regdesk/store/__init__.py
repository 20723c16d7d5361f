"""The encrypted file on this computer."""
