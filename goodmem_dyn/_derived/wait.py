"""Waiting until resources are processed: `wait`, and `create(…, wait=True)`.

Rules: one request looks at many. Pauses grow, and never pass the end of the wait. All are watched until each has ended,
so that an error names every id: those that finished, those that failed, with stage and reason, and those still on
their way. One that does not exist is an error of its own when it is asked for alone, and a failure among many.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._arguments.scalars import text_of
from goodmem_dyn._conveniences.structure import Args, given, local, members, result_type
from goodmem_dyn._derived.base import Derived, id_argument, methods_of
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null
from goodmem_dyn._methods.method import Convenience, Variant
from goodmem_dyn._wire.effects import Sleep
from goodmem_dyn.errors import (
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    ProcessingError,
    ProcessingTimeoutError,
)

if TYPE_CHECKING:
    from goodmem_dyn._methods.method import Catalog, Context, Core, Method
    from goodmem_dyn._wire.effects import Flow

FIRST_POLL, MAX_POLL, POLL_GROWTH = 0.1, 5.0, 1.5
"""Seconds between looks: processing takes a second or so, and a long one need not be watched closely."""
DEFAULT_WAIT = 300.0
LONGEST_WAIT = 1e9
ID_BATCH = 100
EXPLAINED = 20
"""So many failures are asked for their reasons; each takes a request."""

_DONE, _FAILED = "COMPLETED", "FAILED"
_REASONS = ("failure_stage", "last_error", "error_message")


class Wait(Derived):
    """A resource that is processed in the background, can be got alone, and can be got in a batch."""

    name = "wait"
    summary = "Wait until processing has ended"
    errors = {  # noqa: RUF012 - never changed
        "MemoryProcessingError": "One failed; `.failures`, `.completed`, `.pending` have the ids.",
        "ProcessingTimeoutError": "`timeout` passed, and none has failed. It is a MemoryProcessingError as well.",
    }

    def __init__(self, get: Method, batch: Method | None, status: str, id_wire: str, history: str | None) -> None:
        self.get, self.batch, self.status, self.id_name, self.history = get, batch, status, snake(id_wire), history
        self.component = result_type(get, dict(get.operation.replies[0].schema))
        self.returns = f"{self.component} | list[{self.component}]"
        self.variants = (
            Variant({"id": "str"}, frozenset({"ids"}), self.component),
            Variant({"ids": "Iterable[str]"}, frozenset({"id"}), f"list[{self.component}]"),
        )
        self.description = (
            "Looks at one or many, with growing pauses, until each is COMPLETED or FAILED. Nothing can be searched "
            "before. `id` gives the resource, `ids` a list in the same order. Exactly one of the two is needed."
        )
        self.params = (
            local("id", "str", "One id."),
            local("ids", "Iterable[str]", "Many ids."),
            local(
                "timeout",
                "float | None",
                "Seconds to wait at most, for all together; None for no limit; 0 to look once.",
                default=DEFAULT_WAIT,
            ),
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = methods_of(catalog, namespace)
        get, create = methods.get("get"), methods.get("create")
        if get is None or create is None or create.operation.client_id is None or "wait" in methods:
            return None
        reply = next((reply for reply in get.operation.replies if reply.kind == "json"), None)
        if reply is None:
            return None
        status = next(
            (
                wire
                for wire, one in members(get, dict(reply.schema)).items()
                if {_DONE, _FAILED} <= set(get.surface.resolver.follow(strip_null(one)).get("enum") or ())
                and wire.lower().startswith("processing")
            ),
            None,
        )
        if status is None:
            return None
        history = next((param.name for param in get.operation.params if "history" in param.name), None)
        return cls(get, methods.get("batch_get"), snake(status), create.operation.client_id.wire, history)

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        where = f"{'.'.join(self.get.operation.name.namespace)}.wait()"
        alone = given(args, "id")
        if alone == given(args, "ids"):
            raise InvalidRequestError(f"{where}: give id or ids, one of the two.")
        ids = [args["id"]] if alone else args["ids"]
        if isinstance(ids, (str, bytes)) or not isinstance(ids, Iterable):
            raise InvalidRequestError(f"{where}: ids must be a list of str, not {shown(ids)}. One id goes into `id`.")
        texts = []
        for one in ids:
            text = text_of(one)
            if text is None:
                raise InvalidRequestError(f"{where}: ids must be str, not {shown(one)}.")
            texts.append(text)
        limit = args.get("timeout", DEFAULT_WAIT)
        if limit is not None and not is_seconds(limit):
            raise InvalidRequestError(f"{where}: timeout must be a number of seconds, or None for no limit.")
        found = yield from self.watch(core, texts, limit, options, alone=alone)
        return found[texts[0]] if alone else [found[one] for one in texts]

    def watch(self, core: Core, ids: list[str], limit: float | None, options: Args, *, alone: bool) -> Flow:
        """Look until all have ended; returns id → resource."""
        wanted = list(dict.fromkeys(ids))
        end = None if limit is None else time.monotonic() + min(limit, LONGEST_WAIT)
        done: dict[str, Any] = {}
        failed: dict[str, str] = {}
        pause = FIRST_POLL
        while True:
            pending = [one for one in wanted if one not in done and one not in failed]
            for key, resource in (yield from self.look(core, pending, failed, options, alone=alone)).items():
                state = str(getattr(resource, self.status))
                if state == _DONE:
                    done[key] = resource
                elif state == _FAILED:
                    failed[key] = ""
            pending = [one for one in pending if one not in done and one not in failed]
            left = math.inf if end is None else end - time.monotonic()
            if not pending or left <= 0:
                break
            yield Sleep(min(pause, left))
            pause = min(pause * POLL_GROWTH, MAX_POLL)
        if failed:
            reasons = yield from self.reasons(core, failed, options)
            key, reason = next(iter(reasons.items()))
            raise ProcessingError(
                f"{len(failed)} of {len(wanted)} could not be processed; {key}: {reason}",
                failures=reasons,
                completed=list(done),
                pending=pending,
            )
        if pending:
            raise ProcessingTimeoutError(
                f"{len(pending)} of {len(wanted)} were not processed within {limit:g} s: `.pending` has their ids. "
                "Wait longer, or look at the server's background jobs.",
                completed=list(done),
                pending=pending,
            )
        return done

    def look(self, core: Core, ids: list[str], failed: dict[str, str], options: Args, *, alone: bool) -> Flow:
        """The resources as they are now; of many, those that cannot be had are put among the failed."""
        if alone:
            (one,) = ids
            return {one: (yield from self.one(core, one, options))}
        found: dict[str, Any] = {}
        if self.batch is not None:
            name = next(param.name for param in self.batch.operation.params if param.required)
            for start in range(0, len(ids), ID_BATCH):
                result = yield from self.batch.flow(core, {name: ids[start : start + ID_BATCH], **options})
                found |= {getattr(resource, self.id_name): resource for resource in result.succeeded}
        seen = {}
        for key in ids:
            # Ids differ in case, at most, from how the server writes them.
            resource = found.get(key) or found.get(key.lower())
            if resource is None:
                try:
                    resource = yield from self.one(core, key, options)
                except (NotFoundError, PermissionDeniedError) as error:
                    failed[key] = error.message
                    continue
            seen[key] = resource
        return seen

    def one(self, core: Core, key: str, options: Args, **more: Any) -> Flow:
        return (yield from self.get.flow(core, {id_argument(self.get): key, **more, **options}))

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
    found: list[tuple[int, str]] = []
    seen = [resource]
    while seen:
        one = seen.pop(0)
        values = one if isinstance(one, dict) else {**one.__dict__, **(getattr(one, "model_extra", None) or {})}
        for name, value in values.items():
            rank = next((rank for rank, word in enumerate(_REASONS) if word in snake(name)), None)
            if isinstance(value, str) and value and rank is not None:
                found.append((rank, str(value)))
            elif isinstance(value, dict) or hasattr(value, "model_fields_set"):
                seen.append(value)
            elif isinstance(value, list):
                seen += [item for item in value if isinstance(item, dict) or hasattr(item, "model_fields_set")]
    return ": ".join(dict.fromkeys(text for _, text in sorted(found, key=lambda pair: pair[0])))[:500]


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

    def __init__(self, method: Method) -> None:
        self.namespace = method.operation.name.namespace
        self.note = "With `wait`, a failure to process raises MemoryProcessingError; the resource exists then."

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        from goodmem_dyn._derived.kinds import find_derived

        name = method.operation.name
        if name.method != "create" or any(param.name == "wait" for param in method.operation.params):
            return None
        return cls(method) if find_derived(method.catalog, name.namespace, "wait") is not None else None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        wait = args.pop("wait", None)
        if not (wait is None or isinstance(wait, bool) or is_seconds(wait)):
            raise InvalidRequestError(
                f"{context.method.qualname}(): wait must be True, False, or a number of seconds, not {shown(wait)}."
            )
        resource = yield from inner(args, context)
        if wait is None or wait is False:
            return resource
        from goodmem_dyn._derived.kinds import find_derived

        waiter = find_derived(context.method.catalog, self.namespace, "wait")
        assert isinstance(waiter, Wait)
        key = getattr(resource, waiter.id_name)
        limit = DEFAULT_WAIT if wait is True else float(min(wait, LONGEST_WAIT))
        options = {name: value for name, value in context.options.items() if name in {"extra_headers", "max_retries"}}
        found = yield from waiter.watch(context.core, [key], limit, options, alone=True)
        return found[key]
