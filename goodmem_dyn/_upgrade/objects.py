"""What values hold: their attributes and items, and what is put into them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade import calling, functions, naming, types
from goodmem_dyn._upgrade.results import paired
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
    Imported,
    Listed,
    Mapped,
    Method,
    ModelClass,
    Namespace,
    Obj,
    Other,
    Package,
    Place,
    Text,
    Tupled,
    Typed,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._upgrade.changes import Pair
    from goodmem_dyn._upgrade.checks import Judge
    from goodmem_dyn._upgrade.project import ClassInfo, Project, Scope
    from goodmem_dyn._upgrade.values import Alternative, Value

RAW = "with_raw_response"


class Objects:
    """What values hold.

    Args:
        project: The programs.
        pair: The documents.
        judge: Who writes down what is found.
    """

    def __init__(self, project: Project, pair: Pair, judge: Judge) -> None:
        self.project, self.pair, self.judge = project, pair, judge
        self.namespaces = pair.namespaces()
        self._mapped: dict[ast.AST, Mapped] = {}

    def place(self, node: ast.AST, scope: Scope) -> Place:
        """Where something stands; an attribute where its name does."""
        is_attribute = isinstance(node, ast.Attribute)
        line: int = getattr(node, "end_lineno" if is_attribute else "lineno", 1)
        column: int = getattr(node, "end_col_offset" if is_attribute else "col_offset", 0)
        column -= len(node.attr) if isinstance(node, ast.Attribute) else 0
        return Place(scope.module.program.file, line, column + 1)

    def mapped(self, node: ast.AST, *, is_open: bool = False, others: Value = ()) -> Mapped:
        """The dict that a place of the program makes: always the same one, so that rounds come to an end."""
        found = self._mapped.get(node)
        if found is None:
            found = self._mapped[node] = Mapped(is_open=is_open)
        found.others = joined(found.others, others)
        return found

    def absorb(self, made: Mapped, value: Value) -> None:
        """Put the entries of other dicts into one."""
        for one in value:
            if isinstance(one, Mapped):
                made.entries |= one.entries
                made.others = joined(made.others, one.others)
                made.is_open |= one.is_open
        made.is_open |= not all(isinstance(one, Mapped) for one in value) or not value

    def settled(self, value: Value) -> Value:
        """What is there when it was awaited."""
        return tuple(inner for one in value for inner in (one.returns if isinstance(one, Gives) else (one,)))

    def value(self, node: ast.expr | None, scope: Scope) -> Value:
        """What an expression may be."""
        raise NotImplementedError

    def keyed(self, one: Alternative, key: Value, at: Place) -> Value:
        """What an index or a key gives."""
        texts = [text for text in key if isinstance(text, Text)]
        if isinstance(one, Mapped):
            found = [one.entries[text.text][0] for text in texts if text.text in one.entries]
            return joined(*found) if found else joined(one.others, *(value for value, _ in one.entries.values()))
        if isinstance(one, Dumped):
            return joined(*(self.judge.key(one, text.text, at) for text in texts))
        if isinstance(one, Typed):
            return paired(*(types.values(side) if side else () for side in (one.old, one.new)))
        if isinstance(one, (Listed, Tupled)):
            return self.items((one,))
        return (one,) if isinstance(one, Other) else ()

    def items(self, value: Value) -> Value:
        """What iterating gives."""
        return joined(*map(self._items, value))

    def _items(self, one: Alternative) -> Value:
        if isinstance(one, Listed):
            return one.items
        if isinstance(one, Tupled):
            return joined(*one.items)
        if isinstance(one, Typed):
            return paired(*(types.items(side) if side else () for side in (one.old, one.new)))
        if isinstance(one, Gives):
            return self.items(one.returns)
        if isinstance(one, Mapped):
            return tuple(Text(name, place) for name, (_, place) in one.entries.items()) or (FOREIGN,)
        if isinstance(one, Obj):
            return self._iterated(one)
        return (one,) if isinstance(one, Other) else (FOREIGN,)

    def _iterated(self, one: Obj) -> Value:
        """What iterating over an object of the program gives."""

        def given(name: str) -> Value:
            made = self.member(one.info, f"__{name}__") or self.member(one.info, f"__a{name}__") or ()
            return calling.called(self, made, functions.Arguments(), one.info.node, one.info.scope)

        iterator = given("iter")
        # One that iterates over itself says with each step what it gives.
        return given("next") if any(isinstance(each, Obj) for each in iterator) else self.items(iterator)

    # Attributes --------------------------------------------------------------------------------------------------

    def on_attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        value = self.value(node.value, scope)
        at = self.place(node, scope)
        if (not value or OPAQUE in value) and node.attr in self.pair.lost_attributes:
            self.judge.doubt(
                f".{node.attr}", "results had it and do not any more, and what has it here is not known", at
            )
        if node.attr in self.project.loose and all(isinstance(one, (Other, Method)) for one in value):
            return self.project.loose[node.attr]
        return joined(*(self.attribute(one, node.attr, at) for one in value))

    def attribute(self, one: Alternative, name: str, at: Place) -> Value:
        """What an attribute of a value is."""
        if isinstance(one, Client):
            return (Namespace((name,)),) if (name,) in self.namespaces else (Method((one,), name),)
        if isinstance(one, Namespace):
            return self._of_namespace(one, name, at)
        if isinstance(one, ClientClass):
            return (Namespace((name,)),) if (name,) in self.namespaces else (Method((one,), name),)
        if isinstance(one, Typed):
            return self.judge.attribute(one, name, at)
        if isinstance(one, ModelClass):
            return self.judge.enum_member(one.name, name, at) if name.isupper() else (Method((one,), name),)
        if isinstance(one, Package):
            return naming.of_package(self, one, name, at)
        if isinstance(one, Imported):
            return self.exported(one, name)
        if isinstance(one, (Obj, Class)):
            return self._of_object(one, name, at)
        if isinstance(one, Mapped) and name in one.entries:
            return one.entries[name][0]
        if isinstance(one, Text) and name == "value":
            return (one,)  # of a member of an enumeration of the program's own
        if isinstance(one, Builtin):
            return (Builtin(f"{one.name}.{name}"),)
        if isinstance(one, Other):
            return (one,)
        return (Method((one,), name),)

    def _of_namespace(self, one: Namespace, name: str, at: Place) -> Value:
        if (*one.words, name) in self.namespaces:
            return (Namespace((*one.words, name), one.raw),)
        if name == RAW:
            return (Namespace(one.words, raw=True),)
        if name.startswith("_"):
            return (FOREIGN,)
        self.judge.method(one.words, name, at)
        return (Bound(one.words, name, one.raw),)

    def exported(self, one: Imported, name: str) -> Value:
        """A name of another module of the program."""
        found = one.module.scope.names.get(name)
        if found is None:
            inner = self.project.module((*one.module.parts[-1:], name), one.module)
            return (Imported(inner),) if inner is not None else ()
        return found

    def _of_object(self, one: Obj | Class, name: str, at: Place) -> Value:
        found = self.member(one.info, name)
        bases = [base for info in self.line(one.info) for base in info.bases]
        is_client = any(isinstance(base, (ClientClass, Client)) for base in bases)
        if not found and is_client:
            return self.attribute(Client(), name, at)
        if not found and self.member(one.info, "__getattr__"):
            return self._delegated(one, name, at)
        if not found and name in {"_replace", "copy", "model_copy"}:
            return (Gives((one,)),)
        values: list[Value] = []
        for each in found or ():
            if isinstance(each, Func) and each.info.owner is not None and not each.owner:
                if {"property", "cached_property"} & each.info.decorators:
                    values.append(functions.returned(self, each.info))
                    continue
                values.append((Func(each.info, (one,)),))
            else:
                values.append((each,))
        return joined(*values)

    def _delegated(self, one: Obj | Class, name: str, at: Place) -> Value:
        """An attribute that a class asks what it holds for."""
        held = [value for info in self.line(one.info) for value in info.attributes.values()]
        ours = dict.fromkeys(each for value in held for each in value if isinstance(each, (Client, Namespace, Typed)))
        return joined(*(self.attribute(each, name, at) for each in ours))

    def line(self, info: ClassInfo, seen: tuple[ClassInfo, ...] = ()) -> Iterator[ClassInfo]:
        """A class and those that it is made of."""
        yield info
        for base in info.bases:
            if isinstance(base, (Class, Obj)) and base.info not in seen and base.info is not info:
                yield from self.line(base.info, (*seen, info))

    def member(self, info: ClassInfo, name: str) -> Value | None:
        """What a class has by a name, or one that it is made of; None where it has nothing."""
        for one in self.line(info):
            own = one.methods.get(name)
            if own is not None:
                return (Func(own),)
            held = joined(one.attributes.get(name, ()), one.scope.names.get(name, ()) if one.scope.is_class else ())
            if held or name in one.attributes:
                return held
        return None

    # Storing -----------------------------------------------------------------------------------------------------

    def store(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Give a value to what is assigned to."""
        if isinstance(target, ast.Name):
            home = scope.module.scope if target.id in scope.globals else scope
            if home is scope:
                scope.names[target.id] = value
            else:
                self.project.grow(home.names, target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._spread(target.elts, value, scope)
        elif isinstance(target, ast.Starred):
            self.store(target.value, (Listed(value),), scope)
        elif isinstance(target, ast.Attribute):
            for one in self.value(target.value, scope):
                if isinstance(one, (Obj, Class)):
                    self.project.grow(one.info.attributes, target.attr, value)
                elif isinstance(one, Typed):
                    self.judge.attribute(one, target.attr, self.place(target, scope))
            self._loose(target.attr, self.value(target.value, scope), value)
        elif isinstance(target, ast.Subscript):
            self._put(target, value, scope)

    def _spread(self, targets: list[ast.expr], value: Value, scope: Scope) -> None:
        for index, one in enumerate(targets):
            found = [
                each.items[index] if isinstance(each, Tupled) and index < len(each.items) else self.items((each,))
                for each in value
            ]
            self.store(one, joined(*found), scope)

    def _loose(self, name: str, owner: Value, value: Value) -> None:
        """Remember what is put into an object of which nothing is known."""
        ours = tuple(one for one in value if isinstance(one, (Client, Namespace, Bound, Typed)))
        if ours and all(isinstance(one, (Other, Method, Builtin)) for one in owner):
            self.project.grow(self.project.loose, name, ours)

    def _put(self, target: ast.Subscript, value: Value, scope: Scope) -> None:
        keys = self.value(target.slice, scope)
        for key in keys:
            if isinstance(key, Text):
                self._loose(key.text, self.value(target.value, scope), value)
        for one in self.value(target.value, scope):
            if not isinstance(one, Mapped):
                continue
            texts = [key for key in keys if isinstance(key, Text)]
            for text in texts:
                one.entries[text.text] = (value, self.place(target.slice, scope))
            if not texts:
                one.is_open, one.others = True, joined(one.others, value)
