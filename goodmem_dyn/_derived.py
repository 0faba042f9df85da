"""Methods that several operations of one namespace make together: `ensure`, `wait`, `replace`.

Each is a flow over the others, found by what the namespace offers. What they promise: `ensure` survives another
creator; `wait` tells which resources finished, which failed and which are still on their way; `replace` never loses
the old content.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from goodmem_dyn._call import Sleep
from goodmem_dyn._check import shown
from goodmem_dyn._method import Context, Convenience, Variant
from goodmem_dyn._names import snake
from goodmem_dyn._pages import Cursor
from goodmem_dyn._schema import strip_null
from goodmem_dyn._structure import Args, given, item_of, local, members, result_type
from goodmem_dyn._surface import NOT_GIVEN, Param
from goodmem_dyn.errors import ConflictError, InvalidRequestError, NotFoundError, ProcessingError

if TYPE_CHECKING:
    from goodmem_dyn._call import Flow
    from goodmem_dyn._method import Catalog, Core, Method

FIRST_POLL, MAX_POLL, POLL_GROWTH = 0.1, 5.0, 1.5
"""Seconds between looks: processing takes a second or so, and a long one need not be watched closely."""
DEFAULT_WAIT = 300.0
ID_BATCH = 100


class Derived:
    """A method made of others.

    Attributes:
        name: Its name in the namespace.
        params: Its arguments.
        returns: The type of its result, as Python text.
        summary: The first line of its docstring.
        description: The rest of it.
        errors: Exception → when.
        variants: Its overloads.
    """

    name: str
    params: tuple[Param, ...]
    returns: str
    summary: str
    description: str
    errors: dict[str, str]
    variants: tuple[Variant, ...] = ()

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        """This method for a namespace, or None where the operations it needs are not there."""
        raise NotImplementedError

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        """The flow of one call."""
        raise NotImplementedError


def _methods(catalog: Catalog, namespace: tuple[str, ...]) -> dict[str, Method]:
    return {name: catalog.method(namespace, name) for name in catalog.surface.namespaces.get(namespace, ())}


def _component(method: Method | None) -> str | None:
    replies = method.operation.replies if method is not None else ()
    return next((reply.component for reply in replies if reply.kind == "json"), None)


def _item_id(method: Method) -> str:
    return next(param.name for param in method.operation.params if param.location == "path")


def _id_member(method: Method) -> str | None:
    """The wire name of the id in the resource that a `get` answers with."""
    client_id = method.operation.client_id
    return client_id.wire if client_id is not None else None


# wait ----------------------------------------------------------------------------------------------------------------


class Wait(Derived):
    """A resource that is processed in the background, can be got alone, and can be got in a batch."""

    name = "wait"
    summary = "Wait until processing has ended"
    errors = {  # noqa: RUF012 - never changed
        "MemoryProcessingError": "One failed, or `timeout` passed; `.failures`, `.completed`, `.pending` have the ids."
    }

    def __init__(self, get: Method, batch: Method | None, status: str, id_wire: str, stage: str | None) -> None:
        self.get, self.batch, self.status, self.id_wire, self.stage = get, batch, status, id_wire, stage
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
                "Seconds to wait at most, for all together; None for no limit.",
                default=DEFAULT_WAIT,
            ),
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = _methods(catalog, namespace)
        get, create = methods.get("get"), methods.get("create")
        if get is None or create is None or create.operation.client_id is None or "wait" in methods:
            return None
        reply = next((reply for reply in get.operation.replies if reply.kind == "json"), None)
        if reply is None:
            return None
        fields = members(get, dict(reply.schema))
        status = next(
            (
                wire
                for wire, one in fields.items()
                if {"COMPLETED", "FAILED"} <= set(get.surface.resolver.follow(strip_null(one)).get("enum") or ())
                and wire.lower().startswith("processing")
            ),
            None,
        )
        if status is None:
            return None
        history = next((param.name for param in get.operation.params if "history" in param.name), None)
        batch = next((one for name, one in methods.items() if name == "batch_get"), None)
        return cls(get, batch, status, create.operation.client_id.wire, history)

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        where = f"{'.'.join(self.get.operation.name.namespace)}.wait()"
        if given(args, "id") == given(args, "ids"):
            raise InvalidRequestError(f"{where}: give id or ids, one of the two.")
        ids = [args["id"]] if given(args, "id") else args["ids"]
        if isinstance(ids, (str, bytes)) or not isinstance(ids, Iterable):
            raise InvalidRequestError(f"{where}: ids must be a list of str, not {shown(ids)}. One id goes into `id`.")
        ids = list(ids)
        for one in ids:
            if not isinstance(one, str):
                raise InvalidRequestError(f"{where}: ids must be str, not {shown(one)}.")
        limit = args.get("timeout", DEFAULT_WAIT)
        if limit is not None and (isinstance(limit, bool) or not isinstance(limit, (int, float)) or limit < 0):
            raise InvalidRequestError(f"{where}: timeout must be a number of seconds, or None.")
        found = yield from self.watch(core, ids, limit, options)
        return found[ids[0]] if given(args, "id") else [found[one] for one in ids]

    def watch(self, core: Core, ids: list[str], limit: float | None, options: Args) -> Flow:
        """Look until all have ended; returns id → resource."""
        end = None if limit is None else time.monotonic() + limit
        done: dict[str, Any] = {}
        failed: dict[str, Any] = {}
        pause = FIRST_POLL
        while True:
            pending = [one for one in dict.fromkeys(ids) if one not in done and one not in failed]
            seen = yield from self.look(core, pending, options)
            for key, resource in seen.items():
                state = str(getattr(resource, snake(self.status)))
                if state == "COMPLETED":
                    done[key] = resource
                elif state == "FAILED":
                    failed[key] = resource
            left = [one for one in pending if one not in done and one not in failed]
            if (failed and not left) or not left:
                break
            if end is not None and time.monotonic() + pause > end:
                if not failed:
                    raise ProcessingError(
                        f"{len(left)} of {len(ids)} were not processed within {limit:g} s. Wait longer, or look at the "
                        "server's background jobs.",
                        completed=list(done),
                        pending=left,
                    )
                break
            yield Sleep(pause)
            pause = min(pause * POLL_GROWTH, MAX_POLL)
        if failed:
            reasons = yield from self.reasons(core, failed, options)
            first = next(iter(reasons.items()))
            raise ProcessingError(
                f"{len(failed)} of {len(ids)} could not be processed; {first[0]}: {first[1]}",
                failures=reasons,
                completed=list(done),
                pending=[one for one in ids if one not in done and one not in failed],
            )
        return done

    def look(self, core: Core, ids: list[str], options: Args) -> Flow:
        """The resources as they are now; an id that does not exist raises NotFoundError."""
        if self.batch is None or len(ids) == 1:
            found = {}
            for one in ids:
                found[one] = yield from self.get.flow(core, {_item_id(self.get): one, **options})
            return found
        name = next(param.name for param in self.batch.operation.params if param.required)
        found = {}
        for start in range(0, len(ids), ID_BATCH):
            part = ids[start : start + ID_BATCH]
            result = yield from self.batch.flow(core, {name: part, **options})
            for resource in result.succeeded:
                found[getattr(resource, snake(self.id_wire))] = resource
            for one in part:
                if one not in found:
                    # The same error as for one id: this call raises it.
                    found[one] = yield from self.get.flow(core, {_item_id(self.get): one, **options})
        return found

    def reasons(self, core: Core, failed: dict[str, Any], options: Args) -> Flow:
        """Why each failed: the stage and the last error, where the server tells them."""
        reasons: dict[str, str] = {}
        for key in failed:
            text = "FAILED"
            if self.stage is not None and len(reasons) < 20:
                try:
                    resource = yield from self.get.flow(core, {_item_id(self.get): key, self.stage: True, **options})
                except NotFoundError:
                    resource = None
                text = _job_text(resource) or text
            reasons[key] = text
        return reasons


def _job_text(resource: Any) -> str:
    """Stage and last error out of a processing history, whatever its members are called."""
    found: list[str] = []
    seen = [resource]
    while seen:
        one = seen.pop(0)
        fields = {**getattr(one, "__dict__", {}), **(getattr(one, "model_extra", None) or {})}
        for name, value in fields.items():
            if (
                isinstance(value, str)
                and value
                and any(w in snake(name) for w in ("failure_stage", "last_error", "error_message"))
            ):
                found.append(value)
            elif hasattr(value, "model_fields_set"):
                seen.append(value)
            elif isinstance(value, list):
                seen += [item for item in value if hasattr(item, "model_fields_set")]
    return ": ".join(dict.fromkeys(found))[:500]


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
        name = method.operation.name
        if name.method != "create" or any(param.name == "wait" for param in method.operation.params):
            return None
        return cls(method) if find_derived(method.catalog, name.namespace, "wait") is not None else None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        wait = args.pop("wait", False)
        if not isinstance(wait, (bool, int, float)) or wait < 0:
            raise InvalidRequestError(f"{context.method.qualname}(): wait must be True, False, or seconds.")
        resource = yield from inner(args, context)
        if wait is False or wait is None:
            return resource
        waiter = find_derived(context.method.catalog, self.namespace, "wait")
        assert isinstance(waiter, Wait)
        key = getattr(resource, snake(waiter.id_wire))
        limit = DEFAULT_WAIT if wait is True else float(wait)
        options = {name: value for name, value in context.options.items() if name in {"extra_headers", "max_retries"}}
        found = yield from waiter.watch(context.core, [key], limit, options)
        return found[key]


# ensure --------------------------------------------------------------------------------------------------------------


class Ensure(Derived):
    """A resource with a name that its list can be filtered by, and that is unique for its owner."""

    name = "ensure"
    summary = "Get the one of this name, or create it"
    errors = {  # noqa: RUF012 - never changed
        "ConflictError": "One of this name exists and was made differently, or cannot be seen with this key."
    }

    def __init__(self, create: Method, listing: Method, filter_name: str) -> None:
        self.create, self.listing, self.filter = create, listing, filter_name
        self.returns = create.result
        self.variants = create.variants
        self.params = tuple(param for param in create.params if param.name != "wait" and param.location != "option")
        compared = [name for name, _ in self.compared()]
        also = f" and the same {', '.join(compared)}" if compared else ""
        self.description = (
            "Looks through all pages for exactly this name, since name filters are patterns and ignore case. One that "
            f"is found is returned if it has the same name{also}; otherwise it is created. Two callers at once get the "
            "same one."
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = _methods(catalog, namespace)
        create, listing = methods.get("create"), methods.get("list")
        if create is None or listing is None or "ensure" in methods or listing.operation.paging is None:
            return None
        named = any(param.wire == "name" and param.required for param in create.operation.params)
        filter_name = next((param.name for param in listing.operation.params if param.wire == "nameFilter"), None)
        return cls(create, listing, filter_name) if named and filter_name else None

    def compared(self) -> list[tuple[str, str]]:
        """Lists of configurations that both create and resource have: argument and the id in each."""
        found = []
        reply = members(self.create, dict(self.create.operation.replies[0].schema))
        for param in self.create.operation.params:
            item = item_of(self.create, dict(param.schema)) if param.location == "body" and param.required else None
            mine, theirs = members(self.create, item), members(self.create, item_of(self.create, reply.get(param.wire)))
            keys = [key for key in mine if key in theirs and key.endswith("Id")]
            if keys:
                found.append((param.name, keys[0]))
        return found

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        name = args.get("name")
        if not isinstance(name, str) or not name:
            raise InvalidRequestError(
                f"{self.create.qualname.rpartition('.')[0]}.ensure(): name must be a str, not empty."
            )
        found = yield from self.look(core, name, args, options)
        if found is not None:
            return found
        try:
            return (yield from self.create.flow(core, {**args, **options}))
        except ConflictError:
            # Another creator was faster, or one of this name is not visible in the list.
            found = yield from self.look(core, name, args, options)
            if found is None:
                raise
            return found

    def look(self, core: Core, name: str, args: Args, options: Args) -> Flow:
        query = {self.filter: _literal(name), **options}
        if any(param.name == "owner_id" for param in self.listing.operation.params) and given(args, "owner_id"):
            query["owner_id"] = args["owner_id"]
        prepared, context = self.listing.context(core, query)
        page = yield from self.listing.page(prepared, context, Cursor())
        while True:
            for one in page.data:
                if one.name == name:
                    self.check(one, args)
                    return one
            if not page.has_next_page:
                return None
            page = yield from page._next_flow()

    def check(self, found: Any, args: Args) -> None:
        """Raise when the one that exists was made differently."""
        for name, key in self.compared():
            wanted = args.get(name)
            if wanted is None or wanted is NOT_GIVEN:
                continue
            ids = sorted(_id_of(one, key) for one in wanted)
            have = sorted(_id_of(one, key) for one in getattr(found, name))
            if ids != have:
                raise ConflictError(
                    f"{self.create.qualname.rpartition('.')[0]}.ensure(): one named {args['name']!r} exists with other "
                    f"{name}: it has {', '.join(have)}, wanted {', '.join(ids)}. Choose another name, or use that one.",
                    status_code=409,
                )


def _id_of(item: Any, key: str) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        return str(item.get(key, item.get(snake(key), "")))
    return str(getattr(item, snake(key), ""))


def _literal(name: str) -> str:
    """A name as a pattern that certainly finds it: what could mean something in a pattern matches any one character."""
    return "".join("?" if char in "*?\\[]%_" else char for char in name)


# replace -------------------------------------------------------------------------------------------------------------


class Replace(Derived):
    """A resource that takes content, can be created and deleted, and has no update."""

    name = "replace"
    summary = "Replace one by a new one, never losing the old"
    errors = {  # noqa: RUF012 - never changed
        "MemoryProcessingError": "The new one could not be processed: it was deleted again, the old one is untouched."
    }

    def __init__(self, create: Method, get: Method, delete: Method) -> None:
        self.create, self.get, self.delete = create, get, delete
        client_id = create.operation.client_id
        assert client_id is not None
        self.id_wire = client_id.wire
        id_name = snake(self.id_wire)
        self.returns = create.result
        self.variants = create.variants
        reply = members(create, dict(get.operation.replies[0].schema))
        self.kept = [
            param
            for param in create.operation.params
            if param.location == "body"
            and param.name != id_name
            and param.wire in reply
            and param.wire != "originalContent"
        ]
        own = [param for param in create.params if param.location != "option" and param.name not in {id_name, "wait"}]
        kept = {param.name for param in self.kept}
        self.params = (
            Param("id", "", "local", required=True, annotation="str", description="The one to replace."),
            *(
                Param(**{**param.__dict__, "required": False}) if param.name in kept or param.required else param
                for param in own
            ),
            local("wait", "bool | float", "Seconds to wait for the new one to be processed, or True.", default=True),
        )
        self.description = (
            "Creates the new one, waits until it is processed, and only then deletes the old one, so that at every "
            "moment one of them can be found. The new one has an id of its own. What is not given is taken from the "
            "old one; content must be given."
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = _methods(catalog, namespace)
        create, get, delete = (methods.get(name) for name in ("create", "get", "delete"))
        if create is None or get is None or delete is None or "update" in methods or "replace" in methods:
            return None
        body = create.operation.body
        if body is None or body.form is None or create.operation.client_id is None:
            return None
        return cls(create, get, delete) if _component(create) == _component(get) else None

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        args = dict(args)
        old_id, wait = args.pop("id"), args.pop("wait", True)
        old = yield from self.get.flow(core, {_item_id(self.get): old_id, **options})
        for param in self.kept:
            value = getattr(old, param.name, None)
            content_is_new = param.name == "content_type"
            if not given(args, param.name) and value is not None and not content_is_new:
                args[param.name] = value
        try:
            new = yield from self.create.flow(core, {**args, "wait": wait, **options})
        except ProcessingError as error:
            for key in (*error.failures, *error.pending):
                yield from self.delete.flow(core, {_item_id(self.delete): key, **options})
            raise
        with contextlib.suppress(NotFoundError):  # somebody else removed it: what was wanted
            yield from self.delete.flow(core, {_item_id(self.delete): old_id, **options})
        return new


DERIVED: tuple[type[Derived], ...] = (Wait, Ensure, Replace)


def find_derived(catalog: Catalog, namespace: tuple[str, ...], name: str) -> Derived | None:
    """A derived method of a namespace; each is looked for once."""
    cache: dict[tuple[tuple[str, ...], str], Derived | None] = catalog.derived
    key = (namespace, name)
    if key not in cache:
        kind = next((kind for kind in DERIVED if kind.name == name), None)
        cache[key] = kind.find(catalog, namespace) if kind is not None else None
    return cache[key]
