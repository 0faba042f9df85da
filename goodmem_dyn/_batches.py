"""Batches: many items in one call, split where they are too many, their outcomes joined.

Rules: the order of results is the order of items, whatever was split. An item that is wrong is named by its index,
before anything is sent. What was done when a later part fails is never lost: the error carries it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._check import as_mapping, fail
from goodmem_dyn._content import Content
from goodmem_dyn._encode import dump_json
from goodmem_dyn._method import Convenience
from goodmem_dyn._names import snake
from goodmem_dyn._results import BatchFailure, BatchResult
from goodmem_dyn._schema import strip_null, types
from goodmem_dyn._structure import Args, given, item_of, local, members, result_type
from goodmem_dyn.errors import APIConnectionError, APIError, InvalidRequestError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._call import Flow
    from goodmem_dyn._method import Context, Method
    from goodmem_dyn._surface import Param

MAX_ITEMS, MAX_BYTES = 500, 8 * 1024 * 1024
"""One request of a batch holds at most this much; one item that is larger goes alone."""


class Batches(Convenience):
    """A POST with one list of items, whose reply has a result with `success` for each of them."""

    def __init__(
        self, method: Method, param: Param, results: str, result: dict[str, Any], content: Content | None
    ) -> None:
        self.name, self.results, self.content = param.name, results, content
        self.wire = param.wire
        resolver = method.surface.resolver
        objects = [
            wire
            for wire, one in result.items()
            if types(resolver.follow(strip_null(one))) == ("object",) and "message" not in members(method, one)
        ]
        ids = [wire for wire in result if wire.endswith("Id")]
        self.resource = objects[0] if objects else None
        self.id = ids[0] if ids else None
        item_type = result_type(method, item_of(method, members(method, self._schema(method))[results]))
        resource = result_type(method, strip_null(result[self.resource])) if self.resource else "str"
        self.returns = f"BatchResult[{item_type}, {resource}]"
        self.note = (
            "Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long "
            f"for one request is sent in several, of at most {MAX_ITEMS} items."
        )
        if content is not None:
            self.note += (
                f" Each item needs exactly one of {', '.join(content.sources[:2])}, as a dict or a model; "
                "the content type of text is inferred."
            )
        taken = {one.name for one in method.operation.params}
        self.params = tuple(
            one
            for one in (local("batch_size", "int", f"Items a request, 1 to {MAX_ITEMS}. Default: as many as fit."),)
            if one.name not in taken
        )

    @staticmethod
    def _schema(method: Method) -> Any:
        return next(dict(reply.schema) for reply in method.operation.replies if reply.kind == "json")

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        operation = method.operation
        if operation.http_method != "POST" or operation.body is None or operation.body.kind != "json":
            return None
        reply = next((reply for reply in operation.replies if reply.kind == "json"), None)
        lists = [
            param
            for param in operation.params
            if param.location == "body" and param.required and item_of(method, dict(param.schema)) is not None
        ]
        if reply is None or len(lists) != 1:
            return None
        for wire, one in members(method, dict(reply.schema)).items():
            result = members(method, item_of(method, one))
            if types(method.surface.resolver.follow(result.get("success", {}))) == ("boolean",):
                fields = members(method, item_of(method, dict(lists[0].schema)))
                content = Content(fields, operation.body.form) if operation.body.form else None
                return cls(method, lists[0], wire, result, content if content and content.text else None)
        return None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        method = context.method
        size = args.pop("batch_size", None)
        if size is not None and (isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= MAX_ITEMS):
            raise InvalidRequestError(f"{method.qualname}(): batch_size must be an int from 1 to {MAX_ITEMS}.")
        items = args.get(self.name)
        rest = {name: value for name, value in args.items() if name != self.name}
        if not given(args, self.name) or isinstance(items, (str, bytes)) or not hasattr(items, "__iter__"):
            # The encoder says what is wrong with it.
            response = yield from method.send(method.prepared(args, context), context)
            return self.joined([method.decoder.decode(response)], [None])
        assert items is not None
        wire = self.checked(list(items), rest, context)
        replies: list[Any] = []
        sent: list[Any] = []
        parts = list(self.parts(wire, size or MAX_ITEMS))
        for part in parts or [[]]:
            try:
                replies.append(method.decoder.decode((yield from self.send(part, rest, context))))
            except (APIError, APIConnectionError) as error:
                if not replies:
                    raise
                result = self.joined(replies, sent)
                raise PartialFailureError(
                    f"{method.qualname}(): {len(sent)} of {len(wire)} items were sent when a request failed: "
                    f"{error.message} `.result` has what was done.",
                    result=result,
                ) from error
            sent += part
        return self.joined(replies, sent)

    def checked(self, items: list[Any], rest: Args, context: Context) -> list[Any]:
        """Every item as it goes on the wire; all problems at once, each with its index."""
        method, wire = context.method, []
        problems: list[str] = []
        for index, item in enumerate(items):
            prepared = self.prepared(item, f"{self.name}[{index}]", problems)
            wire.append(prepared)
        if problems:
            raise fail(problems, f"{method.qualname}()")
        args = method.prepared({**rest, self.name: wire}, context)
        body = method.encoder.check(self.name)(args[self.name], self.name, problems)
        if problems:
            raise fail(problems, f"{method.qualname}()")
        return list(body)

    def prepared(self, item: Any, where: str, problems: list[str]) -> Any:
        if self.content is None:
            return item
        mapping = as_mapping(item, where, problems)
        if mapping is None:
            return None
        assert self.content.text is not None
        assert self.content.base64 is not None
        text, base64, kind = (
            next((mapping[key] for key in (wire, snake(wire)) if mapping.get(key) is not None), None)
            for wire in (self.content.text, self.content.base64, self.content.type or "")
        )
        names = f"{snake(self.content.text)} or {snake(self.content.base64)}"
        if (text is None) == (base64 is None):
            problems.append(f"{where} needs exactly one of {names}.")
        elif kind is None and self.content.type is not None:
            if base64 is not None:
                problems.append(f"{where}.{snake(self.content.base64)} also needs {snake(self.content.type)}.")
            return {**mapping, self.content.type: "text/plain"}
        return mapping

    def parts(self, items: list[Any], size: int) -> Iterator[list[Any]]:
        """The items in requests that are neither too long nor too large."""
        part: list[Any] = []
        weight = 0
        for item in items:
            own = len(dump_json(item)) if self.content is not None else 64
            if part and (len(part) >= size or weight + own > MAX_BYTES):
                yield part
                part, weight = [], 0
            part.append(item)
            weight += own
        if part:
            yield part

    def send(self, part: list[Any], rest: Args, context: Context) -> Flow:
        return (yield from context.method.send({**rest, self.name: part}, context))

    def joined(self, replies: list[Any], sent: list[Any]) -> BatchResult[Any, Any]:
        results = [one for reply in replies for one in getattr(reply, snake(self.results))]
        succeeded: list[Any] = []
        failed: list[BatchFailure] = []
        for index, one in enumerate(results):
            own = getattr(one, snake(self.id), None) if self.id else None
            if one.success:
                resource = getattr(one, snake(self.resource), None) if self.resource else None
                succeeded.append(own if resource is None else resource)
                continue
            error = getattr(one, "error", None)
            asked = sent[index] if index < len(sent) else None
            asked_id = asked if isinstance(asked, str) else (asked or {}).get(self.id) if self.id else None
            failed.append(
                BatchFailure(
                    index,
                    own or asked_id,
                    getattr(error, "code", None),
                    getattr(error, "message", None) or "no reason given",
                )
            )
        return BatchResult(results, succeeded, failed, replies)
