"""What can be named by an id, and where the ids are found: the lists of a document, by structure.

Rules: the first member of an item that is an id is its own; the first one that is called a name is what people know it
by. A list that needs nothing, or a path only, can be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal.naming import kebab
from goodmem_dyn._terminal.schemas import follow, item_schema, kinds, properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodmem_dyn import MethodInfo


def resources_of(methods: Sequence[MethodInfo]) -> dict[str, Any]:
    """The id by its argument, such as `space_id` → where its values are listed."""
    found: dict[str, Any] = {}
    for method in methods:
        for key, resource in _resource(method):
            found.setdefault(key, resource)
    return found


def _resource(method: MethodInfo) -> Iterator[tuple[str, dict[str, Any]]]:
    operation = method.operation
    if operation is None or operation.method != "GET" or not method.returns.startswith("Page["):
        return
    listed = item_schema(operation.schema("response"))
    if listed is None:
        return
    items, item = listed
    defs = item["$defs"]
    members = properties(item, defs)
    texts = [name for name, part in members.items() if kinds(follow(part, defs)) == ["string"]]
    own = next((name for name in texts if name.endswith("Id")), None)
    if own is None or any(one.required and one.location != "path" for one in method.parameters):
        return
    namespace = method.name.rpartition(".")[0]
    size = next((one.wire for one in method.parameters if one.name == "max_results"), "")
    yield (
        kebab(own).replace("-", "_"),
        {
            "namespace": namespace,
            "path": operation.path,
            "items": items,
            "id": own,
            "label": next((name for name in texts if "name" in name.lower() or "email" in name.lower()), ""),
            "size": size,
        },
    )
