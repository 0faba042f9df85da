"""The options that every call takes beside the arguments of the API, and those that hold for all calls of a client.

Rules: an option controls the call and is never sent as an argument. A name that is neither an argument nor an option is
refused, with the nearest one that is.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.quoting import check_extra, check_header
from goodmem_dyn._arguments.refusals import fail
from goodmem_dyn._bounds import MAX_EVENT_BYTES
from goodmem_dyn._calls.retry import check_deadline
from goodmem_dyn._records import record, replace
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodmem_dyn._calls.log import Attempt

OPTIONS = frozenset({"timeout", "max_retries", "deadline", "extra_headers", "extra_query", "extra_body"})
_WITH_NONE = frozenset({"timeout", "deadline"})
"""Options of which None is a value: it turns a limit off."""


@record(frozen=True)
class Options:
    """What holds for every call of a client unless the call says otherwise.

    Attributes:
        max_retries: Repetitions after a failure that allows one.
        deadline: Seconds for a whole call; None for no limit.
        timeout: Set by `with_options`; NOT_GIVEN for the connection's own.
        default_headers: Sent with every request.
        max_event_bytes: One event of a stream may be this large.
        on_attempt: Told of every attempt.
    """

    max_retries: int = 2
    deadline: float | None = None
    timeout: Any = NOT_GIVEN
    default_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    max_event_bytes: int = MAX_EVENT_BYTES
    on_attempt: Callable[[Attempt], object] | None = None

    @classmethod
    def checked(cls, **options: Any) -> Options:
        """The options that were given, checked; the rest as usual.

        Raises:
            InvalidRequestError: One is wrong.
        """
        return cls(expected().max_retries).changed(**options)

    def changed(self, **changes: Any) -> Options:
        """These options with others in their place, checked.

        Raises:
            InvalidRequestError: One is wrong.
        """
        return replace(
            self, **{name: _CHECKS[name](value) if name in _CHECKS else value for name, value in changes.items()}
        )


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidRequestError("max_retries must be an int of 0 or more.")
    return value


def _headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): check_header(name, value) for name, value in (headers or {}).items()}


def _event_bytes(value: int | None) -> int:
    return value if value is not None and value > 0 else MAX_EVENT_BYTES


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "max_retries": _count,
    "deadline": check_deadline,
    "default_headers": _headers,
    "max_event_bytes": _event_bytes,
}


def split(
    kwargs: dict[str, Any],
    names: frozenset[str],
    where: str,
    own: Iterable[str] = (),
    elsewhere: Callable[[str], str] = lambda _: "",
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a method was given, as its arguments and the options of the call.

    Args:
        kwargs: As given; taken apart.
        names: What the method takes, options included.
        where: The method, as an error names it.
        own: Options that are arguments of this method.
        elsewhere: Says which other method takes an argument of a name, or nothing.

    Raises:
        InvalidRequestError: A name is unknown, or an option is wrong.
    """
    if not kwargs.keys() <= names:
        unknown = [name for name in kwargs if name not in names]
        known = sorted(names - OPTIONS)
        # What bypasses the checks is never what a misspelt name means.
        meant = [name for name in names if not name.startswith("extra_")]
        hints = ((name, nearest(name, meant) or elsewhere(name) or nearest(name, names)) for name in unknown)
        problems = [f"there is no argument {name!r}.{hint}" for name, hint in hints]
        problems[-1] += f" Arguments: {', '.join(known) or 'none'}."
        raise fail(problems, where)
    named = OPTIONS & kwargs.keys()
    options = {name: kwargs.pop(name) for name in named.difference(own)} if named else {}
    if options:
        options = {
            name: value
            for name, value in options.items()
            if value is not NOT_GIVEN and (value is not None or name in _WITH_NONE)
        }
        check_extra(options, where)
    return {name: value for name, value in kwargs.items() if value is not NOT_GIVEN}, options
