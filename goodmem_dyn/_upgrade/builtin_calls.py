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


def special(objects: Objects, node: ast.Call, arguments: Arguments, function: Value, scope: Scope) -> Value | None:
    """What a function that is known by its name gives; None for any other."""
    if any(not isinstance(case, (Builtin, Method)) and case is not OPAQUE and case is not FOREIGN for case in function):
        return None
    name = naming.last(node.func)
    if any(isinstance(case, Builtin) for case in function):
        name = next(case.name.rpartition(".")[2] for case in function if isinstance(case, Builtin))
    first = arguments.positional[0] if arguments.positional else ()
    if any(
        isinstance(part, (Client, Typed, Dumped, ModelClass, Mapped, Gives, Text))
        for case in function
        if isinstance(case, Method)
        for part in case.of
    ):
        return None
    return _named(objects, name, node, arguments, first, scope)


def _named(
    objects: Objects, name: str, node: ast.Call, arguments: Arguments, first: Value, scope: Scope
) -> Value | None:
    interesting = tuple(case for case in first if isinstance(case, _INTERESTING))
    if "key" in arguments.named and name != "get":
        calling.called(objects, arguments.named["key"][0], functions.Arguments([objects.items(first)]), node, scope)
    if name in _SAME_ITEMS and interesting:
        return (Listed(joined(*map(objects.items, arguments.positional))),)
    if name in _ITEMS_OF_SECOND and len(arguments.positional) > 1:
        items = objects.items(arguments.positional[1])
        calling.called(objects, first, functions.Arguments([items]), node, scope)
        return (Listed(items),)
    if name in _ONE_ITEM and interesting:
        return joined(objects.items(first), *arguments.positional[1:])
    if name == "enumerate":
        return (Listed((Tupled(((FOREIGN,), objects.items(first))),)),)
    if name in {"zip", "zip_longest"}:
        return (Listed((Tupled(tuple(map(objects.items, arguments.positional))),)),)
    if name == "wait" and interesting and not any(isinstance(case, Method) for case in first):
        return (Tupled(((Listed(objects.items(first)),), (Listed(objects.items(first)),))),)
    if name == "gather":
        return (
            (Listed(joined(*map(objects.settled, arguments.positional))),)
            if any(isinstance(argument, ast.Starred) for argument in node.args)
            else (Tupled(tuple(map(objects.settled, arguments.positional))),)
        )
    if name in {"map", "starmap", "imap"} and len(arguments.positional) > 1:
        items = objects.items(arguments.positional[1])
        plain = tuple(case for case in first if not isinstance(case, Bound))
        # Which argument of a method of the client the items are is its own matter; what it gives is known.
        made = [calling.result(objects, case) for case in first if isinstance(case, Bound)]
        return (Listed(joined(calling.called(objects, plain, functions.Arguments([items]), node, scope), *made)),)
    if name in {"partial", "partialmethod"}:
        return _partial(objects, first, arguments, node, scope)
    if name in {"create_task", "ensure_future", "run_coroutine_threadsafe"} and interesting:
        return (Gives(first),)
    if name in calling.HANDED_ON:
        handed = calling.handed_on(objects, arguments, node, scope)
        return (Gives(handed),) if handed else joined(*arguments.positional[:1])
    if name in _THE_SAME:
        return first if interesting else None
    return _lookups(objects, name, node, arguments, first, scope)


def _lookups(
    objects: Objects, name: str, node: ast.Call, arguments: Arguments, first: Value, scope: Scope
) -> Value | None:
    if name in {"getattr", "setattr", "delattr"} and len(arguments.positional) > 1:
        return _getattr(objects, node, arguments, scope)
    if name == "vars" and _as_dicts(first):
        return _as_dicts(first)
    if name == "cast" and len(node.args) > 1:
        return naming.annotated(objects, node.args[0], scope) or arguments.positional[1]
    if name in {"dict", "SimpleNamespace", "Namespace", "OrderedDict", "defaultdict"}:
        made = objects.mapped(node, is_open=False)
        objects.absorb(made, first) if first else None
        made.entries |= arguments.named
        made.is_open |= arguments.is_open
        return (made,)
    if name == "TypeVar":
        bound = arguments.named.get("bound", ((), None))[0]
        return joined(bound, *arguments.positional[1:])
    if name == "NewType" and len(arguments.positional) > 1:
        return arguments.positional[1]
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
    return tuple(Dumped(case, False) for case in value if isinstance(case, Typed))


def _super(scope: Scope) -> Value:
    around: Scope | None = scope
    while around is not None and (around.function is None or around.function.owner is None):
        around = around.around
    if around is None or around.function is None or around.function.owner is None:
        return ()
    bases = around.function.owner.bases
    return tuple(
        Obj(cls.info) if isinstance(cls, Class) else Client() for cls in bases if isinstance(cls, (Class, ClientClass))
    )


def _partial(objects: Objects, first: Value, arguments: Arguments, node: ast.Call, scope: Scope) -> Value:
    values: list[Value] = []
    for callee in first:
        if isinstance(callee, Bound):
            # Each part is judged where it stands; what is missing, where the whole is called.
            calling.called(objects, (), functions.Arguments(), node, scope)
            objects.judge.call(
                callee.words,
                callee.name,
                arguments.named,
                objects.place(node, scope),
                is_open=arguments.is_open,
                is_partial=True,
            )
            held = {**dict(callee.given), **{name: value for name, (value, _) in arguments.named.items()}}
            values.append((Bound(callee.words, callee.name, callee.raw, tuple((k, ()) for k in held)),))
        elif isinstance(callee, Func):
            functions.bind(objects, callee.info, arguments.after(1), callee.owner)
            values.append((callee,))
        elif isinstance(callee, Lambda):
            values.append((callee,))
        elif isinstance(callee, (ModelClass, Class, ClientClass)):
            values.append(calling.called(objects, (callee,), arguments.after(1), node, scope))
            values[-1] = (Gives(values[-1]),)
    return joined(*values) or (OPAQUE,)


def _getattr(objects: Objects, node: ast.Call, arguments: Arguments, scope: Scope) -> Value:
    of, names = arguments.positional[0], [case for case in arguments.positional[1] if isinstance(case, Text)]
    at = objects.place(node, scope)
    attributes = [objects.attribute(case, name.text, at) for case in of for name in names if name.text.isidentifier()]
    ours = [case for case in of if isinstance(case, (Client, Namespace, Typed))]
    if not names and ours:
        objects.judge.doubt(ast.unparse(node)[:80], "the name is computed", at)
    return joined(*attributes, *arguments.positional[2:])


def method(objects: Objects, method: Method, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    """What a method of a value gives that is no client."""
    return joined(*(_method(objects, part, method.name, arguments, node, scope) for part in method.of))


def _method(objects: Objects, of: object, name: str, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    first = arguments.positional[0] if arguments.positional else ()
    if isinstance(of, (Client, ClientClass)):
        return (FOREIGN,) if name in {"close", "aclose", "__exit__", "__aexit__"} else (Client(),)
    if isinstance(of, Typed):
        return _of_result(objects, of, name, arguments)
    if isinstance(of, Dumped):
        if name in {"get", "pop", "setdefault"}:
            return objects.keyed(of, first, objects.place(node, scope))
        return (Listed((Tupled(((FOREIGN,), ())),)),) if name == "items" else (of,) if name == "copy" else (FOREIGN,)
    if isinstance(of, ModelClass):
        return _of_model(objects, of, arguments, node, scope)
    if isinstance(of, Mapped):
        return _of_dict(objects, of, name, arguments, node, scope)
    if isinstance(of, (Listed, Tupled)):
        return _of_list(objects, of, name, arguments, node, scope)
    if isinstance(of, Gives):
        return of.returns
    return (FOREIGN,)


def _of_result(objects: Objects, of: Typed, name: str, arguments: Arguments) -> Value:
    if name in {"model_dump", "dict", "to_dict", "model_dump_json", "json", "to_json"}:
        # JSON as text is what it holds: `json.loads` gives that back.
        return (Dumped(of, "by_alias" in arguments.named),)
    if name in {"model_copy", "copy"}:
        for update in arguments.named.get("update", ((), None))[0]:
            for key, (_, at) in update.entries.items() if isinstance(update, Mapped) else ():
                objects.judge.attribute(of, key, at)
        return (of,)
    return (of,) if name.startswith("__") and name.endswith("enter__") else (FOREIGN,)


def _of_model(objects: Objects, of: ModelClass, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    for value in (*arguments.positional[:1], (Mapped(arguments.named, is_open=True),) if arguments.named else ()):
        for made in value:
            if isinstance(made, Mapped):
                objects.judge.made(of.name, made.entries, objects.place(node, scope), is_open=made.is_open)
    return naming.of_model(objects, of.name)


def _of_dict(objects: Objects, of: Mapped, name: str, arguments: Arguments, node: ast.AST, scope: Scope) -> Value:
    first = arguments.positional[0] if arguments.positional else ()
    if name in {"get", "pop", "setdefault", "__getitem__"}:
        texts = [case for case in first if isinstance(case, Text)]
        if name == "setdefault" and len(arguments.positional) > 1:
            for text in texts:
                of.entries.setdefault(text.text, (arguments.positional[1], text.place))
        if name == "pop":
            return joined(*(of.entries.pop(text.text)[0] for text in texts if text.text in of.entries))
        return joined(objects.keyed(of, first, objects.place(node, scope)), *arguments.positional[1:])
    if name == "update":
        if arguments.positional:
            objects.absorb(of, first)
        of.entries |= arguments.named
        of.is_open |= arguments.is_open
        return (FOREIGN,)
    values = joined(of.others, *(value for value, _ in of.entries.values()))
    if name == "items":
        return (Listed((Tupled(((FOREIGN,), values)),)),)
    if name == "values":
        return (Listed(values),)
    if name == "copy":
        made = objects.mapped(node)
        objects.absorb(made, (of,))
        return (made,)
    return (FOREIGN,)


def _of_list(
    objects: Objects, of: Listed | Tupled, name: str, arguments: Arguments, node: ast.AST, scope: Scope
) -> Value:
    first = arguments.positional[0] if arguments.positional else ()
    added = {"append": first, "appendleft": first, "add": first, "put": first, "put_nowait": first}
    added |= {
        "extend": objects.items(first),
        "insert": arguments.positional[1] if len(arguments.positional) > 1 else (),
    }
    target = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    if name in added and isinstance(target, ast.Call):
        into(objects, target.func, added[name], scope)
    elif name in added and target is not None:
        objects.store(target, (Listed(joined(objects.items((of,)), added[name])),), scope)
    if name in added:
        return (FOREIGN,)
    return (of,) if name in {"copy", "__enter__", "__aenter__"} else objects.items((of,))


def into(objects: Objects, place: ast.expr, value: Value, scope: Scope) -> None:
    """Put a value into a list that a dict holds by a key that is not known: `groups[key].append(value)`."""
    owner = place.value if isinstance(place, (ast.Attribute, ast.Subscript)) else None
    for held in objects.value(owner, scope) if owner is not None else ():
        if isinstance(held, Mapped):
            held.others = joined(held.others, (Listed(value),))
