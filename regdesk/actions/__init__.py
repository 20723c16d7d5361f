"""What people do: one function for each thing, and the only way in for screens."""
