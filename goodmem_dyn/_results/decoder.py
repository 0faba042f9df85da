"""Response → value or error, without any I/O.

Rules: a success is validated from its bytes, never through a dict in between. One that does not fit is taken as far as
it goes, and told; only a body that is another thing altogether is an `APIResponseValidationError`.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from goodmem_dyn._bounds import MAX_BODY_BYTES, MAX_EVENT_BYTES, MAX_JSON_BYTES, MAX_SHOWN_ERRORS
from goodmem_dyn._models.types import python_type
from goodmem_dyn._wire.media import STREAMS, plain, reply_kind
from goodmem_dyn._wire.secrets import masked_text
from goodmem_dyn.errors import APIResponseValidationError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation, Reply
    from goodmem_dyn._models.tolerance import Misfit
    from goodmem_dyn._results.event import EventDecoder
    from goodmem_dyn._wire.media import ReplyKind
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn.errors import APIError

LARGE = 64 * 1024
"""Bytes of a reply from which on collecting garbage would cost as much as reading it."""

_SHOWN = 2000
"""Bytes of a body that does not fit, which its error keeps."""

_EMPTY = frozenset({204, 205})
"""The statuses whose answers have no body."""

_READS = frozenset({"GET", "HEAD"})
"""The methods that ask: no body is no answer, and no empty list. What changes something has done so without one."""

_UNTYPED: dict[ReplyKind, Callable[[Response], Any]] = {
    "binary": lambda response: response.content or b"",
    "text": lambda response: response.text,
}
"""How replies are read whose schema says nothing of a value; the others are validated."""


class Tell(Protocol):
    """Who is told what of an answer is not as the document promises."""

    def __call__(self, misfits: list[Misfit], /) -> None: ...


class Decoder:
    """Decodes the answers of one operation; made once, used for every call."""

    def __init__(self, operation: Operation, surface: Surface, model: Callable[[str], Any]) -> None:
        self.operation = operation
        self.surface = surface
        self.model = model
        self._kinds: dict[int, Any] = {}
        # By identity: a record that holds a schema costs more to hash than a small reply to read.
        self._validate: dict[int, Callable[[bytes], Any]] = {}
        self._only: dict[int, Reply | None] = {}
        is_json = bool(operation.replies) and all(reply.kind == "json" for reply in operation.replies)
        self.largest: int = MAX_JSON_BYTES if is_json else MAX_BODY_BYTES
        """Bytes that a success may have: content may be larger than what is parsed."""

    def reply(self, status: int, media_type: str = "") -> Reply | None:
        """What the document promises for a status, preferring the media type that came."""
        code = str(status)
        for wanted in (code, f"{code[0]}XX", f"{code[0]}xx", "default"):
            replies = [reply for reply in self.operation.replies if reply.status == wanted]
            for reply in replies:
                if plain(reply.media_type) == media_type:
                    return reply
            if replies:
                return replies[0]
        # A success that the document does not list is read as the one that it does, one with a body before others.
        return min(self.operation.replies, key=lambda reply: reply.kind == "empty", default=None)

    def validator(self, reply: Reply) -> Callable[[bytes], Any]:
        """The function from bytes to value for one reply."""
        validate = self._validate.get(id(reply))
        if validate is None:
            with self.surface.resolver.bounded():
                kind = self.kind(reply)
                validator = getattr(kind, "__pydantic_validator__", None)
                if validator is None:
                    from pydantic import TypeAdapter

                    from goodmem_dyn._models.stopping import Stopping

                    marked: Any = Annotated[kind, Stopping()]
                    validator = TypeAdapter[Any](marked).validator
            validate = self._validate[id(reply)] = validator.validate_json
        return validate

    def kind(self, reply: Reply) -> Any:
        """The type that one reply is validated as."""
        kind = self._kinds.get(id(reply))
        if kind is None:
            kind = python_type(dict(reply.schema) or True, self.surface.resolver, self.model)
            self._kinds[id(reply)] = kind
        return kind

    def decode(self, response: Response, tell: Tell) -> Any:
        """The value of a success.

        Args:
            response: The answer.
            tell: Told of what is not as the document promises.

        Raises:
            APIResponseValidationError: The body is another thing than the document promises.
        """
        status = response.status
        if status not in self._only:
            # Where a status has one media type, there is nothing to choose by what came.
            only = self.reply(status)
            several = only is not None and sum(reply.status == only.status for reply in self.operation.replies) > 1
            self._only[status] = None if several else only
        reply = self._only[status] or self.reply(status, response.media_type)
        content = response.content or b""
        if reply is None or reply.kind == "empty":
            return None
        if status in _EMPTY and not self.surface.is_kin:
            return None  # HTTP has no body here, whatever a document says
        kind: ReplyKind = reply.kind
        if "*" in reply.media_type and response.media_type and "*" not in response.media_type:
            # A range of media types: what came says which.
            kind = reply_kind(response.media_type)
        if kind in STREAMS:
            return self._events(kind, reply, response, tell)
        if kind in _UNTYPED:
            return _UNTYPED[kind](response)
        if not content and not response.may_be_cut and self.operation.http_method not in _READS:
            if self.operation.http_method != "DELETE":  # one that was repeated finds nothing to tell of
                tell([nothing("has no body")])
            return None
        try:
            validate = self.validator(reply)
            return read(validate(content) if len(content) < LARGE else _undisturbed(validate, content))
        except RecursionError:
            raise self.misfit(response, reply, ValueError("it is nested too deep")) from None
        except ValueError as error:
            try:
                return read(self._otherwise(response, reply, tell))
            except ValueError:
                raise self.misfit(response, reply, error) from error

    def _events(self, kind: ReplyKind, reply: Reply, response: Response, tell: Tell) -> list[Any]:
        """The events of a stream that came where one value was asked for."""
        frames, event = STREAMS[kind].decoder(MAX_EVENT_BYTES, reply.announces_end), self.event(reply, tell)
        events = [*frames.feed(response.content or b""), *frames.close()]
        return [event(data, number) for number, data in enumerate(events, 1)]

    def _otherwise(self, response: Response, reply: Reply, tell: Tell) -> Any:
        """The value of a success that is not what is promised.

        Raises:
            ValueError: It is another thing altogether.
        """
        from goodmem_dyn._models.tolerance import Another

        content, status = response.content or b"", str(response.status)
        if self.operation.http_method in _READS and content.strip() in {b"", b"null"}:
            raise ValueError("it says nothing")
        if content.isspace():
            return tell([nothing("has no body")])
        is_promised = reply.status in {status, f"{status[0]}XX", f"{status[0]}xx", "default"}
        try:
            media = response.headers.get("content-type", "")
            return self.as_far_as_it_goes(reply, content, tell, media, is_promised=is_promised)
        except ValueError as error:
            is_broken = "json" in response.media_type and not isinstance(error, Another)
            if is_promised or is_broken or "html" in response.media_type:
                raise
            # Of the body of a success that the document does not know, nothing is promised.
            tell([nothing(f"is of status {status}, which has no body that is known")])
            return None

    def as_far_as_it_goes(
        self, reply: Reply, content: bytes, tell: Tell, content_type: str = "", *, is_promised: bool = True
    ) -> Any:
        """The value of a body that the fast way refused.

        Args:
            reply: What was promised.
            content: The body.
            tell: Told of what is different.
            content_type: What its head says of it.
            is_promised: Whether the document knows the body of this status; else any object is taken.

        Raises:
            ValueError: It is another thing altogether.
        """
        from goodmem_dyn._models.tolerance import tolerant
        from goodmem_dyn._results.undressing import undressed

        _check_size(content)
        content, told = undressed(content, content_type)
        _check_size(content)
        try:
            value, misfits = tolerant(self.kind(reply), content, is_promised=is_promised)
        except RecursionError as error:
            raise ValueError("it is nested too deep") from error
        tell([*told, *misfits])
        return value

    def event(self, reply: Reply, tell: Tell) -> EventDecoder:
        """What makes events of one reply."""
        # Imported when a stream is read: most programs read none.
        from goodmem_dyn._results.event import EventDecoder

        return EventDecoder(self, reply, tell)

    def misfit(self, response: Response, reply: Reply, error: ValueError) -> APIResponseValidationError:
        media = response.media_type
        text = masked_text((response.content or b"")[:_SHOWN].decode("utf-8", "replace"), self.surface.secrets)
        if media and "json" not in media:
            reason = (
                f"expected {reply.media_type}, got {media}. Is base_url the address of a GoodMem REST API, "
                "and not of its console or of a proxy?"
            )
        elif not response.content:
            reason = f"expected {reply.media_type}, got an empty body"
        else:
            reason = f"the body is not a valid {reply.component or 'reply'}: {describe(error)}"
        return APIResponseValidationError(
            f"{self.operation.qualname}(): the server answered {response.status}, but {reason}",
            status_code=response.status,
            body=text,
            response=response.raw,
            request_id=response.request_id,
            headers=dict(response.headers),
        )

    def error(self, response: Response) -> APIError:
        """The exception for an answer that is not a success."""
        # Imported when something fails: most programs see no error body.
        from goodmem_dyn._results.error_bodies import api_error

        return api_error(self.operation.qualname, response, self.surface.secrets)


def nothing(why: str) -> Misfit:
    """What is told of a success that says nothing."""
    from goodmem_dyn._models.tolerance import Misfit

    return Misfit("", f"it {why}, so that there is nothing to return")


def read(value: Any) -> Any:
    """A value as this process expects it."""
    if not expected().unknown_values_are_none:
        return value
    from goodmem_dyn._models.unknown import without_unknown

    return without_unknown(value)


def _check_size(content: bytes) -> None:
    if len(content) > MAX_JSON_BYTES:
        raise ValueError(f"it has more than {MAX_JSON_BYTES:,} bytes")


def _undisturbed(validate: Callable[[bytes], Any], content: bytes) -> Any:
    """Read a large reply without garbage collections in between.

    All that is made is new and alive, so that they would find nothing, and take most of the time.
    """
    _check_size(content)
    if not gc.isenabled():
        return validate(content)
    try:
        gc.disable()
        return validate(content)
    finally:
        gc.enable()


def describe(error: ValueError) -> str:
    """A validation error in one line; values are left out, because they may be secret."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return str(error) or "not JSON"
    count: int = getattr(error, "error_count", int)()
    if count > MAX_SHOWN_ERRORS:
        # Each is an object of its own, and a hostile answer has millions.
        return f"{count:,} members are not as promised"
    try:
        details = errors(include_url=False, include_context=False, include_input=False)
    except TypeError:
        details = errors()
    first = details[0] if details else {"loc": (), "msg": "invalid"}
    where = ".".join(str(part) for part in first["loc"])
    more = f" (and {len(details) - 1} more)" if len(details) > 1 else ""
    return f"{f'{where}: ' if where else ''}{first['msg']}{more}"
