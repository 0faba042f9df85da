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


def _no_model(_data: bytes) -> Any:
    raise ValueError


NO_EVENT: Any = object()
"""In the place of an event that says nothing: it was told, and the stream goes on."""


class EventDecoder:
    """Makes events of one reply; a reader of many takes its parts, and saves a call for each of them.

    Attributes:
        model: Makes a model of an event's bytes; a ValueError says that it is not as promised, or that events are no
            plain models: then a call of the whole judges.
        error_names: The members that bodies of errors begin with, as far as no event has them.
    """

    __slots__ = ("_decoder", "_openings", "_reply", "_tell", "_validate", "error_names", "model")

    def __init__(self, decoder: Decoder, reply: Reply, tell: Tell) -> None:
        self._decoder, self._reply, self._tell = decoder, reply, tell
        model = passing(decoder.kind(reply))
        validate = model or decoder.validator(reply)
        self._validate: Callable[[bytes], Any] = validate
        if expected().unknown_values_are_none:
            self._validate = lambda data: read(validate(data))
        self.model: Callable[[bytes], Any] = self._validate if model else _no_model
        self.error_names: frozenset[str] = self._error_names()
        self._openings = tuple(b'{"%b"' % name.encode() for name in self.error_names)

    def __call__(self, data: bytes, number: int) -> Any:
        """One event.

        Raises:
            StreamError: It is malformed, or an error.
        """
        self.check(data, number)
        try:
            return self._validate(data)
        except ValueError as error:
            return self.otherwise(data, number, error)

    def otherwise(self, data: bytes, number: int, error: ValueError) -> Any:
        """An event that is not as promised, as far as it goes; `NO_EVENT` for a null that was not promised.

        Raises:
            StreamError: It is another thing altogether.
        """
        with contextlib.suppress(ValueError):
            event = self._decoder.as_far_as_it_goes(self._reply, data, self._tell)
            return NO_EVENT if event is None else read(event)
        raise StreamError(
            f"{self._decoder.operation.qualname}(): event {number} of the stream is not a valid "
            f"{self._reply.component or 'event'}: {describe(error)}",
            event_number=number,
        ) from error

    def check(self, data: bytes, number: int) -> None:
        """Refuse an event that is the body of an error: a server that has sent its status has no other way to say so.

        Raises:
            StreamError: It is one.
        """
        if data.startswith(self._openings):
            self._refuse(data, number)

    def _refuse(self, data: bytes, number: int) -> NoReturn:
        from goodmem_dyn._results.error_bodies import SPOKEN, read_error

        secrets = self._decoder.surface.secrets - SPOKEN
        body = read_error(masked_text(data.decode("utf-8", "replace"), secrets))
        raise StreamError(
            f"{self._decoder.operation.qualname}(): the server failed after the stream had begun: {body}",
            event_number=number,
        )

    def _error_names(self) -> frozenset[str]:
        resolver = self._decoder.surface.resolver
        view = object_view(dict(self._reply.schema), resolver)
        if view is None:
            return frozenset()
        branches = [resolver.follow(branch) for rule in view.rules for key in _GROUPS for branch in rule.get(key, ())]
        known = {*view.properties, *(name for branch in branches for name in branch.get("properties", ()))}
        return frozenset({"error", "errors"} - known)
