"""The three error bodies that a GoodMem server sends, and the exceptions that become them.

| raised | body |
|---|---|
| `ApiError` | `{"error": text, "status": http, "timestamp": ms}`: look-ups, conflicts, rights, preconditions |
| `ValidationError` | `{"errors": [{"field": path, "message": text}, ...]}`: a body that breaks rules, all of them |
| `DecodeError` | `{"error": "Invalid JSON request body: ..."}`: a body that cannot be decoded, or has unknown fields |

Any part of the embedded server may raise them; the HTTP layer alone turns them into responses.
"""

from __future__ import annotations

import time
from typing import Any


class ServerError(Exception):
    """Base of everything that becomes an error response."""

    status = 500
    headers: dict[str, str]

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.headers = {}

    def body(self) -> dict[str, Any]:
        """The JSON body of the response."""
        return {"error": self.message, "status": self.status, "timestamp": time.time_ns() // 1_000_000}


class ApiError(ServerError):
    """A service error with an HTTP status.

    Example:
        `raise ApiError(404, f"Space not found: {space_id}")`
    """

    def __init__(self, status: int, message: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers: dict[str, str] = dict(headers or {})


class ValidationError(ServerError):
    """A request body that was understood and breaks rules: one entry for each broken rule."""

    status = 400

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors))
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """The JSON body of the response."""
        return {"errors": [{"field": field, "message": message} for field, message in self.errors]}


class DecodeError(ServerError):
    """A request body that is not JSON, has a wrong type somewhere, or a field that the operation does not know."""

    status = 400

    def body(self) -> dict[str, Any]:
        """The JSON body of the response."""
        return {"error": f"Invalid JSON request body: {self.message}"}
