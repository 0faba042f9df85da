"""What editors and type checkers read of a client that is made at run time, for the bundled document and any other."""
