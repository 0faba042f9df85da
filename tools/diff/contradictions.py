"""Changes that no HTTP client notices and that break code: the server did not do that, so a rule of ours did.

Rules:

- What is judged is what only the client shows: names of methods, namespaces and classes, arguments, kinds of result.
  What the server itself took away (a member of an answer, a value, a schema) is the server's, whatever oasdiff says.
- What a change of the server explains is no contradiction: one that is not compatible on the wire, or takes something
  away, at the same place. An explanation is looked for where the finding is, never anywhere in the document.
- Whoever finds one mends the rule that is named, not the document.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from goodmem_dyn._document.names import identifier
from tools.diff.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tools.diff.compare import Comparison
    from tools.diff.model import Finding

_NAMES = "names stay by verb and path (tools/tracking/names.py)"
_STRUCTURE = "conveniences are recognised by what they need (goodmem_dyn/_conveniences, _derived)"
_CLASSES = "classes of models keep their names (tools/generators/models.py)"

RULES = {
    "method.renamed": _NAMES,
    "namespace.removed": _NAMES,
    "method.removed": _STRUCTURE,
    "argument.removed": _STRUCTURE,
    "argument.required": _STRUCTURE,
    "argument.added-required": _STRUCTURE,
    "result.changed": "a result keeps its kind (goodmem_dyn/_document/replies.py)",
    "class.removed": _CLASSES,
}
"""Kind of finding → the rule of ours that makes it."""


class Contradiction(NamedTuple):
    """A finding that nothing on the wire explains, and the rule of ours that made it."""

    finding: Finding
    rule: str

    def __str__(self) -> str:
        return f"`{self.finding.subject}` {self.finding.headline}: against the rule that {self.rule}"


def contradictions(comparison: Comparison) -> list[Contradiction]:
    """Every finding that is compatible on the wire, breaking for code, and explained by nothing that the server did.

    Example:
        >>> from tools.diff.compare import Comparison
        >>> contradictions(Comparison(()))
        []
    """
    before = {
        now: finding.subject
        for finding in comparison.findings
        if finding.kind == "method.renamed"
        for now in finding.operations
    }
    causes = [
        # What happened to an operation that moved happened to the method of before.
        replace(
            finding, operations=(*finding.operations, *(before[now] for now in finding.operations if now in before))
        )
        for finding in comparison.findings
        if finding.kind not in RULES and _is_cause(finding)
    ]
    return [
        Contradiction(finding, RULES[finding.kind])
        for finding in comparison.findings
        if finding.kind in RULES
        and finding.python is Severity.BREAKING
        and finding.wire is Severity.COMPATIBLE
        and not any(_explains(cause, finding) for cause in causes)
    ]


def refusal(comparison: Comparison) -> str:
    """Why a document is not taken as long as the rules are as they are; empty where nothing is wrong with them."""
    broken = contradictions(comparison)
    if not broken:
        return ""
    return (
        "What is compatible on the wire breaks code that calls this package, which a rule of ours does and no server:"
        f"\n\n{''.join(f'- {rule}.{chr(10)}' for rule in broken)}\nMend the rule, then take the document again."
    )


def _is_cause(finding: Finding) -> bool:
    """Whether the server did something that code must notice."""
    return max(finding.wire, finding.python) is not Severity.COMPATIBLE


def _explains(cause: Finding, finding: Finding) -> bool:
    return _EXPLAINS[finding.kind](cause, finding)


def _same_method(cause: Finding, finding: Finding) -> bool:
    return bool({cause.subject, *cause.operations} & {finding.subject, *finding.operations})


def _same_namespace(cause: Finding, finding: Finding) -> bool:
    space = finding.subject if finding.kind == "namespace.removed" else finding.subject.rpartition(".")[0]
    names = {cause.subject.partition("(")[0], *cause.operations}
    return any(name.startswith(f"{space}.") for name in names)


def _same_argument(cause: Finding, finding: Finding) -> bool:
    method, _, argument = finding.subject.rstrip("=)").partition("(")
    # An argument is called after its words, or after all of them: `X-Tenant-Id`.
    names = {identifier(name) for name in (*_words(cause.subject), *re.findall(r"[\w-]+", cause.subject))}
    near = cause.namespace == finding.namespace or method in cause.operations or _of(cause, finding.namespace)
    # What breaks a body takes with it how it is given as a whole, or how it is paged.
    broken = Severity.BREAKING in (cause.wire, cause.python) and method in cause.operations
    # What an argument was made of besides its own operation may have gone.
    gone = cause.kind in {"operation.removed", "operation.moved"} and _of(cause, finding.namespace)
    return gone or (near and (argument in names or broken))


def _of(cause: Finding, namespace: str) -> bool:
    return any(name.rpartition(".")[0] == namespace for name in cause.operations)


def _same_reply(cause: Finding, finding: Finding) -> bool:
    answers = cause.kind.startswith(("reply", "status", "operation", "path", "schema"))
    answers = answers or any(rule.direction == "response" for rule in cause.rules)
    return answers and _same_method(cause, finding)


def _same_class(cause: Finding, finding: Finding) -> bool:
    """A class made of a place is called after it: `Space.status` makes `SpaceStatus`."""
    place = "".join(_words(cause.subject)).lower()
    return bool(place) and re.sub(r"\W|_", "", finding.subject).lower().startswith(place)


def _words(subject: str) -> Iterable[str]:
    return re.findall(r"[A-Za-z0-9]+", subject)


_EXPLAINS: dict[str, Callable[[Finding, Finding], bool]] = {
    "method.renamed": _same_method,
    "namespace.removed": _same_namespace,
    "method.removed": _same_namespace,
    "argument.removed": _same_argument,
    "argument.required": _same_argument,
    "argument.added-required": _same_argument,
    "result.changed": _same_reply,
    "class.removed": _same_class,
}

__all__ = ["RULES", "Contradiction", "contradictions", "refusal"]
