"""Request bodies: how one is written, and which arguments it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema import fields_of, is_file, strip_null, types
from goodmem_dyn._document.surface import Body, Form
from goodmem_dyn._wire.media import FORM, JSON, MULTIPART, first_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._document.params import Params
    from goodmem_dyn._document.schema import Resolver
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
    twin = _form(content[multipart].get("schema", {}), resolver) if json and multipart else None
    return Body(kind, media_type, schema, required, None, twin, resolver.name(schema)), fields


def _form(schema: Any, resolver: Resolver) -> Form | None:
    """The twin of a JSON body: a form with exactly one JSON part and a file part."""
    view = fields_of(schema, resolver)
    if view is None:
        return None
    files = [wire for wire, member in view.properties.items() if is_file(member, resolver)]
    others = [wire for wire in view.properties if wire not in files]
    if not files or len(others) != 1:
        return None
    part = resolver.follow(strip_null(view.properties[others[0]]))
    many = types(part) == ("array",)
    return Form(others[0], files[0], part.get("items", {}) if many else view.properties[others[0]], many)
