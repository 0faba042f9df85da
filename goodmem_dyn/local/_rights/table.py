"""The rules as data: what each operation needs, what roles and ownership give, and what rights are about.

Rules this module keeps:

- `rights.json` says everything that is a choice: which rights an operation needs on what, the rules of each role, what
  owners may do without one, and what no grant may give. What it says of roles and owners can be replaced
  (`Settings.roles`).
- A rule is one right, one selector, and a resource where the selector needs one.
- What a right is about is its last words (`UPDATE_SPACE` is about a space), unless the table says otherwise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INSTANCE = "INSTANCE"
OWNER, INSTANCE_OWNER = "OWNER", "INSTANCE_OWNER"
"""What stands beside roles in `Settings.roles`: everybody, about what they own, and the owner of the instance."""

_RESERVED = {"rows", "members", "if", "else"}


class Kind(NamedTuple):
    """A kind of resource: where it is stored, and who owns it.

    Attributes:
        table: its table.
        key: column of its id.
        owner: column of its owner; `NULL` for one that nobody owns.
        noun: as errors call it.
    """

    table: str
    key: str
    owner: str
    noun: str


KINDS: dict[str, Kind] = {
    "USER": Kind("users", "principal_id", "owner_id", "User"),
    "SERVICE_IDENTITY": Kind("service_identities", "principal_id", "owner_id", "Service identity"),
    "SPACE": Kind("spaces", "space_id", "owner_id", "Space"),
    "API_KEY": Kind("api_keys", "api_key_id", "owner_id", "API key"),
    "EMBEDDER": Kind("embedders", "embedder_id", "owner_id", "Embedder"),
    "RERANKER": Kind("rerankers", "reranker_id", "owner_id", "Reranker"),
    "LLM": Kind("llms", "llm_id", "owner_id", "LLM"),
    "DECISION_MODEL": Kind("decision_models", "decision_model_id", "owner_id", "Decision model"),
    "MEMORY": Kind("memories", "memory_id", "owner_id", "Memory"),
    "RETRIEVE_MEMORY_LOG_POLICY": Kind("log_policies", "policy_id", "NULL", "Log policy"),
}
"""Kinds that can be stored here; a server may know more, of which nothing can exist."""


class Rule(NamedTuple):
    """One right, how far it reaches, and the resource that it names, if the selector needs one.

    `resource` is empty for the instance itself.
    """

    right: str
    selector: str
    kind: str | None = None
    resource: str | None = None


@dataclass(frozen=True)
class Needs:
    """What an operation needs.

    Attributes:
        on: kind of resource → rights on it; `*` for any kind.
        rows: rights on each row of a list; others are left out.
        members: rights on all members of the space that is named.
        given: member of the query or the body → further rights where it is given.
        otherwise: rights where none of `given` is.
    """

    on: Mapping[str, Sequence[str]]
    rows: Sequence[str] = ()
    members: Sequence[str] = ()
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    otherwise: Sequence[str] = ()


@lru_cache(maxsize=None)
def _data() -> dict[str, Any]:
    path = resources.files("goodmem_dyn.local._rights") / "rights.json"
    data: dict[str, Any] = json.loads(path.read_bytes())
    return data


@lru_cache(maxsize=None)
def needs(operation: str) -> Needs | None:
    """What an operation needs; None for one that the table does not know, which nobody may call."""
    entry = _data()["operations"].get(operation)
    if entry is None:
        return None
    return Needs(
        {kind: rights for kind, rights in entry.items() if kind not in _RESERVED},
        entry.get("rows", ()),
        entry.get("members", ()),
        entry.get("if", {}),
        entry.get("else", ()),
    )


def names(group: str) -> frozenset[str]:
    """A set of rights of the table, such as `ungrantable` or `public`."""
    return frozenset(_data()[group])


def roles() -> frozenset[str]:
    """The roles of the table."""
    return frozenset(_data()["roles"])


@lru_cache(maxsize=None)
def _every_right() -> tuple[str, ...]:
    data = _data()
    every = {*data["owner"], *data["instance_owner"], *data["targets"], *data["asked_of_ones_own"], *data["unserved"]}
    for entry in data["operations"].values():
        for name, rights in entry.items():
            every.update(*rights.values()) if name == "if" else every.update(rights)
    every.update(rule.split()[0] for rules in data["roles"].values() for rule in rules)
    return tuple(sorted(every - {"*", "!"}))


def rules_of(role: str, replaced: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The rights of a role with their selectors; `OWNER` and `INSTANCE_OWNER` are asked for in the same way."""
    data = _data()
    own: dict[str, Sequence[str]] = {
        OWNER: [f"{right} OWN" for right in data["owner"]],
        INSTANCE_OWNER: [f"{right} ANY" for right in data["instance_owner"]],
        **data["roles"],
    }
    pairs = [tuple(rule.split()) for rule in replaced.get(role, own.get(role, ()))]
    without = {right for mark, right in pairs if mark == "!"}
    every = [selector for right, selector in pairs if right == "*"]
    reached = [(right, selector) for right, selector in pairs if right not in ("*", "!")]
    reached += [(right, selector) for selector in every for right in _every_right() if right not in without]
    return reached


@lru_cache(maxsize=None)
def targets(right: str) -> tuple[str, ...]:
    """The kinds of what a right may be asked of: those of lists and of new things are asked of the instance."""
    data = _data()
    if right in data["targets"]:
        return tuple(data["targets"][right])
    verb, _, rest = right.partition("_")
    return (INSTANCE,) if verb in ("CREATE", "LIST") else (rest.removesuffix("_CREDENTIALS"),)
