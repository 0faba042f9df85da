"""Editors complete what people write: the README's own program, at every dot.

Rules: jedi reads the stubs as IPython and many editors do; what it proposes at a dot must hold the name that the program
goes on with. Static analysis alone: nothing runs.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import jedi
import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ASYNC = """
import asyncio
from goodmem_dyn import AsyncGoodmem

async def main() -> None:
    async with AsyncGoodmem(base_url="http://localhost:8080", api_key="gm_...") as client:
        space = await client.spaces.get(id="x")
        async with client.memories.retrieve(message="owls", space_ids=[space.space_id]) as stream:
            async for hit in stream.items():
                print(hit.relevance, hit.text)
"""


def readme() -> str:
    """The first program of the README."""
    tokens = MarkdownIt().parse((ROOT / "README.md").read_text(encoding="utf-8"))
    return next(one.content for one in tokens if one.type == "fence" and one.info.strip() == "python")


def dots(program: str) -> Iterator[tuple[int, int, str]]:
    """The line and column behind every dot, and the name that stands there."""
    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.Attribute):
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            yield node.end_lineno, node.end_col_offset - len(node.attr), node.attr


@pytest.mark.parametrize("program", [pytest.param(readme(), id="readme"), pytest.param(ASYNC, id="async")])
def test_every_dot_is_completed(program: str) -> None:
    script = jedi.Script(program, project=jedi.Project(ROOT))
    lost = [
        f"{line}: .{name}"
        for line, column, name in dots(program)
        if name not in {one.name for one in script.complete(line, column)}
    ]
    assert lost == []
