"""Changes of how a caller shows who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.futures.draft import obj, operation
from tests.futures.kinds.base import kind

if TYPE_CHECKING:
    from tests.futures.draft import Draft


def _bearer(draft: Draft) -> None:
    schemes = draft.document["components"].setdefault("securitySchemes", {})
    schemes["bearerAuth"] = {"type": "http", "scheme": "bearer"}


@kind("security", "rest")
def bearer_for_one_operation(draft: Draft) -> None:
    """One operation takes a bearer token, and no key."""
    _bearer(draft)
    one = draft.operation(lambda one: "security" not in one.node)
    one.node["security"] = [{"bearerAuth": []}]
    draft.note(f"{one.method} {one.path} takes a bearer token")


@kind("security")
def bearer_for_a_new_operation(draft: Draft) -> None:
    """A new operation takes a bearer token."""
    _bearer(draft)
    path = draft.pick(draft.collections())
    node = operation(
        f"audit{path.title().replace('/', '').replace('-', '')}", obj(["entries"], entries={"type": "integer"})
    )
    draft.add("get", f"{path}:audit", {**node, "security": [{"bearerAuth": []}]})


@kind("security", "rest")
def bearer_instead_of_the_key(draft: Draft) -> None:
    """Bearer tokens replace the key everywhere."""
    _bearer(draft)
    schemes = draft.document["components"]["securitySchemes"]
    gone = [name for name in schemes if name != "bearerAuth"]
    for name in gone:
        del schemes[name]
    draft.document["security"] = [{"bearerAuth": []}]
    for one in draft.operations(lambda one: bool(one.node.get("security"))):
        one.node["security"] = [{"bearerAuth": []}]
    draft.note("bearer tokens everywhere")


@kind("security")
def bearer_as_a_second_choice(draft: Draft) -> None:
    """A bearer token may be given instead of the key."""
    _bearer(draft)
    draft.document["security"] = [*draft.document.get("security", []), {"bearerAuth": []}]
    draft.note("a bearer token is a second choice")


@kind("security")
def bearer_as_the_first_choice(draft: Draft) -> None:
    """A bearer token may be given instead of the key, and is named first."""
    _bearer(draft)
    draft.document["security"] = [{"bearerAuth": []}, *draft.document.get("security", [])]
    schemes = draft.document["components"]["securitySchemes"]
    draft.document["components"]["securitySchemes"] = {"bearerAuth": schemes.pop("bearerAuth"), **schemes}
    draft.note("a bearer token is the first choice")


@kind("security")
def operation_made_public(draft: Draft) -> None:
    """An operation needs no key."""
    one = draft.operation(lambda one: one.node.get("security") != [])
    one.node["security"] = []
    draft.note(f"{one.method} {one.path} is public")


@kind("security")
def key_is_optional(draft: Draft) -> None:
    """An operation takes a key, or none."""
    schemes = draft.document["components"].get("securitySchemes", {})
    name = draft.pick(schemes)
    one = draft.operation(lambda one: "security" not in one.node)
    one.node["security"] = [{}, {name: []}]
    draft.note(f"{one.method} {one.path} may be called without a key")


@kind("security", "rest")
def key_in_another_header(draft: Draft) -> None:
    """The key goes into a header of another name."""
    schemes = draft.document["components"].get("securitySchemes", {})
    name = draft.pick(name for name, one in schemes.items() if one["type"] == "apiKey")
    schemes[name]["name"] = "X-Goodmem-Key"
    draft.note("the key's header is X-Goodmem-Key")


@kind("security")
def second_key_declared(draft: Draft) -> None:
    """A scheme for administrators is declared before the one of the key, and used by one new operation as well."""
    schemes = draft.document["components"].get("securitySchemes", {})
    name = draft.pick(name for name, one in schemes.items() if one["type"] == "apiKey")
    draft.document["components"]["securitySchemes"] = {
        "adminKey": {"type": "apiKey", "in": "header", "name": "x-admin-key"},
        **schemes,
    }
    path = draft.pick(draft.collections())
    node = operation(
        f"inspect{path.title().replace('/', '').replace('-', '')}", obj(["size"], size={"type": "integer"})
    )
    draft.add("get", f"{path}:inspect", {**node, "security": [{"adminKey": []}, {name: []}]})
