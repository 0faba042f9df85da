"""Operations that come and whose natural name is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.futures.draft import S, array, body, obj, operation, query
from tests.futures.kinds.base import kind
from tests.futures.kinds.operations import PAGED, collection_of, page_of, title_of
from tests.futures.raw import json_of

if TYPE_CHECKING:
    from tests.futures.draft import Draft


@kind("operations")
def list_of_all_beside_a_nested_one(draft: Draft) -> None:
    """Things that could be listed within another thing alone can be listed all: GET /v1/memories."""
    found = [
        (path, f"/{path.split('/')[1]}/{path.rpartition('/')[2]}")
        for path, item in draft.paths.items()
        if "get" in item and path.count("{") == 1 and path.rpartition("}")[2].count("/") == 1
    ]
    nested, root = draft.pick(
        [(one, root) for one, root in found if root in draft.paths and "get" not in draft.paths[root]]
    )
    raw = draft.raw
    answer = json_of(raw.answer(raw.operations["GET", nested])[1])
    shared = [one for one in raw.operations["GET", nested].parameters if one["in"] == "query"]
    draft.add("get", root, operation(f"listAll{title_of(root)}", answer, parameters=[dict(one) for one in shared]))


@kind("operations")
def delete_of_a_whole_collection(draft: Draft) -> None:
    """A whole collection can be deleted at once: DELETE /v1/spaces."""
    path, _ = collection_of(draft)
    draft.add("delete", path, operation(f"deleteAll{title_of(path)}"))


@kind("operations")
def delete_of_a_filtered_collection(draft: Draft) -> None:
    """All of a collection that fits a filter can be deleted."""
    path, _ = collection_of(draft)
    answer = obj(["deleted"], deleted={"type": "integer"})
    draft.add(
        "delete",
        path,
        operation(f"bulkDelete{title_of(path)}", answer, parameters=[query("olderThan", dict(S), required=True)]),
    )


@kind("operations")
def patch_beside_put(draft: Draft) -> None:
    """An item can be changed in part: PATCH beside PUT."""
    path = draft.pick([one for one, item in draft.paths.items() if "put" in item and one.endswith("}")])
    put = draft.paths[path]["put"]
    draft.add(
        "patch",
        path,
        {
            **{k: v for k, v in put.items() if k != "parameters"},
            "operationId": f"patch{title_of(path[: path.rindex('/')])}",
        },
    )


@kind("operations")
def put_of_a_whole_collection(draft: Draft) -> None:
    """Many items can be replaced in one request: PUT on the collection."""
    path, item = collection_of(draft)
    answer = obj(["replaced"], replaced={"type": "integer"})
    draft.add(
        "put",
        path,
        operation(
            f"replaceAll{title_of(path)}", answer, requestBody=body(obj(["items"], items=array(draft.resource(item))))
        ),
    )


@kind("operations")
def post_on_an_item(draft: Draft) -> None:
    """Something can be posted to an item."""
    _, item = collection_of(draft)
    draft.add(
        "post",
        item,
        operation(
            f"touch{title_of(item[: item.rindex('/')])}",
            draft.resource(item),
            requestBody=body(obj(reason=dict(S)), required=False),
        ),
    )


@kind("operations")
def word_that_is_a_verb_beside_items(draft: Draft) -> None:
    """A fixed word stands where an id may stand: GET /v1/memories/list."""
    path, item = collection_of(draft)
    word = draft.pick(("list", "get", "create", "delete", "update"))
    draft.add("get", f"{path}/{word}", operation(f"{word}{title_of(path)}Now", draft.resource(item)))


@kind("operations")
def action_that_is_a_verb(draft: Draft) -> None:
    """An action is called like a method that the client has: POST /v1/spaces/{id}:list."""
    path, item = collection_of(draft)
    word = draft.pick(("list", "get", "create", "delete", "update"))
    place = draft.pick((path, item))
    draft.add("post", f"{place}:{word}", operation(f"{word}{title_of(path)}Action", draft.resource(item)))


@kind("operations")
def action_called_like_a_helper(draft: Draft) -> None:
    """An action is called like a method that the client makes of several operations: ensure, wait, replace."""
    path, item = collection_of(draft)
    word = draft.pick(("ensure", "wait", "replace"))
    draft.add("post", f"{path}:{word}", operation(f"{word}{title_of(path)}", draft.resource(item)))


@kind("operations")
def two_actions_of_one_name(draft: Draft) -> None:
    """A collection and its items have an action of the same name."""
    path, item = collection_of(draft)
    answer = obj(["valid"], valid={"type": "boolean"})
    draft.add("post", f"{path}:validate", operation(f"validateAll{title_of(path)}", answer))
    draft.add(
        "post",
        f"{item}:validate",
        operation(
            f"validateOne{title_of(path)}", answer, requestBody=body(obj(strict={"type": "boolean"}), required=False)
        ),
    )


@kind("operations")
def next_version_beside(draft: Draft) -> None:
    """A collection exists in a next version as well: /v2/spaces beside /v1/spaces."""
    path, item = collection_of(draft)
    for one in (path, item):
        for method in [name for name in draft.paths[one] if name != "parameters"]:
            old = draft.paths[one][method]
            draft.add(
                method,
                one.replace("/v1/", "/v2/", 1),
                {
                    **old,
                    "operationId": f"{method}{title_of(path)}V2{len(draft.notes)}",
                    "parameters": [dict(o) for o in old.get("parameters", ())],
                },
            )


@kind("operations")
def head_beside_get(draft: Draft) -> None:
    """It can be asked whether an item is there: HEAD beside GET."""
    _, item = collection_of(draft)
    draft.add("head", item, operation(f"has{title_of(item[: item.rindex('/')])}", status=200))


@kind("operations")
def list_of_another_resource_inside_an_item(draft: Draft) -> None:
    """What has a collection of its own can be listed within an item of another one."""
    path, item = collection_of(draft)
    other = draft.pick([one for one in draft.collections() if one != path and one.count("/") == 2])
    target = f"{item}/{other.rpartition('/')[2]}"
    page = page_of(draft, f"{title_of(path)}{title_of(other)}Page", draft.resource(str(draft.item(other))))
    draft.add(
        "get",
        target,
        operation(f"list{title_of(path)}{title_of(other)}", page, parameters=[dict(one) for one in PAGED]),
    )
