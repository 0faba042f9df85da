"""Who may do what, told a second time and apart from the server: from what is known of GoodMem's roles and rights.

Rules: nothing of the server's own is imported. A row says for one request which rights it takes on what; a principal is
a set of facts about itself; `may` combines them. Where this and the server differ, one of them is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MODELS = ("EMBEDDER", "RERANKER", "LLM", "DECISION_MODEL")
SELF_SERVICE = {
    f"{verb}_{kind}"
    for kind in ("SPACE", "API_KEY", "SERVICE_IDENTITY", *MODELS)
    for verb in ("CREATE", "READ", "UPDATE", "DELETE", "LIST")
} | {f"{verb}_{kind}" for kind in MODELS for verb in ("PING", "EXECUTE")}
SELF_SERVICE |= {f"READ_{kind}_CREDENTIALS" for kind in MODELS}
SELF_SERVICE |= {f"{verb}_MEMORY" for verb in ("CREATE", "READ", "DELETE", "LIST")}
SELF_SERVICE |= {"READ_USER", "UPDATE_USER", "MANAGE_ACCESS", "OCR_DOCUMENT"}

OF_ONES_OWN = {one for one in SELF_SERVICE if not one.startswith(("CREATE_", "LIST_")) and one != "OCR_DOCUMENT"}
OF_ONES_OWN |= {"CREATE_MEMORY", "LIST_MEMORY", "TRANSFER_RESOURCE_OWNERSHIP"}

VIEWER = {"READ_SPACE", "LIST_MEMORY", "READ_MEMORY"}
IN_A_SPACE = {
    "SPACE_VIEWER": VIEWER,
    "SPACE_CONTRIBUTOR": VIEWER | {"CREATE_MEMORY"},
    "SPACE_CONTENT_MANAGER": VIEWER | {"CREATE_MEMORY", "DELETE_MEMORY"},
    "SPACE_ADMIN": VIEWER | {"CREATE_MEMORY", "DELETE_MEMORY", "UPDATE_SPACE", "MANAGE_ACCESS"},
}
NOT_GRANTED = {f"READ_{kind}_CREDENTIALS" for kind in MODELS}
NOT_GRANTED |= {"TRANSFER_RESOURCE_OWNERSHIP", "TRANSFER_INSTANCE_OWNERSHIP"}
NOT_FOR_EVERYBODY = NOT_GRANTED | {"MANAGE_ACCESS", "MANAGE_USER_ENROLLMENT"}


@dataclass(frozen=True)
class Thing:
    """What is acted on: `own` is a thing that whoever asks would own, and a list of one's own."""

    kind: str
    key: str = ""
    owner: str = ""
    space: str = ""


INSTANCE = Thing("INSTANCE")
OWN = Thing("INSTANCE", owner="whoever asks")


@dataclass
class Who:
    """A principal with a key."""

    name: str
    key: str = field(repr=False, default="")
    roles: dict[str, str] = field(default_factory=dict)
    """Role → the space where it counts, or "" for the instance."""
    owns_instance: bool = False
    granted: set[tuple[str, str]] = field(default_factory=set)
    """Right and id of what it was granted on ("" for the instance; of memories, their space)."""
    ceiling: set[str] | None = None
    """The only rights that the key may use, on anything."""

    def may(self, right: str, thing: Thing) -> bool:
        """Whether it may do that."""
        if self.ceiling is not None and right not in self.ceiling:
            return False
        owned = thing.owner in (self.name, OWN.owner)
        place = thing.space or (thing.key if thing.kind == "SPACE" else "")
        return (
            ("ADMIN" in self.roles and right != "TRANSFER_INSTANCE_OWNERSHIP")
            or ("USER" in self.roles and owned and right in SELF_SERVICE)
            or (owned and right in OF_ONES_OWN and thing is not OWN)
            or (self.owns_instance and right in {"MANAGE_ACCESS", "TRANSFER_RESOURCE_OWNERSHIP"})
            or (self.owns_instance and right == "TRANSFER_INSTANCE_OWNERSHIP")
            or any(where and where == place and right in IN_A_SPACE.get(role, ()) for role, where in self.roles.items())
            or (right, thing.key) in self.granted
            or bool(thing.space and (right, thing.space) in self.granted)
        )


@dataclass(frozen=True)
class Row:
    """A request: what it takes, and how a refusal looks.

    Attributes:
        name: operation id, and what tells two requests of one operation apart.
        takes: rights with what they are asked of; all of them.
        denied: the status of a refusal.
        items: of a list, its member, what names an item, and the right that shows one; `seen` is looked for.
    """

    name: str
    method: str
    path: str
    body: Any
    takes: tuple[tuple[str, Thing], ...]
    denied: int = 403
    items: tuple[str, str, str] | None = None
    seen: Thing | None = None

    def lets(self, who: Who) -> bool:
        """Whether the request is let through."""
        return all(who.may(right, thing) for right, thing in self.takes)
