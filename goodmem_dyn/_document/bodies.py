"""Request bodies: how one is written, and which arguments it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema import fields_of, is_file, strip_null, types
from goodmem_dyn._document.surface import Body, Form
from goodmem_dyn._wire.media import FORM, JSON, MULTIPART, first_of, is_textual, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._document.params import Params
    from goodmem_dyn._document.schema import ObjectView, Resolver
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._wire.media import BodyKind


def body_of(node: Mapping[str, Any], params: Params, *, is_kin: bool = False) -> tuple[Body | None, list[Param]]:
    """The request body of an operation, and its arguments.

    Args:
        node: The request body as the document has it.
        params: Makes the arguments.
        is_kin: Whether the document is of a GoodMem server, where the JSON beside a file is arguments as JSON alone is.
    """
    content: dict[str, Any] = node.get("content", {})
    if not content:
        return None, []
    resolver = params.resolver
    beside_file = _json_beside_file(content, resolver) if is_kin else None
    if beside_file is not None:
        content = {JSON: {"schema": beside_file}, **content}
    json, multipart, form = (first_of(content, family) for family in (JSON, MULTIPART, FORM))
    json = json or _any_json(content, resolver)
    media_type = json or multipart or form or next(iter(content))
    schema = content[media_type].get("schema") or {}
    view = fields_of(schema, resolver)
    # Whether a body must be sent is decided by what its schema requires: documents mark bodies as optional whose
    # schemas have required fields.
    required = bool(node.get("required")) or bool(view and view.required)
    kind: BodyKind
    if json is None and multipart is None and form is None:
        # An object or a list in a text format that this client does not write, XML say, is given as its text.
        is_scalar = not {"object", "array"} & set(types(resolver.follow(strip_null(schema))))
        kind = "text" if media_type.startswith("text/") and is_scalar else "binary"
        is_text = is_textual(media_type)
        param = params.whole(schema, required=required, kind=kind, is_text=is_text)
        return Body(kind, media_type, schema, required, param.name, is_text=is_text), [param]
    kind = "json" if json else "multipart" if multipart else "form"
    encodings = _encodings(content[media_type])
    sent_as = JSON if json and "*" in media_type else media_type
    if view is None or view.is_map:
        param = params.whole(schema, required=required, kind=kind)
        component = resolver.name(schema)
        return Body(kind, sent_as, schema, required, param.name, component=component, encodings=encodings), [param]
    form_node = content[multipart] if json and multipart else {}
    twin = _form(form_node, schema, resolver)
    needed = view.required
    if twin is not None and twin.flat:
        # What only one of the two needs is asked for when it is clear which of them is sent.
        needed &= fields_of(twin.schema, resolver).required  # type: ignore[union-attr]  # a twin has fields
        required = bool(node.get("required"))
    fields = [
        params.make(
            wire,
            "file" if kind == "multipart" and is_file(member, resolver) else "body",
            member,
            required=wire in needed,
        )
        for wire, member in view.properties.items()
        if not resolver.follow(strip_null(member)).get("readOnly")
    ]
    if twin is not None:
        fields += list(_parts_beside(twin, form_node.get("schema", {}), view, params))
    component, is_form = resolver.name(schema), beside_file is not None
    return Body(kind, sent_as, schema, required, None, twin, component, encodings, is_form=is_form), fields


def wires_of(parameters: Iterable[Any], body: Mapping[str, Any], resolver: Resolver) -> Iterator[str]:
    """The names on the wire of everything that may become an argument."""
    for node in parameters:
        yield str(resolver.follow(node).get("name", ""))
    for media in body.get("content", {}).values():
        view = fields_of(media.get("schema", {}), resolver)
        yield from view.properties if view is not None else ()


def _any_json(content: Mapping[str, Any], resolver: Resolver) -> str | None:
    """A range such as `*/*` that stands for JSON: its schema is that of a value, and not of bytes."""
    for media_type, node in content.items():
        schema = node.get("schema")
        if plain(media_type) in {"*/*", "application/*"} and schema and not is_file(schema, resolver):
            return media_type
    return None


def _json_beside_file(content: Mapping[str, Any], resolver: Resolver) -> Any:
    """The JSON that the form carries beside a file, where a form is all that is taken; None for any other form."""
    multipart = first_of(content, MULTIPART)
    view = fields_of(content[multipart].get("schema", {}), resolver) if multipart and len(content) == 1 else None
    if view is None or not any(is_file(member, resolver) for member in view.properties.values()):
        return None
    schemas = []
    for wire, member in view.properties.items():
        node = resolver.follow(strip_null(member))
        many = types(node) == ("array",)
        if not is_file(member, resolver) and fields_of(node.get("items", {}) if many else node, resolver) is not None:
            schemas.append({"type": "object", "required": [wire], "properties": {wire: member}} if many else member)
    return strip_null(schemas[0]) if len(schemas) == 1 else None


def _encodings(node: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    encodings = node.get("encoding")
    return (
        {name: encoding for name, encoding in encodings.items() if isinstance(encoding, dict)}
        if isinstance(encodings, dict)
        else {}
    )


def _form(node: Mapping[str, Any], body: Any, resolver: Resolver) -> Form | None:
    """The twin of a JSON body: a form with a file part, which carries that body as JSON or field by field."""
    schema = node.get("schema", {})
    view = fields_of(schema, resolver)
    if view is None:
        return None
    files = [wire for wire, member in view.properties.items() if is_file(member, resolver)]
    if not files:
        return None
    others = {wire: resolver.follow(strip_null(view.properties[wire])) for wire in view.properties if wire not in files}
    carrying = _carrying(others, fields_of(body, resolver), resolver)
    if carrying is None:
        return Form("", files[0], schema, encodings=_encodings(node))
    part, needed = others[carrying], files[0] in view.required
    many = types(part) == ("array",)
    inner = part.get("items", {}) if many else view.properties[carrying]
    return Form(carrying, files[0], inner, many, _encodings(node), needed)


def _carrying(parts: Mapping[str, Any], body: ObjectView | None, resolver: Resolver) -> str | None:
    """The part of a form that carries a JSON body: the one that has most of its members, else the only one."""

    def inner(wire: str) -> ObjectView | None:
        node = parts[wire]
        return fields_of(node.get("items", {}) if types(node) == ("array",) else node, resolver)

    def shared(wire: str) -> int:
        own = inner(wire)
        is_list_of_it = types(parts[wire]) == ("array",) and body is not None and wire in body.properties
        return len(own.properties.keys() & body.properties.keys()) + is_list_of_it if own and body else 0

    best = max(parts, key=shared, default=None)
    fields = len(parts.keys() & body.properties.keys()) if body else 0
    if best is not None and shared(best):
        # Where more of the body stands in fields of its own, what holds some of it is one of those.
        return best if fields <= 1 or shared(best) > fields else None
    only = next(iter(parts), None) if len(parts) == 1 else None
    # A part of that name, or one that is no object, is a field like any other.
    is_field = only is None or (body is not None and only in body.properties) or inner(only) is None
    return None if is_field else only


def _parts_beside(form: Form, schema: Any, body: ObjectView, params: Params) -> Iterator[Param]:
    """The arguments for parts of a form beside what the JSON body has already."""
    view = fields_of(schema, params.resolver)
    for wire, member in view.properties.items() if view is not None else ():
        if is_file(member, params.resolver):
            is_own = form.flat or wire != form.file_part
            if is_own and wire not in body.properties:
                yield params.make(wire, "file", member)
        elif wire != form.json_part and not (form.flat and wire in body.properties):
            yield params.make(wire, "part", member)
