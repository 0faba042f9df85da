"""Runs that show what the project claims: demo, soak, retrieval quality, vector search."""
