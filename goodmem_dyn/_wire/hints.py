"""Hints: the name that somebody probably meant, out of those that there are.

Rules: only a name that is there is ever named, so that a new document cannot make a hint lie. First comes what other
clients call the same thing (`_synonyms`, imported when a hint is given: most programs need none), then what is spelled
alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: object, known: Iterable[str]) -> str:
    """` Did you mean …?` for what a name probably stands for, or an empty string."""
    from goodmem_dyn._synonyms import meant

    likely = meant(name, known)
    return f" Did you mean {likely!r}?" if likely else ""


def nearest_or_all(name: str, known: Iterable[str]) -> str:
    """The same; where nothing resembles the name, what there is."""
    from goodmem_dyn._synonyms import listed

    known = list(known)
    return nearest(name, known) or listed(known)


def no_attribute(value: object, name: str, known: Iterable[str], inside: Iterable[str] = ()) -> AttributeError:
    """The error for an attribute that a value does not have, with what was probably meant.

    Args:
        value: The value.
        name: The attribute.
        known: The attributes that it has.
        inside: Those among them that may have it themselves.
    """
    from goodmem_dyn._synonyms import listed, meant

    problem = f"{type(value).__name__!r} object has no attribute {name!r}."
    known = list(known)
    hint = way_to_id(value, "id") if name == "id" else None
    hint = hint or _inside(value, name, inside) or meant(name, known)
    # Without the object Python adds no suggestion of its own, which would be the second.
    if hint:
        is_method = "." not in hint and callable(getattr(type(value), hint, None))
        return AttributeError(f"{problem} Did you mean '.{hint}{'()' if is_method else ''}'?", name=name, obj=None)
    return AttributeError(f"{problem}{listed(known)}", name=name, obj=None)


def _inside(value: object, name: str, inside: Iterable[str]) -> str | None:
    """The way to an attribute of the same name, one step further in."""
    for step in inside:
        other = value.__dict__.get(step)
        if name in fields_of(other):
            return f"{step}.{name}"
    return None


def id_of(value: object) -> str | None:
    """The attribute that holds the id of a value: `embedder_id` of an embedder, whatever its class is called."""
    kind = type(value).__name__.lower()
    stems = {name: name[: -len("_id")].replace("_", "") for name in fields_of(value) if name.endswith("_id")}
    # A chunk of a memory is called MemoryChunk: the last word says what it is.
    own = [name for name, stem in stems.items() if stem in kind]
    return max(own, key=lambda item: (kind.rfind(stems[item]), len(item))) if own else None


def way_to_id(value: object, wanted: str) -> str | None:
    """How a value leads to an id, as an attribute of it or of one of its own: `space_id`, `memory.memory_id`."""
    names = fields_of(value)
    if wanted in names:
        return wanted
    own = id_of(value)
    if own is not None and (wanted in ("id", own) or own.endswith(wanted)):
        return own
    for step in names:
        other = getattr(value, step, None)
        inner = (wanted if wanted in fields_of(other) else id_of(other)) if fields_of(other) else None
        if inner is not None:
            return f"{step}.{inner}"
    return own


def fields_of(value: object) -> tuple[str, ...]:
    """The fields of a model or of a record; none for anything else."""
    fields: Any = getattr(type(value), "model_fields", None) or getattr(type(value), "__dataclass_fields__", None)
    return tuple(fields or ())
