"""The bytes that travel, the same over HTTP and by hand."""
