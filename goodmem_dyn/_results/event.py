"""The bytes of one event of a stream → the event.

Rules: as of every answer, an event that does not fit is taken as far as it goes, and told. One that is no event, but
the body of an error, raises that.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NoReturn

from goodmem_dyn._document.schema import object_view
from goodmem_dyn._models.passing import passing
from goodmem_dyn._results.decoder import describe, read
from goodmem_dyn._wire.secrets import masked_text
from goodmem_dyn.errors import StreamError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._document.surface import Reply
    from goodmem_dyn._results.decoder import Decoder, Tell

_GROUPS = ("oneOf", "anyOf")


class EventDecoder:
    """Makes events of one reply; a reader of many takes its parts, and saves a call for each of them.

    Attributes:
        validate: Makes an event that is as promised of its bytes; a ValueError says that it is not.
        foreign: How the bodies of errors begin, as far as no event does.
    """

    __slots__ = ("_decoder", "_reply", "_tell", "foreign", "validate")

    def __init__(self, decoder: Decoder, reply: Reply, tell: Tell) -> None:
        self._decoder, self._reply, self._tell = decoder, reply, tell
        validate = passing(decoder.kind(reply)) or decoder.validator(reply)
        self.validate: Callable[[bytes], Any] = validate
        if expected().unknown_values_are_none:
            self.validate = lambda data: read(validate(data))
        self.foreign: tuple[bytes, ...] = self._error_openings()

    def __call__(self, data: bytes, number: int) -> Any:
        """One event.

        Raises:
            StreamError: It is malformed, or an error.
        """
        if data.startswith(self.foreign):
            self.refuse(data, number)
        try:
            return self.validate(data)
        except ValueError as error:
            return self.otherwise(data, number, error)

    def otherwise(self, data: bytes, number: int, error: ValueError) -> Any:
        """An event that is not as promised, as far as it goes.

        Raises:
            StreamError: It is another thing altogether.
        """
        with contextlib.suppress(ValueError):
            return read(self._decoder.as_far_as_it_goes(self._reply, data, self._tell))
        raise StreamError(
            f"{self._decoder.operation.qualname}(): event {number} of the stream is not a valid "
            f"{self._reply.component or 'event'}: {describe(error)}",
            event_number=number,
        ) from error

    def refuse(self, data: bytes, number: int) -> NoReturn:
        """Raise for an event that is an error body: a server that has sent its status has no other way to say so."""
        from goodmem_dyn._results.error_bodies import SPOKEN, read_error

        secrets = self._decoder.surface.secrets - SPOKEN
        body = read_error(masked_text(data.decode("utf-8", "replace"), secrets))
        raise StreamError(
            f"{self._decoder.operation.qualname}(): the server failed after the stream had begun: {body}",
            event_number=number,
        )

    def _error_openings(self) -> tuple[bytes, ...]:
        resolver = self._decoder.surface.resolver
        view = object_view(dict(self._reply.schema), resolver)
        if view is None:
            return ()
        branches = [resolver.follow(branch) for rule in view.rules for key in _GROUPS for branch in rule.get(key, ())]
        known = {*view.properties, *(name for branch in branches for name in branch.get("properties", ()))}
        return tuple(b'{"%b"' % name.encode() for name in ("error", "errors") if name not in known)
