"""The options of one command: arguments and the members of nested ones, each with the kind of value it takes.

Rules: what the document describes is read from its schema, what only the client knows from its annotation. Lists and
maps are options that may be repeated; members of an object are dotted options, as deep as a person would type them.

Kinds: `text`, `int`, `float`, `flag`, `time` (ISO, or `30d` ago), `millis` (the same as milliseconds since 1970),
`secret`, `bytes` (text, or `@file`), `file` (a path, or `-`), `path`, `json`, `any` (text, or JSON where it looks like
it).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._columns import kebab
from goodmem_dyn._terminal.general import GENERAL_NAMES
from goodmem_dyn._terminal.naming import option_name
from goodmem_dyn._terminal.schemas import alternatives, choices, follow, kinds, properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import MethodInfo, ParameterInfo

Option = dict[str, Any]

DEEPEST = 4
"""Members of members of members have options; what lies deeper is given as JSON."""


def options_of(method: MethodInfo, resources: dict[str, Any]) -> list[Option]:
    """The options of a method, in the order of its signature."""
    options: list[Option] = []
    for param in method.parameters:
        for option in _options(param, _schema(method, param)):
            option["live"] = _live(option, method, resources)
            options.append({key: value for key, value in option.items() if value not in (None, "", [], False)})
    return [_without_clash(option) for option in options]


def _schema(method: MethodInfo, param: ParameterInfo) -> dict[str, Any]:
    """The schema of an argument, also of one whose name means something else to introspection."""
    if param.name not in {"request", "response"}:
        return method.schema(param.name)
    whole = method.schema("request")
    defs = whole.get("$defs", {})
    own = properties(follow(whole, defs), defs).get(param.wire)
    return {**own, "$defs": defs} if own is not None else {}


def _without_clash(option: Option) -> Option:
    """An argument that is called like an option of every command is a member of the request."""
    if option["name"] in GENERAL_NAMES:
        option["name"] = option_name("request", option["path"][0])
    return option


def _options(param: ParameterInfo, schema: dict[str, Any]) -> Iterator[Option]:
    base: Option = {
        "name": option_name(param.name),
        "path": [param.name],
        "required": param.required,
        "help": " ".join(param.description.split()),
        "default": _shown(param.default),
        "control": param.location == "option",
        "deprecated": param.deprecated,
    }
    if "Callable[" in param.type or (param.location == "local" and param.name == "request"):
        return  # progress is shown by itself, and a whole body is given with `--json`
    if param.location == "header" and "tuple[" in param.type:
        schema = {"type": "string"}
    defs = schema.get("$defs", {})
    if schema:
        yield from _members(base, follow(schema, defs), defs, param.type)
    else:
        yield from _by_annotation(base, param.type)


def _members(base: Option, node: dict[str, Any], defs: dict[str, Any], annotation: str = "") -> Iterator[Option]:
    """The option of a schema, and those of its members."""
    yield {**base, **_kind(node, defs, annotation)}
    inner = properties(node, defs) if kinds(node) == ["object"] else {}
    if len(base["path"]) >= DEEPEST:
        return
    required = node.get("required", ())
    for wire, part in inner.items():
        member = follow(part, defs)
        path = [*base["path"], wire]
        own: Option = {
            "name": f"{base['name']}.{kebab(wire)}",
            "path": path,
            "help": " ".join(str(member.get("description", "")).split()),
            "needed": wire in required,
            "default": _shown(member.get("default")),
        }
        yield from _members(own, member, defs)


def _kind(node: dict[str, Any], defs: dict[str, Any], annotation: str = "") -> Option:
    """What kind of value a followed schema takes."""
    kind = (kinds(node) or [""])[0]
    if node.get("x-goodmem-secret"):
        return {"kind": "secret"}
    if choices(node):
        return {"kind": "text", "choices": choices(node)}
    if kind == "boolean":
        return {"kind": "flag"}
    if kind == "integer":
        is_time = node.get("format") == "int64" and "milliseconds since" in node.get("description", "")
        return {"kind": "millis" if is_time else "int"}
    if kind == "number":
        return {"kind": "float"}
    if kind == "string":
        return {"kind": _text_kind(node, annotation), "format": node.get("format")}
    if kind == "array":
        return {**_item(node.get("items"), defs, annotation), "many": "list"}
    if kind == "object" and not properties(node, defs):
        extra = follow(node.get("additionalProperties"), defs)
        return {"kind": "text" if kinds(extra) == ["string"] else "any", "many": "map"}
    return {"kind": "json", "members": kind == "object"}


def _text_kind(node: dict[str, Any], annotation: str) -> str:
    if node.get("format") == "date-time":
        return "time"
    return "bytes" if "bytes" in annotation or node.get("contentEncoding") == "base64" else "text"


def _item(schema: Any, defs: dict[str, Any], annotation: str) -> Option:
    """What kind of value one item of a list is; an item that is an object may have a shorter form."""
    node = follow(schema, defs)
    kinds = [_kind(branch, defs) for branch in alternatives(node, defs)]
    plain = next((kind for kind in kinds if kind["kind"] != "json"), None)
    if plain is None:
        keys = [key for key in node.get("required", ()) if key.endswith("Id")]
        # The client may take a plain id in place of a configuration that needs nothing else.
        return {"kind": "any" if "[str |" in annotation else "json", "of": keys}
    return {**plain, "kind": "any"} if len(kinds) > 1 else plain


_ANNOTATIONS = (
    (r"bool \| float", {"kind": "flag", "seconds": True}),
    (r"bool\b", {"kind": "flag"}),
    (r"int\b", {"kind": "int"}),
    (r"float\b", {"kind": "float"}),
    (r"bytes \| BinaryIO", {"kind": "file"}),
    (r"str \| os\.PathLike", {"kind": "path"}),
    (r"(Sequence|Iterable|list)\[str\]", {"kind": "text", "many": "list"}),
    (r"(Sequence|Iterable|list)\[", {"kind": "json", "many": "list"}),
    (r"Mapping\[str, str\]", {"kind": "text", "many": "map"}),
    (r"Mapping\[", {"kind": "any", "many": "map"}),
    (r"str\b", {"kind": "text"}),
)


def _by_annotation(base: Option, annotation: str) -> Iterator[Option]:
    """The option of an argument that the document does not have."""
    kind: Option = next((dict(option) for text, option in _ANNOTATIONS if re.match(text, annotation)), {"kind": "any"})
    seconds = kind.pop("seconds", False)
    yield {**base, **kind}
    if seconds:
        text = f"The same, for at most so many seconds instead of the usual limit. {base['help']}"
        yield {**base, "name": f"{base['name']}-seconds", "kind": "float", "help": text, "default": None}


def _live(option: Option, method: MethodInfo, resources: dict[str, Any]) -> str | None:
    """The resource whose ids an option takes."""
    last = re.sub(r"-(id)s\Z", r"-\1", kebab(option["path"][-1])).replace("-", "_")
    keys = [last, *(kebab(key).replace("-", "_") for key in option.pop("of", ()))]
    known = next((key for key in keys if key in resources), None)
    if known is None and last in {"id", "ids"} and len(option["path"]) == 1:
        words = method.name.rpartition(".")[0]
        known = next((key for key, resource in resources.items() if resource["namespace"] == words), None)
    return known


def _shown(default: object) -> str | None:
    """A default as help shows it; None for one that says nothing."""
    if default is None or isinstance(default, (dict, tuple)) or type(default).__name__ == "NotGiven":
        return None
    if isinstance(default, bool):
        return "yes" if default else "no"
    return ", ".join(map(str, default)) if isinstance(default, list) else str(default)
