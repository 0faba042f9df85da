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

Given = dict[str, tuple["Value", Place]]

HANDED_ON = frozenset(
    {
        "submit",
        "to_thread",
        "run_in_executor",
        "run_sync",
        "apply",
        "apply_async",
        "call_soon",
        "call_later",
        "start_soon",
    }
    | {"call_soon_threadsafe", "from_thread", "add_task", "partial", "retry", "create_task"}
)
"""What calls the function that it is given, with the arguments after it and no others."""


def arguments(it: Objects, node: ast.Call, scope: Scope) -> Arguments:
    """The arguments of a call, evaluated."""
    found = Arguments()
    for one in node.args:
        value = it.value(one, scope)
        if isinstance(one, ast.Starred):
            found.positional.append(it.items(value))
            continue
        found.positional.append(value)
    for keyword in node.keywords:
        value = it.value(keyword.value, scope)
        if keyword.arg is not None:
            line, column = keyword.lineno, keyword.col_offset + 1
            found.named[keyword.arg] = (value, Place(scope.module.program.file, line, column))
        elif value and all(isinstance(inner, Mapped) for inner in value):
            for inner in value:
                assert isinstance(inner, Mapped)
                found.named |= inner.entries
                found.is_open |= inner.is_open
        else:
            found.is_open = True
    return found


def call(it: Objects, node: ast.Call, scope: Scope) -> Value:
    """What a call gives."""
    function = it.value(node.func, scope)
    given = arguments(it, node, scope)
    if _forwards(node, scope) and sum(isinstance(one, Bound) for one in function) > 1:
        # Which of them gets which arguments is known where they are handed over, and not here.
        return joined(*(result(it, one) for one in function if isinstance(one, Bound)))
    if not function and isinstance(node.func, ast.Attribute) and node.func.attr in {"append", "add"}:
        builtin_calls.into(it, node.func.value, joined(*given.positional), scope)
    if not function or OPAQUE in function:
        found = _unknown(it, node, given, scope)
        if found is not None:
            return found
    special = builtin_calls.special(it, node, given, function, scope)
    if special is not None:
        return special
    return called(it, function, given, node, scope)


def called(it: Objects, function: Value, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    """What calling a value gives."""
    return joined(*(_called(it, one, given, node, scope) for one in function))


def _called(it: Objects, one: Alternative, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    if isinstance(one, Bound):
        return _bound(it, one, given, node, scope)
    if isinstance(one, ClientClass):
        return (Client(),)
    if isinstance(one, ModelClass):
        return _model(it, one, given, node, scope)
    if isinstance(one, Func):
        return _function(it, one, given, node, scope)
    if isinstance(one, Class):
        return construct(it, one, given)
    if isinstance(one, Lambda):
        return run_lambda(it, one, given)
    if isinstance(one, Gives):
        return one.returns
    if isinstance(one, Method):
        return builtin_calls.method(it, one, given, node, scope)
    if isinstance(one, Obj):
        made = it.member(one.info, "__call__")
        return called(
            it, tuple(Func(each.info, (one,)) for each in made or () if isinstance(each, Func)), given, node, scope
        )
    if isinstance(one, Typed):
        return (one,)  # a method of a result: its type was that of what it returns
    if isinstance(one, (Other, Builtin)):
        _handed_on(it, given, node, scope, is_whole=False)
        return (one,) if isinstance(one, Other) else (FOREIGN,)
    return ()


# Of clients ------------------------------------------------------------------------------------------------------


def _bound(it: Objects, one: Bound, given: Arguments, node: ast.AST, scope: Scope, *, partial: bool = False) -> Value:
    at = it.place(node.func if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else node, scope)
    # What was given before was judged where it was given.
    before = frozenset(name for name, _ in one.given)
    it.judge.call(one.words, one.name, given.named, at, is_open=given.is_open, is_partial=partial, before=before)
    return result(it, one)


def _forwards(node: ast.Call, scope: Scope) -> bool:
    """Whether a call hands on what the function around was given by names."""
    info = scope.function
    kwarg = info.node.args.kwarg if info is not None else None
    return kwarg is not None and any(
        one.arg is None and isinstance(one.value, ast.Name) and one.value.id == kwarg.arg for one in node.keywords
    )


def result(it: Objects, one: Bound) -> Value:
    """What a method of a client gives."""
    old, new = it.pair.old.call(one.words, one.name), it.pair.new.call(one.words, one.name)
    if new is None:
        moved = it.pair.moved(one.words, one.name)
        new = it.pair.new.call(*moved) if moved is not None else None
    return paired(
        *(side.raw if side is not None and one.raw else side.returns if side is not None else () for side in (old, new))
    )


def chain(node: ast.expr) -> tuple[ast.expr, list[str]]:
    """An expression and the attributes that follow it: `self.x.spaces.create` → `self`, [`x`, `spaces`, `create`]."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return node, names[::-1]


def _unknown(it: Objects, node: ast.Call, given: Arguments, scope: Scope) -> Value | None:
    """A call of something unknown: what it gives, if it is taken for a method of a client."""
    base, names = chain(node.func)
    if isinstance(base, ast.Name) and len(names) == 1:
        return _named_so(it, base, names[0], node, given, scope)
    names = [one for one in names if one != "with_raw_response"]
    found = _words(it, names)
    if found is None or not isinstance(node.func, ast.Attribute):
        return None
    words, name = found
    receiver = node.func
    for _ in range(len(words) + 1 + ("with_raw_response" in chain(node.func)[1])):
        receiver = receiver.value  # type: ignore[assignment]
    known = it.value(receiver, scope)
    if known and OPAQUE not in known:
        return None
    calls = [side.call(words, name) for side in (it.pair.old, it.pair.new)]
    params = {param for one in calls if one is not None for param in one.params}
    if not known and scope.module.uses and not given.positional and given.named.keys() <= params:
        it.judge.method(words, name, it.place(node.func, scope))
        return _bound(it, Bound(words, name), given, node, scope)
    _suppose(it, words, name, given, node, scope)
    return None


def _named_so(it: Objects, base: ast.Name, name: str, node: ast.Call, given: Arguments, scope: Scope) -> Value | None:
    """A call of something unknown that is called as a namespace is: `spaces.create(…)`."""
    words = (base.id,)
    calls = [side.call(words, name) for side in (it.pair.old, it.pair.new)]
    params = {param for one in calls if one is not None for param in one.params}
    is_unknown = scope.look(base.id) == () and scope.module.uses and not given.positional
    if not is_unknown or not params or not given.named.keys() <= params:
        return None
    it.judge.method(words, name, it.place(node.func, scope))
    return _bound(it, Bound(words, name), given, node, scope)


def _words(it: Objects, names: list[str]) -> tuple[Words, str] | None:
    """The namespace and method that the end of a chain of attributes is; None where it is none."""
    for depth in (3, 2, 1):
        words = tuple(names[-1 - depth : -1])
        if len(words) == depth and any(side.call(words, names[-1]) for side in (it.pair.old, it.pair.new)):
            return words, names[-1]
    return None


def _suppose(it: Objects, words: Words, name: str, given: Arguments, node: ast.Call, scope: Scope) -> None:
    """Say that a call may break, if it would if the receiver were a client."""
    trial = Judge(it.pair)
    at = it.place(node.func, scope)
    if trial.method(words, name, at):
        trial.call(words, name, given.named, at, is_open=given.is_open)
    for one in trial.findings:
        it.judge.doubt(
            one.subject, f"if this is a client: {one.message} {one.instead}", Place(one.file, one.line, one.column)
        )


def _function(it: Objects, one: Func, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    info = one.info
    if isinstance(info.node, ast.Lambda):
        return ()
    bind(it, info, given, one.owner)
    if info.node.args.kwarg is not None:
        named = {arg.arg for arg in (*info.node.args.args, *info.node.args.kwonlyargs)}
        rest = {name: value for name, value in given.named.items() if name not in named}
        _handed_on(it, Arguments(given.positional, rest, given.is_open), node, scope, is_whole=False)
    return returned(it, info)


# Of models, and handed on ----------------------------------------------------------------------------------------


def _model(it: Objects, one: ModelClass, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    at = it.place(node, scope)
    old, new = (side.enum(side.components.get(one.name)) for side in (it.pair.old, it.pair.new))
    if old is not None or new is not None:
        texts = tuple(text for value in given.positional[:1] for text in value if isinstance(text, Text))
        for text in texts:
            it.judge.text(old, new, text, one.name)
        return texts if new is None or all(text.text in new for text in texts) else (FOREIGN,)
    it.judge.made(one.name, given.named, at, is_open=given.is_open)
    return naming.of_model(it, one.name)


def _handed_on(it: Objects, given: Arguments, node: ast.AST, scope: Scope, *, is_whole: bool) -> Value:
    """Judge methods of a client that something else is given to call, with their arguments."""
    found: list[Value] = []
    for one in (one for value in given.positional[:3] for one in value if isinstance(one, (Bound, Func, Lambda))):
        if isinstance(one, Bound):
            if is_whole or given.named:
                known = it.pair.old.call(one.words, one.name) or it.pair.new.call(one.words, one.name)
                own = {k: v for k, v in given.named.items() if is_whole or (known is not None and k in known.params)}
                rest = Arguments([], own, given.is_open)
                found.append(_bound(it, one, rest, node, scope, partial=not is_whole))
            else:
                found.append(_bound(it, one, given.after(len(given.positional)), node, scope, partial=True))
        elif isinstance(one, Func):
            index = next(n for n, value in enumerate(given.positional) if one in value)
            bind(it, one.info, given.after(index + 1), one.owner)
            found.append(returned(it, one.info))
        elif given.positional:
            index = next(n for n, value in enumerate(given.positional) if one in value)
            found.append(run_lambda(it, one, given.after(index + 1)))
    return joined(*found)


def handed_on(it: Objects, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    """What a method gives that something calls with these arguments and no others."""
    return _handed_on(it, given, node, scope, is_whole=True)
