"""Calls of Python's own functions and of methods of its containers, as far as clients and results pass through them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade import calling, functions, naming
from goodmem_dyn._upgrade.values import (
    FOREIGN,
    OPAQUE,
    Bound,
    Builtin,
    Class,
    Client,
    ClientClass,
    Dumped,
    Func,
    Gives,
    Lambda,
    Listed,
    Mapped,
    Method,
    ModelClass,
    Namespace,
    Obj,
    Text,
    Tupled,
    Typed,
    joined,
)

if TYPE_CHECKING:
    from goodmem_dyn._upgrade.functions import Arguments
    from goodmem_dyn._upgrade.objects import Objects
    from goodmem_dyn._upgrade.project import Scope
    from goodmem_dyn._upgrade.values import Value

_SAME_ITEMS = frozenset(
    {"list", "tuple", "sorted", "reversed", "set", "frozenset", "iter", "aiter", "islice", "chain", "deque", "tqdm"}
    | {"track", "cycle", "from_iterable", "as_completed", "accumulate", "alist"}
)
_ITEMS_OF_SECOND = frozenset({"filter", "takewhile", "dropwhile", "filterfalse"})
_ONE_ITEM = frozenset({"next", "anext", "max", "min", "choice", "first", "one"})
_THE_SAME = frozenset(
    {"run", "run_until_complete", "wait_for", "shield", "closing", "aclosing", "copy"}
    | {"deepcopy", "nullcontext", "enter_context", "enter_async_context", "Depends", "push", "wraps", "loads"}
    | {"cast_to", "weakref", "proxy", "asyncio_run", "async_to_sync", "syncify"}
)
_INTERESTING = (Client, Namespace, Bound, Typed, Obj, Listed, Tupled, Gives, Dumped, Mapped, Func, Lambda)


def special(it: Objects, node: ast.Call, given: Arguments, function: Value, scope: Scope) -> Value | None:
    """What a function that is known by its name gives; None for any other."""
    if any(not isinstance(one, (Builtin, Method)) and one is not OPAQUE and one is not FOREIGN for one in function):
        return None
    name = naming.last(node.func)
    if any(isinstance(one, Builtin) for one in function):
        name = next(one.name.rpartition(".")[2] for one in function if isinstance(one, Builtin))
    first = given.positional[0] if given.positional else ()
    if any(
        isinstance(part, (Client, Typed, Dumped, ModelClass, Mapped, Gives, Text))
        for one in function
        if isinstance(one, Method)
        for part in one.of
    ):
        return None
    return _named(it, name, node, given, first, scope)


def _named(it: Objects, name: str, node: ast.Call, given: Arguments, first: Value, scope: Scope) -> Value | None:
    interesting = tuple(one for one in first if isinstance(one, _INTERESTING))
    if "key" in given.named and name != "get":
        calling.called(it, given.named["key"][0], functions.Arguments([it.items(first)]), node, scope)
    if name in _SAME_ITEMS and interesting:
        return (Listed(joined(*map(it.items, given.positional))),)
    if name in _ITEMS_OF_SECOND and len(given.positional) > 1:
        items = it.items(given.positional[1])
        calling.called(it, first, functions.Arguments([items]), node, scope)
        return (Listed(items),)
    if name in _ONE_ITEM and interesting:
        return joined(it.items(first), *given.positional[1:])
    if name == "enumerate":
        return (Listed((Tupled(((FOREIGN,), it.items(first))),)),)
    if name in {"zip", "zip_longest"}:
        return (Listed((Tupled(tuple(map(it.items, given.positional))),)),)
    if name == "wait" and interesting and not any(isinstance(one, Method) for one in first):
        return (Tupled(((Listed(it.items(first)),), (Listed(it.items(first)),))),)
    if name == "gather":
        return (
            (Listed(joined(*map(it.settled, given.positional))),)
            if any(isinstance(one, ast.Starred) for one in node.args)
            else (Tupled(tuple(map(it.settled, given.positional))),)
        )
    if name in {"map", "starmap", "imap"} and len(given.positional) > 1:
        items = it.items(given.positional[1])
        plain = tuple(one for one in first if not isinstance(one, Bound))
        # Which argument of a method of the client the items are is its own matter; what it gives is known.
        made = [calling.result(it, one) for one in first if isinstance(one, Bound)]
        return (Listed(joined(calling.called(it, plain, functions.Arguments([items]), node, scope), *made)),)
    if name in {"partial", "partialmethod"}:
        return _partial(it, first, given, node, scope)
    if name in {"create_task", "ensure_future", "run_coroutine_threadsafe"} and interesting:
        return (Gives(first),)
    if name in calling.HANDED_ON:
        found = calling.handed_on(it, given, node, scope)
        return (Gives(found),) if found else joined(*given.positional[:1])
    if name in _THE_SAME:
        return first if interesting else None
    return _lookups(it, name, node, given, first, scope)


def _lookups(it: Objects, name: str, node: ast.Call, given: Arguments, first: Value, scope: Scope) -> Value | None:
    if name in {"getattr", "setattr", "delattr"} and len(given.positional) > 1:
        return _getattr(it, node, given, scope)
    if name == "vars" and _as_dicts(first):
        return _as_dicts(first)
    if name == "cast" and len(node.args) > 1:
        return naming.annotated(it, node.args[0], scope) or given.positional[1]
    if name in {"dict", "SimpleNamespace", "Namespace", "OrderedDict", "defaultdict"}:
        made = it.mapped(node, is_open=False)
        it.absorb(made, first) if first else None
        made.entries |= given.named
        made.is_open |= given.is_open
        return (made,)
    if name == "TypeVar":
        bound = given.named.get("bound", ((), None))[0]
        return joined(bound, *given.positional[1:])
    if name == "NewType" and len(given.positional) > 1:
        return given.positional[1]
    if name == "import_module" and first and isinstance(first[0], Text):
        return naming.module(first[0].text)
    if name == "attrgetter" and first and isinstance(first[0], Text):
        source = "lambda one: one." + first[0].text
        made_of = ast.parse(source, mode="eval").body
        for part in ast.walk(made_of):
            ast.copy_location(part, node)
        return (Lambda(made_of, scope),) if isinstance(made_of, ast.Lambda) else None
    if name == "super":
        return _super(scope)
    return None


def _as_dicts(value: Value) -> Value:
    """Results as dicts of their attributes."""
    return tuple(Dumped(one, False) for one in value if isinstance(one, Typed))


def _super(scope: Scope) -> Value:
    around: Scope | None = scope
    while around is not None and (around.function is None or around.function.owner is None):
        around = around.around
    if around is None or around.function is None or around.function.owner is None:
        return ()
    bases = around.function.owner.bases
    return tuple(
        Obj(one.info) if isinstance(one, Class) else Client() for one in bases if isinstance(one, (Class, ClientClass))
    )


def _partial(it: Objects, first: Value, given: Arguments, node: ast.Call, scope: Scope) -> Value:
    found: list[Value] = []
    for one in first:
        if isinstance(one, Bound):
            # Each part is judged where it stands; what is missing, where the whole is called.
            calling.called(it, (), functions.Arguments(), node, scope)
            it.judge.call(
                one.words, one.name, given.named, it.place(node, scope), is_open=given.is_open, is_partial=True
            )
            held = {**dict(one.given), **{name: value for name, (value, _) in given.named.items()}}
            found.append((Bound(one.words, one.name, one.raw, tuple((k, ()) for k in held)),))
        elif isinstance(one, Func):
            functions.bind(it, one.info, given.after(1), one.owner)
            found.append((one,))
        elif isinstance(one, Lambda):
            found.append((one,))
        elif isinstance(one, (ModelClass, Class, ClientClass)):
            found.append(calling.called(it, (one,), given.after(1), node, scope))
            found[-1] = (Gives(found[-1]),)
    return joined(*found) or (OPAQUE,)


def _getattr(it: Objects, node: ast.Call, given: Arguments, scope: Scope) -> Value:
    of, names = given.positional[0], [one for one in given.positional[1] if isinstance(one, Text)]
    at = it.place(node, scope)
    found = [it.attribute(one, name.text, at) for one in of for name in names if name.text.isidentifier()]
    ours = [one for one in of if isinstance(one, (Client, Namespace, Typed))]
    if not names and ours:
        it.judge.doubt(ast.unparse(node)[:80], "the name is computed", at)
    return joined(*found, *given.positional[2:])


def method(it: Objects, one: Method, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    """What a method of a value gives that is no client."""
    return joined(*(_method(it, part, one.name, given, node, scope) for part in one.of))


def _method(it: Objects, of: object, name: str, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    first = given.positional[0] if given.positional else ()
    if isinstance(of, (Client, ClientClass)):
        return (FOREIGN,) if name in {"close", "aclose", "__exit__", "__aexit__"} else (Client(),)
    if isinstance(of, Typed):
        return _of_result(it, of, name, given)
    if isinstance(of, Dumped):
        if name in {"get", "pop", "setdefault"}:
            return it.keyed(of, first, it.place(node, scope))
        return (Listed((Tupled(((FOREIGN,), ())),)),) if name == "items" else (of,) if name == "copy" else (FOREIGN,)
    if isinstance(of, ModelClass):
        return _of_model(it, of, given, node, scope)
    if isinstance(of, Mapped):
        return _of_dict(it, of, name, given, node, scope)
    if isinstance(of, (Listed, Tupled)):
        return _of_list(it, of, name, given, node, scope)
    if isinstance(of, Gives):
        return of.returns
    return (FOREIGN,)


def _of_result(it: Objects, of: Typed, name: str, given: Arguments) -> Value:
    if name in {"model_dump", "dict", "to_dict", "model_dump_json", "json", "to_json"}:
        # JSON as text is what it holds: `json.loads` gives that back.
        return (Dumped(of, "by_alias" in given.named),)
    if name in {"model_copy", "copy"}:
        for one in given.named.get("update", ((), None))[0]:
            for key, (_, at) in one.entries.items() if isinstance(one, Mapped) else ():
                it.judge.attribute(of, key, at)
        return (of,)
    return (of,) if name.startswith("__") and name.endswith("enter__") else (FOREIGN,)


def _of_model(it: Objects, of: ModelClass, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    for value in (*given.positional[:1], (Mapped(given.named, is_open=True),) if given.named else ()):
        for one in value:
            if isinstance(one, Mapped):
                it.judge.made(of.name, one.entries, it.place(node, scope), is_open=one.is_open)
    return naming.of_model(it, of.name)


def _of_dict(it: Objects, of: Mapped, name: str, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    first = given.positional[0] if given.positional else ()
    if name in {"get", "pop", "setdefault", "__getitem__"}:
        texts = [one for one in first if isinstance(one, Text)]
        if name == "setdefault" and len(given.positional) > 1:
            for text in texts:
                of.entries.setdefault(text.text, (given.positional[1], text.place))
        if name == "pop":
            return joined(*(of.entries.pop(one.text)[0] for one in texts if one.text in of.entries))
        return joined(it.keyed(of, first, it.place(node, scope)), *given.positional[1:])
    if name == "update":
        if given.positional:
            it.absorb(of, first)
        of.entries |= given.named
        of.is_open |= given.is_open
        return (FOREIGN,)
    values = joined(of.others, *(value for value, _ in of.entries.values()))
    if name == "items":
        return (Listed((Tupled(((FOREIGN,), values)),)),)
    if name == "values":
        return (Listed(values),)
    if name == "copy":
        made = it.mapped(node)
        it.absorb(made, (of,))
        return (made,)
    return (FOREIGN,)


def _of_list(it: Objects, of: Listed | Tupled, name: str, given: Arguments, node: ast.AST, scope: Scope) -> Value:
    first = given.positional[0] if given.positional else ()
    added = {"append": first, "appendleft": first, "add": first, "put": first, "put_nowait": first}
    added |= {"extend": it.items(first), "insert": given.positional[1] if len(given.positional) > 1 else ()}
    target = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    if name in added and isinstance(target, ast.Call):
        into(it, target.func, added[name], scope)
    elif name in added and target is not None:
        it.store(target, (Listed(joined(it.items((of,)), added[name])),), scope)
    if name in added:
        return (FOREIGN,)
    return (of,) if name in {"copy", "__enter__", "__aenter__"} else it.items((of,))


def into(it: Objects, place: ast.expr, value: Value, scope: Scope) -> None:
    """Put a value into a list that a dict holds by a key that is not known: `groups[key].append(value)`."""
    owner = place.value if isinstance(place, (ast.Attribute, ast.Subscript)) else None
    for one in it.value(owner, scope) if owner is not None else ():
        if isinstance(one, Mapped):
            one.others = joined(one.others, (Listed(value),))
