"""What names of this package, of Python's own modules and of annotations stand for."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade import types
from goodmem_dyn._upgrade.types import MODELS, T
from goodmem_dyn._upgrade.values import (
    FOREIGN,
    OPAQUE,
    Alias,
    Builtin,
    Class,
    Client,
    ClientClass,
    Gives,
    Listed,
    ModelClass,
    Namespace,
    Obj,
    Package,
    Text,
    Tupled,
    Typed,
    joined,
)

if TYPE_CHECKING:
    from goodmem_dyn._upgrade.objects import Objects
    from goodmem_dyn._upgrade.project import Scope
    from goodmem_dyn._upgrade.values import Alternative, Place, Value

ROOTS = ("goodmem_dyn", "goodmem")
CLIENTS = ("Goodmem", "AsyncGoodmem")
_WRAPPERS = frozenset(
    {"Optional", "Union", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar"}
    | {"ContextManager", "AsyncContextManager", "AbstractContextManager", "AbstractAsyncContextManager", "Unpack"}
)
_LATER = frozenset({"Awaitable", "Coroutine", "Future", "Task", "Callable"})
_ANY = frozenset({"Any", "object", "T", "Incomplete"})
_DICTS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict"})
_STANDARD = frozenset(sys.stdlib_module_names)


def module(name: str) -> Value:
    """A module that is none of the program's."""
    root = name.partition(".")[0]
    if root in ROOTS:
        return (Package(name),)
    return (Builtin(name),) if root in _STANDARD else (OPAQUE,)


def of_package(objects: Objects, package: Package, name: str, at: Place) -> Value:
    """A name of a module of this package or of the official one."""
    parts = package.name.split(".")
    inside = parts[1] if len(parts) > 1 else ""
    if name in CLIENTS:
        return (ClientClass(),)
    if inside in {"models", "types", "params"}:
        title = name.removesuffix("Dict") if inside == "params" else name
        if objects.judge.model(title, at):
            return (ModelClass(title),)
        return (Package(f"{package.name}.{name}"),) if name.islower() else (FOREIGN,)
    if inside in {"namespaces", "api"}:
        title = name.removesuffix("API")
        for side in (objects.pair.old, objects.pair.new):
            if title in side.titles:
                return (Namespace(*side.titles[title]),)
    if types.members(T(name)) is not None:
        return (Builtin(f"{ROOTS[0]}.{name}"),)
    if name in objects.pair.old.components or name in objects.pair.new.components:
        objects.judge.model(name, at)
        return (ModelClass(name),)
    return (Package(f"{package.name}.{name}"),) if name.islower() else (FOREIGN,)


def annotated(objects: Objects, node: ast.expr | None, scope: Scope) -> Value:
    """What has such an annotation."""
    if node is None:
        return ()
    if isinstance(node, ast.Constant):
        return _text(objects, node, scope)
    if isinstance(node, ast.BinOp):
        return _known(joined(annotated(objects, node.left, scope), annotated(objects, node.right, scope)))
    if isinstance(node, ast.Subscript):
        return _subscript(objects, node, scope)
    if isinstance(node, (ast.Name, ast.Attribute)):
        name = last(node)
        if name in _ANY:
            return ()
        if name == "Self" and scope.function is not None and scope.function.owner is not None:
            return (Obj(scope.function.owner),)
        if name in _DICTS:
            return (objects.mapped(node, is_open=True),)
    return _known(tuple(case for value in objects.value(node, scope) for case in of_class(objects, value)))


def _known(value: Value) -> Value:
    """Without what is foreign, where something else is as well: `str | Space`, `Goodmem | None`."""
    kept = tuple(case for case in value if case is not FOREIGN)
    return kept or value


def _text(objects: Objects, node: ast.Constant, scope: Scope) -> Value:
    if not isinstance(node.value, str):
        return (FOREIGN,) if node.value is None else ()
    try:
        inner = ast.parse(node.value.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return ()
    for part in ast.walk(inner):
        ast.copy_location(part, node)
    return annotated(objects, inner, scope)


def of_class(objects: Objects, kind: Alternative) -> Value:
    """What an instance of a class is."""
    if isinstance(kind, ClientClass):
        return (Client(),)
    if isinstance(kind, Class):
        return (Obj(kind.info),)
    if isinstance(kind, ModelClass):
        return of_model(objects, kind.name)
    if isinstance(kind, Alias):
        return kind.instance
    if isinstance(kind, Builtin):
        root, _, name = kind.name.rpartition(".")
        return (Typed(T(name), T(name)),) if root == ROOTS[0] else (FOREIGN,)
    return (kind,)


def of_model(objects: Objects, name: str) -> Value:
    """An instance of the class of a schema."""
    kind = T(MODELS + name)
    old, new = (kind if name in side.components else None for side in (objects.pair.old, objects.pair.new))
    return (Typed(old, new),)


def _subscript(objects: Objects, node: ast.Subscript, scope: Scope) -> Value:
    name = last(node.value)
    inner = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    if not inner:
        return (FOREIGN,)  # `tuple[()]`
    if name in _WRAPPERS:
        inner = inner[:1] if name == "Annotated" else inner
        return _known(joined(*(annotated(objects, part, scope) for part in inner)))
    if name in {"type", "Type"}:
        return objects.value(inner[0], scope)
    if name in _LATER:
        return (Gives(annotated(objects, inner[-1], scope)),)
    if name == "Literal":
        constants = [part for part in inner if isinstance(part, ast.Constant)]
        return tuple(
            Text(constant.value, objects.place(constant, scope))
            for constant in constants
            if isinstance(constant.value, str)
        )
    if name in {"tuple", "Tuple"}:
        items = tuple(annotated(objects, part, scope) for part in inner if not _is_dots(part))
        return (Tupled(items),) if len(items) == len(inner) else (Listed(joined(*items)),)
    kind = types.container(name)
    if kind == "dict":
        return (objects.mapped(node, is_open=True, others=annotated(objects, inner[-1], scope)),)
    if kind == "list":
        return (Listed(annotated(objects, inner[0], scope)),)
    owners = objects.value(node.value, scope)
    if any(isinstance(case, Builtin) and case.name.startswith(ROOTS[0]) for case in owners):
        arguments = [annotated(objects, part, scope) for part in inner]
        return (Typed(_type(name, arguments, "old"), _type(name, arguments, "new")),)
    return _known(tuple(case for owner in owners for case in of_class(objects, owner)))


def _type(name: str, arguments: list[Value], side: str) -> T:
    inner = [next((getattr(case, side) for case in value if isinstance(case, Typed)), None) for value in arguments]
    return T(name, tuple(arg or T("object") for arg in inner))


def _is_dots(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def last(node: ast.expr) -> str:
    """The name that an expression ends in; empty for one that ends in none."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
