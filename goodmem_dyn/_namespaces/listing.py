"""Every method that a client of a document has, as records: the operations, and the methods made of several of them.

Rules: this is what a command line, an agent's tools or a form are made from, without a client and without a server. The
records are those of the methods themselves, so that a new document, or a new kind of method, shows here by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs import bundled
from goodmem_dyn._methods.method import Method
from goodmem_dyn._namespaces.calls import derived_start
from goodmem_dyn._namespaces.introspection import DEFAULT_BASE_URL, _parameter, _whole, describe, is_page
from goodmem_dyn._namespaces.members import member
from goodmem_dyn._namespaces.naming import method_names
from goodmem_dyn._namespaces.preview import first_request
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._namespaces.calls import Start
    from goodmem_dyn._namespaces.introspection import OperationInfo, ParameterInfo
    from goodmem_dyn._namespaces.members import Member
    from goodmem_dyn._namespaces.preview import RequestInfo


@dataclass(frozen=True)
class MethodInfo:
    """One method of a client, whatever it is made of.

    Attributes:
        name: Namespace and method, such as `spaces.ensure`.
        summary: What it does, in a line.
        description: The rest of it.
        parameters: Its arguments, in the order of the signature.
        returns: What it returns, as Python text.
        errors: Status, or exception, → when it happens.
        operation: The operation that it is; None where it is made of several.
        stands_for: The method whose old name this is, where it is one.

    Example:
        >>> import goodmem_dyn
        >>> [one.name for one in goodmem_dyn.methods() if one.operation is None][-1]
        'spaces.ensure'
    """

    name: str
    summary: str
    description: str = field(repr=False)
    parameters: tuple[ParameterInfo, ...] = field(repr=False)
    returns: str
    errors: dict[str, str] = field(repr=False, hash=False)
    operation: OperationInfo | None = field(repr=False)
    stands_for: str | None
    _member: Member = field(repr=False, compare=False)
    _catalog: Catalog = field(repr=False, compare=False)

    @property
    def lists(self) -> bool:
        """Whether it lists things: what it returns is a `Page`, or a `WholePage`."""
        return is_page(self.returns)

    def schema(self, of: str) -> dict[str, Any]:
        """The JSON Schema of an argument, or of `request` and `response`, whole: see `OperationInfo.schema`.

        Args:
            of: The name of a parameter; `request` or `response` for those of the operation.

        Returns:
            The schema, as a new dict; empty for what the document does not describe.

        Raises:
            InvalidRequestError: There is no parameter of that name.
        """
        if of in {"request", "response"}:
            return self.operation.schema(of) if self.operation is not None else {}
        known = {param.name: param for param in self._member.params}
        if of not in known:
            hint = nearest(of, ["request", "response", *known])
            raise InvalidRequestError(f"{self.name} has no schema {of!r}.{hint}")
        return _whole(known[of].schema, self._catalog.surface.document)

    def request(self, *, base_url: str = DEFAULT_BASE_URL, **arguments: Any) -> RequestInfo:
        """The request that a call with these arguments sends first. Nothing is sent.

        Args:
            base_url: The server's address.
            **arguments: The arguments of the method.

        Raises:
            InvalidRequestError: What the method itself would refuse.

        Example:
            >>> import goodmem_dyn
            >>> ensure = goodmem_dyn.method("spaces.ensure")
            >>> ensure.request(name="zoo", space_embedders=["0198f2c6-6a5e-7cc1-9e9f-0a8a4a6b2d11"]).url
            'http://localhost:8080/v1/spaces?nameFilter=zoo'
        """
        source = self._member.source
        if isinstance(source, Method):
            start: Start = source.flow
        else:
            start = derived_start(source, self._member.params, self.name)
        return first_request(
            self._catalog,
            start,
            arguments,
            base_url,
            authenticated=self.operation is None or self.operation.authenticated,
            stream=self._member.events is not None,
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.summary}"


def methods(document: object = None) -> list[MethodInfo]:
    """Every method that a client has, by namespace and name.

    Args:
        document: Another OpenAPI document than the bundled one: a dict, a path, or a URL.

    Raises:
        InvalidRequestError: The document cannot be read or used.

    Example:
        >>> import goodmem_dyn
        >>> [one.name for one in goodmem_dyn.methods() if one.name.startswith("users.")]
        ['users.get', 'users.me']
    """
    return methods_of(_catalog(document))


def method(name: str, document: object = None) -> MethodInfo:
    """The record of one method.

    Args:
        name: Its dotted name, such as `spaces.ensure`.
        document: Another OpenAPI document than the bundled one: a dict, a path, or a URL.

    Raises:
        InvalidRequestError: There is no method of that name, or the document cannot be read or used.

    Example:
        >>> import goodmem_dyn
        >>> goodmem_dyn.method("spaces.ensure").returns
        'models.Space'
    """
    catalog = _catalog(document)
    *words, last = name.split(".")
    namespace = tuple(words)
    if namespace not in catalog.surface.namespaces or last not in method_names(catalog, namespace):
        known = [method.name for method in methods_of(catalog)]
        raise InvalidRequestError(f"There is no method {name!r}.{nearest(name, known)}")
    return _method(catalog, namespace, last)


def _catalog(document: object) -> Catalog:
    if document is None:
        return bundled.catalog()
    from goodmem_dyn._catalogs.foreign import foreign_catalog

    return foreign_catalog(document)


def methods_of(catalog: Catalog) -> list[MethodInfo]:
    """The methods of a catalog."""
    return [
        _method(catalog, words, name) for words in catalog.surface.namespaces for name in method_names(catalog, words)
    ]


def _method(catalog: Catalog, words: tuple[str, ...], name: str) -> MethodInfo:
    method = member(catalog, words, name)
    source: Any = method.source
    operation = describe(catalog, source) if isinstance(source, Method) else None
    described: Any = operation or source
    return MethodInfo(
        name=".".join((*words, name)),
        summary=described.summary,
        description=described.description,
        parameters=tuple(_parameter(param) for param in method.params),
        returns=method.returns,
        errors=dict(described.errors),
        operation=operation,
        stands_for=method.stands_for,
        _member=method,
        _catalog=catalog,
    )
