"""The transport of measurements without a socket: it answers at once, and remembers what it was asked last."""

from __future__ import annotations

import httpx

from tools.bench import answers

_MEMORY = answers.memory_body(answers.item_id(0))
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_MEMORY)).encode())]


class Mock(httpx.MockTransport):
    """Serves the one memory; ``check`` tells whether requests were whole, once the clock has stopped."""

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.count = 0
        self.last: httpx.Request | None = None

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.count += 1
        self.last = request
        # A transport hands over a body that is yet to be read; `content=` would read it here, at our own cost.
        status = 201 if request.method == "POST" else 200
        return httpx.Response(status, headers=_HEADERS, stream=httpx.ByteStream(_MEMORY))

    def check(self, count: int) -> None:
        """Raise unless ``count`` requests came and the last one was what a server wants."""
        answers.expect(self.count, count, "requests that reached the transport")
        assert self.last is not None
        answers.expect(self.last.headers.get("x-api-key"), answers.API_KEY, "the API key header")
        wanted = "/v1/memories" if self.last.method == "POST" else f"/v1/memories/{answers.item_id(0)}"
        answers.expect(self.last.url.path, wanted, "the path of the request")
