"""The few operations that setting up and examining a server need, found in any document by what they are.

Rules: no operation is known by its name. Where a document has none of a kind, what would need it is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal.schemas import follow, holds_secret, properties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodmem_dyn import Goodmem, MethodInfo


_PERSON = {"email", "username", "userName"}


class Landmarks:
    """The operations of one document."""

    def __init__(self, methods: Sequence[MethodInfo]) -> None:
        self._methods = [method for method in methods if method.operation is not None and not _needs(method)]

    @property
    def initializer(self) -> MethodInfo | None:
        """What sets up a new server: it needs no key, and gives one."""
        initializers = (method for method in self._methods if _is(method, "POST", authenticated=False))
        return next((method for method in initializers if holds_secret(method.schema("response"))), None)

    @property
    def informant(self) -> MethodInfo | None:
        """What tells of the server to anybody."""
        return next((method for method in self._methods if _is(method, "GET", authenticated=False)), None)

    @property
    def identity(self) -> MethodInfo | None:
        """What tells whom a key belongs to."""
        identities = [method for method in self._methods if _is(method, "GET", authenticated=True)]
        records = [method for method in identities if method.returns.startswith("models.")]
        # Somebody has a name to write to; other single things, such as settings, have none.
        return next((method for method in records if _PERSON & members_of(method).keys()), None)

    @property
    def listings(self) -> list[MethodInfo]:
        """What lists something and needs nothing but a key."""
        listings = [method for method in self._methods if _is(method, "GET", authenticated=True)]
        return [method for method in listings if method.lists]


def members_of(method: MethodInfo) -> dict[str, Any]:
    """The members of a reply, each with its schema."""
    schema = method.schema("response")
    defs = schema.get("$defs", {})
    return {name: follow(part, defs) for name, part in properties(follow(schema, defs), defs).items()}


def secret_member(method: MethodInfo) -> str:
    """The member of a reply that is a secret."""
    return next(name for name, part in members_of(method).items() if part.get("x-goodmem-secret"))


def bound(client: Goodmem, method: MethodInfo, *, raw: bool = False) -> Any:
    """A method of a client."""
    *words, name = method.name.split(".")
    namespace: Any = client
    for word in words:
        namespace = getattr(namespace, word)
    return getattr(namespace.with_raw_response if raw else namespace, name)


def _is(method: MethodInfo, verb: str, *, authenticated: bool) -> bool:
    operation = method.operation
    return operation is not None and operation.method == verb and operation.authenticated == authenticated


def _needs(method: MethodInfo) -> bool:
    operation = method.operation
    return any(param.required for param in method.parameters) or (operation is not None and "{" in operation.path)
