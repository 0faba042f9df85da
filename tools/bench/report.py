"""Turns rows into the table that a terminal shows, the page that is committed, and the file that is kept.

Rules: the ratio that is judged is that of the run; a goal or a limit that is missed says so in the table; what stands
between the markers of the page is replaced as a whole, and nothing else in it is touched.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tools.bench import growth, peers, plot
from tools.bench.workloads import BARE, GROUPS, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tools.bench.run import Row

PAGE = peers.ROOT / "docs" / "performance.md"
PLOTS = peers.ROOT / "docs" / "performance"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
_COLUMNS = ("ours", REFERENCE, BARE, "raw")
_JUDGED = {REFERENCE: "to goodmem 0.1.43", BARE: "to bare httpx"}
_HEADINGS = (
    "workload",
    *(peers.PEERS[name].title for name in _COLUMNS),
    "others",
    *(heading for words in _JUDGED.values() for heading in (words, "goal")),
    "memory, MB",
)


def number(value: float | None) -> str:
    """Three significant digits, as plain as they go."""
    if value is None:
        return ""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ratio(row: Row, to: str = REFERENCE) -> str:
    """The ratio to another client, with its range over the rounds."""
    middle = row.ratio(to=to)
    if middle is None:
        return ""
    each = [own / other for own, other in zip(row.values("ours"), row.values(to), strict=False)]
    return f"{middle:.2f} [{min(each):.2f} to {max(each):.2f}]"


def judged(row: Row) -> dict[str, bool]:
    """Whether each goal is met that can be judged, by the client that it compares with."""
    ratios = {name: row.ratio(to=name) for name in row.workload.goals}
    return {name: value <= row.workload.goals[name] for name, value in ratios.items() if value is not None}


def limits(rows: Sequence[Row]) -> Iterator[tuple[Row, str, float, bool]]:
    """Every absolute limit that was measured: its row, its text, the worst round, and whether that kept it."""
    for row in rows:
        for limit in row.workload.limits:
            values = row.values(row.workload.clients[0], limit.figure)
            if values:
                yield row, limit.text, max(values), max(values) <= limit.most


def _cells(row: Row) -> list[str]:
    workload = row.workload
    values = [number(row.value(name)) for name in _COLUMNS]
    others = [f"{name} {number(row.value(name))}" for name in row.samples if name not in _COLUMNS and row.values(name)]
    # Start-up is compared by resident size over bare Python, everything else by its rise while it runs.
    resident = "rss_mb" if workload.kind == "startup" else "rise_mb"
    memory = [] if workload.kind == "construct" else [number(row.value(name, resident)) for name in _COLUMNS[:2]]
    return [
        f"{row.title}, {workload.unit}",
        *values,
        ", ".join(others),
        *(cell for name in _JUDGED for cell in (ratio(row, name), _goal(row, name))),
        " / ".join(memory).strip(" /"),
    ]


def _goal(row: Row, name: str) -> str:
    goal = row.workload.goals.get(name)
    verdict = {True: ", met", False: ", **missed**"}.get(judged(row).get(name), "")  # type: ignore[arg-type]  # or None
    return "" if goal is None else f"≤ {goal:g}{verdict}"


def table(rows: Sequence[Row]) -> list[list[str]]:
    """Headings, then one line for each row, with a line of its own for each group."""
    lines, group = [list(_HEADINGS)], ""
    for row in rows:
        if row.workload.group != group:
            group = row.workload.group
            lines.append([f"**{GROUPS[group]}**", *[""] * (len(_HEADINGS) - 1)])
        lines.append(_cells(row))
    return lines


def _aligned(table: list[list[str]]) -> list[str]:
    lines = [[cell.replace("**", "") for cell in line] for line in table]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]


def text(rows: Sequence[Row], grown: Sequence[growth.Growth] = ()) -> str:
    """The table, the limits and the growth for a terminal."""
    shown = _aligned(table(rows))
    for row, words, worst, kept in limits(rows):
        shown.append(f"{'kept  ' if kept else 'BROKEN'}  {row.title}: {words}; {number(worst)}")
    if grown:
        shown += ["", *_aligned(growth.table(grown))]
    return "\n".join(shown)


def markdown(rows: Sequence[Row], machine: dict[str, Any], grown: Sequence[growth.Growth] = ()) -> str:
    """What stands between the markers of the page."""
    head, *lines = table(rows)
    shown = [f"Measured with Python {machine['python']} on {machine['system']} with {machine['cpus']} CPUs.", ""]
    shown += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(line)} |" for line in lines), ""]
    kept = [
        f"| {row.title} | {words} | {number(worst)} | {'kept' if ok else '**broken**'} |"
        for row, words, worst, ok in limits(rows)
    ]
    if kept:
        shown += ["| workload | limit | worst round | |", "|---|---|---|---|", *kept, ""]
    if grown:
        head, *lines = growth.table(grown)
        shown += ["What grows with the number of items, counted, with the power that it grows with:", ""]
        shown += [
            f"| {' | '.join(head)} |",
            f"|{'---|' * len(head)}",
            *(f"| {' | '.join(line)} |" for line in lines),
            "",
        ]
    for group in dict.fromkeys(row.workload.group for row in rows if row.ratio("ours") is not None):
        name = GROUPS[group]
        shown += [f"![{name}: cost of each client as a ratio to the published one](performance/{group}.svg)", ""]
    return "\n".join(shown)


def write(rows: Sequence[Row], machine: dict[str, Any], grown: Sequence[growth.Growth] = ()) -> None:
    """Replace the measured part of the page, and the plots."""
    page = PAGE.read_text()
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} must hold the markers {BEGIN} and {END}, in this order")
    PAGE.write_text(f"{before}{begin}\n{markdown(rows, machine, grown)}{end}{after}")
    PLOTS.mkdir(exist_ok=True)
    for group in GROUPS:
        shown = [row for row in rows if row.workload.group == group and row.ratio("ours") is not None]
        if shown:
            PLOTS.joinpath(f"{group}.svg").write_text(plot.svg(GROUPS[group], shown))


def dump(rows: Sequence[Row], machine: dict[str, Any], path: Path) -> None:
    """Every figure of every round, for those who want to compute something else."""
    clients = sorted({name for row in rows for name in row.samples})
    record = {
        "machine": machine,
        "versions": {name: peers.versions(name) for name in clients},
        "workloads": {row.workload.name: {"ratio": row.ratio(), "samples": row.samples} for row in rows},
    }
    path.write_text(json.dumps(record, indent=1) + "\n")
