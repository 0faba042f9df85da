"""What can be named by an id, and where the ids are found: the lists of a document, by structure.

Rules: the id of an item is the one that is called like its type, as `spaceId` is of a `Space` and `apiKeyId` of an
`ApiKeyResponse`; what people know it by is the first member that is called a name. A list that needs nothing, or a path
only, can be asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._columns import kebab
from goodmem_dyn._terminal.schemas import follow, item_schema, kinds, properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodmem_dyn import MethodInfo


def resources_of(methods: Sequence[MethodInfo]) -> dict[str, Any]:
    """The id by its argument, such as `space_id` → where its values are listed."""
    resources: dict[str, Any] = {}
    for method in methods:
        for key, resource in _resource(method):
            resources.setdefault(key, resource)
    return resources


def _own_id(names: Sequence[str], kind: str) -> str | None:
    """The id of an item among its members, by the names of its type and of its namespace."""
    spelled = re.sub(r"[^a-z]", "", kind.lower())
    ids = [name for name in names if name.endswith("Id") and name[:-2].lower() in spelled]
    return max(ids, key=len, default=None)


def _resource(method: MethodInfo) -> Iterator[tuple[str, dict[str, Any]]]:
    operation = method.operation
    if operation is None or operation.method != "GET" or not method.lists:
        return
    listed = item_schema(operation.schema("response"))
    if listed is None:
        return
    items, item = listed
    defs = item["$defs"]
    members = properties(item, defs)
    texts = [name for name, part in members.items() if kinds(follow(part, defs)) == ["string"]]
    own = _own_id(texts, f"{method.returns} {method.name}")
    if own is None or any(param.required and param.location != "path" for param in method.parameters):
        return
    namespace = method.name.rpartition(".")[0]
    size = next((param.wire for param in method.parameters if param.name == "max_results"), "")
    yield (
        kebab(own).replace("-", "_"),
        {
            "namespace": namespace,
            "path": operation.path,
            "items": items,
            "id": own,
            "label": _label(texts),
            "size": size,
        },
    )


def _label(names: Sequence[str]) -> str:
    """What people know an item by; empty where there is nothing."""
    spelled = {kebab(name): name for name in names}
    named = [name for short, name in spelled.items() if short.endswith("name")]
    return spelled.get("name") or spelled.get("display-name") or next(iter([*named, spelled.get("email", "")]), "")
