"""Checkers made of checkers: of null or something, of all or one of several, of lists and maps."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.plain import is_plain
from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._arguments.rules import compile_rules
from goodmem_dyn._arguments.scalars import free, identity, limit
from goodmem_dyn._arguments.spelling import as_mapping
from goodmem_dyn._values import members, unreadable
from goodmem_dyn._wire.not_given import NULL

if TYPE_CHECKING:
    from goodmem_dyn._arguments.refusals import Check, Problems
    from goodmem_dyn._document.schema import ObjectView, Schema


def or_null(inner: Check) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        return None if value is None or value is NULL else inner(value, path, problems)

    return check


def all_of(checks: list[Check]) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        for part in checks:
            value = part(value, path, problems)
        return value

    return check


_REASON = 400
"""Characters of why a value fits no alternative."""

_SCALARS = (str, bytes, int, float, type(None))


class _Judging(threading.local):
    """What this thread knows of the argument that it checks: alternatives may contain alternatives, and try each again.

    The values are kept with it, so that their identities stay their own.
    """

    known: dict[tuple[int, int, str], tuple[Any, Problems | None, Any]] | None = None


_judging = _Judging()


def once(checks: list[Check], value: Any, path: str) -> tuple[Problems | None, Any]:
    """`judged`, once for each value of an argument, however many alternatives lead to it."""
    known = _judging.known
    if known is None:
        known = _judging.known = {}
        try:
            return once(checks, value, path)
        finally:
            _judging.known = None
    verdict = known.get((id(checks), id(value), path))
    if verdict is None:
        verdict = known[id(checks), id(value), path] = (value, *judged(checks, value, path))
    return verdict[1:]


def judged(checks: list[Check], value: Any, path: str) -> tuple[Problems | None, Any]:
    """What is wrong with a value for the branch that it fits best, and how it is written where it fits one."""
    best: Problems = []
    for branch in checks:
        refusals: Problems = []
        wire = branch(value, path, refusals)
        if not refusals:
            return None, wire
        # The branch that got furthest explains best: its problems name a nested field.
        if not best or max(map(len, refusals)) > max(map(len, best)):
            best = refusals
    return best, None


def first(checks: list[Check], wanted: str) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        best, wire = (judged if isinstance(value, _SCALARS) else once)(checks, value, path)
        if best is None:
            return wire
        if len(checks) == 1 and best:
            problems.extend(best)
        else:
            reason = best[0] if best else "it takes nothing"
            if len(reason) > _REASON:
                # Of choices within choices, each says so: where it begins and where it ends says it all.
                reason = f"{reason[: _REASON // 2]} … {reason[-_REASON // 2 :]}"
            problems.append(f"{path} does not fit {wanted}: {reason}")
        return None

    return check


def listed(node: Schema, item: Check) -> Check:
    least, most, distinct = limit(node, "minItems"), limit(node, "maxItems"), node.get("uniqueItems")

    def check(value: Any, path: str, problems: Problems) -> Any:
        if isinstance(value, (str, bytes, bytearray, Mapping)) or not isinstance(value, Iterable):
            problems.append(f"{path} must be a list, not {shown(value)}.")
            return None
        items = [item(member, path and f"{path}[{index}]", problems) for index, member in enumerate(value)]
        if least is not None and len(items) < least:
            problems.append(f"{path} must have at least {least} item{'s' if least > 1 else ''}, not {len(items)}.")
        if most is not None and len(items) > most:
            problems.append(f"{path} must have at most {most} items, not {len(items)}.")
        if distinct and len({identity(member) for member in items}) < len(items):
            problems.append(f"{path} must not repeat an item.")
        return items

    return check


def mapped(view: ObjectView, item: Check) -> Check:
    rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=False)]

    def check(value: Any, path: str, problems: Problems) -> Any:
        mapping = as_mapping(value, path, problems)
        if mapping is None:
            return None
        try:
            if item is free and is_plain(mapping):
                wire = dict(mapping)
            else:
                wire = members(mapping, path, problems, lambda member, where: item(member, where, problems), "[{!r}]")
        except RecursionError:
            raise
        except Exception as error:  # what a mapping of others does when it is read
            problems.append(unreadable(value, path, error))
            return None
        for rule in rules:
            rule(wire, path, problems)
        return wire

    return check
