"""spec/upstream/LOCK.json: which document is in the checkout, and what of our overlays is known not to fit it.

Rules: written by `track` alone, read by whoever must not fail on what is known; lists are sorted and left out when they
are empty, so that the same document gives the same bytes. What was known of earlier documents stays known, since the
tests run over all of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tools import paths

if TYPE_CHECKING:
    from pathlib import Path


def short(commit: str) -> str:
    """Eight digits of a commit, or of the hash that stands for one: what files of the history are called by."""
    return commit.removeprefix("sha256:")[:8]


@dataclass(frozen=True)
class Known:
    """What of our overlays does not fit one document.

    Attributes:
        unmatched: Targets of overlay actions, and aliases, that match nothing.
        undescribed: JSON pointers of what has no prose.
        stale: Prose that is not fit for this document any more, such as a mention of a field that went.
        unserved: Operations that the embedded server does not have.
    """

    unmatched: tuple[str, ...] = ()
    undescribed: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()

    def as_json(self) -> dict[str, list[str]]:
        """The lists that are not empty, sorted."""
        return {name: sorted(set(values)) for name, values in vars(self).items() if values}


@dataclass(frozen=True)
class Lock:
    """What is locked.

    Attributes:
        commit: The server's commit.
        sha256: Of the document, byte for byte.
        known: What does not fit it.
        earlier: The same for the documents before, by the first eight digits of their commits.
        history: Those digits of every document that was taken, in order; this one is the last.
    """

    commit: str
    sha256: str
    known: Known = field(default_factory=Known)
    earlier: dict[str, Known] = field(default_factory=dict)
    history: tuple[str, ...] = ()

    def of(self, commit: str) -> Known:
        """What does not fit the document of a commit."""
        return self.known if short(self.commit) == short(commit) else self.earlier.get(short(commit), Known())

    def data(self) -> bytes:
        """The file."""
        earlier = {commit: known.as_json() for commit, known in sorted(self.earlier.items()) if known.as_json()}
        content: dict[str, Any] = {"commit": self.commit, "sha256": self.sha256, "history": list(self.history)}
        content |= self.known.as_json()
        if earlier:
            content["earlier"] = earlier
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read(root: Path = paths.ROOT) -> Lock:
    """The lock of a checkout."""
    content = json.loads((root / paths.LOCK).read_bytes())
    earlier = {commit: _known(known) for commit, known in content.get("earlier", {}).items()}
    history = tuple(content.get("history", (short(content["commit"]),)))
    return Lock(content["commit"], content["sha256"], _known(content), earlier, history)


def _known(content: dict[str, Any]) -> Known:
    return Known(*(tuple(content.get(name, ())) for name in ("unmatched", "undescribed", "stale", "unserved")))
