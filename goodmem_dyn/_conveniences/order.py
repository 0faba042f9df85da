"""The conveniences: what methods do beyond their operations.

Each class says in `find` which structure of the document it answers to, which arguments it adds, and how it rewrites
what was given. None knows the name of an endpoint, so that a new resource with the same structure has them at once.
Which operations of the bundled document have the structure of one is known beforehand, so that no other is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodmem_dyn._conveniences.base import Convenience

_MODULES = {
    "WaitOnCreate": "waiting",
    "WholeRequest": "shorthands",
    "MadeHere": "making",
    "LookUps": "queries",
    "Events": "events",
    "Download": "downloads",
    "ByteRange": "downloads",
    "Batches": "batches",
    "ApiKey": "shorthands",
    "ModelFacts": "shorthands",
    "SpaceIds": "shorthands",
    "IdItems": "shorthands",
    "DefaultChunking": "shorthands",
    "PartialChunking": "chunking",
    "KeyFilter": "narrowing",
    "Limit": "narrowing",
    "PostProcessing": "post_processing",
    "FileContent": "content",
    "Base64File": "content",
    "Filters": "queries",
    "LabelFilter": "queries",
    "Lists": "queries",
    "TimeBudget": "queries",
}
"""The conveniences and their modules, in the order in which they act: the first one is the outermost."""


def conveniences(names: Collection[str] | None = None) -> list[type[Convenience]]:
    """The conveniences, outermost first.

    Args:
        names: The ones that are wanted; None for all.
    """
    return [
        getattr(import_module(f"goodmem_dyn._conveniences.{module}"), name)
        for name, module in _MODULES.items()
        if names is None or name in names
    ]
