"""What a request is before it is sent: files on their way out, and what must never be shown."""
