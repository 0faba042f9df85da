"""What the expressions of a program are: the evaluator.

Rules: nothing is run. A value is what an expression may be; branches are joined; what is not known stays unknown, and is
never taken for fine.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Any

from goodmem_dyn._upgrade import calling, naming, types
from goodmem_dyn._upgrade.checks import paired
from goodmem_dyn._upgrade.project import FuncInfo
from goodmem_dyn._upgrade.values import (
    FOREIGN,
    OPAQUE,
    Alias,
    Bound,
    Builtin,
    Class,
    Client,
    ClientClass,
    Dumped,
    Func,
    Gives,
    Imported,
    Lambda,
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

_BUILTINS = frozenset(dir(builtins))
RAW = "with_raw_response"


class Evaluator:
    """Evaluates expressions.

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
        line = (node.end_lineno if is_attribute else getattr(node, "lineno", 1)) or 1
        column = (node.end_col_offset or 0) - len(node.attr) if is_attribute else getattr(node, "col_offset", 0)  # type: ignore[attr-defined]
        return Place(scope.module.program.file, line, column + 1)

    def mapped(self, node: ast.AST, *, is_open: bool = False, others: Value = ()) -> Mapped:
        """The dict that a place of the program makes: always the same one, so that rounds come to an end."""
        found = self._mapped.get(node)
        if found is None:
            found = self._mapped[node] = Mapped(is_open=is_open)
        found.others = joined(found.others, others)
        return found

    def value(self, node: ast.expr | None, scope: Scope) -> Value:
        """What an expression may be."""
        found = getattr(self, f"_{type(node).__name__}", None)
        if found is not None:
            result: Value = found(node, scope)
            return result
        if node is not None:
            for inner in ast.iter_child_nodes(node):
                if isinstance(inner, ast.expr):
                    self.value(inner, scope)
        return (FOREIGN,)

    # Names and literals ------------------------------------------------------------------------------------------

    def _Name(self, node: ast.Name, scope: Scope) -> Value:
        found = scope.look(node.id)
        if found is not None:
            return found
        return (Builtin(node.id),) if node.id in _BUILTINS else ()

    def _Constant(self, node: ast.Constant, scope: Scope) -> Value:
        return (Text(node.value, self.place(node, scope)),) if isinstance(node.value, str) else (FOREIGN,)

    def _List(self, node: ast.List, scope: Scope) -> Value:
        return (Listed(joined(*self._elements(node.elts, scope))),)

    _Set = _List

    def _Tuple(self, node: ast.Tuple, scope: Scope) -> Value:
        items = tuple(self._elements(node.elts, scope))
        return (Listed(joined(*items)),) if any(isinstance(one, ast.Starred) for one in node.elts) else (Tupled(items),)

    def _elements(self, nodes: list[ast.expr], scope: Scope) -> Iterator[Value]:
        for one in nodes:
            yield self.items(self.value(one.value, scope)) if isinstance(one, ast.Starred) else self.value(one, scope)

    def _Dict(self, node: ast.Dict, scope: Scope) -> Value:
        made = self.mapped(node)
        for key, inner in zip(node.keys, node.values, strict=True):
            value = self.value(inner, scope)
            name = self.value(key, scope) if key is not None else ()
            if key is None:
                self.absorb(made, value)
            elif len(name) == 1 and isinstance(name[0], Text):
                made.entries[name[0].text] = (value, self.place(key, scope))
            else:
                made.is_open, made.others = True, joined(made.others, value)
        return (made,)

    def absorb(self, made: Mapped, value: Value) -> None:
        """Put the entries of other dicts into one."""
        for one in value:
            if isinstance(one, Mapped):
                made.entries |= one.entries
                made.others = joined(made.others, one.others)
                made.is_open |= one.is_open
        made.is_open |= not all(isinstance(one, Mapped) for one in value) or not value

    # Composed ----------------------------------------------------------------------------------------------------

    def _IfExp(self, node: ast.IfExp, scope: Scope) -> Value:
        self.value(node.test, scope)
        return joined(self.value(node.body, scope), self.value(node.orelse, scope))

    def _BoolOp(self, node: ast.BoolOp, scope: Scope) -> Value:
        return joined(*(self.value(one, scope) for one in node.values))

    def _BinOp(self, node: ast.BinOp, scope: Scope) -> Value:
        both = [self.value(one, scope) for one in (node.left, node.right)]
        if isinstance(node.op, ast.BitOr):
            if all(isinstance(one, Mapped) for value in both for one in value) and all(both):
                made = self.mapped(node)
                for value in both:
                    self.absorb(made, value)
                return (made,)
            return joined(*both)
        if isinstance(node.op, ast.Add) and any(isinstance(one, (Listed, Tupled)) for one in both[0]):
            return (Listed(joined(*map(self.items, both))),)
        return (FOREIGN,)

    def _Await(self, node: ast.Await, scope: Scope) -> Value:
        return self.settled(self.value(node.value, scope))

    def settled(self, value: Value) -> Value:
        """What is there when it was awaited."""
        return tuple(inner for one in value for inner in (one.returns if isinstance(one, Gives) else (one,)))

    def _NamedExpr(self, node: ast.NamedExpr, scope: Scope) -> Value:
        value = self.value(node.value, scope)
        self.store(node.target, value, scope)
        return value

    def _Starred(self, node: ast.Starred, scope: Scope) -> Value:
        return self.value(node.value, scope)

    def _Lambda(self, node: ast.Lambda, scope: Scope) -> Value:
        made = Lambda(node, scope)
        # Who calls it may not be seen; what it does with what it sees around it counts all the same.
        calling.called(self, (made,), calling.Arguments(), node, scope)
        return (made,)

    def _Yield(self, node: ast.Yield, scope: Scope) -> Value:
        if node.value is not None and scope.function is not None:
            self.project.grow(scope.function.gives, "yield", self.value(node.value, scope))
        return ()

    def _YieldFrom(self, node: ast.YieldFrom, scope: Scope) -> Value:
        if scope.function is not None:
            self.project.grow(scope.function.gives, "yield", self.items(self.value(node.value, scope)))
        return ()

    def _ListComp(self, node: Any, scope: Scope) -> Value:
        inner = self._comprehended(node.generators, scope)
        return (Listed(self.value(node.elt, inner)),)

    _SetComp = _GeneratorExp = _ListComp

    def _DictComp(self, node: ast.DictComp, scope: Scope) -> Value:
        inner = self._comprehended(node.generators, scope)
        self.value(node.key, inner)
        return (self.mapped(node, is_open=True, others=self.value(node.value, inner)),)

    def _comprehended(self, generators: list[ast.comprehension], scope: Scope) -> Scope:
        inner = type(scope)(scope.module, scope, function=scope.function)
        for one in generators:
            self.store(one.target, self.items(self.value(one.iter, inner)), inner)
            for test in one.ifs:
                self.value(test, inner)
        return inner

    def _Compare(self, node: ast.Compare, scope: Scope) -> Value:
        sides = [self.value(one, scope) for one in (node.left, *node.comparators)]
        for one, other in zip(sides, sides[1:], strict=False):
            self.compared(one, other)
            self.compared(other, one)
        return (FOREIGN,)

    def compared(self, value: Value, other: Value) -> None:
        """Judge the texts that a result is compared with, or looked up among."""
        texts = [one for one in other if isinstance(one, Text)]
        texts += [one for one in self.items(tuple(o for o in other if isinstance(o, (Listed, Tupled)))) if isinstance(one, Text)]
        for one in value:
            for text in texts if isinstance(one, Typed) else ():
                self.judge.compared(one, text)

    def _Subscript(self, node: ast.Subscript, scope: Scope) -> Value:
        value, key = self.value(node.value, scope), self.value(node.slice, scope)
        return joined(*(self._subscripted(one, key, node, scope) for one in value))

    def _subscripted(self, one: Alternative, key: Value, node: ast.Subscript, scope: Scope) -> Value:
        if isinstance(node.slice, ast.Slice):
            return (one,)
        if isinstance(one, (ClientClass, Class, Builtin, ModelClass, Alias)):
            if isinstance(one, ModelClass) and key and isinstance(key[0], Text):
                return self.judge.enum_member(one.name, key[0].text, self.place(node.slice, scope))
            if isinstance(one, Builtin) and one.name.endswith("environ"):
                return (FOREIGN,)
            return (Alias(naming.annotated(self, node, scope)),)
        if isinstance(one, Tupled) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
            return one.items[node.slice.value] if -len(one.items) <= node.slice.value < len(one.items) else ()
        return self.keyed(one, key, self.place(node.slice, scope))

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
            made = self.member(one.info, "__iter__") or self.member(one.info, "__aiter__")
            return self.items(calling.called(self, made, calling.Arguments(), one.info.node, one.info.scope)) if made else ()
        return (one,) if isinstance(one, Other) else (FOREIGN,)

    # Attributes --------------------------------------------------------------------------------------------------

    def _Attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        value = self.value(node.value, scope)
        at = self.place(node, scope)
        if (not value or OPAQUE in value) and node.attr in self.pair.lost_attributes:
            self.judge.doubt(f".{node.attr}", "results had it and do not any more, and what has it here is not known", at)
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
        if not found and name in {"_replace", "copy", "model_copy"}:
            return (Gives((one,)),)
        values: list[Value] = []
        for each in found or ():
            if isinstance(each, Func) and each.info.owner is not None and not each.owner:
                if {"property", "cached_property"} & each.info.decorators:
                    values.append(calling.returned(self, each.info))
                    continue
                values.append((Func(each.info, (one,)),))
            else:
                values.append((each,))
        return joined(*values)

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
        elif isinstance(target, ast.Subscript):
            self._put(target, value, scope)

    def _spread(self, targets: list[ast.expr], value: Value, scope: Scope) -> None:
        for index, one in enumerate(targets):
            found = [
                each.items[index] if isinstance(each, Tupled) and index < len(each.items) else self.items((each,))
                for each in value
            ]
            self.store(one, joined(*found), scope)

    def _put(self, target: ast.Subscript, value: Value, scope: Scope) -> None:
        keys = self.value(target.slice, scope)
        for one in self.value(target.value, scope):
            if not isinstance(one, Mapped):
                continue
            texts = [key for key in keys if isinstance(key, Text)]
            for text in texts:
                one.entries[text.text] = (value, self.place(target.slice, scope))
            if not texts:
                one.is_open, one.others = True, joined(one.others, value)

    def _Call(self, node: ast.Call, scope: Scope) -> Value:
        return calling.call(self, node, scope)

    def function(self, node: Any, scope: Scope, owner: ClassInfo | None, decorators: frozenset[str]) -> FuncInfo:
        """What is known of a function of the program."""
        info = self.project.functions.get(node)
        if info is None:
            info = self.project.functions[node] = FuncInfo(node, scope, owner, decorators=decorators)
        info.scope = scope
        return info
