"""What a call of a program gives, and the calls of a client that it makes, directly or through something else.

Rules: a method of a client that is handed on with its arguments (`submit(client.spaces.create, name=…)`) is called with
them. A receiver that nothing is known of is taken for a client where the program uses this package, and the names of
the call are those of one of its methods; elsewhere it is undecided, if the call would break.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade import builtin_calls, naming
from goodmem_dyn._upgrade.checks import Judge
from goodmem_dyn._upgrade.functions import Arguments, bind, construct, returned, run_lambda
from goodmem_dyn._upgrade.results import paired
from goodmem_dyn._upgrade.values import (
    FOREIGN,
    OPAQUE,
    Bound,
    Builtin,
    Class,
    Client,
    ClientClass,
    Func,
    Gives,
    Lambda,
    Mapped,
    Method,
    ModelClass,
    Obj,
    Other,
    Place,
    Text,
    Typed,
    joined,
)

if TYPE_CHECKING:
    from goodmem_dyn._upgrade.objects import Objects
    from goodmem_dyn._upgrade.project import Scope
    from goodmem_dyn._upgrade.values import Alternative, Value, Words

HANDED_ON = frozenset(
    {"submit", "to_thread", "run_in_executor", "run_sync", "apply", "apply_async", "call_soon", "call_later"}
    | {"start_soon", "call_soon_threadsafe", "from_thread", "add_task", "partial", "retry", "create_task"}
)
"""What calls the function that it is given, with the arguments after it and no others."""


def evaluated(objects: Objects, node: ast.Call, scope: Scope) -> Arguments:
    """The arguments of a call, evaluated."""
    arguments = Arguments()
    for argument in node.args:
        value = objects.value(argument, scope)
        if isinstance(argument, ast.Starred):
            arguments.positional.append(objects.items(value))
            continue
        arguments.positional.append(value)
    for keyword in node.keywords:
        value = objects.value(keyword.value, scope)
        if keyword.arg is not None:
            line, column = keyword.lineno, keyword.col_offset + 1
            arguments.named[keyword.arg] = (value, Place(scope.module.program.file, line, column))
        elif value and all(isinstance(inner, Mapped) for inner in value):
            for inner in value:
                assert isinstance(inner, Mapped)
                arguments.named |= inner.entries
                arguments.is_open |= inner.is_open
        else:
            arguments.is_open = True
    return arguments


def call(objects: Objects, node: ast.Call, scope: Scope) -> Value:
    """What a call gives."""
    function = objects.value(node.func, scope)
    arguments = evaluated(objects, node, scope)
    if _forwards(node, scope) and sum(isinstance(case, Bound) for case in function) > 1:
        # Which of them gets which arguments is known where they are handed over, and not here.
        return joined(*(result(objects, case) for case in function if isinstance(case, Bound)))
    if not function and isinstance(node.func, ast.Attribute) and node.func.attr in {"append", "add"}:
        builtin_calls.into(objects, node.func.value, joined(*arguments.positional), scope)
    if not function or OPAQUE in function:
        supposed = _unknown(objects, node, arguments, scope)
        if supposed is not None:
            return supposed
    special = builtin_calls.special(objects, node, arguments, function, scope)
    if special is not None:
        return special
    return called(objects, function, arguments, node, scope)


def called(objects: Objects, function: Value, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    """What calling a value gives."""
    return joined(*(_called(objects, case, arguments, node, scope) for case in function))


def _called(objects: Objects, alternative: Alternative, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    if isinstance(alternative, Bound):
        return _bound(objects, alternative, arguments, node, scope)
    if isinstance(alternative, ClientClass):
        return (Client(),)
    if isinstance(alternative, ModelClass):
        return _model(objects, alternative, arguments, node, scope)
    if isinstance(alternative, Func):
        return _function(objects, alternative, arguments, node, scope)
    if isinstance(alternative, Class):
        return construct(objects, alternative, arguments)
    if isinstance(alternative, Lambda):
        return run_lambda(objects, alternative, arguments)
    if isinstance(alternative, Gives):
        return alternative.returns
    if isinstance(alternative, Method):
        return builtin_calls.method(objects, alternative, arguments, node, scope)
    if isinstance(alternative, Obj):
        made = objects.member(alternative.info, "__call__")
        return called(
            objects,
            tuple(Func(each.info, (alternative,)) for each in made or () if isinstance(each, Func)),
            arguments,
            node,
            scope,
        )
    if isinstance(alternative, Typed):
        return (alternative,)  # a method of a result: its type was that of what it returns
    if isinstance(alternative, (Other, Builtin)):
        _handed_on(objects, arguments, node, scope, is_whole=False)
        return (alternative,) if isinstance(alternative, Other) else (FOREIGN,)
    return ()


# Of clients ------------------------------------------------------------------------------------------------------


def _bound(
    objects: Objects, bound: Bound, arguments: Arguments, node: ast.AST, scope: Scope, *, partial: bool = False
) -> Value:
    at = objects.place(node.func if isinstance(node, ast.Call) else node, scope)
    # What was given before was judged where it was given.
    before = frozenset(name for name, _ in bound.given)
    objects.judge.call(
        bound.words, bound.name, arguments.named, at, is_open=arguments.is_open, is_partial=partial, before=before
    )
    return result(objects, bound)


def _forwards(node: ast.Call, scope: Scope) -> bool:
    """Whether a call hands on what the function around was given by names."""
    info = scope.function
    kwarg = info.node.args.kwarg if info is not None else None
    return kwarg is not None and any(
        kw.arg is None and isinstance(kw.value, ast.Name) and kw.value.id == kwarg.arg for kw in node.keywords
    )


def result(objects: Objects, bound: Bound) -> Value:
    """What a method of a client gives."""
    old, new = objects.pair.old.call(bound.words, bound.name), objects.pair.new.call(bound.words, bound.name)
    if new is None:
        moved = objects.pair.moved(bound.words, bound.name)
        new = objects.pair.new.call(*moved) if moved is not None else None
    return paired(
        *(
            side.raw if side is not None and bound.raw else side.returns if side is not None else ()
            for side in (old, new)
        )
    )


def chain(node: ast.expr) -> tuple[ast.expr, list[str]]:
    """An expression and the attributes that follow it: `self.x.spaces.create` → `self`, [`x`, `spaces`, `create`]."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return node, names[::-1]


def _unknown(objects: Objects, node: ast.Call, arguments: Arguments, scope: Scope) -> Value | None:
    """A call of something unknown: what it gives, if it is taken for a method of a client."""
    base, names = chain(node.func)
    if isinstance(base, ast.Name) and len(names) == 1:
        return _named_so(objects, base, names[0], node, arguments, scope)
    names = [name for name in names if name != "with_raw_response"]
    place = _words(objects, names)
    if place is None or not isinstance(node.func, ast.Attribute):
        return None
    words, name = place
    receiver = node.func
    for _ in range(len(words) + 1 + ("with_raw_response" in chain(node.func)[1])):
        receiver = receiver.value  # type: ignore[assignment]  # the last is what is called on
    known = objects.value(receiver, scope)
    if known and OPAQUE not in known:
        return None
    calls = [side.call(words, name) for side in (objects.pair.old, objects.pair.new)]
    params = {param for call in calls if call is not None for param in call.params}
    if not known and scope.module.uses and not arguments.positional and arguments.named.keys() <= params:
        objects.judge.method(words, name, objects.place(node.func, scope))
        return _bound(objects, Bound(words, name), arguments, node, scope)
    _suppose(objects, words, name, arguments, node, scope)
    return None


def _named_so(
    objects: Objects, base: ast.Name, name: str, node: ast.Call, arguments: Arguments, scope: Scope
) -> Value | None:
    """A call of something unknown that is called as a namespace is: `spaces.create(…)`."""
    words = (base.id,)
    calls = [side.call(words, name) for side in (objects.pair.old, objects.pair.new)]
    params = {param for call in calls if call is not None for param in call.params}
    is_unknown = scope.look(base.id) == () and scope.module.uses and not arguments.positional
    if not is_unknown or not params or not arguments.named.keys() <= params:
        return None
    objects.judge.method(words, name, objects.place(node.func, scope))
    return _bound(objects, Bound(words, name), arguments, node, scope)


def _words(objects: Objects, names: list[str]) -> tuple[Words, str] | None:
    """The namespace and method that the end of a chain of attributes is; None where it is none."""
    for depth in (3, 2, 1):
        words = tuple(names[-1 - depth : -1])
        if len(words) == depth and any(side.call(words, names[-1]) for side in (objects.pair.old, objects.pair.new)):
            return words, names[-1]
    return None


def _suppose(objects: Objects, words: Words, name: str, arguments: Arguments, node: ast.Call, scope: Scope) -> None:
    """Say that a call may break, if it would if the receiver were a client."""
    trial = Judge(objects.pair)
    at = objects.place(node.func, scope)
    if trial.method(words, name, at):
        trial.call(words, name, arguments.named, at, is_open=arguments.is_open)
    for finding in trial.findings:
        objects.judge.doubt(
            finding.subject,
            f"if this is a client: {finding.message} {finding.instead}",
            Place(finding.file, finding.line, finding.column),
        )


def _function(objects: Objects, function: Func, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    info = function.info
    if isinstance(info.node, ast.Lambda):
        return ()
    bind(objects, info, arguments, function.owner)
    if info.node.args.kwarg is not None:
        named = {arg.arg for arg in (*info.node.args.args, *info.node.args.kwonlyargs)}
        rest = {name: value for name, value in arguments.named.items() if name not in named}
        _handed_on(objects, Arguments(arguments.positional, rest, arguments.is_open), node, scope, is_whole=False)
    return returned(objects, info)


# Of models, and handed on ----------------------------------------------------------------------------------------


def _model(objects: Objects, model: ModelClass, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    at = objects.place(node, scope)
    old, new = (side.enum(side.components.get(model.name)) for side in (objects.pair.old, objects.pair.new))
    if old is not None or new is not None:
        texts = tuple(text for value in arguments.positional[:1] for text in value if isinstance(text, Text))
        for text in texts:
            objects.judge.text(old, new, text, model.name)
        return texts if new is None or all(text.text in new for text in texts) else (FOREIGN,)
    objects.judge.made(model.name, arguments.named, at, is_open=arguments.is_open)
    return naming.of_model(objects, model.name)


def _handed_on(objects: Objects, arguments: Arguments, node: ast.AST, scope: Scope, *, is_whole: bool) -> Value:
    """Judge methods of a client that something else is given to call, with their arguments."""
    values: list[Value] = []
    callees = [case for value in arguments.positional[:3] for case in value if isinstance(case, (Bound, Func, Lambda))]
    for callee in callees:
        if isinstance(callee, Bound):
            if is_whole or arguments.named:
                known = objects.pair.old.call(callee.words, callee.name) or objects.pair.new.call(
                    callee.words, callee.name
                )
                own = {
                    k: v for k, v in arguments.named.items() if is_whole or (known is not None and k in known.params)
                }
                rest = Arguments([], own, arguments.is_open)
                values.append(_bound(objects, callee, rest, node, scope, partial=not is_whole))
            else:
                values.append(
                    _bound(objects, callee, arguments.after(len(arguments.positional)), node, scope, partial=True)
                )
        elif isinstance(callee, Func):
            index = next(n for n, value in enumerate(arguments.positional) if callee in value)
            bind(objects, callee.info, arguments.after(index + 1), callee.owner)
            values.append(returned(objects, callee.info))
        elif arguments.positional:
            index = next(n for n, value in enumerate(arguments.positional) if callee in value)
            values.append(run_lambda(objects, callee, arguments.after(index + 1)))
    return joined(*values)


def handed_on(objects: Objects, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    """What a method gives that something calls with these arguments and no others."""
    return _handed_on(objects, arguments, node, scope, is_whole=True)
