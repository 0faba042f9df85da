"""Everything that can go wrong, as one tree.

    GoodMemError
    ├── InvalidRequestError (also ValueError, TypeError)   refused before anything was sent
    │   └── FileArgumentError (also OSError)               a file to upload is missing, empty or unreadable
    │       ├── FileMissingError (also FileNotFoundError)
    │       ├── FileIsDirectoryError (also IsADirectoryError)
    │       └── FileForbiddenError (also PermissionError)
    ├── ClientStateError (also RuntimeError)               a closed client, a second event loop, a forked stream
    ├── APIError                                           the server answered, and not with a success
    │   ├── BadRequestError            400
    │   ├── AuthenticationError        401
    │   ├── PermissionDeniedError      403
    │   ├── NotFoundError              404
    │   ├── ConflictError              409
    │   ├── UnprocessableEntityError   422
    │   ├── RateLimitError             429
    │   ├── InternalServerError        5xx
    │   └── APIResponseValidationError a success whose body is not what the document promises
    ├── APIConnectionError = NetworkError                  no answer: refused, reset, TLS, DNS, proxy
    │   └── APITimeoutError (also TimeoutError)
    ├── StreamError                                        an event is malformed or too large
    │   └── IncompleteStreamError                          a stream ended before its end; `.partial` keeps what arrived
    ├── PaginationError (also RuntimeError)                a server's pages never end: repeated tokens, empty pages
    ├── OutcomeUnknownError                                a create may or may not have happened; `.resource_id` tells
    ├── PartialFailureError                                some items of a batch, or a part of a retrieval, failed
    ├── ProcessingError = MemoryProcessingError            the server could not process a resource
    │   └── ProcessingTimeoutError (also TimeoutError)     … or had not when the time to wait for it was over
    └── DownloadError (also OSError)                       what arrived could not be written to its file

No errors: `UnexpectedAnswerWarning` (also UserWarning) tells that a success was not as the document promises, and was
taken as far as it goes; `GoodMemDeprecationWarning` (also DeprecationWarning) tells that a name of this package goes.

Rules kept here: every class pickles and copies; no text ever holds a secret; the message says what happened, what was
expected and what to do. The names are those of the OpenAI and Anthropic SDKs where they have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import Self

from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ClientStateError",
    "ConflictError",
    "DownloadError",
    "FieldError",
    "FileArgumentError",
    "FileForbiddenError",
    "FileIsDirectoryError",
    "FileMissingError",
    "GoodMemDeprecationWarning",
    "GoodMemError",
    "IncompleteStreamError",
    "InternalServerError",
    "InvalidRequestError",
    "MemoryProcessingError",
    "NetworkError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PaginationError",
    "PartialFailureError",
    "PermissionDeniedError",
    "ProcessingError",
    "ProcessingTimeoutError",
    "RateLimitError",
    "StreamError",
    "UnexpectedAnswerWarning",
    "UnprocessableEntityError",
]


def _rebuild(cls: type[GoodMemError], args: tuple[object, ...], state: dict[str, object]) -> GoodMemError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class GoodMemError(Exception):
    """Base of every error this package raises for a call.

    Attributes:
        message: What happened, what was expected, what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        # Subclasses take different arguments; rebuilding from the state pickles them all alike. A live HTTP response
        # holds sockets and the request's key, so it stays behind.
        state = {key: value for key, value in self.__dict__.items() if key != "response"}
        if "response" in self.__dict__:
            state["response"] = None
        return _rebuild, (type(self), self.args, state)


class InvalidRequestError(GoodMemError, ValueError, TypeError):
    """An argument is unknown, missing, of the wrong type, or does not fit the others; nothing was sent.

    It is a `ValueError` and a `TypeError` as well, because callers of other SDKs catch those.

    Attributes:
        problems: One line for each problem found, each naming its argument.
    """

    def __init__(self, message: str, *, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems: tuple[str, ...] = tuple(problems) or (message,)


class FileArgumentError(InvalidRequestError, OSError):
    """A file to upload is missing, empty, not a file, or cannot be read; nothing was sent.

    Attributes:
        path: The path as given.
    """

    def __new__(cls, *args: object, **_options: object) -> Self:
        # Named, because OSError has a layout of its own and ValueError's `__new__` comes first in the order.
        return OSError.__new__(cls, *args)

    def __init__(self, message: str, *, path: str | None = None) -> None:
        super().__init__(message)
        self.path = path

    def __str__(self) -> str:
        return self.message

    @classmethod
    def of(cls, error: BaseException, message: str, path: str | None) -> FileArgumentError:
        """The error for a path that the system refused, of the system's own class as well where programs catch that."""
        kind = next((subclass for subclass in cls.__subclasses__() if isinstance(error, subclass.__bases__[1])), cls)
        made = kind(message, path=path)
        made.errno, made.strerror = getattr(error, "errno", None), getattr(error, "strerror", None)
        made.filename = path
        return made

    def saying(self, message: str) -> FileArgumentError:
        """The same error in other words."""
        made = type(self)(message, path=self.path)
        made.errno, made.strerror, made.filename = self.errno, self.strerror, self.filename
        return made


class FileMissingError(FileArgumentError, FileNotFoundError):
    """There is no file at that path; nothing was sent."""


class FileIsDirectoryError(FileArgumentError, IsADirectoryError):
    """The path leads to a directory; nothing was sent."""


class FileForbiddenError(FileArgumentError, PermissionError):
    """The file may not be read, or written; nothing was sent."""


class ClientStateError(GoodMemError, RuntimeError):
    """The client cannot be used here: it is closed, or belongs to another event loop or thread of control."""


class FieldError:
    """One field that the server refused.

    Attributes:
        field: The server's path of the field, such as `spaceEmbedders[0].embedderId`.
        message: Why it was refused.
    """

    __slots__ = ("field", "message")

    def __init__(self, field: str, message: str) -> None:
        self.field: str = field
        self.message: str = message

    def __repr__(self) -> str:
        return f"FieldError(field={self.field!r}, message={self.message!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FieldError) and (self.field, self.message) == (other.field, other.message)

    def __hash__(self) -> int:
        return hash((self.field, self.message))


class APIError(GoodMemError):
    """The server answered with a status that is not a success, or with an answer that cannot be used.

    Attributes:
        status_code: The HTTP status.
        body: The whole body of the answer as text, decoded leniently.
        message: The status, the operation, and the server's own words.
        errors: The fields that the server refused, where it lists them; otherwise empty.
        code: The server's own error code, where it sends one.
        headers: The headers of the answer, names in lower case.
        request_id: The id the server or a proxy gave to the request, where there is one.
        response: The `httpx.Response`, or None after pickling.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        body: str = "",
        response: httpx.Response | None = None,
        request_id: str | None = None,
        errors: Sequence[FieldError] = (),
        code: str | int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.body = body
        self.response = response
        self.request_id = request_id
        self.errors: tuple[FieldError, ...] = tuple(errors)
        self.code = code
        self.headers: dict[str, str] = dict(headers or {})

    def __str__(self) -> str:
        # One that a program makes itself says what it was made with.
        is_answer = f"(): {self.status_code} " in self.message
        begins = expected().errors_begin_with_status and is_answer
        return f"HTTP {self.status_code}: {self.message}" if begins else self.message

    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later: true for 408, 425, 429, 500, 502, 503 and 504."""
        return self.status_code in RETRYABLE_STATUS


RETRYABLE_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})


class BadRequestError(APIError):
    """400: the server refused the request as malformed or invalid."""


class AuthenticationError(APIError):
    """401: the API key is missing, unknown, expired or revoked."""


class PermissionDeniedError(APIError):
    """403: the key is valid, but may not do this."""


class NotFoundError(APIError):
    """404: there is no such resource, or none that this key may see."""


class ConflictError(APIError):
    """409: a resource with this name, id or configuration exists, or is still in use."""


class UnprocessableEntityError(APIError):
    """422: the request is well formed, and its parameters are not acceptable."""


class RateLimitError(APIError):
    """429: too many requests; retries have been used up."""


class InternalServerError(APIError):
    """5xx: the server failed; retries have been used up or were not safe."""


class APIResponseValidationError(APIError):
    """The server said success, but the body is not what the document promises."""


class APIConnectionError(GoodMemError):
    """No answer: the connection failed, was cut, or could not be trusted. The cause is kept in `__cause__`.

    Attributes:
        sent: False when it is certain that the server never saw the request; True when it may have.
        retryable: Whether the same request may succeed later; false for what only a change can mend, such as a
            certificate that is not trusted.
    """

    def __init__(self, message: str, *, sent: bool = True, retryable: bool = True) -> None:
        super().__init__(message)
        self.sent = sent
        self.retryable = retryable


NetworkError = APIConnectionError


class APITimeoutError(APIConnectionError, TimeoutError):
    """A time limit passed: connecting, sending, waiting for data, waiting for a free connection, or the deadline."""


class StreamError(GoodMemError):
    """An event of a stream is malformed, or larger than the client allows.

    Attributes:
        event_number: The number of the event in the stream, from 1, or None.
        partial: What arrived before, where the call collects.
    """

    def __init__(self, message: str, *, event_number: int | None = None, partial: Any = None) -> None:
        super().__init__(message)
        self.event_number = event_number
        self.partial = partial


class IncompleteStreamError(StreamError):
    """A stream ended in the middle of an event, or before the event that ends it."""


class PaginationError(GoodMemError, RuntimeError):
    """The server repeats a page token, or sends empty pages without end: following it would never end."""


class OutcomeUnknownError(GoodMemError):
    """A request was sent, its answer was lost, and repeating it or asking for it cannot restore the answer.

    Attributes:
        resource_id: The id that the resource has if it was created.
        resource_ids: The ids that they have, where there were several: look for them before you send them again.
    """

    resource_id: str | None
    resource_ids: tuple[str, ...]

    def __init__(self, message: str, *, resource_id: str | None = None, resource_ids: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.resource_id = resource_id
        self.resource_ids = tuple(resource_ids) or ((resource_id,) if resource_id else ())


class PartialFailureError(GoodMemError):
    """Some parts of a call succeeded and some failed.

    Attributes:
        result: The whole result: what succeeded is in it, and what failed.
    """

    def __init__(self, message: str, *, result: Any = None) -> None:
        super().__init__(message)
        self.result = result


class ProcessingError(GoodMemError):
    """The server could not process a resource, or not in time.

    Attributes:
        failures: For each id that failed: the stage and the reason.
        completed: The ids that did finish.
        pending: The ids that were not finished when waiting ended.
    """

    def __init__(
        self,
        message: str,
        *,
        failures: Mapping[str, str] | None = None,
        completed: Sequence[str] = (),
        pending: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.failures: dict[str, str] = dict(failures or {})
        self.completed: tuple[str, ...] = tuple(completed)
        self.pending: tuple[str, ...] = tuple(pending)


MemoryProcessingError = ProcessingError


class ProcessingTimeoutError(ProcessingError, TimeoutError):
    """The time to wait was over, and some were not processed yet; `.pending` has their ids, and none has failed."""


class DownloadError(GoodMemError, OSError):
    """What arrived could not be written: the disk is full, or the file cannot be replaced.

    The message says what became of the file; the system's own error is kept in `__cause__`.

    Attributes:
        path: The path as given; None for an open file of the caller's.
        written: The bytes that were handed to the file before.
    """

    def __init__(self, message: str, *, path: str | None = None, written: int = 0) -> None:
        super().__init__(message)
        self.path = path
        self.written = written


STATUS_ERRORS: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def error_class(status: int) -> type[APIError]:
    """The exception class for an HTTP status: the table above, `InternalServerError` from 500 on, else `APIError`."""
    if status >= 500:
        return InternalServerError
    return STATUS_ERRORS.get(status, APIError)


class GoodMemDeprecationWarning(DeprecationWarning):
    """A name of this package works still, and goes in a coming release; the text says what to write instead.

    Every deprecation of this package, and none of others, is of this class. A name warns for at least one release with
    a new second number before it goes, and the changelog lists it under "Deprecated". As with every
    DeprecationWarning, Python shows it in `__main__` and in tests. To find every use before it breaks:
    `warnings.simplefilter("error", goodmem_dyn.GoodMemDeprecationWarning)`.
    """


class UnexpectedAnswerWarning(UserWarning):
    """A success was not as the client's document promises, and was taken as far as it goes.

    Told once for a client, an operation and a member. A missing member reads as None, one of another type keeps the
    value that came. `goodmem_dyn.drift` says what else the server differs in. To hear nothing of it:
    `warnings.simplefilter("ignore", goodmem_dyn.UnexpectedAnswerWarning)`.
    """
