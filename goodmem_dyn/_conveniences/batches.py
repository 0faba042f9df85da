"""Batches: many items in one call, split where they are too many, their outcomes joined.

Rules: the order of results is the order of items, whatever was split and however the server orders them. Every item is
checked before anything is sent, and what is wrong with it is named by its index. Files are streamed, each in a part of
its own. What was done when a later part fails is never lost: the error carries it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.bodies import Checked
from goodmem_dyn._arguments.checker import in_two_passes
from goodmem_dyn._arguments.refusals import fail, quoted
from goodmem_dyn._arguments.spelling import as_mapping
from goodmem_dyn._calls.exchange import new_ids
from goodmem_dyn._conveniences.base import Convenience, Nested
from goodmem_dyn._conveniences.batch_failures import Teller, ordered, refuse_nul
from goodmem_dyn._conveniences.batch_items import Item
from goodmem_dyn._conveniences.batch_parts import MAX_ITEMS, Part, parts
from goodmem_dyn._conveniences.batch_results import Results
from goodmem_dyn._conveniences.batch_texts import Texts
from goodmem_dyn._conveniences.content import FILES, Content
from goodmem_dyn._conveniences.structure import (
    PROGRESS,
    checked_progress,
    given,
    item_of,
    local,
    member_of,
    members,
    result_type,
    twin_models,
)
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null, types
from goodmem_dyn._results.outcomes import BatchFailure, BatchResult
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn.errors import FileArgumentError, GoodMemError, InvalidRequestError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._wire.effects import Flow


class Batches(Convenience):
    """A POST with one list of items, whose reply has a result with `success` for each of them."""

    def __init__(self, exchange: Exchange, param: Param, results: Results, content: Content | None) -> None:
        self.name: str = param.name
        self.results: Results = results
        result = results.members
        self.content: Content | None = content
        self.fields: set[str] = {snake(wire) for wire in members(exchange, item_of(exchange, dict(param.schema)))}
        self.fields |= set(content.sources) if content is not None else set()
        self.texts: Texts | None = Texts(content, self.fields) if content is not None and content.text else None
        resolver = exchange.surface.resolver
        objects = [
            wire
            for wire, member in result.items()
            if types(resolver.follow(strip_null(member))) == ("object",) and "message" not in members(exchange, member)
        ]
        self.resource: str | None = snake(objects[0]) if objects else None
        self.id_wire: str | None = next((wire for wire in result if wire.endswith("Id")), None)
        self.id: str | None = snake(self.id_wire) if self.id_wire else None
        self.index: str | None = next((snake(wire) for wire in result if wire.endswith("Index")), None)
        self.most: int = min(MAX_ITEMS, resolver.follow(strip_null(dict(param.schema))).get("maxItems", MAX_ITEMS))
        item_type = result_type(exchange, results.item)
        resource = result_type(exchange, strip_null(result[objects[0]])) if objects else "str"
        self.returns: str | None = f"BatchResult[{item_type}, {resource}]"
        self.note: str = (
            "Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long "
            f"for one request is sent in several, of at most {self.most} items."
        )
        item = resolver.name(item_of(exchange, dict(param.schema)))
        if content is not None and item is not None:
            added = tuple(param for param in FILES if param.name in content.sources)
            self.shapes: Mapping[str, Nested] = {item: Nested(frozenset({content.type} if content.type else ()), added)}
        if content is not None:
            self.note += (
                f" Each item is a dict or a model with exactly one of {', '.join(content.sources)}; its content type "
                "is inferred from text or from a file's name. Files are streamed."
            )
        self.twin: tuple[str, str] | None = twin_models(exchange, item)
        taken = {param.name for param in exchange.operation.params}
        size = local("batch_size", "int", f"Items a request, 1 to {self.most}. Default: as many as fit.")
        self.params: tuple[Param, ...] = tuple(param for param in (size, PROGRESS) if param.name not in taken)
        has_id = self.id_wire is not None and self.content is not None and snake(self.id_wire) in self.fields
        self.drawn: str | None = self.id_wire if has_id else None
        self.told: Callable[[GoodMemError, int, list[Any]], GoodMemError] = Teller(
            exchange.operation, param.wire, self.id_wire
        ).told

    def widen(self, param: Param) -> str:
        if self.twin is None or param.name != self.name:
            return param.annotation
        own, other = self.twin
        return param.annotation.replace(own, f"{own} | {other}", 1)

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        operation = exchange.operation
        if operation.http_method != "POST" or operation.body is None or operation.body.kind != "json":
            return None
        lists = [
            param
            for param in operation.params
            if param.location == "body" and param.required and item_of(exchange, dict(param.schema)) is not None
        ]
        results = Results.find(exchange) if len(lists) == 1 else None
        if results is None:
            return None
        fields = members(exchange, item_of(exchange, dict(lists[0].schema)))
        form = operation.body.form
        content = Content(fields, form) if form and form.many and form.json_part == lists[0].wire else None
        return cls(exchange, lists[0], results, content if content and content.text else None)

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        exchange = context.exchange
        size = args.pop("batch_size", None)
        if size is not None and (isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= self.most):
            raise InvalidRequestError(f"{exchange.qualname}(): batch_size must be an int from 1 to {self.most}.")
        progress = checked_progress(args, f"{exchange.qualname}()") if PROGRESS in self.params else None
        items = args.get(self.name)
        rest = {name: value for name, value in args.items() if name != self.name}
        if not given(args, self.name) or isinstance(items, (str, bytes)) or not hasattr(items, "__iter__"):
            response = yield from exchange.send(context.prepared(args), context)
            return self.joined([((yield from exchange.decoded(response, context)), [])])
        assert items is not None
        checked = self.checked(list(items), rest, context)
        done: list[tuple[Any, list[Item]]] = []
        start = 0
        for part in list(parts(checked, size or self.most, self.refuse_nul)) or [Part()]:
            try:
                response = yield from exchange.send(self.request(part, rest), context)
                done.append(((yield from exchange.decoded(response, context)), part))
            except GoodMemError as failure:
                error = self.told(failure, start, [item.wire for item in part])
                if not done:
                    raise error from (None if error is failure else failure)
                raise PartialFailureError(
                    f"{exchange.qualname}(): items {start} to {start + len(part) - 1} of {len(checked)} failed: "
                    f"{error.message.rstrip('.')}. `.result` has what was done before; the items after them were not "
                    "sent.",
                    result=self.joined(done),
                ) from error
            start += len(part)
            if progress is not None:
                progress(start, len(checked))
        return self.joined(done)

    def checked(self, items: list[Any], rest: Args, context: Context) -> list[Item]:
        """Every item as it goes on the wire; all problems at once, each with its index."""
        exchange = context.exchange
        problems, broken, prepared = list[str](), list[FileArgumentError](), list[Item]()
        taken = self.texts.taken(items) if self.texts is not None else None
        if taken is not None:
            prepared, items = [Item(fields) for fields in taken], []
        for index, item in enumerate(items):
            try:
                prepared.append(self.prepared(item, f"{self.name}[{index}]", index, problems))
            except InvalidRequestError as error:
                text = error.message
                joint = "." if text.partition(" ")[0] in self.fields else ": " if text[0].isupper() else " "
                problems.append(f"{self.name}[{index}]{joint}{text}")
                broken += [error] if isinstance(error, FileArgumentError) else []
        if not problems:
            # The other conveniences see the list as they would see it in one request.
            wires = context.prepared({**rest, self.name: [entry.wire for entry in prepared]})[self.name]
            whole, item_check, swift = exchange.encoder.list_checks(self.name)
            whole(wires, self.name, problems)
            written = None if any(entry.file is not None for entry in prepared) else swift(wires)
            for index, entry in enumerate(prepared):
                if written is not None:
                    entry.wire = written[index]
                    continue
                check = item_check if entry.file is None else exchange.encoder.form_item or item_check
                entry.wire = in_two_passes(check, wires[index], f"{self.name}[{index}]", problems)
            if self.drawn is not None and context.policy.max_retries > 0:
                self.draw(self.drawn, prepared)
        if problems:
            refused = fail(problems, f"{exchange.qualname}()")
            if broken:
                raise broken[0].saying(refused.message) from broken[0]
            raise refused
        return prepared

    def draw(self, wire: str, items: list[Item]) -> None:
        """Give the items ids that have none, so that they can be sent again."""
        for item, drawn in zip(items, new_ids(len(items)), strict=True):
            if isinstance(item.wire, dict):
                item.named = wire in item.wire
                item.wire.setdefault(wire, drawn)

    def prepared(self, item: Any, where: str, index: int, problems: list[str]) -> Item:
        """An item with its content looked at.

        Raises:
            InvalidRequestError: Its content is wrong.
        """
        mapping = as_mapping(item, where, problems) if self.content is not None else None
        if mapping is None or self.content is None:
            return Item(item)
        known = self.fields
        fields: dict[str, Any] = {
            key if key in known or not isinstance(key, str) else snake(key): value for key, value in mapping.items()
        }
        if len(fields) != len(mapping):
            return Item(item)  # one of them is spelled twice; the checker says which
        if not fields.keys() <= known:
            unknown = [key for key in fields if key not in known]
            raise InvalidRequestError(f"has no field {quoted(unknown[0])}.{nearest(unknown[0], self.fields)}")
        kind, file = self.content.resolve(fields)
        empty = next((name for name in self.content.sources if fields.get(name) == ""), None)
        if empty is not None:  # alone it is the server's to judge; here it would cost all the others
            raise InvalidRequestError(f"{empty} is empty; the server takes no empty content.")
        if self.content.type and kind:
            fields[self.content.type] = kind
        if file is not None:
            name = self.content.field
            if name is None or fields.get(snake(name)) is not None:
                raise InvalidRequestError("takes no name of a part beside a file: each file has a part of its own.")
            for source in ("file_path", "file"):
                fields.pop(source, None)
            file.part = fields[snake(name)] = f"file{index}"
        return Item(fields, file)

    def request(self, part: Part, rest: Mapping[str, Any]) -> Args:
        """The arguments of one request."""
        files = {item.file.part: item.file for item in part if item.file is not None and item.file.part is not None}
        return {**rest, self.name: Checked([item.wire for item in part], part.write()), **files}

    def refuse_nul(self, wire: Any, index: int) -> None:
        """Refuse what holds a NUL character anywhere but in its content."""
        if self.content is not None:
            refuse_nul(wire, f"{self.name}[{index}]", self.content.text)

    def joined(self, done: list[tuple[Any, list[Item]]]) -> BatchResult[Any, Any]:
        """The outcomes of all requests as one."""
        results, succeeded, start = list[Any](), list[Any](), 0
        failed: list[BatchFailure] = []
        for reply, part in done:
            asked = [item.wire for item in part]
            for position, result in enumerate(ordered(self.results.of(reply), asked, self.index, self.id_of)):
                results.append(result)
                if member_of(result, "success"):
                    resource = member_of(result, self.resource) if self.resource else None
                    succeeded.append(self.id_of(result) if resource is None else resource)
                    continue
                own, error = self.id_of(result), member_of(result, "error")
                item = part[position] if position < len(part) else Item(None)
                asked_id = item.wire if isinstance(item.wire, str) else (item.wire or {}).get(self.id_wire)
                key = own or asked_id if item.named else None
                message = member_of(error, "message") or "no reason given"
                failed.append(BatchFailure(start + position, key, member_of(error, "code"), message))
            start += len(part)
        replies = [reply for reply, _ in done]
        return BatchResult(results, succeeded, failed, replies, list(map(self.results.holder, replies)))

    def id_of(self, result: Any) -> str | None:
        """The id that a result is about."""
        own = member_of(result, self.id) if self.id else None
        resource = member_of(result, self.resource) if self.resource else None
        key = own if own is not None or self.id is None else member_of(resource, self.id)
        return None if key is None else str(key)
