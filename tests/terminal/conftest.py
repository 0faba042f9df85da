"""The command line as tests run it: in this process, with streams, settings and a cache of its own."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn._terminal import main
from tests.support.snapshots import ByNamespace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from goodmem_dyn.local import Server


@dataclass(frozen=True)
class Said:
    """What a command line did."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class _Stream(io.TextIOWrapper):
    """A standard stream, on a terminal or not."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", write_through=True, newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def fileno(self) -> int:
        raise OSError("no descriptor")


class Terminal:
    """Runs command lines.

    Attributes:
        config: The folder of the settings.
        cache: The folder of the cache.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.config, self.cache = folder / "config", folder / "cache"
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("GOODMEM_CONFIG_DIR", str(self.config))
        monkeypatch.setenv("GOODMEM_CACHE_DIR", str(self.cache))
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("NO_COLOR", "1")
        for name in ("FORCE_COLOR", "GOODMEM_PROFILE"):
            monkeypatch.delenv(name, raising=False)

    def use(self, server: Server) -> None:
        """Have the environment name a server."""
        self._monkeypatch.setenv("GOODMEM_BASE_URL", server.url)
        self._monkeypatch.setenv("GOODMEM_API_KEY", str(server.api_key))

    def __call__(self, *words: str, stdin: str | bytes = b"", terminal: bool = False) -> Said:
        """Run one command line; with `terminal`, somebody looks at its output."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = _Stream(terminal=terminal), _Stream()
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", _Stream(given))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main(list(words))
        return Said(code, out.buffer.getvalue(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(ByNamespace)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Runs command lines, with no server named."""
    return Terminal(tmp_path, monkeypatch)


@pytest.fixture
def connected(terminal: Terminal, fresh_goodmem_server: Server) -> Iterator[Terminal]:
    """Runs command lines for an empty server."""
    terminal.use(fresh_goodmem_server)
    return terminal
