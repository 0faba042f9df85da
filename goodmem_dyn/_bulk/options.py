"""What a caller may say about a run, checked before anything is read or sent."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._arguments.scalars import text_of
from goodmem_dyn._bulk.items import plain
from goodmem_dyn._bulk.rows import Reading
from goodmem_dyn._conveniences.waiting import is_seconds
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodmem_dyn._bulk.plan import Plan
    from goodmem_dyn._bulk.structure import Collection

DELETE_LIMIT = 0.1
MOST_CALLS = 16
_OWN = "is set by bulk ingestion for each item"


@dataclass(frozen=True)
class Options:
    """The options of an ingestion; see `Bulk.ingest`."""

    parent: str
    reading: Reading
    name: str | None = None
    sync: bool = False
    delete_limit: float = DELETE_LIMIT
    confirm: Callable[[Plan], object] | None = None
    wait: bool | float = False
    dry_run: bool = False
    retry_failed: bool = False
    journal: str | bool | None = None
    batch_size: int | None = None
    concurrency: int = MOST_CALLS
    fields: Mapping[str, Any] = field(default_factory=dict)
    progress: bool | None = None
    on_progress: Callable[[Any], object] | None = None
    only: frozenset[str] | None = None


def checked(collection: Collection, where: str, options: Mapping[str, Any]) -> Options:
    """The options out of the arguments of a call.

    Raises:
        InvalidRequestError: One of them is wrong.
    """
    reading = Reading(
        key=options["key"],
        content=options["content"],
        content_type=options["content_type"],
        columns=_texts(where, "columns", options["columns"]),
        metadata=_metadata(where, options["metadata"]),
        include=_texts(where, "include", options["include"]) or (),
        exclude=_texts(where, "exclude", options["exclude"]) or (),
        gitignore=options["gitignore"],
        hidden=options["hidden"],
        properties=options["properties"],
        keep_ids=options["keep_ids"],
    )
    journal = options["journal"]
    return Options(
        parent=parent_id(where, options["space_id"]),
        reading=reading,
        name=_name(where, options["name"]),
        sync=options["sync"],
        delete_limit=_limit(where, options["delete_limit"]),
        confirm=function_of(where, "confirm", options["confirm"]),
        wait=_wait(where, options["wait"]),
        dry_run=options["dry_run"],
        retry_failed=options["retry_failed"],
        journal=journal if journal is None or isinstance(journal, bool) else os.fspath(journal),
        batch_size=None
        if options["batch_size"] is None
        else _between(where, "batch_size", options, collection.create.most),
        concurrency=_between(where, "concurrency", options, 256),
        fields=_fields(collection, where, options["fields"] or {}),
        progress=options["progress"],
        on_progress=function_of(where, "on_progress", options["on_progress"]),
    )


def parent_id(where: str, value: Any) -> str:
    """The id of what holds the items."""
    text = text_of(value)
    if not text:
        raise InvalidRequestError(f"{where}: space_id must be an id as text, not {shown(value)}.")
    return text


def function_of(where: str, name: str, value: Any) -> Callable[..., object] | None:
    """An argument that must be a function, or None.

    Raises:
        InvalidRequestError: It cannot be called.
    """
    if value is not None and not callable(value):
        raise InvalidRequestError(f"{where}: {name} must be a function of one argument, not {shown(value)}.")
    function: Callable[..., object] | None = value
    return function


def _texts(where: str, name: str, value: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    values = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(value, str) for value in values):
        raise InvalidRequestError(f"{where}: {name} must be a text or a list of texts.")
    return values


def _metadata(where: str, value: Any) -> Any:
    if value is None or callable(value) or isinstance(value, Mapping):
        return value
    raise InvalidRequestError(f"{where}: metadata must be a dict or a function that gives one, not {shown(value)}.")


def _name(where: str, value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or not value):
        raise InvalidRequestError(f"{where}: name must be a text that is not empty, not {shown(value)}.")
    name: str | None = value
    return name


def _limit(where: str, value: Any) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or value < 0 or (isinstance(value, float) and value > 1):
        raise InvalidRequestError(
            f"{where}: delete_limit must be a share as a float up to 1.0, or a number as an int, not {shown(value)}."
        )
    limit: float = value
    return limit


def _wait(where: str, value: Any) -> bool | float:
    if not isinstance(value, bool) and not is_seconds(value):
        raise InvalidRequestError(f"{where}: wait must be True, False, or a number of seconds, not {shown(value)}.")
    wait: bool | float = value
    return wait


def _between(where: str, name: str, options: Mapping[str, Any], most: int) -> int:
    value = options[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise InvalidRequestError(f"{where}: {name} must be an int from 1 to {most}, not {shown(value)}.")
    return value


def _fields(collection: Collection, where: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    content = collection.content
    own = {collection.parent, collection.id, collection.metadata, content.type, collection.reference, *content.sources}
    free = sorted(collection.fields - own - {content.field or ""})
    for name in fields:
        if name in own:
            raise InvalidRequestError(f"{where}: fields has {name!r}, which {_OWN}.")
        if name not in free:
            raise InvalidRequestError(
                f"{where}: fields has {name!r}.{nearest(name, free)} There are: {', '.join(free)}."
            )
    try:
        return {name: _wire(value) for name, value in fields.items()}
    except ValueError as error:
        raise InvalidRequestError(f"{where}: fields: {error}.") from error


def _wire(value: Any) -> Any:
    """A model as a dict, so that it has one digest however it was given."""
    return plain(value.model_dump(mode="json", exclude_unset=True) if hasattr(value, "model_dump") else value)
