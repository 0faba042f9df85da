"""`ensure`: get the resource of a name, or create it.

Rules: the arguments are checked before anything is sent. A name is compared exactly, over all pages, because name
filters are patterns that ignore case. One that was made from other configurations is not the one that was asked for. A
creator who was faster is no error: what it created is looked at like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.paging import page as first_page
from goodmem_dyn._conveniences.structure import item_of, members
from goodmem_dyn._derived.base import Derived, methods_of
from goodmem_dyn._document.names import snake
from goodmem_dyn.errors import ConflictError, InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._wire.effects import Flow

_PATTERN = "*?\\[]%_"


class Ensure(Derived):
    """A resource with a name that its list can be filtered by, and that is unique for its owner."""

    name = "ensure"
    summary = "Get the one of this name, or create it"
    errors = {  # noqa: RUF012 - never changed
        "ConflictError": "One of this name exists and was made differently, cannot be seen with this key, or is not "
        "the only one that this key can see."
    }

    def __init__(self, create: Method, listing: Method, filter_name: str) -> None:
        self.create, self.listing, self.filter = create, listing, filter_name
        self.where = f"{create.qualname.rpartition('.')[0]}.ensure()"
        self.returns = create.result
        self.variants = create.variants
        self.params = tuple(param for param in create.params if param.name != "wait" and param.location != "option")
        self.compared = self.shared_ids()
        also = f" and the same {', '.join(name for name, _ in self.compared)}" if self.compared else ""
        self.description = (
            "Looks through all pages for exactly this name, since name filters are patterns and ignore case. One that "
            f"is found is returned if it has the same name{also}; otherwise it is created. Two callers at once get the "
            "same one. Everything else is only looked at when one is created."
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = methods_of(catalog, namespace)
        create, listing = methods.get("create"), methods.get("list")
        if create is None or listing is None or "ensure" in methods or listing.operation.paging is None:
            return None
        named = any(param.wire == "name" and param.required for param in create.operation.params)
        filter_name = next((param.name for param in listing.operation.params if param.wire == "nameFilter"), None)
        return cls(create, listing, filter_name) if named and filter_name else None

    def shared_ids(self) -> list[tuple[str, str]]:
        """Lists of configurations that both create and resource have: the argument, and the wire name of its ids."""
        found = []
        reply = members(self.create.exchange, dict(self.create.operation.replies[0].schema))
        for param in self.create.operation.params:
            item = (
                item_of(self.create.exchange, dict(param.schema))
                if param.location == "body" and param.required
                else None
            )
            mine, theirs = (
                members(self.create.exchange, item),
                members(self.create.exchange, item_of(self.create.exchange, reply.get(param.wire))),
            )
            keys = [key for key in mine if key in theirs and key.endswith("Id")]
            if keys:
                found.append((param.name, keys[0]))
        return found

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        body = self.body(core, args)
        wanted = {name: sorted(one[key].lower() for one in body[name]) for name, key in self.compared}
        found = yield from self.look(core, args, options, wanted)
        if found is not None:
            return found
        try:
            return (yield from self.create.flow(core, {**args, **options}))
        except ConflictError as error:
            # Another creator was faster; or one of this name was made differently, or cannot be seen.
            found = yield from self.look(core, args, options, wanted, error)
            if found is None:
                raise
            return found

    def body(self, core: Core, args: Args) -> dict[str, Any]:
        """The arguments as a create would send them, by their Python names."""
        given, context = self.create.context(core, {**args, "max_retries": 0})
        wire = self.create.exchange.request(context.prepared(given), context).body
        body = {param.name: wire.get(param.wire) for param in self.create.operation.params}
        if not isinstance(body["name"], str) or not body["name"]:
            raise InvalidRequestError(f"{self.where}: name must be a str, not empty.")
        return body

    def look(
        self,
        core: Core,
        args: Args,
        options: Args,
        wanted: dict[str, list[str]],
        conflict: ConflictError | None = None,
    ) -> Flow:
        """The one that fits; None when there is none.

        Raises:
            ConflictError: Several fit, or, after a conflict, the only ones of this name do not.
        """
        name = str(args["name"])
        query = {self.filter: literal(name), **options}
        query |= {key: args[key] for key in ("owner_id",) if key in self.listing.names and args.get(key)}
        prepared, context = self.listing.context(core, query)
        page = yield from first_page(self.listing.exchange, prepared, context)
        fitting: list[Any] = []
        others: list[dict[str, list[str]]] = []
        while True:
            for one in page.data:
                if one.name == name:
                    has = {argument: sorted(_ids(getattr(one, argument), key)) for argument, key in self.compared}
                    if has == wanted:
                        fitting.append(one)
                    else:
                        others.append(has)
            if not page.has_next_page:
                break
            page = yield from page._next_flow()
        if len(fitting) > 1:
            raise ConflictError(
                f"{self.where}: {len(fitting)} of the name {name!r} can be seen with this key, of several owners. Pass "
                "owner_id to say whose is meant.",
                status_code=409,
            )
        if not fitting and others and conflict is not None:
            (argument, ids), *_ = ((key, ids) for key, ids in others[0].items() if ids != wanted[key])
            raise ConflictError(
                f"{self.where}: one named {name!r} exists with other {argument}: it has {', '.join(ids)}, wanted "
                f"{', '.join(wanted[argument])}. Choose another name, or pass those.",
                status_code=409,
                body=conflict.body,
                response=conflict.response,
                request_id=conflict.request_id,
                headers=conflict.headers,
            ) from conflict
        return fitting[0] if fitting else None


def _ids(items: Any, key: str) -> list[str]:
    return [str(getattr(one, snake(key), "")).lower() for one in items or ()]


def literal(name: str) -> str:
    """A name as a pattern that certainly finds it: what could mean something in a pattern matches any one character."""
    return "".join("?" if char in _PATTERN else char for char in name)
