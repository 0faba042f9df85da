"""The imports of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._upgrade import naming
from goodmem_dyn._upgrade.evaluating import Evaluator
from goodmem_dyn._upgrade.values import OPAQUE, Imported, joined

if TYPE_CHECKING:
    import ast

    from goodmem_dyn._upgrade.project import Module, Scope
    from goodmem_dyn._upgrade.values import Value


class Importer(Evaluator):
    """Reads imports."""

    def on_import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            wanted = alias.name if alias.asname else root
            self._note(scope, root)
            module = self.project.module(tuple(wanted.split(".")), scope.module) if root not in naming.ROOTS else None
            scope.module.uses |= module is not None and module.uses
            value: Value = (Imported(module),) if module is not None else naming.module(wanted)
            scope.names[alias.asname or root] = value

    def _note(self, scope: Scope, root: str) -> None:
        scope.module.uses |= root in naming.ROOTS

    def on_importfrom(self, node: ast.ImportFrom, scope: Scope) -> None:
        dotted = tuple(part for part in (node.module or "").split(".") if part)
        self._note(scope, dotted[0] if dotted and not node.level else "")
        is_ours = bool(dotted) and dotted[0] in naming.ROOTS and not node.level
        full = self.project.relative(scope.module, node.level, dotted) if node.level else dotted
        home = self.project.module(full, scope.module) if full and not is_ours else None
        scope.module.uses |= home is not None and home.uses
        for alias in node.names:
            if alias.name == "*":
                if is_ours:
                    scope.names |= {name: naming.module(naming.ROOTS[0]) for name in ("models", "namespaces", "params")}
                    scope.names |= {
                        name: self.attribute(naming.module(dotted[0])[0], name, self.place(node, scope))
                        for name in naming.CLIENTS
                    }
                elif home is not None:
                    scope.names |= home.scope.names
                continue
            scope.names[alias.asname or alias.name] = self._imported(alias, node, home, full, scope)

    def _imported(
        self, alias: ast.alias, node: ast.ImportFrom, home: Module | None, full: tuple[str, ...], scope: Scope
    ) -> Value:
        if home is not None and alias.name in home.scope.names:
            return home.scope.names[alias.name]
        inner = (
            self.project.module((*full, alias.name), scope.module) if node.level or home is not None or full else None
        )
        if inner is not None and inner is not scope.module and (full and full[0] not in naming.ROOTS):
            return (Imported(inner),)
        if home is not None:
            return ()
        if node.level or not full:
            return (OPAQUE,)
        modules = naming.module(".".join(full))
        return joined(*(self.attribute(each, alias.name, self.place(alias, scope)) for each in modules))
