"""What a case is, in plain Python: facts, journals, rights and rules."""
