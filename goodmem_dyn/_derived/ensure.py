"""`ensure`: get the resource of a name, or create it.

Rules: the arguments are checked before anything is sent. A name is compared exactly, over all pages, because name
filters are patterns that ignore case. One that was made differently is not the one that was asked for: what a create
requires besides the name, and the resource shows, must be the same. A creator who was faster is no error: what it
created is looked at like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.paging import page as first_page
from goodmem_dyn._conveniences.structure import held_in, item_of, members
from goodmem_dyn._derived.base import Derived, methods_of
from goodmem_dyn._document.envelopes import Held
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn._wire.hints import id_of
from goodmem_dyn.errors import ConflictError, InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._wire.effects import Flow

_PATTERN = "*?\\[]%_"
_NAMES = ("name", "displayName")
_PLAIN = {"string", "integer", "number", "boolean"}


class Ensure(Derived):
    """A resource that is created with a name, and that can be listed."""

    name = "ensure"
    summary = "Get the one of this name, or create it"
    errors = {  # noqa: RUF012 - never changed
        "ConflictError": "One of this name exists and was made differently, cannot be seen with this key, or is not "
        "the only one that this key can see; or one that was made the same has another name."
    }

    def __init__(self, create: Method, listing: Method, name: Param, filter_name: str | None) -> None:
        self.create, self.listing, self.named, self.filter = create, listing, name.name, filter_name
        self.where = f"{create.qualname.rpartition('.')[0]}.ensure()"
        paging = listing.operation.paging
        assert paging is not None
        self.returns = paging.item_annotation
        self.inside = self.wrapped(paging.item)
        self.variants = create.variants
        self.params = tuple(param for param in create.params if param.name != "wait" and param.location != "option")
        self.compared = self.shared()
        also = f" and the same {', '.join(name for name, _ in self.compared)}" if self.compared else ""
        how = ", since name filters are patterns and ignore case" if filter_name else ""
        self.description = (
            f"Looks through all pages for exactly this name{how}. One that is found is returned if it has the same "
            f"name{also}; otherwise it is created. Two callers at once get the same one. Everything else is only "
            "looked at when one is created."
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = methods_of(catalog, namespace)
        create, listing = methods.get("create"), methods.get("list")
        if create is None or listing is None or "ensure" in methods or listing.operation.paging is None:
            return None
        name = next((param for param in create.operation.params if param.wire in _NAMES and param.required), None)
        resolver, item = create.exchange.surface.resolver, listing.operation.paging.item
        if name is None or item is None or name.wire not in members(create.exchange, resolver.component(item)):
            return None
        filter_name = next((param.name for param in listing.operation.params if param.wire == "nameFilter"), None)
        return cls(create, listing, name, filter_name)

    def wrapped(self, item: str | None) -> Held | None:
        """The member of the reply that holds the resource, where a create says more than that."""
        exchange = self.create.exchange
        reply = exchange.operation.json_reply
        if reply is None or reply.component == item:
            return None
        resolver = exchange.surface.resolver
        held = members(exchange, dict(reply.schema)).items()
        return next((Held(wire, schema) for wire, schema in held if resolver.name(strip_null(schema)) == item), None)

    def shared(self) -> list[tuple[str, str | None]]:
        """What a create requires and a resource shows, besides its name: the argument, and the wire name of its ids."""
        exchange, paging = self.create.exchange, self.listing.operation.paging
        assert paging is not None
        assert paging.item is not None
        resolver = exchange.surface.resolver
        shown = members(exchange, resolver.component(paging.item))
        shared: list[tuple[str, str | None]] = []
        for param in self.create.operation.params:
            if param.location != "body" or not param.required or param.wire not in shown or param.name == self.named:
                continue
            mine, theirs = (
                members(exchange, item_of(exchange, schema)) for schema in (dict(param.schema), shown[param.wire])
            )
            keys = [key for key in mine if key in theirs and key.endswith("Id")]
            if keys:
                shared.append((param.name, keys[0]))
            elif set(types(resolver.follow(strip_null(dict(param.schema))))) <= _PLAIN:
                shared.append((param.name, None))
        return shared

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        body = self.body(core, args)
        wanted = {name: _comparable(body.get(name), key) for name, key in self.compared}
        existing = yield from self.look(core, args, options, wanted)
        if existing is not None:
            return existing
        try:
            created = yield from self.create.flow(core, {**args, **options})
        except ConflictError as error:
            # Another creator was faster; or one of this name was made differently, or cannot be seen.
            existing = yield from self.look(core, args, options, wanted, error)
            if existing is None:
                raise
            return existing
        inside = created if self.inside is None else held_in(self.create.exchange, created, self.inside)
        # One that was made without a word of it is there to be seen.
        return inside if inside is not None else (yield from self.look(core, args, options, wanted))

    def body(self, core: Core, args: Args) -> dict[str, Any]:
        """The arguments as a create would send them, by their Python names."""
        sent, context = self.create.context(core, {**args, "max_retries": 0})
        wire = self.create.exchange.request(context.prepared(sent), context).body
        body = {param.name: wire.get(param.wire) for param in self.create.operation.params}
        if not isinstance(body[self.named], str) or not body[self.named]:
            raise InvalidRequestError(f"{self.where}: {self.named} must be a str, not empty.")
        return body

    def look(
        self,
        core: Core,
        args: Args,
        options: Args,
        wanted: dict[str, Any],
        conflict: ConflictError | None = None,
    ) -> Flow:
        """The one that fits; None when there is none.

        Raises:
            ConflictError: Several fit, or, after a conflict, the only ones of this name do not.
        """
        name = str(args[self.named])
        query = {**options} if self.filter is None else {self.filter: literal(name), **options}
        query |= {key: args[key] for key in ("owner_id",) if key in self.listing.names and args.get(key)}
        prepared, context = self.listing.context(core, query)
        page = yield from first_page(self.listing.exchange, prepared, context)
        fitting: list[Any] = []
        others: list[Any] = []
        while True:
            for resource in page.data:
                is_same = self.seen(resource) == wanted
                if is_same and getattr(resource, self.named) == name:
                    fitting.append(resource)
                elif is_same or getattr(resource, self.named) == name:
                    others.append(resource)
            if not page.has_next_page:
                break
            page = yield from page._filled_flow()
        if len(fitting) > 1:
            raise ConflictError(
                f"{self.where}: {len(fitting)} of the name {name!r} can be seen with this key, of several owners. Pass "
                "owner_id to say whose is meant.",
                status_code=409,
            )
        if not fitting and others and conflict is not None:
            raise self.differs(name, others, wanted, conflict) from conflict
        return fitting[0] if fitting else None

    def seen(self, item: Any) -> dict[str, Any]:
        """What is compared, of a resource."""
        return {name: _comparable(getattr(item, name), key) for name, key in self.compared}

    def differs(self, name: str, others: list[Any], wanted: dict[str, Any], conflict: ConflictError) -> ConflictError:
        """The error that says what stands in the way, and how to have it."""
        other = next((resource for resource in others if getattr(resource, self.named) == name), others[0])
        seen = self.seen(other)
        own = id_of(other)
        argument = next((key for key in wanted if seen[key] != wanted[key]), None)
        if argument is None:
            reason = f"one that is made the same is there, and is named {getattr(other, self.named)!r}"
            hint = "Pass that name."
        else:
            reason = (
                f"one named {name!r} exists with other {argument}: it has {_listed(seen[argument])}, wanted "
                f"{_listed(wanted[argument])}"
            )
            hint = "Choose another name, or pass those."
        known = f", {own} {getattr(other, own)!r}" if own else ""
        return ConflictError(
            f"{self.where}: {reason}{known}. {hint}",
            status_code=409,
            body=conflict.body,
            response=conflict.response,
            request_id=conflict.request_id,
            headers=conflict.headers,
        )


def _comparable(value: Any, key: str | None) -> Any:
    """A value of the argument, or of the resource, as the two are compared: ids in any order."""
    if key is not None:
        ids = (item[key] if isinstance(item, dict) else getattr(item, snake(key), "") for item in value or ())
        return sorted(str(key).lower() for key in ids)
    value = getattr(value, "value", value)
    return value.rstrip("/") if isinstance(value, str) else value


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def literal(name: str) -> str:
    """A name as a pattern that certainly finds it: what could mean something in a pattern matches any one character."""
    return "".join("?" if char in _PATTERN else char for char in name)
