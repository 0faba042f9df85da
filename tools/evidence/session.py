"""The picture of a terminal session in the README: `python -m tools.evidence.session` makes it anew.

Rules: every line of it was printed by the command above it, on an embedded server of its own; the ids, which differ
from run to run, are those of that run. The picture is `docs/session.svg`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

import goodmem_dyn.local
from goodmem_dyn import Goodmem
from tools.paths import ROOT

WIDTH = 110
COMMANDS = (
    "goodmem-dyn ingest handbook --space-id $SPACE --wait",
    "goodmem-dyn memories list $SPACE",
    'goodmem-dyn memories retrieve --message "When is the office closed?" --space-ids $SPACE --limit 2',
    "goodmem-dyn memories retrieve --mesage owls",
)
FILES = {
    "office.md": "# Office\n\nThe office is closed on the first Monday of May.",
    "canteen.html": "<h1>Canteen</h1><p>Lunch is served from noon to two.",
    "empty.txt": "",
}


def session() -> list[tuple[str, str]]:
    """Each command, and what it printed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        goodmem_dyn.local.serve() as server,
        Goodmem(base_url=server.url, api_key=server.api_key) as client,
    ):
        (Path(folder) / "handbook").mkdir()
        for name, text in FILES.items():
            (Path(folder) / "handbook" / name).write_text(text, encoding="utf-8")
        space = client.spaces.create(name="handbook", space_embedders=[server.create_default_embedder()])
        environment = {
            **os.environ,
            "GOODMEM_BASE_URL": server.url,
            "GOODMEM_API_KEY": str(server.api_key),
            "SPACE": space.space_id,
            "COLUMNS": str(WIDTH),
            "NO_COLOR": "1",
            "XDG_CACHE_HOME": folder,
            "PYTHONPATH": str(ROOT),
        }
        return [(command, _run(command, folder, environment)) for command in COMMANDS]


def _run(command: str, folder: str, environment: dict[str, str]) -> str:
    words = [environment["SPACE"] if word == "$SPACE" else word for word in shlex.split(command)[1:]]
    # A terminal gets tables by itself; a pipe has to ask for them.
    words += ["--output", "table"] if words[0] == "memories" else []
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from goodmem_dyn._terminal import main; sys.exit(main())", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.strip("\n")


def picture(lines: list[tuple[str, str]]) -> str:
    """The session as SVG, with the fonts of whoever looks at it."""
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w", encoding="utf-8"), force_terminal=True)  # noqa: SIM115 - for as long as the process
    for command, printed in lines:
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
        console.print(Text(printed), soft_wrap=False)
        console.print()
    svg = console.export_svg(title="goodmem-dyn", unique_id="session")
    # Nothing is loaded from elsewhere.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    (ROOT / "docs/session.svg").write_text(picture(session()), encoding="utf-8")
    print("docs/session.svg")
