"""The blind server: it keeps sealed envelopes and chunks for organisations and can read none of them."""
