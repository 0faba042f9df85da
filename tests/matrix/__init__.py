"""A client of every tracked document against a server of every other, operation by operation, through a socket."""
