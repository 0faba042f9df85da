"""Changes of how lists come in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.futures.draft import S, array, body, obj, operation, query
from tests.futures.kinds.base import kind
from tests.futures.kinds.resources import Resource

if TYPE_CHECKING:
    from tests.futures.draft import Draft

NULLABLE = {"type": ["string", "null"]}
TOTAL = {"type": "integer", "format": "int64"}


@kind("paging")
def list_gets_a_total(draft: Draft) -> None:
    """A list that comes at once says how many there are."""
    one, node = draft.pick(draft.lists(paged=False))
    node["properties"]["totalCount"] = dict(TOTAL)
    draft.note(f"{one.path} has a totalCount")


@kind("paging")
def paged_list_gets_a_total(draft: Draft) -> None:
    """A list that pages says how many there are."""
    one, node = draft.pick(draft.lists(paged=True))
    node["properties"]["totalCount"] = dict(TOTAL)
    draft.note(f"{one.path} has a totalCount")


@kind("paging")
def list_gets_warnings(draft: Draft) -> None:
    """A list says what went wrong beside its items."""
    one, node = draft.pick(draft.lists())
    node["properties"]["warnings"] = array(dict(S))
    draft.note(f"{one.path} has warnings")


@kind("paging")
def list_gets_a_second_list(draft: Draft) -> None:
    """A list has objects of another kind beside its items, named before them."""
    one, node = draft.pick(draft.lists())
    other = draft.schema("ListFacet", obj(["name"], name=dict(S), count={"type": "integer"}))
    node["properties"] = {"facets": array(other), **node["properties"]}
    node["required"] = [*node.get("required", ()), "facets"]
    draft.note(f"{one.path} has facets")


@kind("paging")
def list_gets_a_context(draft: Draft) -> None:
    """A list has an object beside its items."""
    one, node = draft.pick(draft.lists())
    node["properties"]["summary"] = obj(["kind"], kind=dict(S))
    draft.note(f"{one.path} has a summary")


@kind("paging")
def list_starts_to_page(draft: Draft) -> None:
    """A list that came at once comes in pages."""
    one, node = draft.pick(draft.lists(paged=False))
    node["properties"]["nextToken"] = dict(NULLABLE)
    one.node["parameters"] = [
        *one.node.get("parameters", ()),
        query("maxResults", {"type": "integer"}),
        query("nextToken"),
    ]
    draft.note(f"{one.path} pages")


@kind("paging")
def token_made_required(draft: Draft) -> None:
    """A list always says its token, which is null at the end."""
    one, node = draft.pick(draft.lists(paged=True))
    token = next(name for name in node["properties"] if name.lower().startswith("next"))
    node["properties"][token] = dict(NULLABLE)
    node["required"] = [*dict.fromkeys([*node.get("required", ()), token])]
    draft.note(f"{one.path} always has a token")


@kind("paging")
def token_never_null(draft: Draft) -> None:
    """A list always says its token, which is empty at the end."""
    one, node = draft.pick(draft.lists(paged=True))
    token = next(name for name in node["properties"] if name.lower().startswith("next"))
    node["properties"][token] = dict(S)
    node["required"] = [*dict.fromkeys([*node.get("required", ()), token])]
    draft.note(f"{one.path} always has a text as token")


@kind("paging", "calls")
def items_made_optional(draft: Draft) -> None:
    """A list may leave out its items where there are none."""
    one, node = draft.pick(draft.lists())
    node.pop("required", None)
    draft.note(f"{one.path} may have no items")


@kind("paging")
def list_by_post(draft: Draft) -> None:
    """A collection can be searched by a POST whose body and answer carry the token."""
    path = draft.pick(draft.collections())
    item = draft.resource(str(draft.item(path)))
    word = path.rpartition("/")[2].replace("-", "")
    page = draft.schema(
        f"Search{word.title()}Response", obj([word], **{word: array(item), "nextToken": dict(NULLABLE)})
    )
    request = draft.schema(
        f"Search{word.title()}Request",
        obj(["query"], query=dict(S), maxResults={"type": "integer"}, nextToken=dict(NULLABLE)),
    )
    draft.add("post", f"{path}:search", operation(f"search{word.title()}", page, requestBody=body(request)))


@kind("paging")
def list_with_its_token_in_an_object(draft: Draft) -> None:
    """A resource comes whose list has its token inside an object: {data, page: {nextToken, total}}."""
    one = Resource(draft)
    envelope = obj(["total"], nextToken=dict(NULLABLE), total={"type": "integer"})
    page = draft.schema(f"Page{one.title}", obj(["data", "page"], data=array(one.thing), page=envelope))
    one.list(page, query("maxResults", {"type": "integer"}), query("nextToken"))
    one.items()


@kind("paging")
def list_whose_size_is_required(draft: Draft) -> None:
    """A resource comes whose list must be told the size of a page."""
    one = Resource(draft)
    size = query("pageSize", {"type": "integer", "minimum": 1, "maximum": 100}, required=True)
    one.list(one.page(nextPageToken=dict(NULLABLE)), size, query("pageToken"))


@kind("paging")
def list_with_a_total_and_pages(draft: Draft) -> None:
    """A resource comes whose list has a total, warnings and links beside items and token."""
    one = Resource(draft)
    more = {
        "totalSize": dict(TOTAL),
        "warnings": array(dict(S)),
        "links": obj(self=dict(S)),
        "nextPageToken": dict(NULLABLE),
    }
    one.list(one.page(**more), query("pageSize", {"type": "integer"}), query("pageToken"))
    one.create()


@kind("paging")
def list_inside_an_item_with_a_look_alike(draft: Draft) -> None:
    """An item's detail has one list and looks like a page, but is none."""
    path = draft.pick(draft.collections())
    answer = obj(["entries"], entries=array(obj(["at"], at=dict(S))))
    draft.add(
        "get",
        f"{draft.item(path)}/timeline",
        operation(f"timeline{path.title().replace('/', '').replace('-', '')}", answer),
    )
