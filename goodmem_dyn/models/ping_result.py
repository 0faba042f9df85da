# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .ping_endpoint_info import PingEndpointInfo
from .ping_timing import PingTiming


class PingResult(Model):
    """
    Outcome of one ping.
    """

    endpoint: PingEndpointInfo
    """
    What was pinged.
    """
    seq: int
    """
    Number of the ping in its series, from 1.
    """
    bytes_sent: Annotated[int, Field(alias='bytesSent')]
    """
    Size of the request payload, in bytes.
    """
    bytes_received: Annotated[int, Field(alias='bytesReceived')]
    """
    Size of the response payload, in bytes.
    """
    ok: bool
    """
    Whether the endpoint answered without an error.
    """
    http_status: Annotated[int, Field(alias='httpStatus')]
    """
    HTTP status of the endpoint's answer.
    """
    error_message: Annotated[str | None, Field(alias='errorMessage')] = None
    """
    Why the ping failed. Absent if `ok`.
    """
    rtt_ms: Annotated[float, Field(alias='rttMs')]
    """
    Round-trip time, in milliseconds.
    """
    timing: PingTiming
    """
    Points in time of the ping.
    """
    metadata: dict[str, str] | None = None
    """
    Further details, as text. May be absent.
    """
