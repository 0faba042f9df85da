"""One picture for each group: every client's cost as a ratio to the published one, on a logarithmic axis.

Rules: plain SVG, written by hand, deterministic; it brings its own background, light or dark as the reader's system
asks, so that it can be read on any page; colour is never the only carrier: every client has a shape of its own.
"""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from tools.bench.peers import PEERS
from tools.bench.workloads import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.bench.run import Row

_STYLE = """
svg { font: 13px system-ui, sans-serif; background: #fff; fill: #1f2328; }
.grid { stroke: #d8dee4; } .one { stroke: #57606a; stroke-dasharray: 3 3; } .goal { stroke: #1f2328; stroke-width: 2; }
.ours { fill: #0969da; } .bare { fill: #bf5b04; } .raw { fill: #6e7781; } .other { fill: #8250df; }
.title { font-weight: 600; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; fill: #e6edf3; }
.grid { stroke: #30363d; } .one { stroke: #8b949e; } .goal { stroke: #e6edf3; }
.ours { fill: #58a6ff; } .bare { fill: #f0883e; } .raw { fill: #8b949e; } .other { fill: #bc8cff; }
}
"""
_LEFT, _WIDTH, _RIGHT, _TOP, _LINE = 270, 480, 30, 84, 30
_TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_SHAPES = {
    "ours": '<circle class="ours" cx="{x}" cy="{y}" r="6"/>',
    "bare": '<rect class="bare" x="{l}" y="{t}" width="10" height="10"/>',
    "raw": '<path class="raw" d="M{x} {t}l5 10h-10z"/>',
    "other": '<path class="other" d="M{x} {t}l5 5l-5 5l-5 -5z"/>',
}


def _shape(client: str, x: float, y: float) -> str:
    shape = _SHAPES.get(client, _SHAPES["other"])
    drawn = shape.format(x=f"{x:.1f}", y=f"{y:.1f}", l=f"{x - 5:.1f}", t=f"{y - 5:.1f}")
    if client == "goal":
        drawn = f'<path class="goal" d="M{x:.1f} {y - 9:.1f}v18"/>'
    return drawn


def _legend(clients: Sequence[str]) -> str:
    parts, x = [], 20.0
    for client in (*clients, "goal"):
        name = "goal" if client == "goal" else PEERS[client].title
        parts.append(_shape(client, x, 46) + f'<text x="{x + 12:.0f}" y="50">{escape(name)}</text>')
        x += 40 + 7 * len(name)
    return "".join(parts)


def svg(title: str, rows: Sequence[Row]) -> str:
    """The picture of one group; every row must have been measured for this project's and the published client."""
    clients = list(dict.fromkeys(name for row in rows for name in row.samples if name != REFERENCE))
    ratios = {(row.workload.name, name): value for row in rows for name in clients if (value := row.ratio(name))}
    goals = [row.workload.goals[REFERENCE] for row in rows if REFERENCE in row.workload.goals]
    low = max((tick for tick in _TICKS if tick <= min([*ratios.values(), *goals])), default=_TICKS[0])
    high = min((tick for tick in _TICKS if tick >= max([*ratios.values(), 1])), default=_TICKS[-1])

    def at(value: float) -> float:
        share = math.log(max(value, low) / low) / math.log(high / low)
        return _LEFT + _WIDTH * min(share, 1)

    bottom = _TOP + _LINE * len(rows)
    parts = [
        f'<text class="title" x="14" y="24">{escape(title)}: CPU, ratio to {escape(PEERS[REFERENCE].title)}</text>'
    ]
    parts.append(_legend(clients))
    for tick in _TICKS:
        if low <= tick <= high:
            style = "one" if tick == 1 else "grid"
            parts.append(f'<path class="{style}" d="M{at(tick):.1f} {_TOP - 14}V{bottom - 8}"/>')
            parts.append(f'<text x="{at(tick):.1f}" y="{bottom + 10}" text-anchor="middle">{tick:g}</text>')
    for index, row in enumerate(rows):
        y = _TOP + _LINE * index
        parts.append(f'<text x="{_LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(row.title)}</text>')
        if (goal := row.workload.goals.get(REFERENCE)) is not None:
            parts.append(_shape("goal", at(goal), y))
        parts += [
            _shape(name, at(ratios[row.workload.name, name]), y)
            for name in reversed(clients)
            if (row.workload.name, name) in ratios
        ]
    width, height = _LEFT + _WIDTH + _RIGHT, bottom + 24
    label = f"{title}: {'; '.join(f'{row.title} {row.ratio():.2f}' for row in rows)}"
    box = f'viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="{escape(label)}">'
    return "\n".join(
        [head, f"<style>{_STYLE}</style>", f'<rect width="{width}" height="{height}" fill="none"/>', *parts, "</svg>\n"]
    )
