"""Retrieval: plans, vector search, the events of an answer, post-processing."""
