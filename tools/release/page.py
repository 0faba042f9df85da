"""The package's page on an index: the README with links that work there, and where the project lives; a metadata hook.

Rules: where the project lives is said by whoever releases it, in `GOODMEM_DYN_REPOSITORY` (`https://…/owner/name`), and
is not guessed here. Links then lead to the tag of the version. Without it the README stays as it is, without URLs.
"""

from __future__ import annotations

import os
import re
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

VARIABLE = "GOODMEM_DYN_REPOSITORY"
_LINK = re.compile(r"(!?\[[^][]*\])\((?!https?://|mailto:|#)([^)\s]+)\)")


class Page(MetadataHookInterface):
    """Sets `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in what depends on where the project lives."""
        with open(os.path.join(self.root, "README.md"), encoding="utf-8") as file:
            text = file.read()
        repository = os.environ.get(VARIABLE, "").rstrip("/")
        if repository:
            tag = f"v{metadata['version']}"
            text = absolute(text, repository, tag)
            metadata["urls"] = urls(repository, tag)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def absolute(text: str, repository: str, tag: str) -> str:
    """A page with every link into the checkout leading to the repository, pictures to their bytes."""

    def replaced(link: re.Match[str]) -> str:
        label, target = link.groups()
        return f"{label}({repository}/{'raw' if label.startswith('!') else 'blob'}/{tag}/{target})"

    return _LINK.sub(replaced, text)


def urls(repository: str, tag: str) -> dict[str, str]:
    """Where readers of the page find what they look for, by the names that indexes know."""
    return {
        "Changelog": f"{repository}/blob/{tag}/CHANGELOG.md",
        "Documentation": f"{repository}/blob/{tag}/docs/index.md",
        "Issues": f"{repository}/issues",
        "Security": f"{repository}/blob/{tag}/SECURITY.md",
        "Source": repository,
    }
