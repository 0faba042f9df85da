"""The functions and classes of a program: what their parameters are given, and what they give."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade import naming
from goodmem_dyn._upgrade.values import FOREIGN, OPAQUE, Class, Func, Lambda, Listed, Mapped, Obj, Place, joined

if TYPE_CHECKING:
    from goodmem_dyn._upgrade.objects import Objects
    from goodmem_dyn._upgrade.project import FuncInfo, Scope
    from goodmem_dyn._upgrade.values import Value

Given = dict[str, tuple["Value", Place]]


@dataclass
class Arguments:
    """The arguments of a call.

    Attributes:
        positional: Those without a name, in their order.
        named: Those with one.
        is_open: Whether there may be others that cannot be seen.
        from_caller: Whether what cannot be seen is what the function around was itself given.
    """

    positional: list[Value] = field(default_factory=list)
    named: Given = field(default_factory=dict)
    is_open: bool = False

    def after(self, count: int) -> Arguments:
        """Without the first of them."""
        return Arguments(self.positional[count:], self.named, self.is_open)


def returned(objects: Objects, info: FuncInfo) -> Value:
    """What a function gives when it is called."""
    node = info.node
    annotated = naming.annotated(objects, node.returns, info.scope) if not isinstance(node, ast.Lambda) else ()
    if "yield" in info.gives:
        if {"contextmanager", "asynccontextmanager", "fixture"} & info.decorators:
            return info.gives["yield"] or objects.items(annotated)
        return annotated if any(isinstance(case, Listed) for case in annotated) else (Listed(info.gives["yield"]),)
    learnt = info.gives.get("return", ())
    if any(isinstance(case, Mapped) for case in learnt):
        return learnt
    useful = [case for case in annotated if case is not FOREIGN and case is not OPAQUE]
    return annotated if useful else learnt or annotated


def bind(objects: Objects, info: FuncInfo, arguments: Arguments, owner: Value) -> None:
    """Learn what the parameters of a function are given."""
    args = info.node.args
    names = [arg.arg for arg in (*args.posonlyargs, *args.args)]
    if owner and names and "staticmethod" not in info.decorators:
        names = names[1:]
    for name, value in zip(names, arguments.positional, strict=False):
        objects.project.grow(info.params, name, value)
    if args.vararg is not None and len(arguments.positional) > len(names):
        objects.project.grow(info.params, args.vararg.arg, (Listed(joined(*arguments.positional[len(names) :])),))
    known = {*names, *(arg.arg for arg in args.kwonlyargs)}
    if args.kwarg is not None:
        keywords_of(info).is_open = arguments.is_open
    for name, (value, place) in arguments.named.items():
        if name in known:
            objects.project.grow(info.params, name, value)
        elif args.kwarg is not None:
            keywords = keywords_of(info)
            if keywords.entries.get(name) != (value, place):
                keywords.entries[name] = (value, place)
                objects.project.changed = True


def keywords_of(info: FuncInfo) -> Mapped:
    """What a function is given by names that it does not have itself."""
    if info.keywords is None:
        info.keywords = Mapped(is_open=True)
    return info.keywords


def construct(objects: Objects, kind: Class, arguments: Arguments) -> Value:
    made = objects.member(kind.info, "__init__")
    for each in made or ():
        if isinstance(each, Func):
            bind(objects, each.info, arguments, (Obj(kind.info),))
    if not made:
        names = [name for info in objects.line(kind.info) for name in info.annotated]
        for name, value in [
            *zip(names, arguments.positional, strict=False),
            *((k, v) for k, (v, _) in arguments.named.items()),
        ]:
            if name in names:
                objects.project.grow(kind.info.attributes, name, tuple(v for v in value if v is not FOREIGN))
    return (Obj(kind.info),)


def run_lambda(objects: Objects, function: Lambda, arguments: Arguments) -> Value:
    around: Scope = function.scope  # type: ignore[assignment]  # kept untyped
    scope = type(around)(around.module, around, function=around.function)
    args = function.node.args
    for arg, value in zip([*args.posonlyargs, *args.args], arguments.positional, strict=False):
        scope.names[arg.arg] = value
    for arg, default in zip(reversed([*args.posonlyargs, *args.args]), reversed(args.defaults), strict=False):
        scope.names.setdefault(arg.arg, objects.value(default, around))
    for name, (value, _) in arguments.named.items():
        scope.names[name] = value
    for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs):
        scope.names.setdefault(arg.arg, ())
    if args.kwarg is not None:
        scope.names[args.kwarg.arg] = ()
    return objects.value(function.node.body, scope)
