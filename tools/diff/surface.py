"""What changed in the client itself: the real one, made at run time from each document, compared method by method.

Rules: only public names are used, those that a caller sees: `dir()` and `inspect.signature`. What the comparison of the
documents already explains is not said again; what remains is what only the client shows: a method made of several
operations, an argument that a convenience adds, another kind of result.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goodmem_dyn import Goodmem
from goodmem_dyn._document.names import identifier
from tools.diff.judge import arrange, surface_finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from tools.diff.compare import Comparison
    from tools.diff.model import Finding

_NOWHERE = "http://127.0.0.1:1"
_GONE = ("operation.removed", "path.removed", "operation.removed-after-notice", "path.removed-after-notice")


def with_surface(comparison: Comparison, old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """The comparison of two documents, with what only their clients show.

    Args:
        comparison: What differs between the documents.
        old: The document so far.
        new: The document to come.

    Raises:
        SpecError: No client can be made from one of the documents.
    """
    return replace(comparison, findings=arrange([*comparison.findings, *_differences(comparison, old, new)]))


def with_classes(comparison: Comparison, old: Collection[str], new: Collection[str]) -> Comparison:
    """The comparison, with the classes that came or went without a schema of that name, such as those of enums.

    Args:
        comparison: What differs between the documents.
        old: The names that the models package exported so far.
        new: The names that it will export.
    """
    reported = {finding.subject for finding in comparison.of("schema.added", "schema.removed", "schema.renamed")}
    reported |= {
        name for finding in comparison.of("schema.renamed") for name in re.findall(r"`([^`]+)`", finding.headline)
    }
    come = [surface_finding("class.added", name, "(schemas)", ()) for name in set(new) - set(old) - reported]
    gone = [surface_finding("class.removed", name, "(schemas)", ()) for name in set(old) - set(new) - reported]
    return replace(comparison, findings=arrange([*comparison.findings, *come, *gone]))


def methods(document: Mapping[str, Any]) -> dict[str, inspect.Signature]:
    """Every method of the client that a document makes: `namespace.method` → its signature."""
    with Goodmem(base_url=_NOWHERE, api_key="none", document=dict(document)) as client:
        return dict(sorted(_methods(client, "")))


def _methods(owner: object, path: str) -> Iterator[tuple[str, inspect.Signature]]:
    for name in dir(owner):
        value = getattr(owner, name)
        if name in ("with_raw_response", "with_options"):
            continue
        if "with_raw_response" in dir(value):
            yield from _methods(value, f"{path}{name}.")
        elif path and callable(value):
            yield path + name, inspect.signature(value)


def _differences(comparison: Comparison, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Finding]:
    before, after = methods(old), methods(new)
    renamed = {finding.subject: finding.operations[0] for finding in comparison.of("method.renamed", "method.aliased")}
    gone = {finding.subject for finding in comparison.of(*_GONE)}
    came = {finding.subject for finding in comparison.of("operation.added")}
    for name in sorted(before.keys() | after.keys()):
        space = name.rpartition(".")[0]
        if name in before and name not in after and name not in gone and name not in renamed:
            yield surface_finding("method.removed", name, space, (name,))
        elif name in after and name not in before and name not in came and name not in renamed.values():
            yield surface_finding("method.added", name, space, (name,))
    known = _explained(comparison)
    for name, signature in before.items():
        now = renamed.get(name, name)
        if now in after and name not in gone:
            yield from _arguments(now, signature, after[now], known.get(now, set()))


def _explained(comparison: Comparison) -> dict[str, set[str]]:
    """Method → the arguments of which the comparison of the documents already speaks."""
    known: dict[str, set[str]] = {}
    for finding in comparison.findings:
        names = {identifier(part) for part in re.split(r"[.()\[\]{}* ]+", finding.subject) if part}
        if finding.kind.startswith("body."):
            names.add("*")
        for operation in finding.operations:
            known.setdefault(operation, set()).update(names)
    return known


def _arguments(name: str, old: inspect.Signature, new: inspect.Signature, known: set[str]) -> Iterator[Finding]:
    space = name.rpartition(".")[0]
    for key in [*old.parameters, *(key for key in new.parameters if key not in old.parameters)]:
        was, now = old.parameters.get(key), new.parameters.get(key)
        if key in known or "*" in known:
            continue
        subject = f"{name}({key}=)"
        if was is None and now is not None:
            kind = "argument.added" if now.default is not now.empty else "argument.added-required"
            yield surface_finding(kind, subject, space, (name,))
        elif now is None:
            yield surface_finding("argument.removed", subject, space, (name,))
        elif was is not None and (was.default is was.empty) != (now.default is now.empty):
            kind = "argument.required" if now.default is now.empty else "argument.optional"
            yield surface_finding(kind, subject, space, (name,))
    results = [str(signature.return_annotation) for signature in (old, new)]
    if results[0].replace("WholePage[", "Page[") == results[1] != results[0]:
        yield surface_finding("result.paged", name, space, (name,))
    elif results[0] != results[1]:
        yield surface_finding("result.changed", name, space, (name,), old=f"`{results[0]}`", new=f"`{results[1]}`")
