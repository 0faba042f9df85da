"""What the schemas of a document are to one another: who refers to whom, what is sent, what is received.

Rules this module keeps:

* It reads the document and changes nothing.
* A document may refer in circles, sensibly or not. Nothing here follows one for ever.
"""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]

SCHEMAS = "#/components/schemas/"


class Schemas:
    """The component schemas of a document, by name, and questions about them."""

    def __init__(self, document: JSON) -> None:
        self.root = document
        self.components: JSON = (document.get("components") or {}).get("schemas") or {}

    def name(self, node: Any) -> str | None:
        """The component that `node` refers to, if it is a reference to one."""
        ref = node.get("$ref") if isinstance(node, dict) else None
        name = _unescape(ref[len(SCHEMAS) :]) if isinstance(ref, str) and ref.startswith(SCHEMAS) else None
        return name if name in self.components else None

    def resolve(self, node: Any) -> Any:
        """What a reference stands for; one that leads to itself stands for anything."""
        seen: set[str] = set()
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            ref = node["$ref"]
            if ref in seen:
                return {}
            seen.add(ref)
            node = self.root
            for part in ref.lstrip("#").strip("/").split("/"):
                node = node[int(part)] if isinstance(node, list) else node[_unescape(part)]
        return node

    def nullable(self, node: Any, _depth: int = 0) -> bool:
        """Whether null is a value of the schema, in whichever of its spellings."""
        node = self.resolve(node)
        if not isinstance(node, dict) or _depth > 20:
            return False
        kinds = node.get("type")
        return (
            node.get("nullable") is True
            or kinds == "null"
            or (isinstance(kinds, list) and "null" in kinds)
            or None in node.get("enum", ())
            or ("const" in node and node["const"] is None)
            or any(self.nullable(member, _depth + 1) for key in ("anyOf", "oneOf") for member in node.get(key, ()))
        )

    def tags(self) -> dict[str, set[str]]:
        """Component → the fields that tell the variants of a union apart, where it is such a variant."""
        tags: dict[str, set[str]] = {}
        stack: list[Any] = [self.root]
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                stack.extend(node.values())
                discriminator = node.get("discriminator")
                tag = discriminator.get("propertyName") if isinstance(discriminator, dict) else None
                if isinstance(tag, str):
                    for member in node.get("oneOf") or node.get("anyOf") or ():
                        if (name := self.name(member)) is not None:
                            tags.setdefault(name, set()).add(tag)
        return tags

    def reach(self, part: str) -> set[str]:
        """The components that the request bodies (`requestBody`) or the `responses` of all operations consist of."""
        operations = [operation for item in (self.root.get("paths") or {}).values() for operation in item.values()]
        stack: list[Any] = [operation.get(part) for operation in operations if isinstance(operation, dict)]
        reached: set[str] = set()
        followed: set[str] = set()
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                ref = node.get("$ref")
                if isinstance(ref, str) and ref not in followed:
                    followed.add(ref)
                    if (name := self.name(node)) is not None:
                        reached.add(name)
                    stack.append(self.resolve(node))
                stack.extend(node.values())
        return reached


def _unescape(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
