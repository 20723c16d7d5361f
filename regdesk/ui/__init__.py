"""Windows, pages and dialogs; Qt exists only here."""
