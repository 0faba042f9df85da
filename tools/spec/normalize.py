"""The effective document, rewritten to what the model generator turns into good models.

Rules this module keeps:

* It works on a copy. The bundled document keeps every constraint that the server wrote.
* Models read what any server of this API sends, older or newer. So a model says what a value *is* (object, list,
  string, enumeration, which fields) and nothing about what a request must satisfy: lengths, ranges, formats, defaults,
  closed objects, exactly-one groups, conditions and dependencies are left out. An allow-list of keywords decides, so
  that a keyword nobody has thought of cannot leak into a model.
* Every class has a name of its own, decided here: the schema's, or for an inline enumeration or object the name of the
  class that holds it and the property (`Memory.processingStatus` is `MemoryProcessingStatus`). Nothing is numbered by
  the order of the document.
* Base64 is bytes in what is received. In what is only sent it is the text that the API asks for, where bytes are taken
  as well.
* Every attribute is spelled by `goodmem_dyn._document.names`, as arguments are, and never hides what the base model
  needs.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.inferring import inferred
from goodmem_dyn._document.names import unique
from goodmem_dyn._document.promises import may_be_missing
from goodmem_dyn._document.schema import content_property
from tools.spec.attributes import attribute_name
from tools.spec.schemas import SCHEMAS, Schemas

JSON = dict[str, Any]

SECRET, BASE64, TEXT = (f"goodmem_dyn._models.strings.{name}" for name in ("Secret", "Base64", "Base64Text"))
BASE, CONTENT = (f"goodmem_dyn._models.base.{name}" for name in ("Model", "ContentModel"))
_SCALARS = {"string", "integer", "number", "boolean"}


@dataclass(frozen=True)
class Normalized:
    """What the model generator gets.

    Attributes:
        document: An OpenAPI document with nothing but component schemas.
        classes: Schema name → class name, for every component of the document that was put in.
        aliases: `Class.wireName` → attribute name, for every field whose two names differ.
    """

    document: JSON
    classes: dict[str, str]
    aliases: dict[str, str]


def normalize(document: JSON) -> Normalized:
    """Rewrite `document` for the model generator; `document` itself is not changed."""
    return _Normalizer(document).run()


@dataclass
class _Object:
    """An object under construction: what several parts of a schema say about its fields, in their order."""

    properties: dict[str, Any] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    description: str | None = None


class _Normalizer:
    def __init__(self, document: JSON) -> None:
        self.schemas = Schemas(document)
        self.classes: dict[str, str] = {}
        for name in self.schemas.components:
            self.classes[name] = _unique_class(class_name(name), set(self.classes.values()))
        self.taken = set(self.classes.values())
        self.out: JSON = {}
        self.aliases: dict[str, str] = {}
        self.tags = {self.classes[name]: tags for name, tags in self.schemas.tags().items()}
        self.sent = self.schemas.reach("requestBody") - self.schemas.reach("responses")
        self.only_sent = False
        self.inlined: list[str] = []

    def run(self) -> Normalized:
        for name, node in self.schemas.components.items():
            cls = self.classes[name]
            self.only_sent = name in self.sent
            self.out[cls] = self._component(node, cls)
        document = {
            "openapi": "3.1.0",
            "info": {"title": "models", "version": "0"},
            "paths": {},
            "components": {"schemas": dict(sorted(self.out.items()))},
        }
        return Normalized(document, self.classes, self.aliases)

    def _component(self, node: Any, cls: str) -> JSON:
        if (parts := self._object_parts(node)) is not None:
            return self._object(parts, cls)
        if values := self._enum(node):
            return {"type": "string", "enum": values, **_described(node)}
        return self._schema(node, cls, inline=False)

    def _schema(self, node: Any, where: str, *, inline: bool = True) -> JSON:
        """`node` in the few words that the generator gets; `where` names what it has to become a class for."""
        if not isinstance(node, dict):
            return {}
        if "$ref" in node:
            name = self.schemas.name(node)
            return {"$ref": SCHEMAS + self.classes[name]} if name else self._inlined(node, where)
        if inline:
            if (parts := self._object_parts(node)) is not None:
                return self._hoist(where, lambda cls: self._object(parts, cls))
            if values := self._enum(node):
                return self._hoist(where, lambda _: {"type": "string", "enum": values, **_described(node)})
        for key in ("oneOf", "anyOf", "allOf"):
            members = [member for member in node.get(key, ()) if not _only_asserts(member)]
            members = [member for member in members if member.get("type") != "null"]
            if members:
                return self._union(members if key != "allOf" else members[:1], where)
        kinds = node.get("type")
        kinds = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind != "null"]
        if len(kinds) > 1:
            return self._union([{**node, "type": kind} for kind in kinds], where)
        return self._plain(node, kinds[0] if kinds else None, where)

    def _inlined(self, node: JSON, where: str) -> JSON:
        """What a reference to something else than a component stands for, written out; a circle ends as anything."""
        if node["$ref"] in self.inlined:
            return {}
        self.inlined.append(node["$ref"])
        try:
            return self._schema(self.schemas.resolve(node), where)
        finally:
            self.inlined.pop()

    def _plain(self, node: JSON, kind: str | None, where: str) -> JSON:
        if kind == "string" and node.get("x-goodmem-secret") is True:
            return {"type": "string", "customTypePath": SECRET}
        if kind == "string" and (node.get("contentEncoding") == "base64" or node.get("format") == "byte"):
            return {"type": "string", "customTypePath": TEXT if self.only_sent else BASE64}
        if kind == "string" and node.get("format") == "binary":
            return {}
        if kind in _SCALARS:
            return {"type": kind}
        if kind == "array" or "items" in node:
            items = self._item(node["items"], f"{where}Item") if "prefixItems" not in node and "items" in node else {}
            return {"type": "array", "items": items}
        if kind == "object" or "additionalProperties" in node:
            values = node.get("additionalProperties")
            closed = not isinstance(values, dict) or _only_asserts(values)
            return {"type": "object", "additionalProperties": True if closed else self._item(values, f"{where}Value")}
        return {}

    def _item(self, node: Any, where: str) -> JSON:
        item = self._schema(node, where)
        return {"anyOf": [item, {"type": "null"}]} if item and self.schemas.nullable(node) else item

    def _union(self, members: list[Any], where: str) -> JSON:
        names = [class_name(f"{where} {_title(member, index)}") for index, member in enumerate(members, 1)]
        if len(members) == 1:
            return self._schema(members[0], where)
        options: list[JSON] = []
        for member, name in zip(members, names, strict=True):
            option = self._schema(member, name)
            if not option:
                return {}
            if option not in options:
                options.append(option)
        if all(self._object_parts(self.schemas.resolve(member)) is not None for member in members):
            # A variant that a newer server adds is read as a bare model, with its fields as extras.
            options.append({"type": "object", "customTypePath": BASE})
        return options[0] if len(options) == 1 else {"anyOf": options}

    def _enum(self, node: Any) -> list[str] | None:
        """The values of a string enumeration, also of one spelled as a union of constants."""
        if not isinstance(node, dict):
            return None
        values = node.get("enum")
        if values is None:
            union = [member for key in ("oneOf", "anyOf") for member in node.get(key, ())]
            union = [member for member in union if isinstance(member, dict) and member.get("type") != "null"]
            single = [[member["const"]] if "const" in member else member.get("enum", []) for member in union]
            same = len(union) > 1 and all(len(values) == 1 for values in single)
            values = [values[0] for values in single] if same else self._opened(union)
        values = [value for value in values if value is not None]
        return values if values and all(isinstance(value, str) for value in values) else None

    def _opened(self, union: list[JSON]) -> list[Any]:
        """The values of an enumeration that any other text may stand beside: ours are open anyway."""
        members = [self.schemas.resolve(member) if "$ref" in member else member for member in union]
        closed = [member for member in members if "enum" in member]
        opened = [
            member for member in members if member.get("type") == "string" and not {"enum", "const"} & member.keys()
        ]
        is_both = bool(closed) and bool(opened) and len(closed) + len(opened) == len(members)
        return [value for member in closed for value in member["enum"]] if is_both else []

    def _object_parts(self, node: Any, seen: tuple[int, ...] = ()) -> _Object | None:
        """The fields of an object, gathered from its `properties`, its `allOf` and the variants that it lists.

        None where the schema is something else: a map, a union of other schemas, a reference.
        """
        if not isinstance(node, dict) or "$ref" in node or id(node) in seen:
            return None
        seen = (*seen, id(node))
        parts = _Object(description=node.get("description"))
        is_object = "properties" in node
        for member in node.get("allOf", ()):
            inner = self._object_parts(self.schemas.resolve(member), seen)
            if inner is not None:
                is_object = True
                parts.properties |= inner.properties
                parts.required |= inner.required
        parts.properties |= node.get("properties") or {}
        parts.required |= set(node.get("required") or ())
        if not is_object:
            kinds = node.get("type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            empty = "object" in kinds and node.get("additionalProperties") in (None, False)
            return parts if empty and not {"anyOf", "oneOf", "allOf", "patternProperties"} & node.keys() else None
        for key in ("oneOf", "anyOf"):
            for member in node.get(key, ()):
                variant = self._object_parts(self.schemas.resolve(member), seen)
                for name, prop in variant.properties.items() if variant is not None else ():
                    parts.properties.setdefault(name, prop)
        return parts

    def _object(self, parts: _Object, cls: str) -> JSON:
        properties: JSON = {}
        required: list[str] = []
        taken: set[str] = set()
        for wire, node in parts.properties.items():
            keeps_value = wire in self.tags.get(cls, ()) and isinstance(self.schemas.resolve(node), dict)
            properties[wire] = _tag(self.schemas.resolve(node)) if keeps_value else None
            properties[wire] = properties[wire] or self._schema(node, class_name(f"{cls} {wire}"))
            if isinstance(node, dict) and node.get("description"):
                properties[wire]["description"] = node["description"]
            only_one_way = isinstance(node, dict) and (node.get("readOnly") or node.get("writeOnly"))
            is_filled_in = wire in inferred(parts.properties)
            if wire in parts.required and not only_one_way and not is_filled_in and not self.schemas.nullable(node):
                required.append(wire)
                if may_be_missing(node):
                    described = _described(properties[wire])
                    properties[wire] = {"anyOf": [properties[wire], {"type": "null"}], **described}
            # Nor may it be another field's wire name: both are accepted as input.
            attribute = unique(attribute_name(wire), taken | (parts.properties.keys() - {wire}))
            taken.add(attribute)
            if attribute != wire:
                self.aliases[f"{cls}.{wire}"] = attribute
        return {
            "type": "object",
            "properties": properties,
            **({"customBasePath": CONTENT} if self._is_content(parts) else {}),
            **({"required": required} if required else {}),
            **({"description": parts.description} if parts.description else {}),
        }

    def _is_content(self, parts: _Object) -> bool:
        """Whether it is received, and carries content as base64 with the media type beside it."""
        return not self.only_sent and content_property(parts.properties, self.schemas.resolve) is not None

    def _hoist(self, where: str, build: Any) -> JSON:
        cls = _unique_class(where, self.taken)
        self.taken.add(cls)
        self.out[cls] = build(cls)
        return {"$ref": SCHEMAS + cls}


def _unique_class(name: str, taken: set[str]) -> str:
    numbered = (f"{name}{number}" for number in itertools.count(2))
    return name if name not in taken else next(candidate for candidate in numbered if candidate not in taken)


def _tag(node: JSON) -> JSON | None:
    values = [node["const"]] if "const" in node else node.get("enum") or []
    return {"const": values[0]} if len(values) == 1 and isinstance(values[0], str) else None


def _title(member: Any, index: int) -> str:
    title = member.get("title") if isinstance(member, dict) else None
    return title if isinstance(title, str) and title else f"Option{index}"


def _described(node: JSON) -> JSON:
    return {"description": node["description"]} if node.get("description") else {}


def _only_asserts(node: Any) -> bool:
    """Whether a schema constrains a value without saying what it is, such as a bare list of required fields."""
    typing = {"$ref", "type", "properties", "items", "enum", "const", "oneOf", "anyOf", "allOf", "additionalProperties"}
    if not isinstance(node, dict) or typing & node.keys():
        return not isinstance(node, dict)
    return bool(node)
