"""Where things lie in a checkout, relative to its root. Every tool takes the root, so that a scratch copy works too."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

UPSTREAM = "spec/upstream/openapi.json"
LOCK = "spec/upstream/LOCK.json"
OVERLAYS = "spec/overlay"
MODEL_FACTS = "spec/models"
HISTORY = "spec/history"
CHANGES = "spec/CHANGES.md"

PACKAGE = "goodmem_dyn"
DOCUMENT = "goodmem_dyn/data/openapi.json"
OUTLINE = "goodmem_dyn/data/outline.json"
SOURCE = "goodmem_dyn/data/SOURCE.json"
FILES = "goodmem_dyn/data/FILES.json"
REGISTRY = "goodmem_dyn/data/models.json"
MODELS = "goodmem_dyn/models"
COMMANDS = "goodmem_dyn/_commands"
COMMANDS_PAGE = "docs/cli.md"

COMMIT_KEY = "x-goodmem-commit"
