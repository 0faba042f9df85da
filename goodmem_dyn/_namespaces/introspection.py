"""What the client can do, as records: every operation, the exact request of a call, and a curl line for it.

Rules: nothing is sent, and nothing of a client is needed. A request is made by the same code that a call runs, up to
the point where it would be sent, so that the two cannot differ. The key and every member that the document marks as
secret are masked, here and in every text made from here.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs import bundled
from goodmem_dyn._document.schema import unescaped
from goodmem_dyn._methods.signature import accepted, default_of
from goodmem_dyn._records import record
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method
    from goodmem_dyn._namespaces.preview import RequestInfo

DEFAULT_BASE_URL = "http://localhost:8080"
_REFERENCE = "#/components/schemas/"


@record(frozen=True)
class ParameterInfo:
    """One argument of a method.

    Attributes:
        name: The Python name.
        wire: Its name on the wire; empty for an argument that is not sent itself.
        location: Where it goes: `path`, `query`, `header`, `cookie`, `body`, `file`; `local` for one that a convenience
            turns into others, `option` for one that controls the call.
        type: Its type, as Python text.
        required: Whether a call without it is refused.
        default: What the signature shows as its default; `NOT_GIVEN` where leaving it out differs from None.
        description: What it means.
        deprecated: Whether the server advises against it.
    """

    name: str
    wire: str
    location: str
    type: str
    required: bool
    default: object
    description: str
    deprecated: bool


@record(frozen=True)
class OperationInfo:
    """What the document says of a method, and what a call of it would send.

    Attributes:
        name: Namespace and method, such as `memories.create`.
        method: The HTTP method.
        path: The path template.
        operation_id: The document's id for it, or an empty string.
        summary: What it does, in a line.
        description: The rest of it.
        parameters: Its arguments, in the order of the signature.
        request_schema: The name of the schema of its body; None where it has no body, or one without a name.
        response_schema: The name of the schema of its reply, or of one event of a stream; None likewise.
        response_type: What the method returns, as Python text.
        errors: Status → when it happens, as far as the document says.
        retry: Whether it is repeated after a failure: `safe`, `client-id` (with the same id), `only-if-not-sent` or
            `never`.
        retry_reason: Why.
        authenticated: Whether it needs a key.
        deprecated: Whether the server advises against it.

    Example:
        >>> import goodmem_dyn
        >>> goodmem_dyn.operation("spaces.get").path
        '/v1/spaces/{id}'
    """

    name: str
    method: str
    path: str
    operation_id: str
    summary: str
    description: str = field(repr=False)
    parameters: tuple[ParameterInfo, ...] = field(repr=False)
    request_schema: str | None
    response_schema: str | None
    response_type: str
    errors: Mapping[str, str] = field(repr=False, hash=False)
    retry: str
    retry_reason: str = field(repr=False)
    authenticated: bool
    deprecated: bool
    _method: Method = field(repr=False, compare=False)
    _catalog: Catalog = field(repr=False, compare=False)

    @property
    def lists(self) -> bool:
        """Whether it lists things: what it returns is a `Page`, or a `WholePage`."""
        return is_page(self.response_type)

    def schema(self, of: str = "request") -> dict[str, Any]:
        """A JSON Schema as the document has it, whole: what it refers to stands in its `$defs`.

        Args:
            of: `request` for the body, `response` for the reply (one event, for a stream), or the name of a parameter.

        Returns:
            The schema, as a new dict; empty where the document has none.

        Raises:
            InvalidRequestError: There is no parameter of that name.
        """
        operation = self._method.operation
        if of == "request":
            shape: Mapping[str, Any] = operation.body.schema if operation.body is not None else {}
        elif of == "response":
            shape = next((reply.schema for reply in operation.replies if reply.schema), {})
        else:
            param = operation.param(of)
            if param is None:
                known = ["request", "response", *(param.name for param in operation.params)]
                raise InvalidRequestError(f"{self.name} has no schema {of!r}.{nearest(of, known)}")
            shape = param.schema
        return _whole(shape, self._method.exchange.surface.document)

    def request(self, *, base_url: str = DEFAULT_BASE_URL, **arguments: Any) -> RequestInfo:
        """The request that a call with these arguments sends first. Nothing is sent.

        An id that a client would choose for a new resource, to be able to repeat the call, is left out.

        Args:
            base_url: The server's address.
            **arguments: The arguments of the method.

        Raises:
            InvalidRequestError: What the method itself would refuse.

        Example:
            >>> import goodmem_dyn
            >>> goodmem_dyn.operation("spaces.list").request(max_items=3).url
            'http://localhost:8080/v1/spaces?maxResults=3'
        """
        from goodmem_dyn._namespaces.preview import first_request

        stream = self._method.operation.stream is not None
        start = self._method.flow
        return first_request(self._catalog, start, arguments, base_url, authenticated=self.authenticated, stream=stream)

    def curl(self, *, base_url: str = DEFAULT_BASE_URL, **arguments: Any) -> str:
        """A call with these arguments as a curl line for a POSIX shell, with the key as `$GOODMEM_API_KEY`.

        Args:
            base_url: The server's address.
            **arguments: The arguments of the method.

        Raises:
            InvalidRequestError: What the method itself would refuse.

        Example:
            >>> import goodmem_dyn
            >>> print(goodmem_dyn.operation("users.me").curl())
            curl http://localhost:8080/v1/users/me -H "x-api-key: $GOODMEM_API_KEY" -H 'accept: application/json'
        """
        return self.request(base_url=base_url, **arguments).curl()

    def __str__(self) -> str:
        return f"{self.name}: {self.method} {self.path}"


def describe(catalog: Catalog, method: Method) -> OperationInfo:
    """The record of a method."""
    operation = method.operation
    reply = next((reply for reply in (operation.stream, *operation.replies) if reply is not None), None)
    return OperationInfo(
        name=operation.qualname,
        method=operation.http_method,
        path=operation.path,
        operation_id=operation.operation_id,
        summary=operation.summary,
        description=operation.description,
        parameters=tuple(_parameter(param) for param in method.params),
        request_schema=operation.body.component if operation.body is not None else None,
        response_schema=reply.component if reply is not None else None,
        response_type=method.result,
        errors=dict(operation.errors),
        retry=operation.retry,
        retry_reason=operation.retry_reason,
        authenticated=operation.authenticated,
        deprecated=operation.deprecated,
        _method=method,
        _catalog=catalog,
    )


def operations() -> list[OperationInfo]:
    """Every operation of the bundled document, by namespace and name.

    Example:
        >>> import goodmem_dyn
        >>> [one.name for one in goodmem_dyn.operations() if one.path == "/v1/spaces"]
        ['spaces.create', 'spaces.list']
    """
    catalog = bundled.catalog()
    return [describe(catalog, catalog.by_qualname(operation.qualname)) for operation in catalog.surface.operations]


def operation(method: str | Callable[..., object]) -> OperationInfo:
    """The record of one operation; of a method, the same as its `.operation`.

    Args:
        method: A method of a client or of a namespace's class, or a dotted name such as `memories.create`.

    Raises:
        InvalidRequestError: There is no operation of that name, or the method is not one operation.

    Example:
        >>> import goodmem_dyn
        >>> goodmem_dyn.operation("spaces.create").method
        'POST'
    """
    if not isinstance(method, str):
        operation = getattr(method, "operation", None)
        if isinstance(operation, OperationInfo):
            return operation
        name = getattr(method, "__qualname__", type(method).__name__)
        raise InvalidRequestError(f"{name} is not one operation: give a method that is, or its dotted name.")
    catalog = bundled.catalog()
    known = {operation.qualname for operation in catalog.surface.operations}
    if method not in known:
        raise InvalidRequestError(f"There is no operation {method!r}.{nearest(method, known)}")
    return describe(catalog, catalog.by_qualname(method))


def is_page(returned: str) -> bool:
    """Whether what a method returns, as Python text, is a page of things."""
    return returned.startswith(("Page[", "WholePage["))


def _parameter(param: Param) -> ParameterInfo:
    return ParameterInfo(
        param.name,
        param.wire,
        param.location,
        accepted(param),
        param.required,
        NOT_GIVEN if param.required else default_of(param),
        param.description,
        param.deprecated,
    )


def _whole(schema: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    components: Mapping[str, Any] = document.get("components", {}).get("schemas", {})
    needed: dict[str, Any] = {}

    def copied(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: reference(value) if key == "$ref" else copied(value) for key, value in node.items()}
        return [copied(item) for item in node] if isinstance(node, list) else node

    def reference(target: Any) -> Any:
        if not isinstance(target, str) or not target.startswith(_REFERENCE):
            return target
        name = target.removeprefix(_REFERENCE)
        if name not in needed:
            needed[name] = {}
            needed[name] = copied(components.get(unescaped(name), {}))
        return f"#/$defs/{name}"

    reference_alone = schema.get("$ref", "") if len(schema) == 1 else ""
    named = components.get(reference_alone.removeprefix(_REFERENCE)) if reference_alone else None
    whole: dict[str, Any] = copied(dict(named if isinstance(named, dict) else schema))
    return {**whole, "$defs": needed} if needed else whole
