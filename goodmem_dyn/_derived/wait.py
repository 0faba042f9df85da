"""`wait`: wait until one resource, or many, are processed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._arguments.scalars import text_of
from goodmem_dyn._columns import Records
from goodmem_dyn._conveniences.base import Variant
from goodmem_dyn._conveniences.structure import PROGRESS, checked_progress, given, local, result_type
from goodmem_dyn._conveniences.waiting import DEFAULT_WAIT, Watch, is_seconds
from goodmem_dyn._derived.base import Derived, methods_of
from goodmem_dyn._document.schema import strip_null
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Core
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._wire.effects import Flow


class Wait(Derived):
    """A resource that is processed in the background, can be got alone, and can be got in a batch."""

    name = "wait"
    summary = "Wait until processing has ended"
    errors = {  # noqa: RUF012 - never changed
        "MemoryProcessingError": "One failed; `.failures`, `.completed`, `.pending` have the ids.",
        "ProcessingTimeoutError": "`timeout` passed, and none has failed. It is a MemoryProcessingError as well.",
    }

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        get = watch.get
        self.component = result_type(get, strip_null(watch.held.schema))
        self.returns = f"{self.component} | list[{self.component}]"
        self.variants = (
            Variant({"id": "str"}, frozenset({"ids"}), self.component),
            Variant({"ids": "Iterable[str]"}, frozenset({"id"}), f"list[{self.component}]"),
        )
        self.description = (
            "Looks at one or many, with growing pauses, until each is COMPLETED or FAILED. Nothing can be searched "
            "before. `id` gives the resource, `ids` a list in the same order. Exactly one of the two is needed."
        )
        self.params = (
            local("id", "str", "One id."),
            local("ids", "Iterable[str]", "Many ids."),
            local(
                "timeout",
                "float | None",
                "Seconds to wait at most, for all together; None for no limit; 0 to look once.",
                default=DEFAULT_WAIT,
            ),
            PROGRESS,
        )

    @classmethod
    def find(cls, catalog: Catalog, namespace: tuple[str, ...]) -> Derived | None:
        create = methods_of(catalog, namespace).get("create")
        watch = Watch.find(create.exchange) if create is not None else None
        return cls(watch) if watch is not None else None

    def flow(self, core: Core, args: Args, options: Args) -> Flow:
        where = f"{'.'.join(self.watch.get.operation.name.namespace)}.wait()"
        alone = given(args, "id")
        if alone == given(args, "ids"):
            raise InvalidRequestError(f"{where}: give id or ids, one of the two.")
        ids = [args["id"]] if alone else args["ids"]
        if isinstance(ids, (str, bytes)) or not isinstance(ids, Iterable):
            raise InvalidRequestError(f"{where}: ids must be a list of str, not {shown(ids)}. One id goes into `id`.")
        texts = []
        for item in ids:
            text = text_of(item)
            if text is None:
                raise InvalidRequestError(f"{where}: ids must be str, not {shown(item)}.")
            texts.append(text)
        limit = args.get("timeout", DEFAULT_WAIT)
        if limit is not None and not is_seconds(limit):
            raise InvalidRequestError(f"{where}: timeout must be a number of seconds, or None for no limit.")
        progress = checked_progress(args, where)
        results = yield from self.watch.run(core, texts, limit, options, alone=alone, progress=progress)
        return results[texts[0]] if alone else Records(results[text] for text in texts)
