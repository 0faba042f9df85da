"""The conveniences: what methods do beyond their operations.

Each class says in `find` which structure of the document it answers to, which arguments it adds, and how it rewrites
what was given. None knows the name of an endpoint, so that a new resource with the same structure has them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._conveniences.batches import Batches
from goodmem_dyn._conveniences.chunking import PartialChunking
from goodmem_dyn._conveniences.content import Base64File, FileContent
from goodmem_dyn._conveniences.downloads import ByteRange, Download
from goodmem_dyn._conveniences.events import Events
from goodmem_dyn._conveniences.making import MadeHere
from goodmem_dyn._conveniences.narrowing import KeyFilter, Limit
from goodmem_dyn._conveniences.post_processing import PostProcessing
from goodmem_dyn._conveniences.queries import Filters, LabelFilter, Lists, LookUps, TimeBudget
from goodmem_dyn._conveniences.shorthands import ApiKey, DefaultChunking, IdItems, ModelFacts, SpaceIds, WholeRequest
from goodmem_dyn._conveniences.waiting import WaitOnCreate

if TYPE_CHECKING:
    from goodmem_dyn._conveniences.base import Convenience

CONVENIENCES: tuple[type[Convenience], ...] = (
    WaitOnCreate,
    WholeRequest,
    MadeHere,
    LookUps,
    Events,
    Download,
    ByteRange,
    Batches,
    ApiKey,
    ModelFacts,
    SpaceIds,
    IdItems,
    DefaultChunking,
    PartialChunking,
    KeyFilter,
    Limit,
    PostProcessing,
    FileContent,
    Base64File,
    Filters,
    LabelFilter,
    Lists,
    TimeBudget,
)
"""In the order in which they act: the first one is the outermost."""
