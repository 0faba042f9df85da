"""What the expressions of a program are: the evaluator.

Rules: nothing is run. A value is what an expression may be; branches are joined; what is not known stays unknown, and
is never taken for fine.
"""

from __future__ import annotations

import ast
import builtins
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goodmem_dyn._upgrade import calling, functions, naming
from goodmem_dyn._upgrade.objects import Objects
from goodmem_dyn._upgrade.project import FuncInfo
from goodmem_dyn._upgrade.values import (
    FOREIGN,
    Alias,
    Builtin,
    Class,
    ClientClass,
    Lambda,
    Listed,
    Mapped,
    Method,
    ModelClass,
    Other,
    Text,
    Tupled,
    Typed,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._upgrade.project import ClassInfo, Scope
    from goodmem_dyn._upgrade.values import Alternative, Value

_BUILTINS = frozenset(dir(builtins))
RAW = "with_raw_response"


class Evaluator(Objects):
    """Evaluates expressions."""

    def value(self, node: ast.expr | None, scope: Scope) -> Value:
        """What an expression may be."""
        evaluate = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if evaluate is not None:
            result: Value = evaluate(node, scope)
            return result
        if node is not None:
            for inner in ast.iter_child_nodes(node):
                if isinstance(inner, ast.expr):
                    self.value(inner, scope)
        return (FOREIGN,)

    # Names and literals ------------------------------------------------------------------------------------------

    def on_name(self, node: ast.Name, scope: Scope) -> Value:
        value = scope.look(node.id)
        if value is not None:
            return value
        return (Builtin(node.id),) if node.id in _BUILTINS else ()

    def on_constant(self, node: ast.Constant, scope: Scope) -> Value:
        return (Text(node.value, self.place(node, scope)),) if isinstance(node.value, str) else (FOREIGN,)

    def on_list(self, node: ast.List, scope: Scope) -> Value:
        return (Listed(joined(*self._elements(node.elts, scope))),)

    on_set = on_list

    def on_tuple(self, node: ast.Tuple, scope: Scope) -> Value:
        items = tuple(self._elements(node.elts, scope))
        return (
            (Listed(joined(*items)),)
            if any(isinstance(element, ast.Starred) for element in node.elts)
            else (Tupled(items),)
        )

    def _elements(self, nodes: list[ast.expr], scope: Scope) -> Iterator[Value]:
        for element in nodes:
            yield (
                self.items(self.value(element.value, scope))
                if isinstance(element, ast.Starred)
                else self.value(element, scope)
            )

    def on_dict(self, node: ast.Dict, scope: Scope) -> Value:
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

    # Composed ----------------------------------------------------------------------------------------------------

    def on_ifexp(self, node: ast.IfExp, scope: Scope) -> Value:
        self.value(node.test, scope)
        return joined(self.value(node.body, scope), self.value(node.orelse, scope))

    def on_boolop(self, node: ast.BoolOp, scope: Scope) -> Value:
        return joined(*(self.value(operand, scope) for operand in node.values))

    def on_binop(self, node: ast.BinOp, scope: Scope) -> Value:
        both = [self.value(operand, scope) for operand in (node.left, node.right)]
        if isinstance(node.op, ast.BitOr):
            if all(isinstance(case, Mapped) for value in both for case in value) and all(both):
                made = self.mapped(node)
                for value in both:
                    self.absorb(made, value)
                return (made,)
            return joined(*both)
        if isinstance(node.op, ast.Add) and any(isinstance(case, (Listed, Tupled)) for case in both[0]):
            return (Listed(joined(*map(self.items, both))),)
        return (FOREIGN,)

    def on_await(self, node: ast.Await, scope: Scope) -> Value:
        return self.settled(self.value(node.value, scope))

    def on_namedexpr(self, node: ast.NamedExpr, scope: Scope) -> Value:
        value = self.value(node.value, scope)
        self.store(node.target, value, scope)
        return value

    def on_starred(self, node: ast.Starred, scope: Scope) -> Value:
        return self.value(node.value, scope)

    def on_lambda(self, node: ast.Lambda, scope: Scope) -> Value:
        made = Lambda(node, scope)
        # Who calls it may not be seen; what it does with what it sees around it counts all the same.
        calling.called(self, (made,), functions.Arguments(), node, scope)
        return (made,)

    def on_yield(self, node: ast.Yield, scope: Scope) -> Value:
        if node.value is not None and scope.function is not None:
            self.project.grow(scope.function.gives, "yield", self.value(node.value, scope))
        return ()

    def on_yieldfrom(self, node: ast.YieldFrom, scope: Scope) -> Value:
        if scope.function is not None:
            self.project.grow(scope.function.gives, "yield", self.items(self.value(node.value, scope)))
        return ()

    def on_listcomp(self, node: Any, scope: Scope) -> Value:
        inner = self._comprehended(node.generators, scope)
        return (Listed(self.value(node.elt, inner)),)

    on_setcomp = on_generatorexp = on_listcomp

    def on_dictcomp(self, node: ast.DictComp, scope: Scope) -> Value:
        inner = self._comprehended(node.generators, scope)
        self.value(node.key, inner)
        return (self.mapped(node, is_open=True, others=self.value(node.value, inner)),)

    def _comprehended(self, generators: list[ast.comprehension], scope: Scope) -> Scope:
        inner = type(scope)(scope.module, scope, function=scope.function)
        for generator in generators:
            self.store(generator.target, self.items(self.value(generator.iter, inner)), inner)
            for test in generator.ifs:
                self.value(test, inner)
        return inner

    def on_compare(self, node: ast.Compare, scope: Scope) -> Value:
        sides = [self.value(operand, scope) for operand in (node.left, *node.comparators)]
        for left, right in pairwise(sides):
            self.compared(left, right)
            self.compared(right, left)
        return (FOREIGN,)

    def compared(self, value: Value, other: Value) -> None:
        """Judge the texts that a result is compared with, or looked up among."""
        texts = [case for case in other if isinstance(case, Text)]
        texts += [
            case
            for case in self.items(tuple(o for o in other if isinstance(o, (Listed, Tupled))))
            if isinstance(case, Text)
        ]
        for alternative in value:
            if isinstance(alternative, Typed):
                for text in texts:
                    self.judge.compared(alternative, text)

    def on_subscript(self, node: ast.Subscript, scope: Scope) -> Value:
        value, key = self.value(node.value, scope), self.value(node.slice, scope)
        if all(isinstance(case, (Other, Method)) for case in value):
            held = [
                self.project.loose[case.text]
                for case in key
                if isinstance(case, Text) and case.text in self.project.loose
            ]
            if held:
                return joined(*held)
        return joined(*(self._subscripted(case, key, node, scope) for case in value))

    def _subscripted(self, alternative: Alternative, key: Value, node: ast.Subscript, scope: Scope) -> Value:
        if isinstance(node.slice, ast.Slice):
            return (alternative,)
        if isinstance(alternative, (ClientClass, Class, Builtin, ModelClass, Alias)):
            if isinstance(alternative, ModelClass) and key and isinstance(key[0], Text):
                return self.judge.enum_member(alternative.name, key[0].text, self.place(node.slice, scope))
            if isinstance(alternative, Builtin) and alternative.name.endswith("environ"):
                return (FOREIGN,)
            return (Alias(naming.annotated(self, node, scope)),)
        if (
            isinstance(alternative, Tupled)
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, int)
        ):
            return (
                alternative.items[node.slice.value]
                if -len(alternative.items) <= node.slice.value < len(alternative.items)
                else ()
            )
        return self.keyed(alternative, key, self.place(node.slice, scope))

    def on_call(self, node: ast.Call, scope: Scope) -> Value:
        return calling.call(self, node, scope)

    def function(self, node: Any, scope: Scope, owner: ClassInfo | None, decorators: frozenset[str]) -> FuncInfo:
        """What is known of a function of the program."""
        info = self.project.functions.get(node)
        if info is None:
            info = self.project.functions[node] = FuncInfo(node, scope, owner, decorators=decorators)
        info.scope = scope
        return info
