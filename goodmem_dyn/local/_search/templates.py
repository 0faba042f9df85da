"""Templates of users: a small language in which no text becomes much work.

Rules: what a prompt needs is there: variables, conditions, loops, and filters of text. What could repeat, pad, nest or
multiply is not, because a template of forty lines that doubles a text in each would write a terabyte. What it writes is
bounded, and how long it takes; nothing here runs inside one call that cannot be interrupted.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from goodmem_dyn._bounds import TEMPLATE_CHARACTERS, TEMPLATE_NUMBER, TEMPLATE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Template

_FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "forceescape", "int", "last"}
    | {"length", "list", "lower", "reverse", "safe", "string", "title", "trim", "truncate", "upper", "wordcount"}
)
_METHODS = frozenset(
    {"capitalize", "count", "endswith", "find", "lower", "lstrip", "rstrip", "split", "startswith", "strip", "title"}
    | {"upper"}
)
_REFUSED = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.FilterBlock, nodes.List, nodes.Dict, nodes.Extends)
_STEPS, _JOINED = "steps_of_a_loop", "joined"
_local = threading.local()


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"**", "*", "%", "+", "//", "/", "-"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return _joined(left, right)
        for operand in (left, right):
            if not isinstance(operand, (int, float)) or abs(operand) > TEMPLATE_NUMBER:
                raise SecurityError(f"{operator!r} takes numbers up to {TEMPLATE_NUMBER:,} in a template, and no texts")
        if operator == "**" and abs(right) > 10:
            raise SecurityError("an exponent in a template is at most 10")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return (not isinstance(obj, (str, list)) or attr in _METHODS) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Any:
        if getattr(value, "__name__", "") in {"format", "format_map"}:
            raise SecurityError("texts are not formatted in a template here")
        return super().wrap_str_format(value)


class _Bounding(NodeTransformer):
    """Puts a check into each loop and each joining of texts."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - as jinja2 looks for it
        if node.recursive:
            raise TemplateSyntaxError("a loop may not contain itself in a template here", node.lineno)
        self.generic_visit(node)
        node.iter = _call(_STEPS, [node.iter], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - as jinja2 looks for it
        self.generic_visit(node)
        return _call(_JOINED, node.nodes, node.lineno)


def _call(name: str, arguments: list[Any], line: int) -> nodes.Call:
    return nodes.Call(nodes.Name(name, "load", lineno=line), arguments, [], None, None, lineno=line)


def _check_time() -> None:
    if time.monotonic() > _local.end:
        raise SecurityError(f"the template took more than {TEMPLATE_SECONDS:g} seconds")


def _steps(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        _check_time()
        yield item


def _joined(*parts: Any) -> str:
    _check_time()
    texts = [str(part) for part in parts]
    return "".join(texts) if _fits(sum(map(len, texts))) else ""


def _fits(size: int) -> bool:
    if size > TEMPLATE_CHARACTERS:
        raise SecurityError(f"a template makes no texts of more than {TEMPLATE_CHARACTERS:,} characters")
    return True


def _replaced(text: Any, old: str, new: str, count: int = -1) -> str:
    whole = str(text)
    _fits(len(whole) + whole.count(old) * len(new))
    return whole.replace(old, new, count)


def _listed(items: Iterable[Any], separator: str = "") -> str:
    parts = [str(item) for item in items]
    return separator.join(parts) if _fits(sum(map(len, parts)) + len(separator) * len(parts)) else ""


def compile_template(text: str) -> Template:
    """A template of a user.

    Raises:
        TemplateSyntaxError: It is none, or uses what is not there.
    """
    environment = _Environment(keep_trailing_newline=True)
    environment.filters = {name: function for name, function in environment.filters.items() if name in _FILTERS}
    # Pebble's way of saying that a value is not to be escaped; nothing is, here.
    environment.filters.update(raw=str, replace=_replaced, join=_listed)
    environment.globals = {_STEPS: _steps, _JOINED: _joined}
    tree = environment.parse(text)
    for node in tree.find_all(_REFUSED):
        raise TemplateSyntaxError(f"{type(node).__name__} is not there in a template here", node.lineno)
    return environment.from_string(_Bounding().visit(tree))


def render(template: Template, values: Mapping[str, Any]) -> str:
    """What a template writes.

    Raises:
        SecurityError: It passes a bound.
    """
    _local.end = time.monotonic() + TEMPLATE_SECONDS
    pieces: list[str] = []
    size = 0
    for piece in template.generate(values):
        _check_time()
        size += len(piece)
        if size > TEMPLATE_CHARACTERS:
            raise SecurityError(f"a template writes no more than {TEMPLATE_CHARACTERS:,} characters")
        pieces.append(piece)
    return "".join(pieces)
