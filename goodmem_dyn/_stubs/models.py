"""The stub of the models of a document: what `_models.runtime` makes of each schema, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.inferring import inferred
from goodmem_dyn._document.schema import nullable, object_view, strip_null
from goodmem_dyn._models.runtime import attribute_names, member_names
from goodmem_dyn._stubs.text import Imports, docstring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.schema import ObjectView, Resolver


def models(surface: Surface, header: str) -> str:
    """The stub of the module of models."""
    schemas = surface.document.get("components", {}).get("schemas", {})
    # Of two schemas with one class name, the module has the first.
    components = {class_name(component): component for component in reversed(schemas)}
    imports = Imports(components, is_models=True)
    blocks = ["\n".join(_model(name, components[name], surface.resolver, imports)) for name in sorted(components)]
    doc = '"""The models of the document, by the names of its schemas: what calls return, and arguments may be."""'
    return "\n".join([header + doc, "", *imports.lines(), "", "\n\n".join(blocks), ""])


def _model(name: str, component: str, resolver: Resolver, imports: Imports) -> Iterator[str]:
    schema = strip_null(resolver.component(component))
    values = [value for value in schema.get("enum", ()) if value is not None]
    view = object_view(schema, resolver)
    if schema.get("enum"):
        yield from _enum(name, values, imports)
    elif view is None or not view.properties:
        text = annotation(schema, resolver, RESULTS)
        yield f"{name}: {imports.name('TypeAlias')} = {imports.spell(text)}"
    else:
        yield f"class {name}({imports.name('Model')}):"
        yield docstring(str(schema.get("description") or f"`{component}`."), "    ")
        yield from _fields(view, resolver, imports)


def _enum(name: str, values: list[Any], imports: Imports) -> Iterator[str]:
    if not values or not all(isinstance(value, str) for value in values):
        yield f"{name}: {imports.name('TypeAlias')} = {imports.name('Any')}"
        return
    yield f"class {name}({imports.name('StrEnum')}):"
    for member, value in zip(member_names(values), values, strict=True):
        yield f"    {member} = {value!r}"


def _fields(view: ObjectView, resolver: Resolver, imports: Imports) -> Iterator[str]:
    names = attribute_names(view.properties, resolver)
    hidden = frozenset(names.values())
    for wire, schema in view.properties.items():
        text = annotation(schema, resolver, RESULTS)
        is_null = isinstance(schema, dict) and nullable(schema, resolver)
        is_needed = wire in view.required - inferred(view.properties) and not is_null
        optional = "" if is_needed or "None" in text.split(" | ") else " | None"
        yield f"    {names[wire]}: {imports.spell(f'{text}{optional}', hidden)}{'' if is_needed else ' = ...'}"
        if isinstance(schema, dict) and schema.get("description"):
            yield docstring(str(schema["description"]), "    ")
