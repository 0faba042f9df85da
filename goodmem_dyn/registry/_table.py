"""The table of model facts: what comes with the package, and what the caller added.

Rules kept here:

- A model may stand under several providers. The caller's own facts come before those of the package; beyond that,
  `provider=` chooses, and without it the model is ambiguous and refused.
- The bundled file is read once, at the first question. Readers take no lock: a change replaces the whole table.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.registry._facts import Key, ModelFacts, ProviderFacts, read

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable, Mapping

_own: Mapping[Key, ModelFacts] = {}
_change = threading.Lock()


@lru_cache(maxsize=None)
def bundled() -> tuple[Mapping[str, ProviderFacts], Mapping[Key, ModelFacts]]:
    """The facts that come with the package: providers by name, models by key."""
    import json
    from importlib.resources import files

    return read(json.loads(files("goodmem_dyn").joinpath("data/models.json").read_bytes()))


def keys() -> builtins.list[Key]:
    """The keys of all known models; one that is both bundled and added comes twice."""
    return [*bundled()[1], *_own]


def kinds() -> builtins.list[str]:
    """All kinds that there are facts for, in order of the alphabet."""
    return sorted({kind for kind, _, _ in keys()})


def list(kind: str | None = None, provider: str | None = None) -> builtins.list[ModelFacts]:  # noqa: A001  # registry.list reads as client.embedders.list does
    """All known models, by kind, id and provider; those of the caller in place of the package's.

    Args:
        kind: Only this kind, such as `embedders`.
        provider: Only this provider, such as `OPENAI`.

    Example:
        >>> [facts.model_identifier for facts in list("embedders", provider="OPENAI")]
        ['text-embedding-3-large', 'text-embedding-3-small']
    """
    known = {**bundled()[1], **_own}
    return [facts for key, facts in sorted(known.items()) if kind in {None, key[0]} and provider in {None, key[2]}]


def get(kind: str, model_identifier: str, *, provider: str | None = None) -> ModelFacts | None:
    """The facts of a model, or None if it is not known.

    Args:
        kind: The namespace, such as `embedders`.
        model_identifier: The id of the model, exactly as the provider spells it.
        provider: Which provider's, where several have a model of this id.

    Raises:
        InvalidRequestError: Several providers have it, and `provider` does not say which.

    Example:
        >>> get("llms", "gpt-4o").max_context_length
        128000
    """
    for models in (_own, bundled()[1]):
        rows = [
            facts for key, facts in models.items() if key[:2] == (kind, model_identifier) and provider in {None, key[2]}
        ]
        if len(rows) > 1:
            names = ", ".join(sorted(facts.provider_type for facts in rows))
            raise InvalidRequestError(
                f"The model {model_identifier!r} is known from several providers: {names}. Say which, with provider= "
                "here or provider_type= in a request."
            )
        if rows:
            return rows[0]
    return None


def lookup(kind: str, model_identifier: str, *, provider: str | None = None) -> ModelFacts:
    """The facts of a model that must be known.

    Raises:
        InvalidRequestError: It is not; the message names the nearest ids. Or several providers have it, as for `get`.

    Example:
        >>> lookup("rerankers", "rerank-v3.5").provider_type
        'COHERE'
    """
    facts = get(kind, model_identifier, provider=provider)
    if facts is None:
        where = f" of {provider}" if provider else ""
        raise InvalidRequestError(
            f"No facts about {model_identifier!r} among {kind}{where}.{meant(kind, model_identifier)} "
            "registry.list() shows all that are known; registry.add(...) adds one."
        )
    return facts


def suggest(kind: str, name: str) -> builtins.list[str]:
    """Up to three known model ids of a kind that resemble a name, nearest first.

    Example:
        >>> suggest("embedders", "text-embeding-3-large")[0]
        'text-embedding-3-large'
    """
    return _nearest(name, {model for known, model, _ in keys() if known == kind})


def provider(name: str) -> ProviderFacts:
    """The facts of a provider.

    Raises:
        InvalidRequestError: It is not known; the message names those that are.

    Example:
        >>> provider("OPENAI").endpoint_url
        'https://api.openai.com/v1'
    """
    known = bundled()[0]
    if name not in known:
        raise InvalidRequestError(f"No facts about the provider {name!r}; known are {', '.join(sorted(known))}.")
    return known[name]


def providers() -> builtins.list[ProviderFacts]:
    """All providers that there are facts about, by name."""
    return [facts for _, facts in sorted(bundled()[0].items())]


def add(facts: ModelFacts) -> None:
    """Make a model known to this process, or replace what was known of it.

    Args:
        facts: The facts. A model of the package with the same kind, id and provider is hidden until `remove`.

    Raises:
        InvalidRequestError: It is no `ModelFacts`.
    """
    global _own  # noqa: PLW0603  # the one table, replaced as a whole so that readers need no lock
    if not isinstance(facts, ModelFacts):
        raise InvalidRequestError(f"registry.add takes a ModelFacts, not a {type(facts).__name__}.")
    with _change:
        _own = {**_own, (facts.kind, facts.model_identifier, facts.provider_type): facts}


def remove(kind: str, model_identifier: str, *, provider: str | None = None) -> None:
    """Forget a model that was added; what the package knows of it counts again.

    Args:
        kind: The namespace, such as `embedders`.
        model_identifier: The id of the model.
        provider: Only the one of this provider; otherwise all that were added under this id.

    Raises:
        InvalidRequestError: No such model was added.
    """
    global _own  # noqa: PLW0603  # as in add
    with _change:
        left = {
            key: facts
            for key, facts in _own.items()
            if key[:2] != (kind, model_identifier) or provider not in {None, key[2]}
        }
        if len(left) == len(_own):
            raise InvalidRequestError(
                f"The model {model_identifier!r} was not added to {kind}, so it cannot be removed; facts of the "
                "package stay."
            )
        _own = left


def meant(kind: str, model: str) -> str:
    """A sentence that names the model that was probably meant, or nothing."""
    near = suggest(kind, model)
    if near:
        return f" Did you mean {' or '.join(map(repr, near))}?"
    elsewhere = sorted({known for known, other, _ in keys() if other == model and known != kind})
    return f" There is one of this id among {' and '.join(elsewhere)}." if elsewhere else ""


def _nearest(name: str, known: Iterable[str]) -> builtins.list[str]:
    import difflib

    by_folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    return [by_folded[match] for match in difflib.get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.6)]
