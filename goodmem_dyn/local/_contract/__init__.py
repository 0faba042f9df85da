"""The document that the server serves and obeys: routing, validation of what comes and goes."""
