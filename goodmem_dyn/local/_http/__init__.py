"""From socket to reply: the ASGI application, bytes in and out, what stands beside the API."""
