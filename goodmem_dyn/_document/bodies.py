"""Request bodies: how one is written, and which arguments it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema import fields_of, is_file, strip_null, types
from goodmem_dyn._document.surface import Body, Form
from goodmem_dyn._wire.media import FORM, JSON, MULTIPART, first_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn._document.params import Params
    from goodmem_dyn._document.schema import ObjectView, Resolver
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._wire.media import BodyKind


def body_of(node: Mapping[str, Any], params: Params) -> tuple[Body | None, list[Param]]:
    """The request body of an operation, and its arguments.

    Args:
        node: The request body as the document has it.
        params: Makes the arguments.
    """
    content: dict[str, Any] = node.get("content", {})
    if not content:
        return None, []
    resolver = params.resolver
    json, multipart, form = (first_of(content, family) for family in (JSON, MULTIPART, FORM))
    media_type = json or multipart or form or next(iter(content))
    schema = content[media_type].get("schema", {})
    view = fields_of(schema, resolver)
    # Whether a body must be sent is decided by what its schema requires: documents mark bodies as optional whose
    # schemas have required fields.
    required = bool(node.get("required")) or bool(view and view.required)
    kind: BodyKind
    if json is None and multipart is None and form is None:
        kind = "text" if media_type.startswith("text/") else "binary"
        param = params.whole(schema, required=required, kind=kind)
        return Body(kind, media_type, schema, required, param.name), [param]
    kind = "json" if json else "multipart" if multipart else "form"
    if view is None or view.is_map:
        param = params.whole(schema, required=required, kind=kind)
        return Body(kind, media_type, schema, required, param.name, component=resolver.name(schema)), [param]
    fields = [
        params.make(
            wire,
            "file" if kind == "multipart" and is_file(member, resolver) else "body",
            member,
            required=wire in view.required,
        )
        for wire, member in view.properties.items()
        if not resolver.follow(strip_null(member)).get("readOnly")
    ]
    form_schema = content[multipart].get("schema", {}) if json and multipart else None
    twin = _form(form_schema, schema, resolver)
    if twin is not None:
        fields += [params.make(wire, "part", member) for wire, member in _other_parts(form_schema, twin, resolver)]
    return Body(kind, media_type, schema, required, None, twin, resolver.name(schema)), fields


def _form(schema: Any, body: Any, resolver: Resolver) -> Form | None:
    """The twin of a JSON body: a form with a part that carries that body as JSON, and a file part."""
    view = fields_of(schema, resolver) if schema is not None else None
    if view is None:
        return None
    files = [wire for wire, member in view.properties.items() if is_file(member, resolver)]
    others = {wire: resolver.follow(strip_null(view.properties[wire])) for wire in view.properties if wire not in files}
    carrying = _carrying(others, fields_of(body, resolver), resolver)
    if not files or carrying is None:
        return None
    part = others[carrying]
    many = types(part) == ("array",)
    return Form(carrying, files[0], part.get("items", {}) if many else view.properties[carrying], many)


def _carrying(parts: Mapping[str, Any], body: ObjectView | None, resolver: Resolver) -> str | None:
    """The part of a form that carries a JSON body: the only one, or the one that has most of its members."""
    if len(parts) < 2 or body is None:
        return next(iter(parts), None)

    def shared(wire: str) -> int:
        node = parts[wire]
        inner = fields_of(node.get("items", {}) if types(node) == ("array",) else node, resolver)
        return len(inner.properties.keys() & body.properties.keys()) + (wire in body.properties) if inner else 0

    best = max(parts, key=shared)
    return best if shared(best) else None


def _other_parts(schema: Any, form: Form, resolver: Resolver) -> Iterator[tuple[str, Any]]:
    """The parts of a form beside the one that carries the body and the files."""
    view = fields_of(schema, resolver)
    for wire, member in view.properties.items() if view is not None else ():
        if wire != form.json_part and not is_file(member, resolver):
            yield wire, member
