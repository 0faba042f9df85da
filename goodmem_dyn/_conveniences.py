"""The conveniences: what a method does beyond its operation.

Each class says in `find` which structure of the document it answers to, which arguments it adds, and how it rewrites
what was given. None knows the name of an endpoint, so that a new resource with the same structure has them at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from goodmem_dyn._annotate import ARGUMENTS, annotation
from goodmem_dyn._batches import Batches
from goodmem_dyn._call import Save
from goodmem_dyn._check import as_mapping, shown
from goodmem_dyn._content import Content
from goodmem_dyn._derived import WaitOnCreate
from goodmem_dyn._method import Convenience, Variant, one_of
from goodmem_dyn._names import singular, snake
from goodmem_dyn._retrieval import Events
from goodmem_dyn._schema import object_view, strip_null
from goodmem_dyn._structure import Args, given, item_of, local, look_ups, members
from goodmem_dyn._surface import NOT_GIVEN, Param
from goodmem_dyn._upload import CONTROL, Source
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._call import Flow
    from goodmem_dyn._method import Context, Method
    from goodmem_dyn._surface import Form


class WholeRequest(Convenience):
    """A JSON body whose members are all optional can be given whole, as a dict or a model."""

    def __init__(self, kind: str) -> None:
        self.params = (local("request", kind, "The whole body as a model or a dict, instead of its fields."),)

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        body = method.operation.body
        fields = [param for param in method.operation.params if param.location == "body"]
        if body is None or body.kind != "json" or body.whole or not fields or any(one.required for one in fields):
            return None
        if any(param.name == "request" for param in method.operation.params):
            return None
        return cls(annotation(dict(body.schema), method.surface.resolver, ARGUMENTS))

    def prepare(self, args: Args, context: Context) -> None:
        request = args.pop("request", None)
        if request is None or request is NOT_GIVEN:
            return
        problems: list[str] = []
        mapping = as_mapping(request, "request", problems)
        if mapping is None:
            raise InvalidRequestError(f"{context.method.qualname}(): {problems[0]}")
        names = {param.wire: param.name for param in context.method.operation.params if param.location == "body"}
        for key, value in mapping.items():
            name = names.get(key, key)
            if name in args:
                raise InvalidRequestError(f"{context.method.qualname}(): {name!r} is given twice, also in request.")
            # What stands in a body as null is meant as null, also where an argument's None means not given.
            args[name] = value


class ApiKey(Convenience):
    """A body with structured credentials takes an API key alone."""

    params = (
        local(
            "api_key",
            "str",
            "The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown again.",
        ),
    )

    def __init__(self, wire: str, kinds: list[str]) -> None:
        self.name = snake(wire)
        self.variants = (
            Variant(without=frozenset({self.name})),
            Variant({self.name: None}, frozenset({"api_key"})),
        )
        self.kind = next((kind for kind in kinds if kind.endswith("API_KEY")), "CREDENTIAL_KIND_API_KEY")

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        if any(param.name == "api_key" for param in method.operation.params):
            return None
        for param in method.operation.params:
            if param.location != "body":
                continue
            fields = members(method, dict(param.schema))
            if "kind" in fields and "apiKey" in fields and "inlineSecret" in members(method, fields["apiKey"]):
                return cls(param.wire, method.surface.resolver.follow(strip_null(fields["kind"])).get("enum", []))
        return None

    def prepare(self, args: Args, context: Context) -> None:
        key = args.pop("api_key", None)
        if key is None or key is NOT_GIVEN or key == "":
            return
        where = context.method.qualname
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

    def __init__(self, method: Method) -> None:
        self.kind = method.operation.name.namespace[-1]
        self.fields = {param.name for param in method.operation.params if param.location == "body"}
        required = {param.name for param in method.operation.params if param.required}
        self.optional = frozenset(required - {"display_name", "name", "model_identifier"})

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        operation = method.operation
        wires = {param.wire for param in operation.params if param.location == "body" and param.required}
        if operation.http_method == "POST" and {"modelIdentifier", "providerType"} <= wires:
            return cls(method)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        from goodmem_dyn import registry

        present = {name: value for name, value in args.items() if value is not None and value is not NOT_GIVEN}
        for name in ("display_name", "model_identifier"):
            if name in self.fields and name not in present:
                return  # the encoder says what is missing
        args.update(registry.complete(self.kind, present, self.fields))


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
    def find(cls, method: Method) -> Convenience | None:
        for param in method.operation.params:
            item = item_of(method, dict(param.schema)) if param.location == "body" and param.required else None
            fields = members(method, item)
            key = f"{param.wire[:-4]}Id" if param.wire.endswith("Keys") else ""
            if key in fields and not any(one.name == f"{snake(key)}s" for one in method.operation.params):
                return cls(param, key)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        where, ids = f"{context.method.qualname}()", args.pop(self.ids, None)
        has_ids = ids is not None and ids is not NOT_GIVEN
        if has_ids == given(args, self.name):
            reason = f"give {self.ids} or {self.name}, not both." if has_ids else f"needs {self.ids} or {self.name}."
            raise InvalidRequestError(f"{where}: {reason}")
        if not has_ids:
            return
        if isinstance(ids, (str, bytes)) or not hasattr(ids, "__iter__"):
            raise InvalidRequestError(f"{where}: {self.ids} must be a list of str, not {shown(ids)}.")
        ids = list(ids)
        for index, one in enumerate(ids):
            if not isinstance(one, str) and type(one).__name__ != "UUID":
                raise InvalidRequestError(f"{where}: {self.ids}[{index}] must be a str, not {shown(one)}.")
        args[self.name] = [{self.key: str(one)} for one in ids]


class IdItems(Convenience):
    """A list of configurations that each need only an id takes ids in their place."""

    def __init__(self, param: Param, key: str) -> None:
        self.name, self.key = param.name, key
        self.note = f"`{param.name}` takes ids in place of configurations."

    def widen(self, param: Param) -> str:
        text = param.annotation
        return text.replace("Sequence[", "Sequence[str | ", 1) if param.name == self.name else text

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        for param in method.operation.params:
            item = item_of(method, dict(param.schema)) if param.location == "body" and param.required else None
            view = object_view(method.surface.resolver.follow(item), method.surface.resolver) if item else None
            if view is not None and len(view.required) == 1 and len(view.properties) > 1:
                (key,) = view.required
                stem = singular(param.wire).lower()
                if key.endswith("Id") and stem.endswith(key[:-2].lower()):
                    return cls(param, key)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        items = args.get(self.name)
        if isinstance(items, (list, tuple)):
            args[self.name] = [{self.key: one} if isinstance(one, str) else one for one in items]


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
    def find(cls, method: Method) -> Convenience | None:
        for param in method.operation.params:
            if param.location == "body" and param.required:
                recursive = members(method, dict(param.schema)).get("recursive")
                if {"chunkSize", "chunkOverlap"} <= members(method, recursive).keys():
                    return cls(param.name)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        if not given(args, self.name):
            args[self.name] = self.DEFAULT


_NUMBER = (int, float)


class PostProcessing(Convenience):
    """A body with a post-processor takes the built-in one's settings as flat arguments."""

    FACTORY = "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory"
    LLM_ONLY = ("llm_temp", "gen_token_budget", "prompt", "sys_prompt")
    RERANKER_ONLY = ("relevance_threshold",)
    EITHER = ("max_results", "chronological_resort")
    params: tuple[Param, ...] = (
        local("llm_id", "str", "Id of the LLM that writes a reply from the hits."),
        local("reranker_id", "str", "Id of the reranker that orders the hits anew."),
        local("llm_temp", "float", "Temperature of the reply, 0.0 to 2.0; needs llm_id. Default: the server's, 0.3."),
        local("gen_token_budget", "int", "Most tokens of the reply, at least 1; needs llm_id. Default: the server's."),
        local(
            "relevance_threshold",
            "float",
            "Hits whose reranker score is lower are dropped; needs reranker_id. Its scale is the reranker model's.",
        ),
        local("max_results", "int", "Most hits after post-processing, at least 1; needs llm_id or reranker_id."),
        local("prompt", "str", "Template of the prompt for the reply; needs llm_id. Default: the server's."),
        local("sys_prompt", "str", "Template of the system prompt for the reply; needs llm_id. Default: the server's."),
        local(
            "chronological_resort",
            "bool",
            "Order the hits by the creation time of their memories; needs llm_id or reranker_id.",
        ),
    )
    TYPES: ClassVar[dict[str, type | tuple[type, ...]]] = {
        "llm_id": str,
        "reranker_id": str,
        "llm_temp": _NUMBER,
        "gen_token_budget": int,
        "relevance_threshold": _NUMBER,
        "max_results": int,
        "prompt": str,
        "sys_prompt": str,
        "chronological_resort": bool,
    }

    def __init__(self, name: str, taken: set[str]) -> None:
        self.name = name
        self.params = tuple(param for param in type(self).params if param.name not in taken)

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        for param in method.operation.params:
            fields = members(method, dict(param.schema)) if param.location == "body" else {}
            if param.wire == "postProcessor" and {"name", "config"} <= fields.keys():
                return cls(param.name, {one.name for one in method.operation.params})
        return None

    def prepare(self, args: Args, context: Context) -> None:
        config = {param.name: args.pop(param.name) for param in self.params if param.name in args}
        config = {name: value for name, value in config.items() if value is not None}
        if not config:
            return
        where = f"{context.method.qualname}()"
        if given(args, self.name):
            raise InvalidRequestError(f"{where}: give {self.name} or {', '.join(config)}, not both.")
        for name, value in config.items():
            wanted = self.TYPES[name]
            if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
                kind = f"a {wanted.__name__}" if isinstance(wanted, type) else "a number"
                raise InvalidRequestError(f"{where}: {name} must be {kind}, not {shown(value)}.")
        if config.get("llm_temp", 0) < 0 or config.get("llm_temp", 0) > 2:
            raise InvalidRequestError(f"{where}: llm_temp must be between 0.0 and 2.0, not {config['llm_temp']}.")
        for name in ("gen_token_budget", "max_results"):
            if name in config and config[name] < 1:
                raise InvalidRequestError(f"{where}: {name} must be at least 1, not {config[name]}.")
        llm, reranker = "llm_id" in config, "reranker_id" in config
        orphans = [f"{name} needs llm_id" for name in self.LLM_ONLY if name in config and not llm]
        orphans += [f"{name} needs reranker_id" for name in self.RERANKER_ONLY if name in config and not reranker]
        orphans += [
            f"{name} needs llm_id or reranker_id" for name in self.EITHER if name in config and not (llm or reranker)
        ]
        if orphans:
            raise InvalidRequestError(f"{where}: {'; '.join(orphans)}.", problems=orphans)
        # The configuration is a free-form object that the server's extension reads: its keys stay in snake case.
        args[self.name] = {"name": self.FACTORY, "config": config}


class FileContent(Convenience):
    """A JSON body that also has a form with a file part takes files, and infers the content type."""

    def __init__(self, content: Content, form: Form) -> None:
        self.content, self.form = content, form
        self.variants = one_of(*content.sources)
        self.hidden = frozenset({snake(content.field)} if content.field else ())
        self.optional = frozenset({snake(content.type)} if content.type else ())
        others = ", ".join(name for name in content.sources if name != "file_path")
        self.params = (
            local(
                "file_path",
                "str | os.PathLike[str]",
                f"Path of a file to upload, instead of {others}. It is streamed, never read whole.",
            ),
            local("file", "bytes | BinaryIO", "The content as bytes or as a file opened in binary mode."),
            local(
                "on_progress",
                "Callable[[int, int | None], object]",
                "Called during an upload with the bytes sent so far and the total, or None where that is unknown.",
            ),
        )
        self.note = f"Exactly one of {', '.join(content.sources)} is needed. " + (
            "The content type is inferred from text or from a file's name; base64 text needs one."
            if content.type
            else ""
        )

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        body = method.operation.body
        if body is None or body.form is None or body.form.many:
            return None
        return cls(
            Content([one.wire for one in method.operation.params if one.location == "body"], body.form), body.form
        )

    def prepare(self, args: Args, context: Context) -> None:
        self.content.prepare(args, f"{context.method.qualname}()", "file")


class Base64File(Convenience):
    """A JSON body that must carry base64 content, and has no form, takes files and bytes."""

    def __init__(self, param: Param) -> None:
        self.name = param.name
        self.optional = frozenset({param.name})
        self.params = (
            local(
                "file_path",
                "str | os.PathLike[str]",
                f"Path of a file to send, instead of `{param.name}`. It is read whole: the API takes it as base64.",
            ),
        )
        self.note = f"`{param.name}` takes bytes, a file opened in binary mode, or base64 text."
        self.variants = one_of(param.name, "file_path")

    def widen(self, param: Param) -> str:
        return "str | bytes | BinaryIO" if param.name == self.name else param.annotation

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        body = method.operation.body
        if body is None or body.kind != "json" or body.form is not None:
            return None
        for param in method.operation.params:
            node = method.surface.resolver.follow(strip_null(dict(param.schema)))
            if param.location == "body" and param.required and node.get("contentEncoding") == "base64":
                return cls(param)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        path, content = args.pop("file_path", None), args.get(self.name)
        if (path is None) == (content is None):
            reason = "not both" if path is not None else "one is needed"
            raise InvalidRequestError(f"{context.method.qualname}(): give file_path or {self.name}: {reason}.")
        if path is not None or hasattr(content, "read"):
            source = Source(content if path is None else path, argument=self.name)
            args[self.name] = b"".join(source.chunks())


class Filters(Convenience):
    """Wherever the document has a metadata filter, filter expressions are taken."""

    def __init__(self, names: list[str], nested: bool) -> None:
        self.names, self.nested = names, nested
        if names:
            self.note = f"`{', '.join(names)}` takes text or an expression of `goodmem_dyn.filters`."

    def widen(self, param: Param) -> str:
        text = param.annotation
        return text if param.name not in self.names or "Expression" in text else f"{text} | filters.Expression"

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        names = [param.name for param in method.operation.params if param.is_filter]
        body = [param for param in method.operation.params if param.location == "body"]
        nested = any(_mentions_filter(method, dict(param.schema)) for param in body)
        return cls(names, nested) if names or nested else None

    def prepare(self, args: Args, context: Context) -> None:
        from goodmem_dyn import filters

        for name in self.names:
            if given(args, name):
                args[name] = filters.coerce(args[name])
        if self.nested:
            for name, value in args.items():
                args[name] = _render_filters(value, filters)


def _mentions_filter(method: Method, schema: Any, depth: int = 0) -> bool:
    if not isinstance(schema, dict) or depth > 4:
        return False
    if schema.get("x-goodmem-filter"):
        return True
    item = item_of(method, schema)
    if item is not None:
        return _mentions_filter(method, item, depth + 1)
    return any(_mentions_filter(method, one, depth + 1) for one in members(method, schema).values())


def _render_filters(value: Any, filters: Any, depth: int = 0) -> Any:
    """The value with every expression in it rendered; what holds none is passed on as it is."""
    if isinstance(value, filters.Expression):
        return value.to_string()
    if depth < 6 and isinstance(value, (list, tuple)):
        return [_render_filters(one, filters, depth + 1) for one in value]
    if depth < 6 and isinstance(value, dict):
        return {key: _render_filters(one, filters, depth + 1) for key, one in value.items()}
    return value


class LabelFilter(Convenience):
    """A deep-object query parameter in the singular is taken in the plural as well."""

    def __init__(self, name: str) -> None:
        self.name, self.plural = name, f"{name}s"
        self.params = (local(self.plural, "Mapping[str, str]", f"The same as `{name}`; give one of the two."),)

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        names = {param.name for param in method.operation.params}
        for param in method.operation.params:
            if param.location == "query" and param.style == "deepObject" and f"{param.name}s" not in names:
                return cls(param.name)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        if not given(args, self.plural):
            args.pop(self.plural, None)
            return
        if given(args, self.name):
            raise InvalidRequestError(f"{context.method.qualname}(): give {self.name} or {self.plural}, not both.")
        args[self.name] = args.pop(self.plural)


class LookUps(Convenience):
    """An item that other paths find by other keys is got by any one of its keys."""

    def __init__(self, method: Method, key: str, others: dict[str, str]) -> None:
        self.key, self.others = key, others
        self.optional = frozenset({key})
        self.variants = one_of(key, *others)
        self.params = tuple(local(name, "str", f"Find it by this, instead of by `{key}`.") for name in others)
        self.note = f"Exactly one of {', '.join([key, *others])} is needed."

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        others = look_ups(method)
        paths = [param for param in method.operation.params if param.location == "path"]
        return cls(method, paths[0].name, others) if others else None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        keys = [self.key, *self.others]
        found = [name for name in keys if given(args, name) and args[name] != ""]
        if len(found) != 1:
            reason = f"takes one of {', '.join(found)}" if found else f"needs one of {', '.join(keys)}"
            raise InvalidRequestError(f"{context.method.qualname}() {reason}.")
        (name,) = found
        if name == self.key:
            return (yield from inner({k: v for k, v in args.items() if k not in self.others}, context))
        method = context.method.catalog.by_qualname(self.others[name])
        own = next(param.name for param in method.operation.params if param.location == "path")
        rest = {key: value for key, value in args.items() if key not in keys}
        context.method = method
        return (yield from method.run({**rest, own: args[name]}, context))


class Lists(Convenience):
    """Every list takes `max_items`; one that comes in pages takes `page_size`, whatever the document calls it."""

    def __init__(self, method: Method) -> None:
        paging = method.operation.paging
        assert paging is not None
        taken = {param.name for param in method.operation.params}
        params = [local("max_items", "int", "Most items over all pages. Default: all.")]
        if paging.size is not None:
            params.append(local("page_size", "int", f"Items a page: `{paging.size}` by the name that all lists share."))
        self.params = tuple(param for param in params if param.name not in taken)
        self.note = "Iterating over the result fetches the following pages on demand." if paging.token else ""

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        return cls(method) if method.operation.paging is not None else None


class Download(Convenience):
    """Binary content comes as bytes, or streamed to a path or an open file."""

    params = (
        local(
            "to",
            "str | os.PathLike[str] | BinaryIO",
            "Stream the content to this path or file opened for binary writing, and return the number of bytes. A path "
            "is written whole or not at all.",
        ),
        local("on_progress", "Callable[[int, int | None], object]", "Called with the bytes so far and the total."),
    )
    returns = "bytes | int"
    variants = (
        Variant(without=frozenset({"to"}), returns="bytes"),
        Variant({"to": None}, returns="int"),
    )

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        replies = method.operation.replies
        return cls() if replies and all(reply.kind == "binary" for reply in replies) else None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        target, progress = args.pop("to", None), args.pop("on_progress", None)
        if target is None:
            return (yield from inner(args, context))
        method = context.method
        response = yield from method.send(method.prepared(args, context), context, stream=True)
        return (yield Save(response, target, progress))


class TimeBudget(Convenience):
    """A body that grants the server a time of its own widens the read timeout to it."""

    SLACK = 30.0
    UNITS: ClassVar[dict[str, float]] = {"sec": 1.0, "secs": 1.0, "seconds": 1.0, "ms": 0.001, "millis": 0.001}

    def __init__(self, name: str, unit: float, default: object) -> None:
        self.name, self.unit = name, unit
        self.default = default if isinstance(default, (int, float)) else None
        self.note = (
            f"The read timeout of this call is at least `{name}` and {self.SLACK:.0f} s, unless timeout is given."
        )

    @classmethod
    def find(cls, method: Method) -> Convenience | None:
        for param in method.operation.params:
            match = re.match(r"timeout(Secs?|Seconds|Ms|Millis)\Z", param.wire)
            if param.location == "body" and match:
                return cls(param.name, cls.UNITS[match[1].lower()], param.default)
        return None

    def prepare(self, args: Args, context: Context) -> None:
        value = args.get(self.name)
        budget = value if isinstance(value, (int, float)) and not isinstance(value, bool) else self.default
        if budget is not None:
            context.read_timeout = budget * self.unit + self.SLACK


CONVENIENCES: tuple[type[Convenience], ...] = (
    WaitOnCreate,
    WholeRequest,
    LookUps,
    Events,
    Download,
    Batches,
    ApiKey,
    ModelFacts,
    SpaceIds,
    IdItems,
    DefaultChunking,
    PostProcessing,
    FileContent,
    Base64File,
    Filters,
    LabelFilter,
    Lists,
    TimeBudget,
)
"""In the order in which they act: the first one is the outermost."""
