"""Replies, judged by the document: for tests of the server, not for production use.

Rules this module keeps: only successful replies are judged, because the document's error schema is not what servers
send; a null member counts as absent, because servers send nulls beside the one member that is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs

from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from goodmem_dyn.local._contract.document import Document, Operation
    from goodmem_dyn.local._state.calls import Reply


def without_nulls(value: Any) -> Any:
    """`value` without the null members of its objects."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


class ReplyValidator:
    """Raises a 500 that names the broken rule."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._compiled: dict[tuple[str, int, str], Any] = {}

    def _judge(self, operation: Operation, status: int, media: str, value: Any) -> None:
        key = (operation.id, status, media)
        if key not in self._compiled:
            schema = operation.reply_schema(status, media)
            if schema is None:
                raise ApiError(500, f"The document has no reply {status} {media} of {operation.id}")
            whole = {**schema, "components": self._document.components}
            self._compiled[key] = jsonschema_rs.validator_for(whole, validate_formats=True)
        error = next(iter(self._compiled[key].iter_errors(without_nulls(value))), None)
        if error is not None:
            place = "/".join(str(piece) for piece in error.instance_path)
            raise ApiError(500, f"The reply of {operation.id} breaks the document at /{place}: {error.message}")

    def check(self, operation: Operation, reply: Reply) -> None:
        """Judges a whole reply."""
        if isinstance(reply.body, bytes) or reply.status in (206, 416):
            return
        if reply.body is None:
            if str(reply.status) not in operation.definition["responses"]:
                raise ApiError(500, f"The document has no reply {reply.status} of {operation.id}")
            return
        self._judge(operation, reply.status, reply.media_type, reply.body)

    async def events(
        self, operation: Operation, source: AsyncIterator[dict[str, Any]]
    ) -> AsyncIterator[dict[str, Any]]:
        """Judges each event of a stream as it passes."""
        async for event in source:
            self._judge(operation, 200, "application/x-ndjson", event)
            yield event
