"""One operation of a document → its record.

Rules: whether an operation may be repeated is decided by its method, by whether the client can choose the id of what it
makes, and by what the document says above all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._document.bodies import body_of, wires_of
from goodmem_dyn._document.names import singular, snake, variables
from goodmem_dyn._document.params import Params
from goodmem_dyn._document.replies import json_reply, paging_of, replies_of
from goodmem_dyn._document.schema import fields_of
from goodmem_dyn._document.security import key_place, security_of
from goodmem_dyn._document.surface import ClientId, Operation
from goodmem_dyn._document.validity import check_variables
from goodmem_dyn._wire.targets import without_arguments

if TYPE_CHECKING:
    from goodmem_dyn._document.names import Name
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Body, Reply, Retry
    from goodmem_dyn._wire.keys import KeyPlace

_REPEATABLE = {"get", "head", "options", "put", "delete", "trace"}
_RETRIES = {"safe", "client-id", "only-if-not-sent", "never"}


class Compiler:
    """Compiles one operation."""

    def __init__(self, surface: Surface, name: Name, method: str, path: str) -> None:
        self.surface, self.name, self.method, self.path = surface, name, method, path
        self.resolver = surface.resolver
        self.raw, self.shared = surface.raw(method, path)

    def compile(self) -> Operation:
        """The record of the operation."""
        raw, makes = self.raw, Params(self.resolver)
        nodes, content = [*self.shared, *raw.get("parameters", ())], self.resolver.follow(raw.get("requestBody", {}))
        makes.reserve(wires_of(nodes, content, self.resolver))
        known = self.surface.variables(self.method, self.path)
        makes.variables = dict(zip(variables(self.path), known, strict=True))
        if self.surface.is_kin:  # a document may list the header of its key among the parameters, too
            makes.own_headers |= {self.surface.key_place.header, self._key_place().header}
        params = list(makes.parameters(nodes))
        sent = without_arguments(self.path, {param.wire for param in params if param.location == "query"})
        check_variables(sent, (param.wire for param in params if param.location == "path"))
        body, fields = body_of(content, makes, is_kin=self.surface.is_kin)
        params += fields
        params.sort(key=lambda param: (not param.required, param.location != "path"))
        replies = tuple(replies_of(raw.get("responses", {}), self.resolver))
        security = raw.get("security", self.surface.document.get("security")) or []
        retry, reason, client_id = self._retry(body, replies)
        return Operation(
            name=self.name,
            operation_id=raw.get("operationId", ""),
            http_method=self.method.upper(),
            path=self.path,
            params=tuple(params),
            body=body,
            replies=replies,
            paging=paging_of(
                self.method,
                params,
                replies,
                self._resources(),
                self.resolver,
                is_kin=self.surface.is_kin,
                is_item=self.path.endswith("}"),
            ),
            retry=retry,
            retry_reason=reason,
            client_id=client_id,
            summary=raw.get("summary", "").strip() or self._summary(),
            description=raw.get("description", ""),
            errors={str(status): text for status, text in raw.get("x-goodmem-errors", {}).items()},
            deprecated=bool(raw.get("deprecated")),
            authenticated=bool(security) and all(security),
            key_place=self._key_place(),
            security=security_of(self.surface.schemes, security),
            aliases=tuple(raw.get("x-goodmem-aliases", ())),
        )

    def _summary(self) -> str:
        """A line for an operation that nobody has described yet: `Decision models: list`."""
        namespace, method = (" ".join(parts).replace("_", " ") for parts in (self.name.namespace, [self.name.method]))
        return f"{namespace}: {method}".removeprefix(": ").capitalize()

    def _key_place(self) -> KeyPlace:
        own = self.raw.get("security")
        return key_place(self.surface.document, own) if own else self.surface.key_place

    def _resources(self) -> tuple[str, ...]:
        """What the items of its list may be called: as its namespace, as its method says, or as the end of its path."""
        last = next((part for part in reversed(self.path.split("/")) if "{" not in part), "")
        return *self.name.namespace[-1:], self.name.method.removeprefix("list_"), snake(last.partition(":")[0])

    def _retry(self, body: Body | None, replies: tuple[Reply, ...]) -> tuple[Retry, str, ClientId | None]:
        stated = self.raw.get("x-goodmem-retry")
        client_id = self._client_id(body, replies) if self.method == "post" else None
        if stated in _RETRIES:
            return stated, self.raw.get("x-goodmem-retry-reason", "the document says so"), client_id
        if self.method in _REPEATABLE:
            return "safe", f"{self.method.upper()} has the same effect once or twice", None
        if client_id is not None:
            reason = f"the client chooses {client_id.wire!r}, so a repetition cannot create a second one"
            return "client-id", reason, client_id
        return "only-if-not-sent", "a second execution might do the work twice", None

    def _client_id(self, body: Body | None, replies: tuple[Reply, ...]) -> ClientId | None:
        view = fields_of(body.schema, self.resolver) if body and body.kind == "json" else None
        reply = json_reply(replies)
        if view is None or reply is None or not self.name.namespace or not self._ids_are_chosen:
            return None
        read = self.surface.find("get", f"{self.path}/{{}}")
        owners = [singular(self.name.namespace[-1]).replace("_", "")]
        if read is not None and reply.component is not None and "{" not in self.path:
            # A collection may be called otherwise than what it holds, whose id is called as it was.
            owners.append(reply.component.lower().removesuffix("response"))
        for owner in owners:
            for wire in view.properties:
                stem = wire[:-2].lower() if wire.endswith("Id") else ""
                if stem and owner.endswith(stem) and wire not in view.required:
                    return ClientId(wire, str(read) if read else None, self._id_param(read), self._shows_secret(reply))
        return None

    @property
    def _ids_are_chosen(self) -> bool:
        """Whether a client may make the id of what it creates: known of GoodMem's servers, else only where stated.

        Elsewhere an optional id may be the server's alone, or another resource's.
        """
        return self.surface.is_kin or self.raw.get("x-goodmem-retry") == "client-id"

    def _id_param(self, read: Name | None) -> str | None:
        """The argument of a reading operation that takes the id."""
        operation = self.surface.operation(read.namespace, read.method) if read else None
        params = operation.params if operation is not None else ()
        return next((param.name for param in params if param.location == "path"), None)

    def _shows_secret(self, reply: Reply) -> bool:
        view = fields_of(reply.schema, self.resolver)
        return view is not None and any(
            isinstance(member, dict) and member.get("x-goodmem-secret") for member in view.properties.values()
        )
