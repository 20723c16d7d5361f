"""The Questions page: threads at the left, what was said at the right."""
