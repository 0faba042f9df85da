"""The body of a create request, completed from model facts.

Rules kept here:

- What the caller gave is never overwritten; facts that the request has no field for are left out.
- What cannot work is refused before anything is sent, and the message names what to pass.
- Hosts are compared, not whole URLs: a path or a port does not make a hosted provider another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.registry._facts import FILLED, ModelFacts, host
from goodmem_dyn.registry._table import bundled, get, keys, meant

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def complete(
    kind: str,
    given: Mapping[str, object],
    fields: Collection[str],
    required: Collection[str] = ("provider_type", "endpoint_url", "dimensionality"),
) -> dict[str, object]:
    """Fill the body of a create request from facts, and refuse what cannot work, before anything is sent.

    Args:
        kind: The namespace that the request belongs to.
        given: The arguments, in snake_case; None counts as not given. They always win.
        fields: The fields of the request's body, in snake_case; facts that are not among them are left out.
        required: The fields without which the request fails. Only what facts can give is looked at.

    Returns:
        A new dict: what was given, and what follows from it.

    Raises:
        InvalidRequestError: The model cannot produce the dimensionality; a hosted endpoint is used without credentials;
            something required is neither given nor known.

    Example:
        >>> body = complete(
        ...     "embedders",
        ...     {"model_identifier": "text-embedding-3-large", "api_key": "sk-…"},
        ...     {"model_identifier", "provider_type", "endpoint_url", "dimensionality", "credentials"},
        ... )
        >>> body["provider_type"], body["endpoint_url"], body["dimensionality"]
        ('OPENAI', 'https://api.openai.com/v1', 1536)
    """
    body = dict(given)

    def fill(name: str, value: object) -> None:
        if name in fields and body.get(name) is None and value is not None and value != ():
            body[name] = list(value) if isinstance(value, tuple) else value

    model = given.get("model_identifier")
    chosen = given.get("provider_type")
    facts = _facts_for(kind, model, chosen) if isinstance(model, str) else None
    if facts is not None:
        _refuse_dimensionality(facts, given.get("dimensionality"))
        for name in FILLED:
            # An endpoint of the model's own belongs to its provider, not to one that the caller chose instead.
            if name != "endpoint_url" or chosen in (None, facts.provider_type):
                fill(name, getattr(facts, name))
    provider = body.get("provider_type")
    named = bundled()[0].get(str.__str__(provider)) if isinstance(provider, str) else None
    if named is not None:
        fill("endpoint_url", named.endpoint_url)
    fill("distribution_type", "DENSE")
    _refuse_keyless(body, fields)
    if isinstance(model, str):
        _refuse_incomplete(kind, model, facts, body, [f for f in FILLED if f in required and f in fields])
    return body


def _facts_for(kind: str, model: str, chosen: object) -> ModelFacts | None:
    """The facts of the model at the chosen provider, or else of the model: a proxy serves it with the same sizes."""
    if isinstance(chosen, str):
        facts = get(kind, model, provider=str.__str__(chosen))
        if facts is not None or len(_providers_of(kind, model)) > 1:
            return facts
    return get(kind, model)


def _providers_of(kind: str, model: str) -> set[str]:
    return {key[2] for key in keys() if key[:2] == (kind, model)}


def _refuse_dimensionality(facts: ModelFacts, wanted: object) -> None:
    if isinstance(wanted, int) and not isinstance(wanted, bool) and not facts.can_produce(wanted):
        default = f" (its default is {facts.dimensionality})" if facts.dimensionality else ""
        raise InvalidRequestError(
            f"dimensionality={wanted}: the model {facts.model_identifier!r} produces {facts.dimensions()} "
            f"dimensions{default}. Pass one of these, or leave dimensionality out."
        )


def _refuse_keyless(body: Mapping[str, object], fields: Collection[str]) -> None:
    if "credentials" not in fields or body.get("credentials") is not None or body.get("api_key"):
        return
    name = host(body.get("endpoint_url"))
    if name and name in _hosts_needing_a_key():
        raise InvalidRequestError(
            f"The endpoint {body['endpoint_url']} ({name}) needs a key of its provider: pass api_key=, or credentials= "
            "for other kinds of authentication."
        )


@lru_cache(maxsize=None)
def _hosts_needing_a_key() -> frozenset[str]:
    return frozenset(host(url) for facts in bundled()[0].values() for url in facts.endpoints_needing_api_key)


def _refuse_incomplete(
    kind: str, model: str, facts: ModelFacts | None, body: Mapping[str, object], required: list[str]
) -> None:
    missing = [name for name in required if body.get(name) is None]
    if not missing:
        return
    what = ", ".join(f"{name}=" for name in missing)
    if facts is not None:
        raise InvalidRequestError(
            f"{what} cannot be inferred for the model {model!r} at the provider {body.get('provider_type')}: pass it."
        )
    raise InvalidRequestError(
        f"The model {model!r} is not known among {kind}, so pass {what} as well.{meant(kind, model)} "
        "registry.add(...) makes a model known."
    )
