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
        made = self._mapped.get(node)
        if made is None:
            made = self._mapped[node] = Mapped(is_open=is_open)
        made.others = joined(made.others, others)
        return made

    def absorb(self, target: Mapped, value: Value) -> None:
        """Put the entries of other dicts into one."""
        for mapped in value:
            if isinstance(mapped, Mapped):
                target.entries |= mapped.entries
                target.others = joined(target.others, mapped.others)
                target.is_open |= mapped.is_open
        target.is_open |= not all(isinstance(case, Mapped) for case in value) or not value

    def settled(self, value: Value) -> Value:
        """What is there when it was awaited."""
        return tuple(inner for case in value for inner in (case.returns if isinstance(case, Gives) else (case,)))

    def value(self, node: ast.expr | None, scope: Scope) -> Value:
        """What an expression may be."""
        raise NotImplementedError

    def keyed(self, owner: Alternative, key: Value, at: Place) -> Value:
        """What an index or a key gives."""
        texts = [text for text in key if isinstance(text, Text)]
        if isinstance(owner, Mapped):
            entries = [owner.entries[text.text][0] for text in texts if text.text in owner.entries]
            return (
                joined(*entries) if entries else joined(owner.others, *(value for value, _ in owner.entries.values()))
            )
        if isinstance(owner, Dumped):
            return joined(*(self.judge.key(owner, text.text, at) for text in texts))
        if isinstance(owner, Typed):
            return paired(*(types.values(side) if side else () for side in (owner.old, owner.new)))
        if isinstance(owner, (Listed, Tupled)):
            return self.items((owner,))
        return (owner,) if isinstance(owner, Other) else ()

    def items(self, value: Value) -> Value:
        """What iterating gives."""
        return joined(*map(self._items, value))

    def _items(self, alternative: Alternative) -> Value:
        if isinstance(alternative, Listed):
            return alternative.items
        if isinstance(alternative, Tupled):
            return joined(*alternative.items)
        if isinstance(alternative, Typed):
            return paired(*(types.items(side) if side else () for side in (alternative.old, alternative.new)))
        if isinstance(alternative, Gives):
            return self.items(alternative.returns)
        if isinstance(alternative, Mapped):
            return tuple(Text(name, place) for name, (_, place) in alternative.entries.items()) or (FOREIGN,)
        if isinstance(alternative, Obj):
            return self._iterated(alternative)
        return (alternative,) if isinstance(alternative, Other) else (FOREIGN,)

    def _iterated(self, instance: Obj) -> Value:
        """What iterating over an object of the program gives."""

        def step(name: str) -> Value:
            made = self.member(instance.info, f"__{name}__") or self.member(instance.info, f"__a{name}__") or ()
            return calling.called(self, made, functions.Arguments(), instance.info.node, instance.info.scope)

        iterator = step("iter")
        # One that iterates over itself says with each step what it gives.
        return step("next") if any(isinstance(each, Obj) for each in iterator) else self.items(iterator)

    # Attributes --------------------------------------------------------------------------------------------------

    def on_attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        value = self.value(node.value, scope)
        at = self.place(node, scope)
        if (not value or OPAQUE in value) and node.attr in self.pair.lost_attributes:
            self.judge.doubt(
                f".{node.attr}", "results had it and do not any more, and what has it here is not known", at
            )
        if node.attr in self.project.loose and all(isinstance(case, (Other, Method)) for case in value):
            return self.project.loose[node.attr]
        return joined(*(self.attribute(case, node.attr, at) for case in value))

    def attribute(self, owner: Alternative, name: str, at: Place) -> Value:
        """What an attribute of a value is."""
        if isinstance(owner, Client):
            return (Namespace((name,)),) if (name,) in self.namespaces else (Method((owner,), name),)
        if isinstance(owner, Namespace):
            return self._of_namespace(owner, name, at)
        if isinstance(owner, ClientClass):
            return (Namespace((name,)),) if (name,) in self.namespaces else (Method((owner,), name),)
        if isinstance(owner, Typed):
            return self.judge.attribute(owner, name, at)
        if isinstance(owner, ModelClass):
            return self.judge.enum_member(owner.name, name, at) if name.isupper() else (Method((owner,), name),)
        if isinstance(owner, Package):
            return naming.of_package(self, owner, name, at)
        if isinstance(owner, Imported):
            return self.exported(owner, name)
        if isinstance(owner, (Obj, Class)):
            return self._of_object(owner, name, at)
        if isinstance(owner, Mapped) and name in owner.entries:
            return owner.entries[name][0]
        if isinstance(owner, Text) and name == "value":
            return (owner,)  # of a member of an enumeration of the program's own
        if isinstance(owner, Builtin):
            return (Builtin(f"{owner.name}.{name}"),)
        if isinstance(owner, Other):
            return (owner,)
        return (Method((owner,), name),)

    def _of_namespace(self, namespace: Namespace, name: str, at: Place) -> Value:
        if (*namespace.words, name) in self.namespaces:
            return (Namespace((*namespace.words, name), namespace.raw),)
        if name == RAW:
            return (Namespace(namespace.words, raw=True),)
        if name.startswith("_"):
            return (FOREIGN,)
        self.judge.method(namespace.words, name, at)
        return (Bound(namespace.words, name, namespace.raw),)

    def exported(self, imported: Imported, name: str) -> Value:
        """A name of another module of the program."""
        value = imported.module.scope.names.get(name)
        if value is None:
            inner = self.project.module((*imported.module.parts[-1:], name), imported.module)
            return (Imported(inner),) if inner is not None else ()
        return value

    def _of_object(self, owner: Obj | Class, name: str, at: Place) -> Value:
        held = self.member(owner.info, name)
        bases = [base for info in self.line(owner.info) for base in info.bases]
        is_client = any(isinstance(base, (ClientClass, Client)) for base in bases)
        if not held and is_client:
            return self.attribute(Client(), name, at)
        if not held and self.member(owner.info, "__getattr__"):
            return self._delegated(owner, name, at)
        if not held and name in {"_replace", "copy", "model_copy"}:
            return (Gives((owner,)),)
        values: list[Value] = []
        for each in held or ():
            if isinstance(each, Func) and each.info.owner is not None and not each.owner:
                if {"property", "cached_property"} & each.info.decorators:
                    values.append(functions.returned(self, each.info))
                    continue
                values.append((Func(each.info, (owner,)),))
            else:
                values.append((each,))
        return joined(*values)

    def _delegated(self, owner: Obj | Class, name: str, at: Place) -> Value:
        """An attribute that a class asks what it holds for."""
        held = [value for info in self.line(owner.info) for value in info.attributes.values()]
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
        for base in self.line(info):
            own = base.methods.get(name)
            if own is not None:
                return (Func(own),)
            held = joined(base.attributes.get(name, ()), base.scope.names.get(name, ()) if base.scope.is_class else ())
            if held or name in base.attributes:
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
            for owner in self.value(target.value, scope):
                if isinstance(owner, (Obj, Class)):
                    self.project.grow(owner.info.attributes, target.attr, value)
                elif isinstance(owner, Typed):
                    self.judge.attribute(owner, target.attr, self.place(target, scope))
            self._loose(target.attr, self.value(target.value, scope), value)
        elif isinstance(target, ast.Subscript):
            self._put(target, value, scope)

    def _spread(self, targets: list[ast.expr], value: Value, scope: Scope) -> None:
        for index, target in enumerate(targets):
            items = [
                each.items[index] if isinstance(each, Tupled) and index < len(each.items) else self.items((each,))
                for each in value
            ]
            self.store(target, joined(*items), scope)

    def _loose(self, name: str, owner: Value, value: Value) -> None:
        """Remember what is put into an object of which nothing is known."""
        ours = tuple(case for case in value if isinstance(case, (Client, Namespace, Bound, Typed)))
        if ours and all(isinstance(case, (Other, Method, Builtin)) for case in owner):
            self.project.grow(self.project.loose, name, ours)

    def _put(self, target: ast.Subscript, value: Value, scope: Scope) -> None:
        keys = self.value(target.slice, scope)
        for key in keys:
            if isinstance(key, Text):
                self._loose(key.text, self.value(target.value, scope), value)
        for alternative in self.value(target.value, scope):
            if not isinstance(alternative, Mapped):
                continue
            texts = [key for key in keys if isinstance(key, Text)]
            for text in texts:
                alternative.entries[text.text] = (value, self.place(target.slice, scope))
            if not texts:
                alternative.is_open, alternative.others = True, joined(alternative.others, value)
