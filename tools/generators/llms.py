"""`llms.txt`: the pages of the documentation as a list that a model reads first, after llmstxt.org.

Rules: made of the pages themselves, a line for each: its title, and the first sentence of its text. The order is that
of the navigation; reference pages of single models are left out, because there are more than a hundred.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "docs/llms.txt"
_PARTS = {
    "Start": ["index.md", "quickstart.md", "errors.md", "local-server.md", "cli.md"],
    "Guides": ["guides/*.md"],
    "Reference": ["reference/*.md"],
}


def generate(root: Path, pages: dict[str, bytes]) -> dict[str, bytes]:
    """The file, for a checkout and the pages that were made for it just now."""
    docs = root / "docs"
    title, summary = _head((docs / "index.md").read_text(encoding="utf-8"))
    lines = [f"# {title}", "", f"> {summary}", ""]
    for part, patterns in _PARTS.items():
        lines += [f"## {part}", ""]
        names = {name.removeprefix("docs/") for name in pages}
        for pattern in patterns:
            # Of pages that are made, those of a document before may still lie there.
            made_here = pattern.startswith("reference/")
            there = set() if made_here else {path.relative_to(docs).as_posix() for path in docs.glob(pattern)}
            there |= {name for name in names if re.fullmatch(pattern.replace(".", r"\.").replace("*", "[^/]*"), name)}
            for name in sorted(there):
                text = pages.get(f"docs/{name}") or (docs / name).read_bytes()
                title, summary = _head(text.decode())
                lines.append(f"- [{title}]({name.removesuffix('.md').removesuffix('index')}): {summary}")
        lines.append("")
    return {FILE: "\n".join(lines).encode()}


def _head(page: str) -> tuple[str, str]:
    """The title of a page, and the first sentence of its text, without links and marks."""
    lines = page.splitlines()
    title = next((line[2:].strip("` ") for line in lines if line.startswith("# ")), "")
    text: list[str] = []
    for line in lines[1:]:
        if re.match(r"[A-Za-z`*\[]", line):
            text.append(line)
        elif text:
            break
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(text)).replace("**", "")
    return title, re.split(r"(?<=[.:]) (?=[A-Z`])", plain, maxsplit=1)[0].rstrip(":")
