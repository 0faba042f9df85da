"""Model facts: which model id means which provider, endpoint and sizes.

They let `client.embedders.create(display_name=…, model_identifier="text-embedding-3-large", api_key=…)` do without
the rest. The facts come with the package (`data/models.json`); `add` and `remove` hold the caller's own models for the
life of the process.

    from goodmem_dyn import registry

    registry.lookup("embedders", "text-embedding-3-large").dimensionality       # 1536
    registry.add(registry.ModelFacts(
        kind="embedders", model_identifier="my-model", provider_type="VLLM", endpoint_url="http://gpu:8000/v1",
        dimensionality=768, distribution_type="DENSE"))

Rules kept here:

- Kinds are the namespaces of the client (`embedders`, `rerankers`, `llms`) because the data says so: nothing here lists
  them, and a kind without facts is only a kind without facts.
- What the caller gave is never overwritten, and nothing is guessed: what does not follow from facts is asked for.
- This package imports only `errors`, and reads nothing before the first question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import builtins

    # registry.list reads as client.embedders.list does.
    from goodmem_dyn.registry._complete import complete
    from goodmem_dyn.registry._facts import ModelFacts, ProviderFacts
    from goodmem_dyn.registry._table import (
        add,
        get,
        kinds,
        list,  # noqa: A004  # as above
        lookup,
        provider,
        providers,
        remove,
        suggest,
    )

__all__ = [
    "ModelFacts",
    "ProviderFacts",
    "add",
    "complete",
    "get",
    "kinds",
    "list",
    "lookup",
    "provider",
    "providers",
    "remove",
    "suggest",
]

_HOMES = {"complete": "_complete", "ModelFacts": "_facts", "ProviderFacts": "_facts"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, '_table')}"), name)
    globals()[name] = value
    return value


def __dir__() -> builtins.list[str]:
    return __all__
