"""What one call carries with it, and what the calls of one client share."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from goodmem_dyn._calls.log import log_misfits
from goodmem_dyn._calls.retry import RetryPolicy, check_deadline
from goodmem_dyn._records import record
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.telling import short, warn
from goodmem_dyn.errors import InvalidRequestError, UnexpectedAnswerWarning

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._calls.credentials import Credentials
    from goodmem_dyn._calls.exchange import Exchange, Exchanges
    from goodmem_dyn._calls.options import Options
    from goodmem_dyn._document.outline import Outline
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._models.tolerance import Misfit
    from goodmem_dyn._wire.effects import Engine, Flow
    from goodmem_dyn._wire.request import Request
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn.errors import APIError

MAX_TOLD = 1000
"""So many differences are told in the life of a client; a server that differs in more differs in everything."""

Args = dict[str, Any]
"""Arguments of a call, by their Python names."""


class Methods(Protocol):
    """The methods of a document, to be called by name: how a convenience reaches those beside its own."""

    @property
    def outline(self) -> Outline: ...
    @property
    def surface(self) -> Surface: ...
    @property
    def exchanges(self) -> Exchanges: ...

    def run(self, qualname: str, args: Args, context: Context) -> Flow:
        """The flow of another method in the place of the one that was called."""
        ...

    def flow(self, core: Core, qualname: str, kwargs: Args) -> Flow:
        """The flow of a call of its own."""
        ...


@record
class Core:
    """What the namespaces of one client share: engine, options and methods.

    Attributes:
        unserved: Method → the arguments that the server does not have, as far as its document was read.
        credentials: Puts keys into requests by what the document says; None where one key goes with every request.
        explain: Says whether the server differs from the document, where that could be why a call failed; a flow.
    """

    engine: Engine
    options: Options
    catalog: Methods
    connection: Any
    client: Any = None
    explain: Callable[[Core, Operation, APIError, float | None], Flow] | None = None
    credentials: Credentials | None = None

    told: set[tuple[str, Misfit]] = field(default_factory=set, repr=False)
    unserved: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def tell_unserved(self, operation: Operation, args: Args) -> None:
        """Tell which arguments the server's document does not have: each once, as soon as its document is known."""
        names = sorted(self.unserved.get(operation.qualname, frozenset()).intersection(args))
        if not names:
            return
        self.unserved[operation.qualname] -= set(names)
        text = (
            f"{operation.qualname}(): this server's document does not have {', '.join(map(repr, names))}: the server "
            "may do as if it had not been given. goodmem_dyn.drift(client) lists what differs."
        )
        log_misfits(text)
        warn(text, UnexpectedAnswerWarning)

    def tell(self, operation: Operation, misfits: list[Misfit]) -> None:
        """Tell what of an answer is not as the document promises: each once, in a warning and in the log."""
        new = [misfit for misfit in misfits if (operation.qualname, misfit) not in self.told]
        if not new or len(self.told) >= MAX_TOLD:
            return
        self.told.update((operation.qualname, misfit) for misfit in new)
        listed = "; ".join(f"`{place}` {difference}" if place else difference for place, difference in new)
        commit = short(self.catalog.surface.commit)
        text = (
            f"{operation.qualname}(): this answer is not as the document{f' of server {commit}' if commit else ''} "
            f"promises: {listed}. It was taken as far as it goes: what is missing reads as None, what is of another "
            "type is as it came. goodmem_dyn.drift(client) compares client and server."
        )
        log_misfits(text)
        warn(text, UnexpectedAnswerWarning)

    @cached_property
    def policy(self) -> RetryPolicy:
        """The retry policy of calls that bring none of their own."""
        return RetryPolicy(self.options.max_retries, self.options.deadline)

    @cached_property
    def usual_timeout(self) -> Any:
        """The client's own timeout."""
        from goodmem_dyn._transport import DEFAULT_TIMEOUT

        return DEFAULT_TIMEOUT if self.options.timeout is NOT_GIVEN else self.options.timeout


@record
class Context:
    """One call on its way: what it belongs to and what it was given besides arguments of the API.

    Attributes:
        core: The client.
        exchange: The operation that is called.
        options: `timeout`, `extra_headers` and the like, as given.
        prepare: Rewrites arguments as the conveniences of the method do.
        is_open: Whether the body of a success stays open, because somebody reads it piece by piece.
        is_kept: Whether the call waits for all of an open body.
        request: What was sent last.
        response: The last answer, for callers who want it raw.
        read_timeout: Seconds that the server may need by its own budget.
        given: The Python names of the arguments as the caller gave them.
        drawn: The wire name of the id that was drawn for this call, where one was.
        since: When the deadline began, where that was before this call: it holds for several.
    """

    core: Core
    exchange: Exchange
    options: dict[str, Any]
    prepare: Callable[[Args, Context], Args] = lambda args, _context: args
    is_open: bool = False
    is_kept: bool = False
    request: Request | None = None
    response: Response | None = None
    read_timeout: float | None = None
    given: frozenset[str] = frozenset()
    drawn: str | None = None
    since: float | None = None

    @property
    def where(self) -> str:
        """The method, as an error names it."""
        return f"{self.exchange.operation.qualname}()"

    def prepared(self, args: Args) -> Args:
        """The arguments after every convenience rewrote them."""
        return self.prepare(args, self)

    @property
    def policy(self) -> RetryPolicy:
        """The retry policy of the call: its own options over the client's."""
        core, options = self.core, self.options
        if "max_retries" not in options and "deadline" not in options:
            return core.policy
        retries = options.get("max_retries", core.options.max_retries)
        if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
            raise InvalidRequestError("max_retries must be an int of 0 or more.")
        return RetryPolicy(retries, check_deadline(options.get("deadline", core.options.deadline)))

    @property
    def timeout(self) -> Any:
        """The timeout of the call: its own, the client's, widened to what the server may need by its own budget."""
        core = self.core
        if self.read_timeout is None and "timeout" not in self.options:
            return core.usual_timeout
        from goodmem_dyn._transport import DEFAULT_TIMEOUT, widened

        timeout = self.options.get("timeout", core.options.timeout)
        timeout = DEFAULT_TIMEOUT if timeout is NOT_GIVEN else timeout
        if self.read_timeout is None or "timeout" in self.options:
            return timeout
        return widened(core.connection, timeout, self.read_timeout)
