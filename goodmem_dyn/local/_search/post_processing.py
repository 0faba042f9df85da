"""The built-in post-processor: its configuration, its prompt, and its two models.

Rules kept here:

- A configuration is checked before anything is searched; its keys are snake case, and an unknown key is an error with
  the nearest known one. Whole numbers may come as floats, as JSON from other languages has them.
- The order is: rerank, threshold, cut to ``max_results``, chronological order, and last the summary.
- Templates are rendered in a sandbox. Pebble, which the live server uses, and Jinja agree on what such templates need.
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.local.ids import canonical_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from goodmem_dyn.local._state.state import Settings

NAME: Final = "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory"

_DEFAULT_RESULTS: Final = 10
_DEFAULT_TOKENS: Final = 512
#: Characters of English to a token, about; only to keep a prompt inside a model's context.
_CHARACTERS_PER_TOKEN: Final = 4

_SYSTEM: Final = (
    "You answer questions from the numbered passages you are given, and from nothing else. "
    "Name the passages that you rely on, as in [2]. If they do not hold the answer, say so."
)
_PROMPT: Final = "{{ dataSection }}\n\nQuestion: {{ userQuery }}"


@dataclass(frozen=True, slots=True)
class Config:
    """A checked configuration."""

    reranker_id: str | None = None
    llm_id: str | None = None
    relevance_threshold: float | None = None
    chronological_resort: bool = False
    llm_temp: float = 0.3
    max_results: int = _DEFAULT_RESULTS
    gen_token_budget: int | None = None
    sys_prompt: str | None = None
    prompt: str | None = None


_KEYS: Final = sorted(Config.__dataclass_fields__)


def read(
    field: dict[str, Any] | None, size: int, budget: int | None, settings: Settings, errors: list[tuple[str, str]]
) -> Config | None:
    """Read the ``postProcessor`` of a request; add to `errors` what is wrong with it.

    Args:
        field: The field, or None.
        size: The request's size, 0 for none.
        budget: The request's own token budget.
        settings: The server's choices.
        errors: Collects (field, message).
    """
    if field is None:
        return None
    if field["name"] != NAME:
        errors.append(("postProcessor.name", f"There is no post-processor {field['name']}; this server has {NAME}"))
        return None
    config = {key: value for key, value in (field.get("config") or {}).items() if value is not None}
    reader = _Reader(config, errors)
    for key in config.keys() - set(_KEYS):
        near = difflib.get_close_matches(key, _KEYS, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_KEYS)}"
        reader.refuse(key, f"Unknown setting; {hint}")
    reranker_id, llm_id = reader.identifier("reranker_id"), reader.identifier("llm_id")
    if "relevance_threshold" in config and "reranker_id" not in config:
        reader.refuse("relevance_threshold", "A threshold compares scores of a reranker: give reranker_id as well")
    tokens = reader.integer("gen_token_budget")
    temperature = reader.number("llm_temp")
    if temperature is not None and not 0.0 <= temperature <= 2.0:
        reader.refuse("llm_temp", f"Must be between 0.0 and 2.0, not {temperature}")
    resort = reader.boolean("chronological_resort")
    return Config(
        reranker_id=reranker_id,
        llm_id=llm_id,
        relevance_threshold=reader.number("relevance_threshold"),
        chronological_resort=settings.chronological_resort_default if resort is None else resort,
        llm_temp=0.3 if temperature is None else temperature,
        max_results=reader.integer("max_results") or size or _DEFAULT_RESULTS,
        gen_token_budget=budget or tokens,
        sys_prompt=reader.template("sys_prompt"),
        prompt=reader.template("prompt"),
    )


class _Reader:
    """Reads typed settings, and collects what is wrong with them."""

    def __init__(self, config: dict[str, Any], errors: list[tuple[str, str]]) -> None:
        self._config = config
        self._errors = errors

    def refuse(self, key: str, message: str) -> None:
        self._errors.append((f"postProcessor.config.{key}", message))

    def identifier(self, key: str) -> str | None:
        value = self._config.get(key)
        canonical = canonical_id(value) if isinstance(value, str) else None
        if value is not None and canonical is None:
            self.refuse(key, f"Not a UUID: {value}")
        return canonical

    def number(self, key: str) -> float | None:
        value = self._config.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.refuse(key, f"Must be a number, not {value!r}")
            return None
        return float(value)

    def integer(self, key: str) -> int | None:
        value = self.number(key)
        if value is None:
            return None
        if value != int(value) or value <= 0:
            self.refuse(key, f"Must be a positive integer, not {self._config[key]}")
            return None
        return int(value)

    def boolean(self, key: str) -> bool | None:
        value = self._config.get(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, f"Must be true or false, not {value!r}")
            return None
        return value

    def template(self, key: str) -> str | None:
        from jinja2 import TemplateSyntaxError

        value = self._config.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(key, "Must be a text")
            return None
        try:
            _template(value)
        except TemplateSyntaxError as error:
            self.refuse(key, f"Not a template: {error.message} (line {error.lineno})")
        return value


@lru_cache(maxsize=64)
def _template(text: str) -> Template:
    from goodmem_dyn.local._search.templates import compile_template

    return compile_template(text)


def prompts(config: Config, llm: dict[str, Any], query: str, passages: Sequence[str]) -> tuple[str, str]:
    """Return the system and the user message that ask for a summary.

    The last passages are left out where the LLM's context would not hold them all.
    """
    room = int(llm.get("maxContextLength") or 0)
    if room:
        left = (room - tokens(config, llm)) * _CHARACTERS_PER_TOKEN - len(query)
        fitting = 1
        for number, passage in enumerate(passages):
            left -= len(passage)
            if left >= 0:
                fitting = number + 1
        passages = passages[:fitting]
    section = "\n\n".join(f"[{number}] {passage.strip()}" for number, passage in enumerate(passages, start=1))
    variables = {"userQuery": query, "dataSection": section}
    from goodmem_dyn.local._search.templates import render

    system = render(_template(config.sys_prompt or _SYSTEM), variables)
    return system, render(_template(config.prompt or _PROMPT), variables)


def tokens(config: Config, llm: dict[str, Any]) -> int:
    """Return the longest answer in tokens: the request's budget, else the LLM's own, else 512."""
    return config.gen_token_budget or (llm.get("defaultSamplingParams") or {}).get("maxTokens") or _DEFAULT_TOKENS
