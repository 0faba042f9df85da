"""Short forms of what a body takes: a key for credentials, ids for configurations, a model's name for its facts.

Rules: a short form is rewritten into the document's own members before anything is checked, so that it cannot say what
these could not. It excludes the long form, and what is given always wins over what is filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from goodmem_dyn._arguments.refusals import fail, shown, shown_for
from goodmem_dyn._arguments.spelling import as_mapping
from goodmem_dyn._conveniences.base import Convenience, Variant
from goodmem_dyn._conveniences.structure import given, item_of, local, members
from goodmem_dyn._document.annotations import ARGUMENTS, annotation
from goodmem_dyn._document.names import singular, snake
from goodmem_dyn._document.schema import object_view, strip_null
from goodmem_dyn._wire.not_given import NOT_GIVEN, NULL
from goodmem_dyn._wire.upload import CONTROL
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Param


class WholeRequest(Convenience):
    """A JSON body whose members are all optional can be given whole, as a dict or a model."""

    def __init__(self, kind: str) -> None:
        self.params = (local("request", kind, "The whole body as a model or a dict, instead of its fields."),)

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        body = exchange.operation.body
        fields = [param for param in exchange.operation.params if param.location == "body"]
        if body is None or body.kind != "json" or body.whole or not fields or any(param.required for param in fields):
            return None
        if any(param.name == "request" for param in exchange.operation.params):
            return None
        return cls(annotation(dict(body.schema), exchange.surface.resolver, ARGUMENTS))

    def prepare(self, args: Args, context: Context) -> None:
        request = args.pop("request", None)
        if request is None or request is NOT_GIVEN:
            return
        problems: list[str] = []
        mapping = as_mapping(request, "request", problems)
        if mapping is None:
            raise InvalidRequestError(f"{context.where}: {problems[0]}")
        fields = [param for param in context.exchange.operation.params if param.location == "body"]
        names = {param.wire: param.name for param in fields}
        nullable = {param.name for param in fields if param.nullable}
        for key, value in mapping.items():
            name = names.get(key) or key
            if name in args:
                raise InvalidRequestError(f"{context.where}: {name!r} is given twice, also in request.")
            # What stands in a body as null is meant as null, also where an argument's None means not given.
            args[name] = NULL if value is None and name in nullable else value


class ApiKey(Convenience):
    """A body with structured credentials takes an API key alone."""

    params = (
        local(
            "api_key",
            "str",
            "The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown again.",
            schema={"type": "string", "x-goodmem-secret": True},
        ),
    )

    def __init__(self, wire: str, kinds: list[str]) -> None:
        self.name = snake(wire)
        self.variants = (
            Variant(without=frozenset({self.name})),
            Variant({self.name: None}, frozenset({"api_key"})),
        )
        self.optional = frozenset({self.name})
        self.kind = next((kind for kind in kinds if kind.endswith("API_KEY")), "CREDENTIAL_KIND_API_KEY")

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        if any(param.name == "api_key" for param in exchange.operation.params):
            return None
        for param in exchange.operation.params:
            if param.location != "body":
                continue
            fields = members(exchange, dict(param.schema))
            if "kind" in fields and "apiKey" in fields and "inlineSecret" in members(exchange, fields["apiKey"]):
                return cls(param.wire, exchange.surface.resolver.follow(strip_null(fields["kind"])).get("enum", []))
        return None

    def prepare(self, args: Args, context: Context) -> None:
        key = args.pop("api_key", None)
        if key is None or key is NOT_GIVEN or key == "":
            return
        where = context.exchange.qualname
        if not isinstance(key, str):
            raise InvalidRequestError(f"{where}(): api_key must be a str, not {shown(key)}.")
        if given(args, self.name):
            raise InvalidRequestError(f"{where}(): give api_key or {self.name}, not both.")
        if CONTROL.search(key):
            raise InvalidRequestError(f"{where}(): api_key must not contain control characters, such as a line end.")
        args[self.name] = {"kind": self.kind, "apiKey": {"inlineSecret": key}}


class ModelFacts(Convenience):
    """A create body that names a model and its provider is filled from what is known of the model."""

    note = (
        "What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit "
        "arguments win. See `goodmem_dyn.registry`."
    )

    def __init__(self, exchange: Exchange) -> None:
        self.kind = exchange.operation.name.namespace[-1]
        self.fields = {param.name for param in exchange.operation.params if param.location == "body"}
        self.required = {param.name for param in exchange.operation.params if param.required}
        self.optional = frozenset(self.required - {"display_name", "name", "model_identifier"})

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        operation = exchange.operation
        wires = {param.wire for param in operation.params if param.location == "body" and param.required}
        if operation.http_method == "POST" and {"modelIdentifier", "providerType"} <= wires:
            return cls(exchange)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        from goodmem_dyn import registry

        present = {name: value for name, value in args.items() if value is not None and value is not NOT_GIVEN}
        if "model_identifier" in self.fields and "model_identifier" not in present:
            return  # the encoder says what is missing
        try:
            args.update(registry.complete(self.kind, present, self.fields, self.required))
        except InvalidRequestError as error:
            if "display_name" in self.required - present.keys():  # else it would be told after this was mended
                raise fail([str(error), "'display_name' is missing."], f"{context.exchange.qualname}()") from None
            raise


class SpaceIds(Convenience):
    """A body with a list of keys, each an object that needs only one id, takes the bare ids."""

    def __init__(self, param: Param, key: str) -> None:
        self.name, self.key = param.name, key
        self.ids = f"{snake(key)}s"
        self.optional = frozenset({param.name})
        self.params = (
            local(self.ids, "Sequence[str]", f"Ids alone, as a short form of `{param.name}`; give one of the two."),
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        for param in exchange.operation.params:
            item = item_of(exchange, dict(param.schema)) if param.location == "body" and param.required else None
            fields = members(exchange, item)
            key = f"{param.wire[:-4]}Id" if param.wire.endswith("Keys") else ""
            if key in fields and not any(param.name == f"{snake(key)}s" for param in exchange.operation.params):
                return cls(param, key)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        where = f"{context.where}"
        ids = args.pop(self.ids, None)
        has_ids = ids is not None and ids is not NOT_GIVEN
        if has_ids == given(args, self.name):
            reason = f"give {self.ids} or {self.name}, not both." if has_ids else f"needs {self.ids} or {self.name}."
            raise InvalidRequestError(f"{where}: {reason}")
        if ids is None or not has_ids:
            return
        if isinstance(ids, (str, bytes)) or not hasattr(ids, "__iter__"):
            raise InvalidRequestError(f"{where}: {self.ids} must be a list of str, not {shown(ids)}.")
        ids = list(ids)
        for index, item in enumerate(ids):
            if not isinstance(item, str) and type(item).__name__ != "UUID":
                raise InvalidRequestError(
                    f"{where}: {self.ids}[{index}] must be a str, not {shown_for(item, self.ids)}."
                )
        args[self.name] = [{self.key: str(item)} for item in ids]


class IdItems(Convenience):
    """A list of configurations that each need only an id takes ids in their place."""

    def __init__(self, param: Param, key: str) -> None:
        self.name, self.key = param.name, key
        self.note = f"`{param.name}` takes ids in place of configurations."

    def widen(self, param: Param) -> str:
        text = param.annotation
        return text.replace("Sequence[", "Sequence[str | ", 1) if param.name == self.name else text

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        for param in exchange.operation.params:
            item = item_of(exchange, dict(param.schema)) if param.location == "body" and param.required else None
            view = object_view(exchange.surface.resolver.follow(item), exchange.surface.resolver) if item else None
            if view is not None and len(view.required) == 1 and len(view.properties) > 1:
                (key,) = view.required
                stem = singular(param.wire).lower()
                if key.endswith("Id") and stem.endswith(key[:-2].lower()):
                    return cls(param, key)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        items = args.get(self.name)
        if isinstance(items, (list, tuple)):
            args[self.name] = [{self.key: item} if isinstance(item, str) else item for item in items]


class DefaultChunking(Convenience):
    """A create body that requires a chunking configuration has the usual one."""

    DEFAULT: ClassVar[dict[str, object]] = {
        "recursive": {
            "chunkSize": 512,
            "chunkOverlap": 64,
            "keepStrategy": "KEEP_END",
            "lengthMeasurement": "CHARACTER_COUNT",
        }
    }

    def __init__(self, name: str) -> None:
        self.name = name
        self.optional = frozenset({name})
        self.note = (
            f"`{name}` left out: recursive chunks of 512 characters with an overlap of 64, separators kept at the end."
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        for param in exchange.operation.params:
            if param.location == "body" and param.required:
                recursive = members(exchange, dict(param.schema)).get("recursive")
                if {"chunkSize", "chunkOverlap"} <= members(exchange, recursive).keys():
                    return cls(param.name)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        if not given(args, self.name):
            args[self.name] = self.DEFAULT
