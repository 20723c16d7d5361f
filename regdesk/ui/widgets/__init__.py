"""Small pieces of screen, each showing one kind of thing; none knows a database or an action."""
