"""The reference pages: one for each namespace, one for each model, made from the records that the client is made from.

Rules this module keeps:

* A page shows what `help()` shows: the same arguments, types, defaults and words, in the spelling of Python.
* Every example is a call that the client accepts: it is tried against the encoder before it is written down.
* No namespace, method or model is named here, so a new document needs no edit.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs.bundled import catalog_of, packaged_model
from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.promises import may_be_missing
from goodmem_dyn._document.reading import compile_document
from goodmem_dyn._document.schema import nullable, object_view, strip_null
from goodmem_dyn._methods.method import Method
from goodmem_dyn._methods.signature import accepted, default_of
from goodmem_dyn._namespaces import members, naming
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import error_class
from tools.generators.examples import call, example
from tools.generators.safe_prose import safe_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._namespaces.members import Member

# At the end: a page is named after its first line.
NOTE = "<!-- Generated from spec/. Do not edit; run `python -m tools generate`. -->\n"
FOLDER = "docs/reference"
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
            method = members.member(catalog, words, name)
            lines.append(f"| [`{name}`]({title}.md#{name.replace('_', '-')}) | {_cell(method.doc.splitlines()[0])} |")
        lines.append("")
    lines += ["The types that methods take and give: [models](models/index.md).", ""]
    return "\n".join(lines)


def _namespace_page(catalog: Catalog, words: tuple[str, ...]) -> str:
    title = ".".join(words)
    parts = [f"# {title}", ""]
    for name in naming.method_names(catalog, words):
        parts += [*_method_section(catalog, words, members.member(catalog, words, name)), ""]
    return "\n".join(parts)


def _method_section(catalog: Catalog, words: tuple[str, ...], method: Member) -> Iterator[str]:
    source = method.source
    yield f"## {method.name} {{ #{method.name.replace('_', '-')} }}"
    yield ""
    if method.stands_for is not None:
        now = method.stands_for
        yield f"Deprecated: use [`{now}`](#{now.replace('_', '-')}), this method's name now."
        return
    if isinstance(source, Method):
        operation = source.operation
        yield f"**{safe_prose(operation.summary)}**"
        yield ""
        yield safe_prose(operation.description.strip())
        for note in (convenience.note for convenience in source.conveniences):
            if note:
                yield ""
                yield note
        code = example(catalog, source)
    else:
        yield f"**{source.summary}**"
        yield ""
        yield source.description
        code = None
    yield ""
    if code is not None:
        line = call(f"client.{'.'.join((*words, method.name))}", code[0])
        yield "```python"
        if method.events is not None:
            yield f"with {line} as stream:"
            yield "    for event in stream:"
            yield "        print(event)"
        else:
            yield f"result = {line}"
        yield "```"
        yield ""
        yield "```bash"
        yield code[1]
        yield "```"
        yield ""
    yield from _arguments(method)
    yield f"**Returns** {_linked(method.returns, '')}"
    yield ""
    if isinstance(source, Method):
        yield from _facts(source)
    else:
        yield "| raises | when |"
        yield "|---|---|"
        for name, text in source.errors.items():
            yield f"| `{name}` | {_cell(text)} |"
        yield ""


def _arguments(method: Member) -> Iterator[str]:
    own = [param for param in method.params if param.location != "option"]
    if own:
        yield "| argument | type | default | |"
        yield "|---|---|---|---|"
    for param in own:
        default = default_of(param)
        shown = "**required**" if param.required else "" if default in (NOT_GIVEN, None) else f"`{default!r}`"
        text = ("Deprecated. " if param.deprecated else "") + safe_prose(param.description)
        yield f"| `{param.name}` | {_linked(accepted(param), '')} | {shown} | {_cell(text)} |"
    options = ", ".join(f"`{param.name}`" for param in method.params if param.location == "option")
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
