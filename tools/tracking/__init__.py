"""Following the server: a new document taken, checked, reported, and its locks."""
