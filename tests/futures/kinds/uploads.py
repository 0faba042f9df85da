"""New resources that are created out of files and forms, and have content of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.futures.draft import S, array, body, obj, operation
from tests.futures.kinds.base import kind
from tests.futures.kinds.resources import BINARY, NULLABLE, Resource

if TYPE_CHECKING:
    from tests.futures.draft import Draft


@kind("resources")
def resource_created_with_a_file(draft: Draft) -> None:
    """A resource comes that is created out of JSON, or out of a form with JSON and a file."""
    one = Resource(draft)
    one.create(content=NULLABLE, contentType=NULLABLE)
    form = obj(["request"], request={"$ref": f"#/components/schemas/{one.one}CreationRequest"}, file=BINARY)
    content = draft.paths[one.path]["post"]["requestBody"]["content"]
    content["multipart/form-data"] = {"schema": form, "encoding": {"request": {"contentType": "application/json"}}}
    one.items()


@kind("resources")
def resource_created_by_a_form(draft: Draft) -> None:
    """A resource comes that is created by a form with a file and texts."""
    one = Resource(draft)
    form = obj(["file", "name"], file=BINARY, name=S, priority={"type": "integer"})
    one.action("", operation(f"upload{one.one}", one.thing, requestBody=body(form, "multipart/form-data")))
    one.items()


@kind("resources")
def resource_created_by_several_files(draft: Draft) -> None:
    """A resource comes that is created by a form with several files."""
    one = Resource(draft)
    form = obj(["files"], files=array(BINARY), name=S)
    one.action("", operation(f"upload{one.one}", one.thing, requestBody=body(form, "multipart/form-data")))


@kind("resources")
def resource_created_by_a_plain_form(draft: Draft) -> None:
    """A resource comes that is created by a form as browsers send it."""
    one = Resource(draft)
    form = obj(["name"], name=S, size={"type": "integer"}, public={"type": "boolean"})
    node = operation(f"create{one.one}", one.thing, requestBody=body(form, "application/x-www-form-urlencoded"))
    one.action("", node)


@kind("resources")
def resource_with_bytes(draft: Draft) -> None:
    """A resource comes whose items have an icon that is read and written as bytes."""
    one = Resource(draft)
    one.items()
    one.action("/icon", operation(f"get{one.one}Icon", BINARY, media="image/png"), method="get", item=True)
    put = operation(f"put{one.one}Icon", requestBody=body(BINARY, "application/octet-stream"))
    one.action("/icon", put, method="put", item=True)


@kind("resources")
def resource_with_text(draft: Draft) -> None:
    """A resource comes whose items have a text that is read and written as text."""
    one = Resource(draft)
    one.items()
    one.action("/readme", operation(f"get{one.one}Readme", S, media="text/markdown"), method="get", item=True)
