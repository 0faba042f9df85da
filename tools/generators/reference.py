"""The reference pages: one for each namespace, one for each model, made from the records that the client is made from.

Rules this module keeps:

* A page shows what `help()` shows: the same arguments, types, defaults and words, in the spelling of Python.
* Every example is a call that the client accepts: it is tried against the encoder before it is written down.
* No namespace, method or model is named here, so a new document needs no edit.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs.bundled import catalog_of, packaged_model
from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.promises import may_be_missing
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._document.schema import nullable, object_view, strip_null, types
from goodmem_dyn._methods.method import Method
from goodmem_dyn._methods.signature import accepted, default_of
from goodmem_dyn._namespaces import members, naming
from goodmem_dyn._namespaces.introspection import describe
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError, error_class
from tools.generators.safe_prose import safe_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._namespaces.members import Member

# At the end: a page is named after its first line.
NOTE = "<!-- Generated from spec/. Do not edit; run `python -m tools generate`. -->\n"
FOLDER = "docs/reference"
WIDTH = 80
UUID = "0198c0de-7a4b-7000-8000-000000000001"
_MODEL = re.compile(r"\bmodels\.(\w+)")
_INTRODUCTION = (
    "Every method takes keyword arguments only. `AsyncGoodmem` has the same methods, to be awaited; the page type is "
    "then `AsyncPage`, and the stream types are `AsyncStream` and `AsyncRetrievalStream`."
)
_ABOUT_MODELS = (
    "pydantic models, as `goodmem_dyn.models.<name>`. Attributes are in snake case, the wire in camel case, and both "
    "are accepted as input. Unknown fields of a newer server are kept; unknown values of an enumeration stay text."
)
_RETRY = {
    "safe": "Yes",
    "client-id": "Yes, with the same id",
    "only-if-not-sent": "Only when the server did not do the work",
    "never": "Never",
}


def generate(document: dict[str, Any]) -> dict[str, bytes]:
    """The pages of a document, by their path in the checkout."""
    surface = compile_document(document)
    catalog = catalog_of(surface, packaged_model)
    pages = {"index.md": _index(catalog)}
    for words in catalog.surface.namespaces:
        if naming.method_names(catalog, words):
            pages[f"{'.'.join(words)}.md"] = _namespace_page(catalog, words)
    schemas = document.get("components", {}).get("schemas", {})
    pages["models/index.md"] = _models_index(schemas)
    for name in schemas:
        pages[f"models/{class_name(name)}.md"] = _model_page(surface, name)
    return {f"{FOLDER}/{name}": (text.rstrip() + "\n\n" + NOTE).encode() for name, text in pages.items()}


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _linked(text: str, up: str) -> str:
    """A type as code, in which the names of models lead to their pages."""
    # In HTML, because backticks hold no links, and renderers disagree about a `|` between backticks in a table.
    shown = re.sub(r"[\[\]_*]", r"\\\g<0>", escape(" ".join(text.split()), quote=False)).replace("|", "&#124;")
    linked = _MODEL.sub(rf"[\g<0>]({up}models/\1.md)", shown)
    return f"<code>{linked}</code>"


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]


# Namespaces --------------------------------------------------------------------------------------------------------


def _index(catalog: Catalog) -> str:
    lines = [
        "# Reference",
        "",
        _INTRODUCTION,
        "",
    ]
    for words in catalog.surface.namespaces:
        names = naming.method_names(catalog, words)
        if not names:
            continue
        title = ".".join(words)
        lines += [f"## [{title}]({title}.md)", "", "| method | what it does |", "|---|---|"]
        for name in names:
            found = members.member(catalog, words, name)
            lines.append(f"| [`{name}`]({title}.md#{name.replace('_', '-')}) | {_cell(found.doc.splitlines()[0])} |")
        lines.append("")
    lines += ["The types that methods take and give: [models](models/index.md).", ""]
    return "\n".join(lines)


def _namespace_page(catalog: Catalog, words: tuple[str, ...]) -> str:
    title = ".".join(words)
    parts = [f"# {title}", ""]
    for name in naming.method_names(catalog, words):
        parts += [*_method_section(catalog, words, members.member(catalog, words, name)), ""]
    return "\n".join(parts)


def _method_section(catalog: Catalog, words: tuple[str, ...], found: Member) -> Iterator[str]:
    source = found.source
    yield f"## {found.name} {{ #{found.name.replace('_', '-')} }}"
    yield ""
    if found.stands_for is not None:
        yield f"Deprecated: use [`{found.stands_for}`](#{found.stands_for.replace('_', '-')}), this method's name now."
        return
    if isinstance(source, Method):
        operation = source.operation
        yield f"**{safe_prose(operation.summary)}**"
        yield ""
        yield safe_prose(operation.description.strip())
        for note in (one.note for one in source.conveniences):
            if note:
                yield ""
                yield note
        code = _example(catalog, source)
    else:
        yield f"**{source.summary}**"
        yield ""
        yield source.description
        code = None
    yield ""
    if code is not None:
        call = _call(f"client.{'.'.join((*words, found.name))}", code[0])
        yield "```python"
        if found.events is not None:
            yield f"with {call} as stream:"
            yield "    for event in stream:"
            yield "        print(event)"
        else:
            yield f"result = {call}"
        yield "```"
        yield ""
        yield "```bash"
        yield code[1]
        yield "```"
        yield ""
    yield from _arguments(found)
    yield f"**Returns** {_linked(found.returns, '')}"
    yield ""
    if isinstance(source, Method):
        yield from _facts(source)
    else:
        yield "| raises | when |"
        yield "|---|---|"
        for name, text in source.errors.items():
            yield f"| `{name}` | {_cell(text)} |"
        yield ""


def _arguments(found: Member) -> Iterator[str]:
    own = [param for param in found.params if param.location != "option"]
    if own:
        yield "| argument | type | default | |"
        yield "|---|---|---|---|"
    for param in own:
        default = default_of(param)
        shown = "**required**" if param.required else "" if default in (NOT_GIVEN, None) else f"`{default!r}`"
        text = ("Deprecated. " if param.deprecated else "") + safe_prose(param.description)
        yield f"| `{param.name}` | {_linked(accepted(param), '')} | {shown} | {_cell(text)} |"
    options = ", ".join(f"`{param.name}`" for param in found.params if param.location == "option")
    yield ""
    yield f"Options of every call: {options}."
    yield ""


def _facts(method: Method) -> Iterator[str]:
    operation = method.operation
    yield "| | |"
    yield "|---|---|"
    yield f"| HTTP | `{operation.http_method} {operation.path}` |"
    yield f"| Repeated after a failure | {_RETRY[operation.retry]}: {_cell(safe_prose(operation.retry_reason))} |"
    for status, text in operation.errors.items():
        kind = error_class(int(status)).__name__ if status.isdigit() else "APIError"
        yield f"| `{kind}` ({status}) | {_cell(safe_prose(text))} |"
    yield ""


# Examples ------------------------------------------------------------------------------------------------------------


def _call(name: str, arguments: dict[str, Any]) -> str:
    """A call as Python, with a line for each argument where one line is too long to read."""
    shown = [f"{argument}={_literal(value)}" for argument, value in arguments.items()]
    line = f"{name}({', '.join(shown)})"
    return line if len(line) <= WIDTH else "\n    ".join((f"{name}(", *(f"{one}," for one in shown))) + "\n)"


def _literal(value: Any) -> str:
    """A value as Python, its texts in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _example(catalog: Catalog, method: Method) -> tuple[dict[str, Any], str] | None:
    """The arguments of a call that the client accepts, as few as it needs, and its curl line; None for none found."""
    info = describe(catalog, method)
    params = [param for param in method.params if param.location != "option" and not param.deprecated]
    required = [param for param in params if param.required]
    needed = {param.name for param in method.operation.params if param.required}
    whole = [param for param in params if param.required or param.name in needed]
    optional = [param for param in params if param.name not in {one.name for one in whole}]
    for base in (required, whole):
        for extra in ([], *([one] for one in [*whole, *optional] if one not in base)):
            arguments = {param.name: _value(method, param) for param in [*base, *extra]}
            try:
                line = info.curl(**arguments)
            except (InvalidRequestError, OSError):
                continue
            # Ids that the client draws are others each time.
            return arguments, _DRAWN.sub(UUID, line)
    return None


_DRAWN = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")


def _value(method: Method, param: Param) -> Any:
    if param.location == "local":
        return [UUID] if param.annotation.startswith(("Sequence", "Iterable")) else _text(param.name)
    return _of_schema(method.exchange.surface, dict(param.schema), param.name)


def _of_schema(surface: Surface, schema: Any, name: str, depth: int = 0) -> Any:
    node = strip_null(surface.resolver.follow(strip_null(schema))) if isinstance(schema, dict) else {}
    for key in ("example", "const", "default"):
        if node.get(key) is not None:
            return node[key]
    values = [value for value in node.get("enum", ()) if value is not None]
    if values:
        return next((value for value in values if "UNSPECIFIED" not in str(value)), values[0])
    view = object_view(node, surface.resolver)
    if view is not None and depth < 6:
        chosen = set(view.required)
        for rule in view.rules:
            branches = rule.get("oneOf") or rule.get("anyOf") or ()
            groups = [one.get("required", ()) for one in branches if isinstance(one, dict)]
            chosen |= set(groups[0]) if groups and not chosen.intersection(*groups) else set()
        return {
            identifier(wire): _of_schema(surface, one, identifier(wire), depth + 1)
            for wire, one in view.properties.items()
            if wire in chosen
        }
    kinds = types(node)
    if "array" in kinds:
        return [_of_schema(surface, node.get("items", {}), re.sub(r"s$", "", name), depth + 1)]
    if "integer" in kinds or "number" in kinds:
        least = node.get("minimum", 1)
        return least if "integer" in kinds else float(least)
    if "boolean" in kinds:
        return True
    if node.get("format") == "uuid":
        return UUID
    if node.get("format") == "date-time":
        return "2026-01-02T03:04:05Z"
    if node.get("contentEncoding") == "base64" or node.get("format") == "byte":
        return "aGVsbG8="
    return _text(name)


@cache
def _text(name: str) -> str:
    if name == "id" or name.endswith("_id"):
        return UUID
    if name.endswith("url"):
        return "https://models.example.com/v1"
    if name == "content_type":
        return "text/plain"
    if "email" in name:
        return "someone@example.com"
    return name.replace("_", " ")


# Models --------------------------------------------------------------------------------------------------------------


def _models_index(schemas: dict[str, Any]) -> str:
    lines = [
        "# Models",
        "",
        _ABOUT_MODELS,
        "",
        "| model | |",
        "|---|---|",
    ]
    for name, schema in sorted(schemas.items(), key=lambda item: class_name(item[0]).lower()):
        text = _cell(safe_prose(_first_sentence(schema.get("description", "")))) if isinstance(schema, dict) else ""
        lines.append(f"| [{class_name(name)}]({class_name(name)}.md) | {text} |")
    return "\n".join(lines)


def _model_page(surface: Surface, component: str) -> str:
    pointer = component.replace("~", "~0").replace("/", "~1")
    schema = surface.resolver.follow({"$ref": f"#/components/schemas/{pointer}"})
    lines = [f"# {class_name(component)}", "", safe_prose(schema.get("description", "").strip()), ""]
    values = [value for value in schema.get("enum", ()) if value is not None]
    if values:
        lines += ["An enumeration that stays open to values of newer servers:", ""]
        lines += [f"- `{value}`" for value in values]
        return "\n".join(lines)
    view = object_view(strip_null(schema), surface.resolver)
    if view is None or not view.properties:
        return "\n".join([*lines, f"`{annotation(schema, surface.resolver, RESULTS)}`"])
    lines += ["| attribute | type | |", "|---|---|---|"]
    for wire, member in view.properties.items():
        kind = annotation(member, surface.resolver, RESULTS)
        is_promised = wire in view.required and not may_be_missing(member)
        if not is_promised and not nullable(member, surface.resolver):
            kind += " | None"
        text = _cell(safe_prose(member.get("description", ""))) if isinstance(member, dict) else ""
        needed = "**required** " if wire in view.required else ""
        needed += "" if is_promised == (wire in view.required) else "(absent from servers of before) "
        lines.append(f"| `{identifier(wire)}` | {_linked(kind, '../')} | {needed}{text} |")
    return "\n".join(lines)
