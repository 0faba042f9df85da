"""The database: one file, one process, versioned migrations."""
