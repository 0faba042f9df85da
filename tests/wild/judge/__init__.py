"""Calls every operation of a document, and has the request and the answer judged by others than the client."""
