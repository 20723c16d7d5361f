"""Computers and keys: who may sign for the organisation, coming and going, and the paper recovery sheet."""
