# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .ping_payload_type import PingPayloadType
from .ping_target_type import PingTargetType


class PingOnceRequest(Model):
    """
    One ping to a model endpoint.
    """

    target_id: Annotated[str, Field(alias='targetId')]
    """
    Id of the embedder, reranker or LLM to ping, a UUID. An unknown one is a 404.
    """
    target_type_hint: Annotated[
        PingTargetType | None, Field(alias='targetTypeHint')
    ] = None
    """
    What kind of object `targetId` names, as a hint. Default: none.
    """
    payload_type: Annotated[PingPayloadType | None, Field(alias='payloadType')] = None
    """
    What kind of payload to send. Left out: the server's choice.
    """
    payload: str | None = None
    """
    Payload to send. Exclusive with `payloadSizeBytes` (400). Left out: the server makes one.
    """
    payload_size_bytes: Annotated[int | None, Field(alias='payloadSizeBytes')] = None
    """
    Size of a payload that the server makes, in bytes. Exclusive with `payload` (400). Left out or 0: the server's default.
    """
    timeout_ms: Annotated[int | None, Field(alias='timeoutMs')] = None
    """
    How long to wait for an answer, in milliseconds. Left out or 0: about 5000. The client waits longer than that for its own reply.
    """
