"""What servers of before do not promise: members of answers that an earlier document lacks, or leaves optional.

Rules: a class says of such a member that it may be None, because a server of that time leaves it out. What every
document that has the schema promises is typed as promised: a server that breaks its word is told of, and no type can
say which one will. Only what is received is looked at; a request needs what the newest document says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.promises import MAY_BE_MISSING
from tools.spec.schemas import Schemas

if TYPE_CHECKING:
    from collections.abc import Mapping


def required(document: Mapping[str, Any], before: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The members of every schema that a document promises, and all those before it that have the schema."""
    return {
        name: frozenset(schema.get("required") or ()) & before.get(name, frozenset(schema.get("required") or ()))
        for name, schema in _objects(document).items()
    }


def apply(document: dict[str, Any], promised: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Mark the members of answers that a document before did not promise, in place."""
    schemas = Schemas(document)
    received = schemas.reach("responses") - schemas.reach("requestBody")
    for name, schema in _objects(document).items():
        if name in received and name in promised:
            for wire in set(schema.get("required") or ()) - promised[name]:
                member = (schema.get("properties") or {}).get(wire)
                if isinstance(member, dict):
                    member[MAY_BE_MISSING] = True
    return document


def _objects(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    schemas = (document.get("components") or {}).get("schemas") or {}
    return {name: schema for name, schema in schemas.items() if isinstance(schema, dict)}
