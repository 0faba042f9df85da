"""Questions that conveniences ask of an operation: what its body is made of, and which others stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import object_view, strip_null, types
from goodmem_dyn._document.surface import Param
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._calls.context import Args
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.envelopes import Held


def local(
    name: str,
    kind: str,
    description: str,
    *,
    required: bool = False,
    default: object = NOT_GIVEN,
    schema: Mapping[str, Any] | None = None,
) -> Param:
    """An argument that a convenience consumes."""
    return Param(name, "", "local", schema or {}, required, kind, description, default=default)


PROGRESS = local(
    "on_progress",
    "Callable[[int, int], object]",
    "Called as the work goes on, with how many items are done and how many there are.",
)


def checked_progress(args: Args, where: str, numbers: str = "how many are done, and of how many") -> Any:
    """Take `on_progress` out of the arguments: a function, or None.

    Args:
        args: The arguments.
        where: The method, for the error.
        numbers: The two numbers that it is called with.

    Raises:
        InvalidRequestError: It cannot be called.
    """
    progress = args.pop("on_progress", None)
    if progress is None or progress is NOT_GIVEN:
        return None
    if not callable(progress):
        raise InvalidRequestError(f"{where}: on_progress must be a function of two numbers: {numbers}.")
    return progress


def given(args: Args, name: str) -> bool:
    """Whether an argument was given, `None` counting as not given."""
    value = args.get(name, NOT_GIVEN)  # compared by identity: == of a field of a filter is a condition
    return value is not NOT_GIVEN and value is not None


def body_schema(exchange: Exchange, wire: str) -> Any:
    """The schema of a body member, without its null; None where the body has no such member."""
    param = next(
        (param for param in exchange.operation.params if param.location == "body" and param.wire == wire), None
    )
    return strip_null(dict(param.schema)) if param is not None else None


def members(exchange: Exchange, schema: Any) -> dict[str, Any]:
    """The properties of an object schema; empty for anything else."""
    if not isinstance(schema, dict):
        return {}
    view = object_view(strip_null(exchange.surface.resolver.follow(strip_null(schema))), exchange.surface.resolver)
    return view.properties if view is not None else {}


def item_of(exchange: Exchange, schema: Any) -> Any:
    """The item schema of an array schema, or None."""
    node = exchange.surface.resolver.follow(strip_null(schema)) if isinstance(schema, dict) else {}
    return node.get("items") if types(node) == ("array",) else None


def look_ups(exchange: Exchange) -> dict[str, str]:
    """Argument → qualified name of the operations that find the same item by another key."""
    operation, surface = exchange.operation, exchange.surface
    paths = [param for param in operation.params if param.location == "path"]
    if operation.http_method != "GET" or len(paths) != 1 or not operation.path.endswith("}"):
        return {}
    reply = next((reply.component for reply in operation.replies if reply.kind == "json"), None)
    qualnames = {}
    for name in surface.namespaces[operation.name.namespace]:
        if name.startswith("get_by_") and reply is not None and name != operation.name.method:
            other = surface.operation(operation.name.namespace, name)
            own = [param for param in other.params if param.location == "path"]
            if len(own) == 1 and any(candidate.component == reply for candidate in other.replies):
                qualnames[own[0].name if own[0].name != paths[0].name else name.removeprefix("get_by_")] = (
                    other.qualname
                )
    return qualnames


def result_type(exchange: Exchange, schema: Any) -> str:
    """The type of a schema in a result, as Python text."""
    return annotation(schema, exchange.surface.resolver, RESULTS)


def component_of(exchange: Exchange, held: Held) -> str | None:
    """The schema of the resource that an operation answers with."""
    return exchange.surface.resolver.name(strip_null(held.schema))


def id_argument(exchange: Exchange) -> str:
    """The argument that names the item which an operation is about."""
    return next(param.name for param in exchange.operation.params if param.location == "path")


def member_of(value: Any, name: str) -> Any:
    """A member of a model, or of a dict where the schema of the items has no name; None where there is none."""
    if type(value) is dict:
        return next((member for wire, member in value.items() if snake(wire) == name), None)
    return getattr(value, name, None)


def held_in(exchange: Exchange, answer: Any, held: Held) -> Any:
    """The resource in an answer, as its own model; the answer itself where it is that, or does not have it."""
    inner = member_of(answer, snake(held.wire)) if held.wire else None
    if inner is None:
        return answer
    component = exchange.surface.resolver.name(strip_null(held.schema))
    if type(inner) is not dict or component is None:
        return inner
    from goodmem_dyn._models.tolerance import taken

    return taken(exchange.document.model(component), inner)


def with_held(answer: Any, held: Held, resource: Any) -> Any:
    """An answer with another resource in the place of its own."""
    if not held.wire or answer is None:
        return resource
    if isinstance(answer, dict):
        return {**answer, held.wire: resource}
    return answer.model_copy(update={snake(held.wire): resource})


def twin_models(exchange: Exchange, item: str | None) -> tuple[str, str] | None:
    """The models of an item in JSON and in a form, where they are two: either is taken."""
    form = exchange.operation.body.form if exchange.operation.body is not None else None
    other = exchange.surface.resolver.name(dict(form.schema)) if form is not None and form.many else None
    if item is None or other is None or other == item:
        return None
    return f"models.{class_name(item)}", f"models.{class_name(other)}"
