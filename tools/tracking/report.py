"""The report of a new server commit, for people: five lines first, then two verdicts, then everything, by namespace.

Rules: every finding is in it; findings that say the same of several places are one line; no clock and no path of a
machine, so that the same comparison gives the same bytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tools.diff.compare import next_version
from tools.diff.judge import QUIET
from tools.diff.model import Severity
from tools.diff.rules import MIRRORED, NEWER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tools.diff.compare import Comparison
    from tools.diff.model import Finding

_COMMON = {
    "(several)": "Shared by several namespaces",
    "(schemas)": "Schemas that no operation uses by itself",
    "(document)": "The document",
}
_ORDER = (Severity.BREAKING, Severity.RISKY, Severity.COMPATIBLE)
_WHY = {
    "major": "code that was right can break",
    "minor": "it adds something, or a call may behave otherwise",
    "patch": "nothing that was right is touched",
    "none": "nothing changed",
}
_STEPS = {
    "major": "before 1.0 the second number, then the first",
    "minor": "before 1.0 the third number, then the second",
    "patch": "the third number",
    "none": "no release",
}


class HandWork(NamedTuple):
    """What a person may want to do after an upgrade; none of it must be done for the upgrade to work.

    Attributes:
        unmatched: Targets of overlay actions that the new document does not have.
        undescribed: JSON pointers of what the overlay does not describe yet.
        stale: Prose that does not fit the new document any more, and why.
        unserved: Operations that the embedded server does not have.
    """

    unmatched: tuple[str, ...] = ()
    undescribed: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()


def render(comparison: Comparison, hand_work: HandWork | None = None, version: str | None = None) -> str:
    """The report as Markdown.

    Args:
        comparison: What changed.
        hand_work: What is left for people.
        version: The present version of the package, to say the next one. Left out of what is kept, since it ages.
    """
    hand_work = hand_work or HandWork()
    parts = [
        f"# {_short(comparison.old_commit)} → {_short(comparison.new_commit)}",
        "\n".join(_five_lines(comparison, hand_work, version)),
        "\n".join(_verdicts(comparison)),
        *_methods(comparison),
        *_namespaces(comparison),
        *_by_hand(hand_work),
    ]
    return "\n\n".join(parts) + "\n"


def _short(commit: str) -> str:
    if commit.startswith("sha256:"):
        return f"a document without a commit ({commit[:15]}…)"
    return commit[:8] or "a document without a commit"


def _five_lines(comparison: Comparison, hand_work: HandWork, version: str | None) -> Iterator[str]:
    bump = comparison.bump
    step = f"{version} → {next_version(version, bump)}" if version else _STEPS[bump]
    yield f"1. **Version bump: {bump}** ({step}): {_WHY[bump]}."
    counted = {verdict: _counted(comparison, verdict) for verdict in ("python", "wire")}
    yield f"2. **Code that calls this package: {comparison.python}.** {counted['python']}{_worst(comparison)}"
    yield f"3. **Other HTTP clients: {comparison.wire}.** {counted['wire']}"
    yield f"4. **New:** {_totals(comparison, 'added')} **Gone:** {_totals(comparison, 'removed')}"
    todo = [
        _plural(len(hand_work.unmatched), "overlay target matches nothing", "overlay targets match nothing"),
        _plural(len(hand_work.undescribed), "place is not described yet", "places are not described yet"),
        _plural(len(hand_work.stale), "description is stale", "descriptions are stale"),
        _plural(len(hand_work.unserved), "operation is not served here", "operations are not served here"),
    ]
    open_points = [text for text in todo if not text.startswith("0 ")]
    yield f"5. **For people:** {', '.join(open_points) + ' (below)' if open_points else 'nothing to do'}."


def _plural(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"


def _counted(comparison: Comparison, verdict: str) -> str:
    counts = Counter(getattr(finding, verdict) for finding in comparison.findings)
    return ", ".join(f"{counts[level]} {level}" for level in _ORDER) + "."


def _worst(comparison: Comparison) -> str:
    """The subjects that break code, while there are few enough to read."""
    names = [f"`{finding.subject}`" for finding in comparison.findings if finding.python is Severity.BREAKING]
    if not names:
        return ""
    shown = list(dict.fromkeys(names))
    return f" Breaking: {', '.join(shown[:5])}{f' and {len(shown) - 5} more' if len(shown) > 5 else ''}."


def _totals(comparison: Comparison, change: str) -> str:
    kinds = {
        "added": (
            ("namespace", ("namespace.added",)),
            ("method", ("operation.added", "method.added")),
            ("schema", ("schema.added",)),
        ),
        "removed": (
            ("namespace", ("namespace.removed",)),
            ("method", ("operation.removed", "path.removed", "method.removed", "method.renamed")),
            ("schema", ("schema.removed", "schema.renamed")),
        ),
    }[change]
    texts = []
    for name, wanted in kinds:
        matching = [
            finding
            for finding in comparison.findings
            if finding.kind in wanted or finding.kind.removesuffix("-after-notice") in wanted
        ]
        if matching:
            few = f" ({', '.join(f'`{finding.subject}`' for finding in matching)})" if len(matching) <= 4 else ""
            texts.append(_plural(len(matching), name, f"{name}s") + few)
    return (", ".join(texts) or "nothing") + "."


def _verdicts(comparison: Comparison) -> Iterator[str]:
    yield "## Two verdicts\n"
    yield "| | breaking | risky | compatible |"
    yield "|---|--:|--:|--:|"
    for name, verdict in (("Python: code that calls this package", "python"), ("Wire: any HTTP client", "wire")):
        counts = Counter(getattr(finding, verdict) for finding in comparison.findings)
        yield f"| {name} | " + " | ".join(str(counts[level]) for level in _ORDER) + " |"
    yield ""
    yield f"The wire verdict is that of [oasdiff](https://www.oasdiff.com) {MIRRORED}, with its rule ids; for a few"
    newer = " and ".join(NEWER)
    yield f"rules that of {newer}. An id that begins with `x-` is ours, where oasdiff has no rule. The Python"
    yield "verdict counts what the client absorbs: it keeps unknown values and fields, and writes requests as the"
    yield "document says."


def _is_method(finding: Finding) -> bool:
    """Whether a whole method came, went, moved or got another name."""
    name = finding.kind.removesuffix("-after-notice")
    return name in ("operation.added", "operation.removed", "operation.moved", "path.removed") or name.startswith(
        ("method.", "namespace.")
    )


def _methods(comparison: Comparison) -> Iterator[str]:
    findings = sorted(
        filter(_is_method, comparison.findings), key=lambda finding: (finding.namespace, finding.subject, finding.kind)
    )
    if findings:
        yield "## Methods"
        yield "\n".join(
            f"- `{finding.subject}` {finding.headline}. *Python: {finding.python}.* "
            f"{_wire(finding.wire, finding.rules)}"
            for finding in findings
        )


def _namespaces(comparison: Comparison) -> Iterator[str]:
    spaces: dict[str, list[Finding]] = defaultdict(list)
    for finding in comparison.findings:
        if not _is_method(finding):
            spaces[finding.namespace].append(finding)
    common = list(_COMMON)
    for space in sorted(spaces, key=lambda name: (common.index(name) if name in common else -1, name)):
        yield f"## {_COMMON.get(space, f'`{space}`')}"
        for level in _ORDER:
            group = [finding for finding in spaces[space] if finding.python is level and finding.kind not in QUIET]
            if group:
                yield f"### {str(level).capitalize()} for code"
                yield "\n".join(_lines(group))
        yield from _quiet(finding for finding in spaces[space] if finding.kind in QUIET)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line for everything that happened alike."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.headline, finding.wire, finding.rules].append(finding)
    for (headline, wire, rules), group in groups.items():
        subjects = [finding.subject for finding in group]
        each = "Each of " if len(subjects) > 1 else ""
        yield f"- {each}{_subjects(subjects)} {headline}. {_wire(wire, rules)}{_used(group)}"


def _subjects(subjects: Sequence[str]) -> str:
    return ", ".join(f"`{subject}`" for subject in subjects)


def _wire(wire: object, rules: object) -> str:
    ids = [f"`{rule.id}`" for rule in rules] if isinstance(rules, tuple) else []
    return f"*Wire: {wire}*, {', '.join(ids)}." if ids else f"*Wire: {wire}*."


def _used(group: Sequence[Finding]) -> str:
    """Where it is used, unless the subjects say so."""
    operations = sorted({name for finding in group for name in finding.operations})
    if not operations or all(finding.subject.startswith(tuple(finding.operations)) for finding in group):
        return ""
    shown = ", ".join(f"`{name}`" for name in operations[:4])
    return f" In {shown}{f' and {len(operations) - 4} more' if len(operations) > 4 else ''}."


def _quiet(findings: Iterable[Finding]) -> Iterator[str]:
    texts = {"docs": "Described in other words", "notation": "Written otherwise, with the same meaning"}
    subjects: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        subjects[finding.kind].append(finding.subject)
    for kind, text in texts.items():
        if subjects[kind]:
            yield f"{text}: {_subjects(subjects[kind])}."


_TODO = {
    "unmatched": "These overlay targets match nothing in the new document. They are excused in "
    "`spec/upstream/LOCK.json`; correct or delete them when convenient.",
    "undescribed": "These places have no prose of ours yet, so that help texts show what the server's document says. "
    "Describe them in `spec/overlay/10-prose/` when convenient.",
    "stale": "These descriptions break a rule of our prose in the new document: most mention a name that went, some "
    "came with the document. Correct them in `spec/overlay/10-prose/` when convenient.",
    "unserved": "The embedded server answers 501 to these operations, until somebody writes them in "
    "`goodmem_dyn/local/`. The client has them.",
}


def _by_hand(hand_work: HandWork) -> Iterator[str]:
    if any(hand_work):
        yield "## For people"
    for name, text in _TODO.items():
        places: tuple[str, ...] = getattr(hand_work, name)
        if places:
            yield text
            yield "```\n" + "\n".join(places) + "\n```"
