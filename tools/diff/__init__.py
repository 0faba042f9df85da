"""What changed between two documents, for clients on the wire and for users of this package."""
