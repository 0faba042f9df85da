"""Whole tools for what agents do all day: retrieve, remember, list what there is to search, read one thing whole.

Rules: a model gives names or ids as it likes, and one text. The operations behind are found by structure, and a tool
whose operation is not allowed is not made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError
from goodmem_dyn._agents.answers import hit_record
from goodmem_dyn._agents.tools import READ_ONLY, Reply, ToolSpec, answered, text

if TYPE_CHECKING:
    from goodmem_dyn._agents.answers import Answers
    from goodmem_dyn._agents.calling import Caller
    from goodmem_dyn._agents.roles import Remember, Retrieve, Roles, Stores

MOST = 100
"""So many places are searched at once at most, and so many are looked through for a name."""
HITS = 8
"""Hits unless more are asked for."""


@dataclass(frozen=True)
class Found:
    """What a retrieval found.

    Attributes:
        hits: The passages, best first.
        head: What there is to say about all of them.
    """

    hits: tuple[dict[str, Any], ...]
    head: str


class Daily:
    """Makes the whole tools of one server.

    Args:
        caller: Calls operations.
        answers: Makes answers of results.
        roles: The operations behind the tools.
    """

    def __init__(self, caller: Caller, answers: Answers, roles: Roles) -> None:
        self._caller, self._answers, self.roles = caller, answers, roles

    def specs(self) -> list[ToolSpec]:
        """The tools that the document has the operations for, and that are allowed."""
        allows = self._caller.permissions.allows
        roles, specs = self.roles, []
        if roles.stores is None or not allows(roles.stores.listing):
            return []
        if roles.retrieve is not None and allows(roles.retrieve.offer):
            specs.append(self._retrieving(roles.retrieve, roles.stores))
        if roles.remember is not None and allows(roles.remember.offer):
            specs.append(self._remembering(roles.remember, roles.stores))
        specs.append(self._listing(roles.stores))
        if roles.reading is not None and allows(roles.reading):
            specs.append(self._reading(roles.reading.name, str(roles.records)))
        return specs

    # Retrieval ------------------------------------------------------------------------------------------------

    def _retrieving(self, role: Retrieve, stores: Stores) -> ToolSpec:
        properties = {
            "query": text(),
            stores.plural: {"type": "array", "items": text(), "description": "names or ids; default all"},
            "limit": {"type": "integer"},
        }
        if role.filter is not None:
            properties["filter"] = text("on metadata, e.g. CAST(val('$.lang') AS TEXT) = 'en'")

        async def handler(inputs: dict[str, Any]) -> Reply:
            places = inputs.get(stores.plural)
            result = await self.found(inputs["query"], places, inputs.get("limit", HITS), inputs.get("filter"))
            return Reply(self._answers.of(list(result.hits), head=result.head))

        description = (
            f"Find passages of stored {self.roles.records or 'texts'} that answer a question. Cite `memory` ids."
        )
        return ToolSpec("retrieve", description, properties, ("query",), handler, READ_ONLY)

    async def found(
        self, query: str, places: list[Any] | None = None, limit: int = HITS, condition: str | None = None
    ) -> Found:
        """The passages that answer a question, best first.

        Args:
            query: The question.
            places: Names or ids of what to search; None for all.
            limit: At most so many, 1 or more.
            condition: A metadata filter.

        Raises:
            GoodMemError: A name is unknown, or the call failed.
        """
        role, stores = self.roles.retrieve, self.roles.stores
        assert role is not None
        assert stores is not None
        if limit < 1:
            raise InvalidRequestError("limit must be 1 or more.")
        ids = await self._ids(stores, role.key, places)
        if not ids:
            return Found((), f"There are no {stores.plural} to search.")
        keys = [
            {role.key: store_id, **({role.filter: condition} if condition and role.filter else {})} for store_id in ids
        ]
        arguments: dict[str, Any] = {role.query: query, role.stores: keys}
        if role.size is not None:
            arguments[role.size] = limit
        result = await self._caller.call(role.offer.name, arguments)
        hits = tuple(hit_record(hit, number) for number, hit in enumerate(result.hits[:limit], 1))
        head = f"{len(hits)} passage{'s' * (len(hits) > 1)}, best first:" if hits else "Nothing was found."
        if result.partial:
            reasons = "; ".join(f"{status.code}: {status.message}" for status in result.statuses)
            head = f"{head} Something is missing: {reasons}"
        return Found(hits, head)

    async def _ids(self, stores: Stores, key: str, places: list[Any] | None) -> list[str]:
        """The ids of what names or ids stand for."""
        items = await self.items(stores)
        if places is None:
            return [str(item[key]) for item in items]
        return [self._id(item, items, stores, key) for item in places]

    def _id(self, place: Any, items: list[dict[str, Any]], stores: Stores, key: str) -> str:
        known = {str(item[key]).lower() for item in items}
        named = [str(item[key]) for item in items if stores.name and item.get(stores.name) == place]
        if len(named) == 1 and str(place).lower() not in known:
            return named[0]
        if len(named) > 1:
            raise InvalidRequestError(
                f"{len(named)} {stores.plural} are called {place!r}: give an id: {', '.join(named)}."
            )
        if str(place).lower() not in known and len(items) < MOST:
            names = ", ".join(sorted(str(item.get(stores.name or "", item[key])) for item in items)[:20]) or "none"
            raise InvalidRequestError(f"There is no {place!r} among the {stores.plural}. There are: {names}.")
        return str(place)

    async def items(self, stores: Stores) -> list[dict[str, Any]]:
        """What there is to search, as plain values, at most 100."""
        page = await self._caller.call(stores.listing.name, {})
        items = []
        async for item in page:
            items.append(item.model_dump(mode="json", by_alias=True, exclude_none=True))
            if len(items) >= MOST:
                break
        return items

    # Storing, listing, reading ---------------------------------------------------------------------------------

    def _remembering(self, role: Remember, stores: Stores) -> ToolSpec:
        singular = stores.plural.removesuffix("s")
        properties = {"text": text(), singular: text("name or id")}
        if role.metadata is not None:
            properties["metadata"] = {"type": "object"}

        async def handler(inputs: dict[str, Any]) -> Reply:
            assert self.roles.retrieve is not None
            (place,) = await self._ids(stores, self.roles.retrieve.key, [inputs[singular]])
            arguments = {role.text: inputs["text"], role.store: place}
            if role.metadata is not None and "metadata" in inputs:
                arguments[role.metadata] = inputs["metadata"]
            reply = await answered(self._caller, self._answers, role.offer.name, arguments)
            return Reply(f"Stored. It can be found once it is indexed.\n{reply.text}")

        return ToolSpec(
            "remember", "Store a text for later.", properties, ("text", singular), handler, {"destructiveHint": False}
        )

    def _listing(self, stores: Stores) -> ToolSpec:
        async def handler(inputs: dict[str, Any]) -> Reply:
            return await answered(self._caller, self._answers, stores.listing.name, inputs)

        takes = any(param.name == "next_token" for param in stores.listing.parameters)
        properties = {"next_token": text()} if takes else {}
        return ToolSpec(f"list_{stores.plural}", f"List {stores.plural}.", properties, (), handler, READ_ONLY)

    def _reading(self, name: str, plural: str) -> ToolSpec:
        offer = self._caller.offer(name)
        (key,) = (param.name for param in offer.parameters if param.required)

        async def handler(inputs: dict[str, Any]) -> Reply:
            return await answered(self._caller, self._answers, name, {key: inputs["id"]})

        singular = plural.removesuffix("s").removesuffix("ie") + ("y" if plural.endswith("ies") else "")
        return ToolSpec(
            f"read_{singular}", f"The whole content of a {singular}.", {"id": text()}, ("id",), handler, READ_ONLY
        )
