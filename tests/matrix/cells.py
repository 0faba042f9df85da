"""One cell of the matrix: a client of one document, a server of another, every operation that both know.

Rules: each operation is called with as few arguments as the client's document asks for, and with as many as go together.
What comes of it is one of four things: it works; a warning or an error of the package names the difference; something
that one document has went unsaid; or it failed without a name for why.
"""

from __future__ import annotations

import json
import sqlite3
import warnings
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import goodmem_dyn.local
from goodmem_dyn import (
    APIError,
    APIResponseValidationError,
    Goodmem,
    InvalidRequestError,
    UnexpectedAnswerWarning,
    drift,
)
from goodmem_dyn._catalogs.foreign import foreign_catalog
from goodmem_dyn._namespaces.drift import operation_key
from tests.support.calls import arguments, calls_of, send
from tests.support.examples import Examples, bundled
from tests.support.world import World
from tools import paths
from tools.tracking import locks

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from goodmem_dyn.local import Server
    from tests.support.calls import Call

ROOT = Path(__file__).parents[2]
HISTORY: tuple[str, ...] = tuple(locks.read(ROOT).history)
WORKS, NAMED, UNSAID, UNNAMED = "works", "named", "unsaid", "unnamed"


@cache
def text(name: str) -> bytes:
    """A tracked document, as it was received."""
    return (ROOT / paths.HISTORY / f"{name}.json").read_bytes()


@cache
def examples(name: str) -> Examples:
    """Examples for a document, with what the package adds to it."""
    return Examples(foreign_catalog(json.loads(text(name))).surface.document)


@dataclass(frozen=True)
class Outcome:
    """What came of one call: which of the four it is, and what was said."""

    method: str
    most: bool
    kind: str
    said: str = ""


@dataclass
class Cell:
    """A client of one document and a server of another."""

    client: str
    server: str
    outcomes: list[Outcome] = field(default_factory=list)

    def of(self, kind: str) -> list[Outcome]:
        return [one for one in self.outcomes if one.kind == kind]


class Servers:
    """A server for every document, each with the same things in it."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._servers: dict[str, Server] = {}
        self._saved = sqlite3.connect(":memory:", check_same_thread=False)
        self._watching: dict[str, tuple[sqlite3.Connection, int]] = {}

    def __enter__(self) -> Self:
        # What there can be, there is: the newest server knows of everything, and older ones of some of it.
        source = self._stack.enter_context(goodmem_dyn.local.serve(validate_responses=True))
        self.key = source.api_key
        self.world = World(source)
        with source.state.store.read() as database:
            database.backup(self._saved)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for watch, _ in self._watching.values():
            watch.close()
        self._stack.close()
        self._saved.close()

    def again(self, name: str) -> Server:
        """The server of a document, with everything in it as it was: put back where something was written."""
        if name not in self._servers:
            made = goodmem_dyn.local.serve(document=text(name), validate_responses=True)
            self._servers[name] = self._stack.enter_context(made)
        server = self._servers[name]
        if name in self._watching:
            watch, version = self._watching[name]
            if _version(watch) == version and server.state.lifecycle == "READY":
                return server
            watch.close()
        server.reset()
        with closing(_connect(server)) as database:
            self._saved.backup(database)
        watch = _connect(server)
        self._watching[name] = (watch, _version(watch))
        return server


def _connect(server: Server) -> sqlite3.Connection:
    return sqlite3.connect(server.state.store.path, check_same_thread=False)


def _version(watch: sqlite3.Connection) -> int:
    """What changes when another connection commits."""
    found: int = watch.execute("PRAGMA data_version").fetchone()[0]
    return found


def cell(servers: Servers, client: str, server: str, part: slice = slice(None)) -> Cell:
    """Call everything that both know, or a part of it."""
    found = Cell(client, server)
    shown = examples(client)
    served = {operation_key(one) for one in foreign_catalog(json.loads(text(server))).surface.operations}
    calls = [
        one for one in calls_of(shown).values() if one.operation is not None and operation_key(one.operation) in served
    ]
    # What reads comes first: the server is put back only after what changes something.
    calls.sort(key=lambda one: one.operation.http_method != "GET")
    running = servers.again(server)
    with Goodmem(base_url=running.url, api_key=servers.key, document=shown.document, max_retries=0, timeout=20) as made:
        # A client that never looked cannot know of what a server leaves unread.
        drift(made)
        for call in calls[part]:
            for most in (False, True):
                found.outcomes.append(_outcome(servers, made, call, shown, server, most=most))
                if call.operation.http_method != "GET":
                    servers.again(server)
    return found


def _outcome(servers: Servers, client: Goodmem, call: Call, shown: Examples, server: str, *, most: bool) -> Outcome:
    given = servers.world.arguments(call, _given(call, shown, most=most))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            value = call.of(client)(**given)
            if hasattr(value, "__enter__"):
                with value as stream:
                    list(stream)
            elif hasattr(value, "__iter__") and not isinstance(value, (str, bytes, list)):
                list(value)
        except Exception as error:
            return Outcome(call.name, most, *_judged(error))
    texts = [str(one.message) for one in told if issubclass(one.category, UnexpectedAnswerWarning)]
    if texts:
        return Outcome(call.name, most, NAMED, texts[0])
    return Outcome(call.name, most, *_unsaid(call, given, server))


def _given(call: Call, shown: Examples, *, most: bool) -> dict[str, Any]:
    """Arguments: as the newest document shows them, where this client takes them so; rules that older ones leave out."""
    own = arguments(call, most=most, examples=shown)
    newest = calls_of(bundled()).get(call.name)
    if newest is None:
        return own
    schemas = {one.name: dict(one.schema) for one in call.params}
    better = {
        name: value
        for name, value in arguments(newest, most=most).items()
        if name in schemas and not (isinstance(value, dict) and shown.errors(schemas[name], value))
    }
    with suppress(InvalidRequestError):
        send(call, {**own, **better}, shown)
        return {**own, **better}
    return own


def _judged(error: Exception) -> tuple[str, str]:
    said = " ".join(str(error).split())
    is_named = isinstance(error, APIError) and not isinstance(error, APIResponseValidationError) and "drift" in said
    return (NAMED if is_named else UNNAMED), f"{type(error).__name__}: {said}"


def _unsaid(call: Call, given: dict[str, Any], server: str) -> tuple[str, str]:
    """Whether the server had no word for something that was sent."""
    surface = foreign_catalog(json.loads(text(server))).surface
    theirs = next(one for one in surface.operations if operation_key(one) == operation_key(call.operation))
    known = {(one.location, wire) for one in theirs.params for wire in (one.wire, one.wire.removesuffix(".*"))}
    # Headers are HTTP's, not the document's: what does not know one leaves it.
    lost = [
        one.name
        for one in call.operation.params
        if one.name in given and one.location in {"query", "body"} and (one.location, one.wire) not in known
    ]
    return (UNSAID, f"{', '.join(lost)} had no effect") if lost else (WORKS, "")
