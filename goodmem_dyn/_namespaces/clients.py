"""What both clients are: a core made of settings and options, and the namespaces of its document.

Rules: a client does no I/O when it is made. It is immutable afterwards, and can be shared by threads or tasks. It never
shows its key. The options of the constructor are the fields of two records, and are listed nowhere else at run time.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from goodmem_dyn._calls.context import Core
from goodmem_dyn._calls.options import Options
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._namespaces.classes import catalog_of, namespace
from goodmem_dyn._namespaces.naming import BULK, has_bulk
from goodmem_dyn._records import replace, types_of
from goodmem_dyn._transport import Engine, timeouts, user_agent
from goodmem_dyn._transport.settings import Settings
from goodmem_dyn._wire.hints import nearest, nearest_or_all
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.telling import short
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx
    from typing_extensions import Never, Self

    from goodmem_dyn._calls.credentials import Credentials
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._transport import Connection
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.not_given import NotGiven
    from goodmem_dyn.errors import APIError

_SETTINGS = list(types_of(Settings))
_OPTIONS = [name for name in types_of(Options) if name != "timeout"]
_KNOWN = (*_SETTINGS, *_OPTIONS, "document")


class BaseClient:
    """What both clients share."""

    _core: Core
    _is_async: ClassVar[bool] = False
    _own_names: ClassVar[tuple[str, ...]] = ("base_url", "close", "is_closed", "with_options")

    def _construct(self, arguments: Mapping[str, Any]) -> None:
        """Make the core; `arguments` are the options of the constructor, by name."""
        name = type(self).__name__
        arguments = _by_new_names(arguments, name)
        unknown = [key for key in arguments if key not in _KNOWN]
        if unknown:
            problems = " Nor ".join(f"{name!r}.{nearest(name, _KNOWN)}" for name in unknown)
            raise InvalidRequestError(f"{name}() has no option {problems}")
        options = Options.checked(**{key: arguments[key] for key in _OPTIONS if key in arguments})
        catalog = _catalog(arguments.get("document"))
        settings = Settings(**{key: arguments[key] for key in _SETTINGS if key in arguments})
        outline = catalog.outline
        # Only a document that is not known beforehand, or more than one fixed key, has to be asked call by call.
        by_scheme = settings.http_client is None and (
            arguments.get("document") is not None or settings.credentials is not None or callable(settings.api_key)
        )
        connection = settings.connection(
            user_agent(outline.commit),
            outline.key_place,
            outline.paths,
            is_async=self._is_async,
            with_key=not by_scheme,
        )
        keys = _keys(catalog.surface, settings) if by_scheme else None
        self._core = Core(self._engine(connection), options, catalog, connection, self, _explain, keys)

    def _engine(self, connection: Connection) -> Any:
        if not self._is_async:
            return Engine(connection)
        # An event loop costs a program that has none as much as the rest of this client.
        from goodmem_dyn._transport.async_engine import AsyncEngine

        return AsyncEngine(connection)

    def _namespace(self, name: str) -> Any:
        made = self.__dict__.get(name)
        if made is None:
            words = (name,)
            if words not in self._core.catalog.outline.operations:
                raise AttributeError(name)
            made = self.__dict__[name] = namespace(self._core, words)
        return made

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            # Reached only for what the class does not have: namespaces of a document given at run time, and mistakes.
            core = self.__dict__.get("_core")
            if core is None or name.startswith("_"):
                raise AttributeError(name)
            if (name,) in core.catalog.outline.operations:
                return self._namespace(name)
            hint = _of_a_namespace(self, name) or nearest_or_all(name, dir(self))
            raise AttributeError(f"{type(self).__name__!r} has no {name!r}.{hint}", name=name, obj=None)

    def __dir__(self) -> list[str]:
        names = [words[0] for words in self._core.catalog.outline.operations if len(words) == 1]
        names += [BULK] if has_bulk(catalog_of(self._core)) else []
        return sorted([*names, *self._own_names])

    @property
    def base_url(self) -> str:
        """Scheme, host, port and path prefix of the server."""
        address: str = self._core.connection.base_url
        return address

    @property
    def is_closed(self) -> bool:
        """Whether the client was closed. A caller's `http_client` may be closed without it."""
        closed: bool = self._core.engine.closed
        return closed

    def with_options(
        self,
        *,
        timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | NotGiven | None = NOT_GIVEN,
        default_headers: Mapping[str, str] | None = None,
        **unknown: Never,
    ) -> Self:
        """The same client with other options: it shares the connections, and leaves this client as it is.

        Args:
            timeout: Seconds to connect, send, and wait for data, each; None for no limit; or an `httpx.Timeout`.
            max_retries: Repetitions after a failure that allows one.
            deadline: Seconds for a whole call; None for no limit.
            default_headers: Headers to send with every request, over those set before.
            **unknown: Nothing: a name that is no option is refused, with the nearest one that is.

        Example:
            >>> client.with_options(timeout=120).memories.retrieve(...)  # doctest: +SKIP
        """
        if unknown:
            name, known = next(iter(unknown)), ("timeout", "max_retries", "deadline", "default_headers")
            raise InvalidRequestError(f"with_options() has no option {name!r}.{nearest_or_all(name, known)}")
        core = self._core
        changes: dict[str, Any] = {}
        if timeout is not NOT_GIVEN:
            timeouts(timeout)
            changes["timeout"] = timeout
        if max_retries is not None:
            changes["max_retries"] = max_retries
        if deadline is not NOT_GIVEN:
            changes["deadline"] = deadline
        if default_headers is not None:
            changes["default_headers"] = {**core.options.default_headers, **default_headers}
        other = object.__new__(type(self))
        other._core = replace(core, options=core.options.changed(**changes), client=other)
        return other

    def __repr__(self) -> str:
        outline = self._core.catalog.outline
        state = " closed" if self._core.engine.closed else ""
        names = ", ".join(words[0] for words in outline.operations if len(words) == 1)
        return f"<{type(self).__name__}{state} {self.base_url} (server {short(outline.commit) or 'unknown'}): {names}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"A {type(self).__name__} cannot be pickled or copied: it holds connections and a key. Make one where it "
            "is used, from the same arguments."
        )


_OLD_NAMES = {"stream_max_line_bytes": "max_event_bytes"}
"""Options by the official package's names, and by ours."""


def _by_new_names(arguments: Mapping[str, Any], name: str) -> dict[str, Any]:
    for old, new in _OLD_NAMES.items():
        if arguments.get(old) is not None and arguments.get(new) is not None:
            raise InvalidRequestError(f"{name}() takes {new} or {old}, which are the same, not both.")
    return {_OLD_NAMES.get(key, key): value for key, value in arguments.items() if key not in _OLD_NAMES or value}


def _catalog(document: Any) -> Catalog:
    if document is None:
        return bundled.catalog()
    from goodmem_dyn._catalogs.foreign import foreign_catalog

    return foreign_catalog(document)


def _keys(surface: Surface, settings: Settings) -> Credentials:
    from goodmem_dyn._calls.credentials import Credentials

    return Credentials(surface.schemes, settings.key, settings.credentials)


def _explain(core: Core, operation: Operation, error: APIError, remaining: float | None) -> Flow:
    """What a difference between client and server has to do with a failure; most failures need no look at it."""
    from goodmem_dyn._namespaces.explaining import explain_flow

    return (yield from explain_flow(core, operation, error, remaining))


def shown(init: Any) -> Any:
    """The constructor with the signature that `help` shows: the fields of the records, in place of `**options`."""
    defaults = {"timeout": 30.0, "verify": True}
    parameters = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    usual = {**vars(Options()), **vars(Settings()), "default_headers": None, "document": None, **defaults}
    kinds = {**types_of(Options), **types_of(Settings)}
    kinds |= {old: f"{kinds[new]} | None" for old, new in _OLD_NAMES.items()}
    for name in (*_KNOWN, *_OLD_NAMES):
        is_first = name in {"base_url", "api_key"}
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD if is_first else inspect.Parameter.KEYWORD_ONLY
        parameters.append(inspect.Parameter(name, kind, default=usual.get(name), annotation=kinds.get(name, "object")))
    init.__signature__ = inspect.Signature(parameters, return_annotation="None")
    return init


def _of_a_namespace(client: BaseClient, name: str) -> str:
    """A hint at what a client's namespaces have under a name, or for what it means, where that is not said of many."""
    from goodmem_dyn._synonyms import SYNONYMS

    groups = [name for name in dir(client) if hasattr(type(getattr(client, name)), "_methods") or name == BULK]
    for wanted in (name, *SYNONYMS.get(name.lower(), "").split()):
        places = [f"{group}.{wanted}" for group in groups if wanted in dir(getattr(client, group))]
        if 0 < len(places) < 4:
            return f" Did you mean {' or '.join(map(repr, places))}?"
    return ""
