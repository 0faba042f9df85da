"""Developer tools: from the server's document to everything that is generated. Run as `python -m tools <verb>`."""
