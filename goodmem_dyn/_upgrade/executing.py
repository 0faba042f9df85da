"""The statements of a program, in their order: what names stand for after each of them.

Rules: branches are joined where they meet; one that leaves (returns, raises) says nothing of what follows. The bodies
of functions are read after the module that they are in, since they are called later.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from goodmem_dyn._upgrade import functions, naming
from goodmem_dyn._upgrade.importing import Importer
from goodmem_dyn._upgrade.project import ClassInfo, Scope
from goodmem_dyn._upgrade.values import FOREIGN, OPAQUE, Alias, Class, Client, Func, Listed, Mapped, Obj, Typed, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn._upgrade.project import FuncInfo, Module
    from goodmem_dyn._upgrade.values import Value

_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_LOOPS = 2
"""How deep loops are read twice, for what they carry from round to round."""


class Executor(Importer):
    """Reads statements."""

    _depth = 0

    def module(self, module: Module) -> None:
        """Read a module, and then the functions in it."""
        self._waiting: list[FuncInfo] = []
        self.block(module.program.tree.body, module.scope)
        while self._waiting:
            self._body(self._waiting.pop(0))

    def block(self, statements: Iterable[ast.stmt], scope: Scope) -> None:
        for statement in statements:
            try:
                self.statement(statement, scope)
            except RecursionError:
                self.judge.doubt(
                    type(statement).__name__, "it is nested too deep to be read", self.place(statement, scope)
                )

    def statement(self, node: ast.stmt, scope: Scope) -> None:
        read = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if read is not None:
            read(node, scope)
            return
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.expr):
                self.value(inner, scope)

    # Functions and classes ---------------------------------------------------------------------------------------

    def on_functiondef(self, node: Any, scope: Scope) -> None:
        names = frozenset(_name(decorator) for decorator in node.decorator_list)
        for decorator in node.decorator_list:
            self.value(decorator, scope)
        owner = scope.owner
        info = self.function(node, scope, owner, names)
        if owner is not None:
            owner.methods[node.name] = info
        if "fixture" in names:
            self.project.fixtures[node.name] = info
        scope.names[node.name] = (Func(info),)
        self._waiting.append(info)

    on_asyncfunctiondef = on_functiondef

    def on_classdef(self, node: ast.ClassDef, scope: Scope) -> None:
        info = self.project.classes.get(node)
        if info is None:
            info = self.project.classes[node] = ClassInfo(node, Scope(scope.module, scope, is_class=True))
            info.scope.owner = info
        info.scope.around = scope
        info.bases = joined(*(self._base(base, scope) for base in node.bases))
        scope.names[node.name] = (Class(info),)
        self.block(node.body, info.scope)

    def _base(self, node: ast.expr, scope: Scope) -> Value:
        return self.value(node.value if isinstance(node, ast.Subscript) else node, scope)

    def _body(self, info: FuncInfo) -> None:
        node = info.node
        assert not isinstance(node, ast.Lambda)
        scope = Scope(info.scope.module, info.scope, function=info)
        args = node.args
        positional = [*args.posonlyargs, *args.args]
        defaults = dict(zip([arg.arg for arg in reversed(positional)], reversed(args.defaults), strict=False))
        defaults |= {
            arg.arg: default for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True) if default
        }
        for index, arg in enumerate([*positional, *args.kwonlyargs]):
            if index == 0 and info.owner is not None and "staticmethod" not in info.decorators:
                kind = Class if "classmethod" in info.decorators else Obj
                scope.names[arg.arg] = (kind(info.owner),)
            else:
                scope.names[arg.arg] = self._parameter(info, arg, defaults.get(arg.arg), scope)
        if args.vararg is not None:
            annotated = naming.annotated(self, args.vararg.annotation, scope)
            scope.names[args.vararg.arg] = info.params.get(args.vararg.arg, (Listed(annotated),))
        if args.kwarg is not None:
            scope.names[args.kwarg.arg] = (functions.keywords_of(info),)
        self.block(node.body, scope)

    def _parameter(self, info: FuncInfo, node: ast.arg, default: ast.expr | None, scope: Scope) -> Value:
        annotated = naming.annotated(self, node.annotation, scope)
        learnt = info.params.get(node.arg, ())
        useful = tuple(case for case in annotated if case is not FOREIGN and case is not OPAQUE)
        if useful and not any(hasattr(case, "entries") for case in useful):
            return useful
        useful_default = self.value(default, info.scope) if default is not None else ()
        # None, or a number, says nothing of what is given instead.
        useful_default = tuple(case for case in useful_default if case is not FOREIGN)
        learnt_all = joined(learnt, useful_default)
        if not learnt_all and not annotated and node.arg in self.project.fixtures:
            return functions.returned(self, self.project.fixtures[node.arg])
        return learnt_all or annotated

    def on_return(self, node: ast.Return, scope: Scope) -> None:
        if node.value is not None:
            value = self.value(node.value, scope)
            if scope.function is not None:
                self.project.grow(scope.function.gives, "return", value)

    # Names -------------------------------------------------------------------------------------------------------

    def on_global(self, node: ast.Global, scope: Scope) -> None:
        scope.globals |= set(node.names)

    def on_assign(self, node: ast.Assign, scope: Scope) -> None:
        value = self.value(node.value, scope)
        for target in node.targets:
            self.store(target, value, scope)

    def on_augassign(self, node: ast.AugAssign, scope: Scope) -> None:
        value = self.value(node.value, scope)
        before = self.value(node.target, scope)
        if any(isinstance(case, Listed) for case in before):
            self.store(node.target, (Listed(joined(self.items(before), self.items(value))),), scope)
        for alternative in before:
            if isinstance(alternative, Mapped):
                self.absorb(alternative, value)

    def on_annassign(self, node: ast.AnnAssign, scope: Scope) -> None:
        annotated = naming.annotated(self, node.annotation, scope)
        value = self.value(node.value, scope) if node.value is not None else ()
        useful = tuple(case for case in value if case is not FOREIGN and case is not OPAQUE)
        known = useful or tuple(case for case in annotated if case is not FOREIGN) or value or annotated
        if scope.is_class and isinstance(node.target, ast.Name):
            owner = scope.owner
            if owner is not None and node.target.id not in owner.annotated:
                owner.annotated.append(node.target.id)
            if owner is not None:
                self.project.grow(
                    owner.attributes, node.target.id, tuple(case for case in annotated if case is not FOREIGN)
                )
                return
        if _name(node.annotation) == "TypeAlias":
            known = value
        self.store(node.target, known, scope)

    def on_typealias(self, node: Any, scope: Scope) -> None:
        scope.names[node.name.id] = (Alias(naming.annotated(self, node.value, scope)),)

    def on_delete(self, node: ast.Delete, scope: Scope) -> None:
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                self.value(target, scope)
            if isinstance(target, ast.Subscript):
                keys = self.value(target.slice, scope)
                for alternative in self.value(target.value, scope):
                    for key in keys:
                        if isinstance(alternative, Mapped):
                            alternative.entries.pop(getattr(key, "text", ""), None)

    # Branches ----------------------------------------------------------------------------------------------------

    def _branches(self, scope: Scope, *bodies: list[ast.stmt]) -> None:
        """Read each of several ways, and join what they leave."""
        before, kept = dict(scope.names), []
        for body in bodies:
            scope.names = dict(before)
            self.block(body, scope)
            if not (body and isinstance(body[-1], _LEAVES)):
                kept.append(scope.names)
        scope.names = _merged(kept) if kept else before

    def on_if(self, node: ast.If, scope: Scope) -> None:
        self.value(node.test, scope)
        self._branches(scope, node.body, node.orelse)

    def on_for(self, node: Any, scope: Scope) -> None:
        self.store(node.target, self.items(self.value(node.iter, scope)), scope)
        self._loop(node, scope)

    on_asyncfor = on_for

    def on_while(self, node: ast.While, scope: Scope) -> None:
        self.value(node.test, scope)
        self._loop(node, scope)

    def _loop(self, node: Any, scope: Scope) -> None:
        before = dict(scope.names)
        self._depth += 1
        for _ in range(2 if self._depth <= _LOOPS else 1):
            self.block(node.body, scope)
            after = _merged([before, scope.names])
            if after == before:
                break
            scope.names = dict(after)
        self._depth -= 1
        self.block(node.orelse, scope)

    def on_try(self, node: Any, scope: Scope) -> None:
        before = dict(scope.names)
        self.block(node.body, scope)
        after = dict(scope.names)
        ends = []
        for handler in node.handlers:
            scope.names = _merged([before, after])
            if handler.name:
                scope.names[handler.name] = (FOREIGN,)
            self.block(handler.body, scope)
            if not (handler.body and isinstance(handler.body[-1], _LEAVES)):
                ends.append(scope.names)
        scope.names = after
        self.block(node.orelse, scope)
        scope.names = _merged([scope.names, *ends])
        self.block(node.finalbody, scope)

    on_trystar = on_try

    def on_with(self, node: Any, scope: Scope) -> None:
        for item in node.items:
            value = self.entered(self.value(item.context_expr, scope))
            if item.optional_vars is not None:
                self.store(item.optional_vars, value, scope)
        self.block(node.body, scope)

    on_asyncwith = on_with

    def entered(self, value: Value) -> Value:
        """What entering something gives."""
        values: list[Value] = []
        for alternative in self.settled(value):
            enters = None
            if isinstance(alternative, Obj):
                enters = self.member(alternative.info, "__enter__") or self.member(alternative.info, "__aenter__")
            entered = [functions.returned(self, each.info) for each in enters or () if isinstance(each, Func)]
            values.append(joined(*entered) or (alternative,))
        return joined(*values)

    def on_match(self, node: Any, scope: Scope) -> None:
        subject = self.value(node.subject, scope)
        before, kept = dict(scope.names), [scope.names]
        for case in node.cases:
            scope.names = dict(before)
            self._pattern(case.pattern, subject, scope)
            if case.guard is not None:
                self.value(case.guard, scope)
            self.block(case.body, scope)
            kept.append(scope.names)
        scope.names = _merged(kept)

    def _pattern(self, node: Any, subject: Value, scope: Scope) -> None:
        if isinstance(node, ast.MatchValue):
            self.compared(subject, self.value(node.value, scope))
        elif isinstance(node, ast.MatchClass):
            kinds = tuple(case for kind in self.value(node.cls, scope) for case in naming.of_class(self, kind))
            for name, inner in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
                values = [
                    self.attribute(case, name, self.place(inner, scope))
                    for case in kinds
                    if isinstance(case, (Typed, Obj, Client))
                ]
                self._pattern(inner, joined(*values), scope)
        elif isinstance(node, ast.MatchAs):
            if node.pattern is not None:
                self._pattern(node.pattern, subject, scope)
            if node.name:
                scope.names[node.name] = subject
        else:
            for inner in getattr(node, "patterns", ()):
                self._pattern(inner, subject if isinstance(node, ast.MatchOr) else (), scope)


def _name(node: ast.expr) -> str:
    """The last name of what decorates or annotates."""
    return naming.last(node.func if isinstance(node, ast.Call) else node)


def _merged(branches: list[dict[str, Value]]) -> dict[str, Value]:
    names = dict.fromkeys(name for branch in branches for name in branch)
    return {name: joined(*(branch.get(name, ()) for branch in branches)) for name in names}
