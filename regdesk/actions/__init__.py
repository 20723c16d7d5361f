"""What people do with RegDesk: one function for each thing, the same for screens, commands and the demo."""
