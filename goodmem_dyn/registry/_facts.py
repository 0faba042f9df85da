"""What is known of a model and of a provider, and how the data files say it.

Rules kept here:

- Facts that cannot be true are refused when they are made, wherever they come from.
- The data is read strictly: a key that nobody reads is a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFacts:
    """What is known of one model. Fields that end up in a request are named as the request names them.

    Attributes:
        kind: The namespace it belongs to, such as `embedders`.
        model_identifier: The provider's id of the model, exactly as the provider spells it.
        provider_type: The server's name for the provider, such as `OPENAI` or `VLLM`.
        endpoint_url: Where the model is served, if not at the provider's usual endpoint.
        supported_modalities: What it takes: `TEXT`, `IMAGE`, `AUDIO`, `VIDEO`.
        dimensionality: The default number of dimensions of its vectors.
        dimensionality_choices: All numbers of dimensions it can produce, where they can be counted.
        dimensionality_min: The smallest number of dimensions, where any between two bounds is possible.
        dimensionality_max: The largest.
        distribution_type: `DENSE` or `SPARSE`.
        max_sequence_length: The longest input in tokens.
        max_context_length: The context window in tokens.

    Raises:
        InvalidRequestError: A value cannot be: an empty name, a size below 1, bounds that exclude the default.
    """

    kind: str
    model_identifier: str
    provider_type: str
    endpoint_url: str | None = None
    supported_modalities: tuple[str, ...] = ()
    dimensionality: int | None = None
    dimensionality_choices: tuple[int, ...] = ()
    dimensionality_min: int | None = None
    dimensionality_max: int | None = None
    distribution_type: str | None = None
    max_sequence_length: int | None = None
    max_context_length: int | None = None

    def __post_init__(self) -> None:
        for name in ("kind", "model_identifier", "provider_type"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value.strip() or not value.isprintable():
                raise InvalidRequestError(f"ModelFacts: {name} is a name such as 'embedders', not {value!r}.")
        if self.endpoint_url is not None and not host(self.endpoint_url):
            raise InvalidRequestError(
                f"ModelFacts: endpoint_url is a URL such as 'https://api.example.com/v1', not {self.endpoint_url!r}."
            )
        for name in ("supported_modalities", "dimensionality_choices"):
            value = getattr(self, name)
            if isinstance(value, str):
                raise InvalidRequestError(f"ModelFacts: {name} is a sequence such as ['TEXT'], not the text {value!r}.")
            object.__setattr__(self, name, tuple(value))
        sizes = [(name, getattr(self, name)) for name in _SIZES]
        sizes += [("dimensionality_choices", choice) for choice in self.dimensionality_choices]
        for name, size in sizes:
            if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 1):
                raise InvalidRequestError(f"ModelFacts: {name} is a whole number from 1, not {size!r}.")
        if self.dimensionality is not None and not self.can_produce(self.dimensionality):
            raise InvalidRequestError(
                f"ModelFacts: the default dimensionality {self.dimensionality} is not among what the model can produce "
                f"({self.dimensions()})."
            )

    def can_produce(self, dimensionality: int) -> bool:
        """Whether the model makes vectors of this size; true where nothing is known against it."""
        if self.dimensionality_choices and dimensionality not in self.dimensionality_choices:
            return False
        least, most = self.dimensionality_min, self.dimensionality_max
        return (least is None or dimensionality >= least) and (most is None or dimensionality <= most)

    def dimensions(self) -> str:
        """The sizes of vectors it can make, in words: `256, 512 or 1024`, `1 to 3072`, or `any`."""
        if self.dimensionality_choices:
            *others, last = map(str, self.dimensionality_choices)
            return f"{', '.join(others)} or {last}" if others else last
        if self.dimensionality_min is None and self.dimensionality_max is None:
            return "any"
        return f"{self.dimensionality_min or 1} to {self.dimensionality_max or 'any'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderFacts:
    """What is known of one provider.

    Attributes:
        name: The server's name for it, such as `OPENAI`.
        endpoint_url: Its usual endpoint.
        endpoints_needing_api_key: Endpoints that refuse requests without a key; compared by host.
    """

    name: str
    endpoint_url: str
    endpoints_needing_api_key: tuple[str, ...] = ()


_SIZES = ("dimensionality", "dimensionality_min", "dimensionality_max", "max_sequence_length", "max_context_length")
_NOT_IN_REQUESTS = frozenset(
    {"kind", "model_identifier", "dimensionality_choices", "dimensionality_min", "dimensionality_max"}
)
#: Fields of a request that facts can give.
FILLED = tuple(field.name for field in fields(ModelFacts) if field.name not in _NOT_IN_REQUESTS)

Key = tuple[str, str, str]  # kind, model id, provider

_KEYS = {
    "modalities": "supported_modalities",
    "dimensionality": "dimensionality",
    "dimensionalityChoices": "dimensionality_choices",
    "dimensionalityMin": "dimensionality_min",
    "dimensionalityMax": "dimensionality_max",
    "distributionType": "distribution_type",
    "endpointUrl": "endpoint_url",
    "maxSequenceLength": "max_sequence_length",
    "maxContextLength": "max_context_length",
}


def read(data: Mapping[str, Any]) -> tuple[Mapping[str, ProviderFacts], Mapping[Key, ModelFacts]]:
    """Read `{"providers": {NAME: …}}`, as `data/models.json` holds it; a key that is not known is refused."""
    providers: dict[str, ProviderFacts] = {}
    models: dict[Key, ModelFacts] = {}
    for name, entry in data["providers"].items():
        endpoints = tuple(entry["endpointsNeedingApiKey"])
        providers[name] = ProviderFacts(
            name=name, endpoint_url=entry["endpointUrl"], endpoints_needing_api_key=endpoints
        )
        for kind in entry.keys() - {"endpointUrl", "endpointsNeedingApiKey"}:
            for model, facts in entry[kind].items():
                known = {_KEYS[key]: value for key, value in facts.items()}
                models[kind, model, name] = ModelFacts(kind=kind, model_identifier=model, provider_type=name, **known)
    return providers, models


def host(url: object) -> str:
    """The host of an http(s) URL in lower case, or nothing."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url.strip()) if isinstance(url, str) else urlsplit("")
        return (parts.hostname or "").rstrip(".") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""
