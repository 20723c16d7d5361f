"""What the program advises; a clinician decides."""
