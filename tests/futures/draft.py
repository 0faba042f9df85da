"""A document that is being changed: what a kind of change finds in it, and puts into it.

Rules: choices come from the draft's own random numbers, so that a seed makes the same document for ever. What a change
needs and the document has not raises `NotHere`; nothing is half changed then. Places are found by structure, never by the
name of an endpoint.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, TypeVar

from tests.futures.raw import Json, Key, Operation, Raw, component, json_of, shape
from tests.futures.values import Maker
from tests.futures.wire import variables

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")
S: Json = {"type": "string"}
RESOURCES = (
    "webhooks",
    "reports",
    "playbooks",
    "audit-trails",
    "invoices",
    "glossaries",
    "sandboxes",
    "topics",
    "quotas",
)


class NotHere(Exception):
    """The document has nothing that this change could be made to."""


class Draft:
    """A copy of a document, to be changed.

    Attributes:
        document: What becomes of it.
        random: Where choices come from.
        notes: What was changed, for people.
        closing: Which event streams end without their closing event (False).
        moves: Old path → new path, of what is otherwise as it was.
    """

    def __init__(self, document: Json, random: random.Random) -> None:
        self.document = pickle.loads(pickle.dumps(document))  # a copy, made five times as fast as by `copy`
        self.random = random
        self.notes: list[str] = []
        self.closing: dict[Key, bool] = {}
        self.moves: dict[str, str] = {}
        self.document.setdefault("components", {}).setdefault("schemas", {})

    @property
    def raw(self) -> Raw:
        """The document as it is now, to be read."""
        return Raw(self.document)

    @property
    def schemas(self) -> Json:
        """The schemas that have a name."""
        found: Json = self.document["components"]["schemas"]
        return found

    @property
    def paths(self) -> Json:
        """The path items."""
        found: Json = self.document["paths"]
        return found

    def pick(self, choices: Iterable[T], what: str = "nothing fits") -> T:
        """One of them.

        Raises:
            NotHere: There is none.
        """
        found = list(choices)
        if not found:
            raise NotHere(what)
        return self.random.choice(found)

    def note(self, text: str) -> None:
        """Say what was changed."""
        self.notes.append(text)

    # What is there

    def operations(self, wanted: Callable[[Operation], bool] = lambda _: True) -> list[Operation]:
        """The operations of which something holds."""
        return [one for one in self.raw.operations.values() if wanted(one)]

    def operation(self, wanted: Callable[[Operation], bool] = lambda _: True) -> Operation:
        """One of them; its node may be changed."""
        return self.pick(self.operations(wanted), "no operation of this kind")

    def objects(self, side: str) -> dict[str, Json]:
        """The object schemas with members that only answers, or only requests, are made of."""
        raw = self.raw
        parts: dict[str, list[Any]] = {"answer": [], "request": [], "error": []}
        for one in raw.operations.values():
            status, content = raw.answer(one)
            parts["answer"].append(content)
            parts["request"] += [one.node.get("requestBody"), one.parameters]
            parts["error"] += [part for name, part in one.node["responses"].items() if name != str(status)]
        sides = {name: set(raw.reached(nodes)) for name, nodes in parts.items()}
        others = set().union(*(names for name, names in sides.items() if name != side))
        found = {}
        for reference in sorted(sides[side] - others):
            name = component({"$ref": reference})
            node = self.schemas.get(name) if name else None
            if isinstance(node, dict) and node.get("properties") and "oneOf" not in node:
                found[str(name)] = node
        return found

    def pick_object(self, side: str, wanted: Callable[[Json], bool] = lambda _: True) -> tuple[str, Json]:
        """One of them, with its name; its node may be changed."""
        return self.pick(sorted((name, one) for name, one in self.objects(side).items() if wanted(one)))

    def pick_member(self, side: str, wanted: Callable[[Json, str, Any], bool]) -> tuple[str, Json, str]:
        """A member of one of them: the schema's name, its node, the member's name."""
        found = [
            (name, node, member)
            for name, node in sorted(self.objects(side).items())
            for member, part in node["properties"].items()
            if wanted(node, member, part)
        ]
        return self.pick(found, "no member of this kind")

    def lists(self, *, paged: bool | None = None) -> list[tuple[Operation, Json]]:
        """The operations that list a collection, with the schema of their answer, which may be changed."""
        raw, found = self.raw, []
        for one in self.operations(lambda one: one.method == "GET" and not one.path.endswith("}")):
            name = component(json_of(raw.answer(one)[1]))
            node = self.schemas.get(name, {}) if name else {}
            arrays = [part for part in node.get("properties", {}).values() if part.get("type") == "array"]
            tokens = [member for member in node.get("properties", {}) if member.lower().startswith("next")]
            if len(arrays) == 1 and "$ref" in arrays[0].get("items", {}) and paged in (None, bool(tokens)):
                found.append((one, node))
        return found

    def creates(self) -> list[Operation]:
        """The operations that create something out of JSON alone: a POST on a collection that has items."""
        raw = self.raw

        def fits(one: Operation) -> bool:
            content = raw.content(one)
            is_named = component(json_of(content)) is not None
            return one.method == "POST" and is_named and len(content) == 1 and self.item(one.path) is not None

        return self.operations(fits)

    def item(self, collection: str) -> str | None:
        """The path of the items of a collection."""
        for path in self.paths:
            head, _, last = path.rpartition("/")
            if head == collection and last.startswith("{") and last.endswith("}"):
                return str(path)
        return None

    def collections(self) -> list[str]:
        """The paths of collections whose items can be read, in the document's order."""
        raw = self.raw

        def is_read(item: str | None) -> bool:
            one = raw.operations.get(("GET", item or ""))
            return one is not None and component(json_of(raw.answer(one)[1])) is not None

        return [path for path in self.paths if "{" not in path and is_read(self.item(path))]

    def resource(self, path: str) -> Json:
        """A reference to the schema of the items that a path gives."""
        raw = self.raw
        operation = raw.operations.get(("GET", path))
        schema = json_of(raw.answer(operation)[1]) if operation else None
        if component(schema) is None:
            raise NotHere(f"{path} gives nothing that has a name")
        return dict(schema)

    # What is put in

    def word(self) -> str:
        """A resource that the document has not."""
        taken = {part for path in self.paths for part in path.replace(":", "/").split("/")}
        return self.pick([one for one in RESOURCES if one not in taken])

    def fresh(self, names: Sequence[str], taken: Iterable[str]) -> str:
        """A name that is not taken."""
        there = {one.lower() for one in taken}
        return self.pick([one for one in names if one.lower() not in there])

    def schema(self, name: str, node: Any) -> Json:
        """Give a schema a name, and refer to it."""
        if name in self.schemas:
            raise NotHere(f"{name} is there already")
        self.schemas[name] = node
        return {"$ref": f"#/components/schemas/{name}"}

    def add(self, method: str, path: str, node: Json) -> Key:
        """Put an operation in; the variables of its path are declared.

        Raises:
            NotHere: There is one.
        """
        if any(path != one.path and shape((method, path)) == shape((method, one.path)) for one in self.operations()):
            raise NotHere(f"{path} is there with other words for its variables")
        item = self.paths.setdefault(path, {})
        if method in item or "$ref" in item:
            raise NotHere(f"{method} {path} is there already")
        declared = {one["name"] for one in node.get("parameters", ()) if one["in"] == "path"}
        declared |= {one.get("name") for one in item.get("parameters", ())}
        own = [path_parameter(name) for name in variables(path) if name not in declared]
        known = {one.node.get("operationId") for one in self.raw.operations.values()}
        if node.get("operationId") in known:
            node["operationId"] += "2"
        item[method] = {"parameters": [*own, *node.pop("parameters", [])], **node}
        if not item[method]["parameters"]:
            del item[method]["parameters"]
        self.note(f"{method.upper()} {path} is new")
        return method.upper(), path

    def is_valid(self, schema: Any) -> bool:
        """Whether values can be made for a schema."""
        try:
            Maker(self.raw).value(schema, most=True)
        except Exception:
            return False
        return True


def path_parameter(name: str, schema: Json | None = None) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema or {"type": "string", "format": "uuid"}}


def query(name: str, schema: Json | None = None, **more: Any) -> Json:
    return {"name": name, "in": "query", "schema": schema or dict(S), **more}


def operation(
    name: str, answer: Any = None, *, status: int | None = None, media: str = "application/json", **more: Any
) -> Json:
    """An operation: its id, the schema of its answer (None: it has no body), and what else it has."""
    content = {} if answer is None else {"content": {media: {"schema": answer}}}
    code = str(status or (204 if answer is None else 200))
    return {"operationId": name, **more, "responses": {code: {"description": "What was asked for.", **content}}}


def body(schema: Any, media: str = "application/json", *, required: bool = True, **more: Any) -> Json:
    """A request body."""
    return {"required": required, "content": {media: {"schema": schema, **more}}}


def obj(required: Sequence[str] = (), /, **properties: Any) -> Json:
    """An object schema."""
    node: Json = {"type": "object", "properties": properties}
    return {**node, "required": list(required)} if required else node


def array(items: Any) -> Json:
    return {"type": "array", "items": items}
