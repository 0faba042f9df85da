"""Waiting until resources are processed: how it is found, the watch itself, and `create(…, wait=True)`.

Rules: one request looks at many. Pauses grow, and never pass the end of the wait. All are watched until each has ended,
so that an error names every id: those that finished, those that failed, with stage and reason, and those still on
their way. One that does not exist is an error of its own when it is asked for alone, and a failure among many.
"""

from __future__ import annotations

import math
import os
import time
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._conveniences.base import Convenience
from goodmem_dyn._conveniences.structure import held_in, id_argument, local, member_of, members, with_held
from goodmem_dyn._document.envelopes import Held, holding
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null
from goodmem_dyn._wire.effects import Sleep
from goodmem_dyn.errors import (
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    ProcessingError,
    ProcessingTimeoutError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodmem_dyn._calls.context import Args, Context, Core
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._conveniences.base import Inner
    from goodmem_dyn._wire.effects import Flow

FIRST_POLL, MAX_POLL, POLL_GROWTH = 0.1, 5.0, 1.5
"""Seconds between looks: processing takes a second or so, and a long one need not be watched closely."""
DEFAULT_WAIT = 300.0
LONGEST_WAIT = 1e9
ID_BATCH = 100
TOLD = 5
"""So many failures stand in the message itself."""
EXPLAINED = 20
"""So many failures are asked for their reasons; each takes a request."""

_DONE, _FAILED = "COMPLETED", "FAILED"
_ORIGINS = ("path", "file_path", "filename", "file", "source", "url", "key", "name", "title")
_REASONS = ("failure_stage", "last_error", "error_message")


class Watch:
    """Resources that are processed in the background, can be got alone, and possibly in a batch.

    Attributes:
        get: The operation that gets one.
        held: Where its answer has that one.
        batch: The one that gets many, or None.
        status: The attribute that tells how far the processing is.
        id_name: The attribute that has the id.
        history: The argument of `get` that asks for what happened during processing, or None.
    """

    def __init__(self, get: Exchange, held: Held, status: str, id_wire: str, history: str | None) -> None:
        self.get: Exchange = get
        self.held: Held = held
        self.batch: Exchange | None = get.sibling("batch_get")
        self.status: str = status
        self.id_name: str = snake(id_wire)
        self.history: str | None = history

    @classmethod
    def find(cls, create: Exchange) -> Watch | None:
        """What can be watched of a create; None where its namespace does not have what it takes."""
        get, client_id = create.sibling("get"), create.operation.client_id
        if get is None or client_id is None or create.operation.name.method != "create" or create.sibling("wait"):
            return None
        held = holding(get.operation.json_reply, client_id.wire, get.surface.resolver)
        if held is None:
            return None
        status = next(
            (
                wire
                for wire, node in members(get, held.schema).items()
                if {_DONE, _FAILED} <= set(get.surface.resolver.follow(strip_null(node)).get("enum") or ())
                and wire.lower().startswith("processing")
            ),
            None,
        )
        if status is None:
            return None
        history = next((param.name for param in get.operation.params if "history" in param.name), None)
        return cls(get, held, snake(status), client_id.wire, history)

    def run(
        self,
        core: Core,
        ids: list[str],
        limit: float | None,
        options: Args,
        *,
        alone: bool,
        progress: Callable[[int, int], object] | None = None,
        source: str = "",
    ) -> Flow:
        """Look until all have ended, and say after each look how many have; returns id → resource."""
        wanted = list(dict.fromkeys(ids))
        end = None if limit is None else time.monotonic() + min(limit, LONGEST_WAIT)
        done: dict[str, Any] = {}
        failed: dict[str, str] = {}
        origins: dict[str, str] = {}
        pause = FIRST_POLL
        while True:
            pending = [key for key in wanted if key not in done and key not in failed]
            for key, resource in (yield from self.look(core, pending, failed, options, alone=alone)).items():
                state = str(getattr(resource, self.status, None))
                if state == _DONE:
                    done[key] = resource
                elif state == _FAILED:
                    failed[key], origins[key] = "", f" ({source})" if source else origin(resource)
            pending = [key for key in pending if key not in done and key not in failed]
            if progress is not None:
                progress(len(wanted) - len(pending), len(wanted))
            left = math.inf if end is None else end - time.monotonic()
            if not pending or left <= 0:
                break
            yield Sleep(min(pause, left))
            pause = min(pause * POLL_GROWTH, MAX_POLL)
        if failed:
            raise (yield from self.failure(core, failed, origins, done, pending, options))
        if pending:
            raise ProcessingTimeoutError(
                f"{len(pending)} of {len(wanted)} were not processed within {limit:g} s: `.pending` has their ids. "
                "Wait longer, or look at the server's background jobs.",
                completed=list(done),
                pending=pending,
            )
        return done

    def failure(
        self,
        core: Core,
        failed: dict[str, str],
        origins: Mapping[str, str],
        done: Mapping[str, Any],
        pending: list[str],
        options: Args,
    ) -> Flow:
        """The error for resources that could not be processed, with the server's reasons."""
        reasons = yield from self.reasons(core, failed, options)
        listed = "; ".join(f"{key}{origins.get(key, '')}: {reason}" for key, reason in list(reasons.items())[:TOLD])
        more = f"; and {len(reasons) - TOLD} more in `.failures`" if len(reasons) > TOLD else ""
        return ProcessingError(
            f"{len(failed)} of {len(failed) + len(done) + len(pending)} could not be processed; {listed}{more}",
            failures=reasons,
            completed=list(done),
            pending=pending,
        )

    def look(self, core: Core, ids: list[str], failed: dict[str, str], options: Args, *, alone: bool) -> Flow:
        """The resources as they are now; of many, those that cannot be had are put among the failed."""
        if alone:
            (only,) = ids
            return {only: (yield from self.one(core, only, options))}
        loaded: dict[str, Any] = {}
        if self.batch is not None:
            name = next(param.name for param in self.batch.operation.params if param.required)
            for start in range(0, len(ids), ID_BATCH):
                result = yield from core.catalog.flow(
                    core, self.batch.qualname, {name: ids[start : start + ID_BATCH], **options}
                )
                loaded |= {getattr(resource, self.id_name): resource for resource in result.succeeded}
        seen = {}
        for key in ids:
            # Ids differ in case, at most, from how the server writes them.
            resource = loaded.get(key) or loaded.get(key.lower())
            if resource is None:
                try:
                    resource = yield from self.one(core, key, options)
                except (NotFoundError, PermissionDeniedError) as error:
                    failed[key] = error.message
                    continue
            seen[key] = resource
        return seen

    def one(self, core: Core, key: str, options: Args, **more: Any) -> Flow:
        answer = yield from core.catalog.flow(core, self.get.qualname, {id_argument(self.get): key, **more, **options})
        return held_in(self.get, answer, self.held)

    def reasons(self, core: Core, failed: dict[str, str], options: Args) -> Flow:
        """Why each failed: the stage and the last error, where the server tells them."""
        reasons: dict[str, str] = {}
        for key, known in failed.items():
            text = known
            if not text and self.history is not None and len(reasons) < EXPLAINED:
                try:
                    text = job_text((yield from self.one(core, key, options, **{self.history: True})))
                except NotFoundError:
                    text = "it was deleted meanwhile"
            reasons[key] = text or "the server gives no reason"
        return reasons


def is_seconds(value: Any) -> bool:
    """Whether a value is a time to wait."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def job_text(resource: Any) -> str:
    """Stage and last error out of a processing history, whatever its members are called."""
    ranked: list[tuple[int, str]] = []
    seen = [resource]
    while seen:
        node = seen.pop(0)
        values = node if isinstance(node, dict) else {**node.__dict__, **(getattr(node, "model_extra", None) or {})}
        for name, value in values.items():
            rank = next((rank for rank, word in enumerate(_REASONS) if word in snake(name)), None)
            if isinstance(value, str) and value and rank is not None:
                ranked.append((rank, str(value)))
            elif isinstance(value, dict) or hasattr(value, "model_fields_set"):
                seen.append(value)
            elif isinstance(value, list):
                seen += [item for item in value if isinstance(item, dict) or hasattr(item, "model_fields_set")]
    texts = list(dict.fromkeys(text for _, text in sorted(ranked, key=lambda pair: pair[0])))
    # The last error of a job is often its stage and the error of its last attempt, in one.
    return ": ".join(text for text in texts if not any(text != other and text in other for other in texts))[:500]


def origin(resource: Any) -> str:
    """Where a resource came from, as its metadata says: the key of an ingestion, a file, an address; or nothing."""
    metadata = getattr(resource, "metadata", None)
    if not isinstance(metadata, dict):
        return ""
    marked = metadata.get("_bulk")
    names = ((marked, ("key",)), (metadata, _ORIGINS)) if isinstance(marked, dict) else ((metadata, _ORIGINS),)
    source = next((holder[name] for holder, keys in names for name in keys if isinstance(holder.get(name), str)), "")
    return f" ({source if len(source) <= 120 else f'{source[:119]}…'})" if source else ""


def sent_id(context: Context) -> Any:
    """The id that a create was sent with; None where there was none."""
    own, body = context.exchange.operation.client_id, context.request.body if context.request is not None else None
    return body.get(own.wire) if own is not None and isinstance(body, dict) else None


class WaitOnCreate(Convenience):
    """A create in a namespace that has `wait` can wait."""

    params = (
        local(
            "wait",
            "bool | float",
            "True to return when processing has ended, or the seconds to wait for it.",
            default=False,
        ),
    )

    note = "With `wait`, a failure to process raises MemoryProcessingError; the resource exists then."

    def __init__(self, watch: Watch, held: Held) -> None:
        self.watch, self.held = watch, held

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        watch, own = Watch.find(exchange), exchange.operation.client_id
        if watch is None or any(param.name == "wait" for param in exchange.operation.params):
            return None
        held = holding(exchange.operation.json_reply, own.wire, exchange.surface.resolver) if own else None
        return cls(watch, held or Held("", {}))

    def run(self, args: Args, context: Context, inner: Inner) -> Flow:
        wait = args.pop("wait", None)
        if not (wait is None or isinstance(wait, bool) or is_seconds(wait)):
            raise InvalidRequestError(
                f"{context.where}: wait must be True, False, or a number of seconds, not {shown(wait)}."
            )
        source = args.get("file_path")
        answer = yield from inner(args, context)
        if wait is None or wait is False:
            return answer
        # What is done and says nothing has the id that it was sent with.
        key = member_of(held_in(context.exchange, answer, self.held), self.watch.id_name) or sent_id(context)
        if key is None:
            return answer
        limit = DEFAULT_WAIT if wait is True else float(min(wait, LONGEST_WAIT))
        options = {name: value for name, value in context.options.items() if name in {"extra_headers", "max_retries"}}
        name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else ""
        ended = yield from self.watch.run(context.core, [key], limit, options, alone=True, source=str(name))
        return with_held(answer, self.held, ended[key])
