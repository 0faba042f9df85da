"""`replace`: a new resource in the place of an old one, where the API has no update.

Rules: at every moment at least one of the two is there and can be found; whatever fails, and wherever, the old one is
deleted only after the new one is known to be whole. A new one that cannot be used is removed again. An error says what
is there now.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goodmem_dyn._calls.exchange import new_id as new_resource_id
from goodmem_dyn._conveniences.content import FileContent
from goodmem_dyn._conveniences.structure import component_of, given, held_in, id_argument, local, members, result_type
from goodmem_dyn._derived.base import Derived, methods_of
from goodmem_dyn._document.envelopes import holding
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null
from goodmem_dyn.errors import GoodMemError, InvalidRequestError, NotFoundError, PartialFailureError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._document.envelopes import Held
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._wire.effects import Flow


class Replace(Derived):
    """A resource that takes content, can be created and deleted, and has no update."""

    name = "replace"
    summary = "Replace one by a new one, never losing the old"
    errors = {  # noqa: RUF012 - never changed
        "MemoryProcessingError": "The new one could not be processed: it was deleted again, the old one is untouched.",
        "PartialFailureError": "The new one, in `.result`, is whole, but the old one could not be deleted: both exist.",
    }

    def __init__(self, create: Method, get: Method, delete: Method, held: tuple[Held, Held]) -> None:
        self.create, self.get, self.delete = create, get, delete
        # Where the answers of the two have the resource.
        self.held, self.made = held
        client_id = create.operation.client_id
        assert client_id is not None
        self.id_name = snake(client_id.wire)
        self.returns = result_type(get.exchange, strip_null(self.held.schema))
        self.variants = create.variants
        reply = members(get.exchange, self.held.schema)
        content = next(
            convenience.content for convenience in create.conveniences if isinstance(convenience, FileContent)
        )
        self.content = content
        asks = [param.name for param in get.operation.params if re.fullmatch("include[A-Za-z]*Content", param.wire)]
        self.with_content = next(iter(asks), None)
        # The content is what is replaced, so neither it nor its type is taken over unless both are left out.
        replaced = {self.id_name, content.type, content.text, content.base64}
        self.kept = [
            param
            for param in create.operation.params
            if param.location == "body" and param.wire in reply and param.name not in replaced
        ]
        names = {param.name for param in self.kept}
        self.params = (
            local("id", "str", "The one to replace.", required=True),
            *(
                replace(param, required=param.required and param.name not in names)
                for param in create.params
                if param.location != "option" and param.name not in {self.id_name, "wait"}
            ),
            local("wait", "bool | float", "Seconds to wait for the new one to be processed, or True.", default=True),
        )
        self.description = (
            "Creates the new one, waits until it is processed, and only then deletes the old one, so that at every "
            "moment one of them can be found. The new one has an id of its own. What is not given is taken from the "
            f"old one: {', '.join(sorted(names))}"
            + (f", and its content with {self.with_content}=True." if self.with_content else ". Content must be given.")
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        methods = methods_of(catalog, namespace)
        create, get, delete = (methods.get(name) for name in ("create", "get", "delete"))
        if create is None or get is None or delete is None or {"update", "replace"} & methods.keys():
            return None
        has_content = any(isinstance(convenience, FileContent) for convenience in create.conveniences)
        if not has_content or create.operation.client_id is None or "wait" not in create.names:
            return None
        wire, resolver = create.operation.client_id.wire, create.exchange.surface.resolver
        replies = (get.operation.json_reply, create.operation.json_reply)
        read, made = (holding(reply, wire, resolver) for reply in replies)
        if read is None or made is None or component_of(get.exchange, read) != component_of(create.exchange, made):
            return None
        return cls(create, get, delete, (read, made))

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        args = dict(args)
        old_id, wait = args.pop("id"), args.pop("wait", True)
        if wait is False or wait is None:
            raise InvalidRequestError(
                f"{self.create.qualname.rpartition('.')[0]}.replace(): wait must be True or a number of seconds: only "
                "a new one that was processed can take the place of the old one."
            )
        keeps = not any(given(args, name) for name in (*self.content.sources, self.content.type or "")) and any(
            given(args, param.name) for param in self.kept
        )
        asked = {self.with_content: True} if keeps and self.with_content else {}
        answer = yield from self.get.flow(core, {id_argument(self.get.exchange): old_id, **asked, **options})
        old = held_in(self.get.exchange, answer, self.held)
        if asked:
            args |= self.content_of(old)
        for param in self.kept:
            value = getattr(old, param.name, None)
            if not given(args, param.name) and value is not None:
                args[param.name] = value
        # Chosen here, so that a new one whose answer was lost can be removed as well.
        new_id = new_resource_id()
        try:
            answer = yield from self.create.flow(core, {**args, self.id_name: new_id, "wait": wait, **options})
        except InvalidRequestError:
            raise
        except GoodMemError:
            with contextlib.suppress(GoodMemError):
                yield from self.remove(core, new_id, options)
            raise
        new = held_in(self.create.exchange, answer, self.made)
        try:
            yield from self.remove(core, old_id, options)
        except GoodMemError as error:
            raise PartialFailureError(
                f"The new one, {new_id}, is there and processed, but the old one, {old_id}, could not be deleted: "
                f"{error.message} Delete it, or delete `.result` to keep the old one alone.",
                result=new,
            ) from error
        return new

    def content_of(self, old: Any) -> Args:
        """The content of the old one, with its type, as arguments; nothing where it cannot be had."""
        content = getattr(old, self.content.text or "", None)
        kind = getattr(old, self.content.type or "", None)
        return {"file": bytes(content), self.content.type: kind} if content and self.content.type and kind else {}

    def remove(self, core: Core, key: Any, options: Args) -> Flow:
        with contextlib.suppress(NotFoundError):  # what was wanted
            yield from self.delete.flow(core, {id_argument(self.delete.exchange): key, **options})
