"""The TypedDicts of nested bodies, `goodmem_dyn.params`: a dict may stand wherever an argument takes a model.

Rules this module keeps: a TypedDict takes the keys that the checker of arguments takes, in snake case; what a
convenience fills in is not required, and what it takes besides is there.
"""

from __future__ import annotations

import json
import keyword
import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._conveniences.base import Nested
from goodmem_dyn._document.annotations import ARGUMENTS, annotation, dict_name
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import nullable, object_view, strip_null
from goodmem_dyn._methods.signature import pythonic
from goodmem_dyn._namespaces import members, naming
from goodmem_dyn._stubs.text import HEADER, Imports, docstring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodmem_dyn._methods.catalog import Catalog


def params(catalog: Catalog, *, header: str = HEADER, beside: bool = False) -> str:
    """The module of the TypedDicts that arguments may be given as; `beside` as for `namespaces`."""
    resolver = catalog.surface.resolver
    components = resolver.document.get("components", {}).get("schemas", {})
    by_name = {dict_name(component): component for component in components}
    texts = [
        param.annotation
        for words in catalog.surface.namespaces
        for name in naming.method_names(catalog, words)
        for param in members.member(catalog, words, name).params
    ]
    nested: dict[str, Nested] = {}
    for operation in catalog.surface.operations:
        for convenience in catalog.by_qualname(operation.qualname).conveniences:
            nested.update(convenience.shapes)
    fields: dict[str, dict[str, tuple[str, str]]] = {}
    waiting = sorted(set(_dicts(texts)))
    while waiting:
        name = waiting.pop()
        if name not in fields:
            component = by_name[name]
            fields[name] = _fields(components[component], catalog, nested.get(component, Nested()))
            waiting += _dicts(text for text, _ in fields[name].values())
    imports = Imports(fields, is_params=True, beside=beside)
    blocks = []
    for name in sorted(fields):
        description = components[by_name[name]].get("description") or f"`models.{name.removesuffix('Dict')}` as a dict."
        blocks.append("\n".join(_typed_dict(name, fields[name], pythonic(description), imports)))
    doc = '"""Nested bodies as dicts: a TypedDict for every model that an argument takes, its keys in snake case."""'
    lines = [header + doc, "", "from __future__ import annotations", "", *imports.lines(), ""]
    listed = "".join(f"    {json.dumps(name)},\n" for name in sorted(fields))
    return "\n".join([*lines, f"__all__ = [\n{listed}]", "", "", "\n\n\n".join(blocks), ""])


def _dicts(texts: Iterable[str]) -> list[str]:
    return [name for text in texts for name in re.findall(r"\bparams\.(\w+)", text)]


def _fields(schema: dict[str, Any], catalog: Catalog, nested: Nested) -> dict[str, tuple[str, str]]:
    """Key → type and description, as the checker of arguments sees them."""
    resolver = catalog.surface.resolver
    view = object_view(strip_null(resolver.follow(strip_null(schema))), resolver)
    assert view is not None
    fields = {}
    for wire, member in view.properties.items():
        text = annotation(member, resolver, ARGUMENTS)
        if wire in view.required and snake(wire) not in nested.optional:
            text = f"Required[{text}]"
        elif not nullable(member, resolver):
            text += " | None"  # the checker takes it as not given
        fields[snake(wire)] = (text, str(resolver.follow(strip_null(member)).get("description", "")))
        if isinstance(member, dict) and member.get("description"):
            fields[snake(wire)] = (text, str(member["description"]))
    return fields | {param.name: (f"{param.annotation} | None", param.description) for param in nested.added}


def _typed_dict(name: str, fields: dict[str, tuple[str, str]], doc: str, imports: Imports) -> Iterator[str]:
    if all(key.isidentifier() and not keyword.iskeyword(key) for key in fields):
        yield f"class {name}({imports.name('TypedDict')}, total=False):"
        yield docstring(doc, "    ")
        hidden = frozenset(fields)
        for key, (text, description) in fields.items():
            yield ""
            yield f"    {key}: {imports.spell(text, hidden)}"
            if description:
                yield docstring(pythonic(description), "    ")
        return
    # A key that is no name in Python can only be written as a string.
    yield f"{name} = {imports.name('TypedDict')}("
    yield f'    "{name}",'
    yield "    {"
    for key, (text, _) in fields.items():
        yield f"        {key!r}: {imports.spell(text)!r},"
    yield "    },"
    yield "    total=False,"
    yield ")"
    yield docstring(doc, "")
