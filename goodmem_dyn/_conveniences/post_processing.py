"""The settings of the built-in post-processor as arguments: reranking, thresholds, and a reply by an LLM.

Rules: an argument that does nothing without another one is refused without it, all of them at once, because the server
would drop it silently. The arguments and a whole post-processor exclude each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._arguments.scalars import text_of
from goodmem_dyn._conveniences.base import Convenience
from goodmem_dyn._conveniences.structure import given, local, members
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Param

_NUMBER = (int, float)
_SPOKEN: dict[type, str] = {int: "an int", str: "a str", bool: "a bool"}


class PostProcessing(Convenience):
    """A body with a post-processor takes the built-in one's settings as flat arguments."""

    FACTORY = "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory"
    LLM_ONLY = ("llm_temp", "gen_token_budget", "prompt", "sys_prompt")
    RERANKER_ONLY = ("relevance_threshold",)
    EITHER = ("max_results", "chronological_resort")
    params: tuple[Param, ...] = (
        local("llm_id", "str", "Id of the LLM that writes a reply from the hits."),
        local("reranker_id", "str", "Id of the reranker that orders the hits anew."),
        local("llm_temp", "float", "Temperature of the reply, 0.0 to 2.0; needs llm_id. Default: the server's, 0.3."),
        local("gen_token_budget", "int", "Most tokens of the reply, at least 1; needs llm_id. Default: the server's."),
        local(
            "relevance_threshold",
            "float",
            "Hits whose reranker score is lower are dropped; needs reranker_id. Its scale is the reranker model's.",
        ),
        local("max_results", "int", "Most hits after post-processing, at least 1; needs llm_id or reranker_id."),
        local("prompt", "str", "Template of the prompt for the reply; needs llm_id. Default: the server's."),
        local("sys_prompt", "str", "Template of the system prompt for the reply; needs llm_id. Default: the server's."),
        local(
            "chronological_resort",
            "bool",
            "Order the hits by the creation time of their memories; needs llm_id or reranker_id.",
        ),
    )
    TYPES: ClassVar[dict[str, type | tuple[type, ...]]] = {
        "llm_id": str,
        "reranker_id": str,
        "llm_temp": _NUMBER,
        "gen_token_budget": int,
        "relevance_threshold": _NUMBER,
        "max_results": int,
        "prompt": str,
        "sys_prompt": str,
        "chronological_resort": bool,
    }

    def __init__(self, name: str, taken: set[str]) -> None:
        self.name = name
        self.params = tuple(param for param in type(self).params if param.name not in taken)

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        for param in exchange.operation.params:
            fields = members(exchange, dict(param.schema)) if param.location == "body" else {}
            if param.wire == "postProcessor" and {"name", "config"} <= fields.keys():
                return cls(param.name, {param.name for param in exchange.operation.params})
        return None

    def prepare(self, args: Args, context: Context) -> None:
        config = {param.name: args.pop(param.name) for param in self.params if param.name in args}
        config = {name: value for name, value in config.items() if value is not None}
        if not config:
            return
        where = f"{context.where}"
        if given(args, self.name):
            raise InvalidRequestError(f"{where}: give {self.name} or {', '.join(config)}, not both.")
        for name, value in config.items():
            wanted = self.TYPES[name]
            if wanted is str and (text := text_of(value)) is not None:
                config[name] = text
                continue
            if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
                kind = "a number" if isinstance(wanted, tuple) else _SPOKEN[wanted]
                raise InvalidRequestError(f"{where}: {name} must be {kind}, not {shown(value)}.")
        if config.get("llm_temp", 0) < 0 or config.get("llm_temp", 0) > 2:
            raise InvalidRequestError(f"{where}: llm_temp must be between 0.0 and 2.0, not {config['llm_temp']}.")
        for name in ("gen_token_budget", "max_results"):
            if name in config and config[name] < 1:
                raise InvalidRequestError(f"{where}: {name} must be at least 1, not {config[name]}.")
        llm, reranker = "llm_id" in config, "reranker_id" in config
        orphans = [f"{name} needs llm_id" for name in self.LLM_ONLY if name in config and not llm]
        orphans += [f"{name} needs reranker_id" for name in self.RERANKER_ONLY if name in config and not reranker]
        orphans += [
            f"{name} needs llm_id or reranker_id" for name in self.EITHER if name in config and not (llm or reranker)
        ]
        if orphans:
            plain = " Without them the number of hits is `limit`." if "max_results" in config else ""
            raise InvalidRequestError(f"{where}: {'; '.join(orphans)}.{plain}", problems=orphans)
        # The configuration is a free-form object that the server's extension reads: its keys stay in snake case.
        args[self.name] = {"name": self.FACTORY, "config": config}
