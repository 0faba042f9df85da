"""What every part of the server shares: the database, the document, the settings, the faults, the caller.

How the parts find things:

- `state.store.read()` / `.write()`: database connections (`_store`).
- `state.model(connection, kind, id)`: an embedder, reranker or LLM as a dict with the API's own camelCase names,
  credentials included. Every call to a provider takes its row from here, because faults on providers act here.
- `call.access`: what the caller may do; every handler asks it.
- `_render.memory(...)`: a memory row as the API shows it.
- `state.index`: the vector index.

A `State` lives as long as its database; resetting the server makes a new one, and requests that still run finish on
the old one.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from goodmem_dyn.local._filters import compiling
from goodmem_dyn.local._state import assumed
from goodmem_dyn.local._state.callers import Callers
from goodmem_dyn.local._state.globs import matches_glob
from goodmem_dyn.local._state.trouble import Trouble
from goodmem_dyn.local._store.store import Store
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from goodmem_dyn.local._contract.document import Document
    from goodmem_dyn.local._contract.validate import Validator
    from goodmem_dyn.local.faults import Faults

MODEL_KINDS = {
    "embedder": ("embedders", "embedder_id"),
    "reranker": ("rerankers", "reranker_id"),
    "llm": ("llms", "llm_id"),
    "decision model": ("decision_models", "decision_model_id"),
}
"""Kind of model → its table and key column."""


SECRETS, HOSTS, ROOT = "_secrets", "_hosts", "_is_root"
"""Members of a model's row that are no part of the API: what calling it may use, and where it may go."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Settings:
    """Choices where the live server's behaviour is not known, and sizes. All have defaults; see docs/local-server.md.

    Attributes:
        lenient_max_results: a `maxResults` that is not a number is ignored instead of refused.
        item_error_codes: scale of `error.code` in batch results.
        doubled_quotes_in_filters: accept `''` for a quote inside a filter's string literal.
        chronological_resort_default: order of retrieval hits where the request does not say.
        page_image_dpi: resolution of page images, 36…600.
        job_attempts: how often a memory is tried before it is FAILED, ≥ 1.
        job_retry_ms: pause before the second try, doubled for each further one, in milliseconds.
        provider_timeout: seconds that one call to an embedder, reranker or LLM may take.
        gzip_content: compress textual document content for clients that accept it, as the live server may.
        max_body_bytes: larger request bodies are refused with 413, files and forms included.
        cors_origins: origins whose pages may use the server from a browser, such as `http://localhost:3000`; `"*"` for
            all. None are allowed by default.
        allowed_hosts: names that the server is called by, besides `localhost`, its address, and the `host` of `serve`.
        secrets: names of environment variables that models of the root user may refer to as `env://NAME`.
        provider_hosts: the only hosts that models may be called at; None for all but link-local ones.
        roles: name of a role, or `OWNER` for everybody about what they own, or `INSTANCE_OWNER` → its rules, instead of
            the assumed ones; a rule is a right and a selector, as in `"READ_SPACE EXACT"`. `"* ANY"` is every right.
        statuses: name of a refusal → its HTTP status, instead of the assumed one.
        enrollment_hours: how long the token of an enrolment is good for.
    """

    lenient_max_results: bool = True
    item_error_codes: Literal["http", "grpc"] = "http"
    doubled_quotes_in_filters: bool = False
    chronological_resort_default: bool = False
    page_image_dpi: int = 150
    job_attempts: int = 3
    job_retry_ms: int = 200
    provider_timeout: float = 60.0
    gzip_content: bool = False
    max_body_bytes: int = 1 << 30
    cors_origins: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    provider_hosts: frozenset[str] | None = None
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    enrollment_hours: float = 24.0

    def __post_init__(self) -> None:
        assumed.check(self.statuses)


_DECIDING = {
    "principals": "owner_id, deleted_at",
    "api_keys": "subject_id, ceiling, valid_from, expires_at, revoked_at",
    "grants": "revoked_at",
    "role_assignments": "revoked_at",
    "instance": "owner_id",
}
"""Tables and columns that decide who a caller is and what it may do."""


def _prepare(connection: sqlite3.Connection) -> None:
    compiling.install(connection)
    connection.create_function("matches_glob", 2, matches_glob, deterministic=True)
    connection.create_function("fold", 1, str.casefold, deterministic=True)


def _token_secret(store: Store) -> bytes:
    """The key that signs page tokens, made once for each database."""
    with store.write() as connection:
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('token_secret', ?)", (os.urandom(32).hex(),))
        secret: str = connection.execute("SELECT value FROM meta WHERE key = 'token_secret'").fetchone()[0]
    return bytes.fromhex(secret)


class Jobs(Protocol):
    """Whoever works on what waits in the database."""

    @property
    def busy(self) -> bool:
        """Whether a job is being worked on."""
        ...

    def wake(self) -> None:
        """There may be something to do."""
        ...

    def pause(self, *, paused: bool) -> None:
        """Take no new job, or take jobs again."""
        ...

    def stop(self) -> None:
        """Finish what is being worked on, and end."""
        ...


class State:
    """One database and what belongs to it.

    Attributes:
        worker: Set by whoever makes the state, because workers are written against it.
    """

    worker: Jobs

    def __init__(
        self,
        *,
        data: str,
        document: Document,
        validator: Validator,
        settings: Settings,
        faults: Faults,
        base_url: str,
        make_index: Callable[[], Any],
    ) -> None:
        self.store: Store = Store(data, prepare=_prepare, watch=_DECIDING)
        self.callers: Callers = Callers(self.store, settings.roles)
        self.trouble: Trouble = Trouble()
        self.token_secret: bytes = _token_secret(self.store)
        self.document = document
        self.validator = validator
        self.settings = settings
        self.faults = faults
        self.base_url = base_url
        self.own_key: str = secrets.token_urlsafe(32)
        """What the server shows itself where it calls its own built-in models over HTTP; never stored or sent on."""
        self.lifecycle: Literal["READY", "DRAINING", "QUIESCED"] = "READY"
        self.in_flight = 0
        self.last_used: dict[str, int] = {}
        self.warming: Any = None
        self._index: Any = None
        self._make_index = make_index
        self._lock = threading.Lock()

    @property
    def index(self) -> Any:
        """The vector index over this database, made on first use (it needs numpy)."""
        with self._lock:
            if self._index is None:
                self._index = self._make_index()
            return self._index

    def status(self, refusal: str) -> int:
        """The HTTP status of a refusal that is known by name."""
        return self.settings.statuses.get(refusal, assumed.STATUSES[refusal])

    def refusal(self, name: str, message: str) -> ApiError:
        """A refusal with its status, to be raised."""
        return ApiError(self.status(name), message)

    def invalidate(self, space_id: str) -> None:
        """Tells the vector index, if there is one yet, that vectors of a space went away."""
        with self._lock:
            if self._index is not None:
                self._index.invalidate(space_id)

    def model(self, connection: sqlite3.Connection, kind: str, model_id: str) -> dict[str, Any] | None:
        """An embedder, reranker or LLM with credentials and owner, for calling its provider; None if there is none.

        Args:
            connection: from `store.read()` or `store.write()`.
            kind: `embedder`, `reranker` or `llm`.
            model_id: its id.
        """
        table, key = MODEL_KINDS[kind]
        record = connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (model_id,)).fetchone()
        if record is None:
            return None
        row: dict[str, Any] = json.loads(record["body"])
        row["endpointUrl"] = self._own_url(row["endpointUrl"])
        row["ownerId"] = record["owner_id"]
        owner = connection.execute("SELECT owner_id FROM instance").fetchone()
        # What whoever calls the provider may do for this model: nothing of the environment for anybody but root.
        row[ROOT] = owner is not None and owner[0] == record["owner_id"]
        row[SECRETS] = self.settings.secrets if row[ROOT] else frozenset()
        row[HOSTS] = self.settings.provider_hosts
        return self.faults.model(kind, row)

    def _own_url(self, url: str) -> str:
        """The built-in models under this server's own URL, however the machine was called.

        They are then answered in process: a thread that waited for another thread of the same pool could wait for ever.
        """
        parts, own = urlsplit(url), urlsplit(self.base_url)
        if parts.hostname in _LOOPBACK and own.hostname in _LOOPBACK and parts.port == own.port:
            return url.replace(f"{parts.scheme}://{parts.netloc}", self.base_url, 1)
        return url

    def close(self, *, patience: float = 0) -> None:
        """Stops the worker and closes the database, after giving requests `patience` seconds to end."""
        self.worker.stop()
        if self.warming is not None:
            self.warming.stop()
        end = time.monotonic() + patience
        while self.in_flight and time.monotonic() < end:
            time.sleep(0.01)
        self.store.close()
