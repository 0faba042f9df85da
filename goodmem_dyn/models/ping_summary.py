# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .ping_endpoint_info import PingEndpointInfo


class PingSummary(Model):
    """
    Totals of a ping series. Round-trip times are in milliseconds.
    """

    endpoint: PingEndpointInfo
    """
    What was pinged.
    """
    requests: int
    """
    Number of pings sent.
    """
    responses: int
    """
    Number of answers received.
    """
    ok: int
    """
    Number of pings that succeeded.
    """
    timeouts: int
    """
    Number of pings without an answer in time.
    """
    errors: int
    """
    Number of pings that failed otherwise.
    """
    rtt_min_ms: Annotated[float, Field(alias='rttMinMs')]
    """
    Shortest round trip, in milliseconds.
    """
    rtt_avg_ms: Annotated[float, Field(alias='rttAvgMs')]
    """
    Mean round trip, in milliseconds.
    """
    rtt_p50_ms: Annotated[float, Field(alias='rttP50Ms')]
    """
    Median round trip, in milliseconds.
    """
    rtt_p90_ms: Annotated[float, Field(alias='rttP90Ms')]
    """
    90th percentile of the round trips, in milliseconds.
    """
    rtt_p99_ms: Annotated[float, Field(alias='rttP99Ms')]
    """
    99th percentile of the round trips, in milliseconds.
    """
    rtt_max_ms: Annotated[float, Field(alias='rttMaxMs')]
    """
    Longest round trip, in milliseconds.
    """
    requests_per_second: Annotated[float, Field(alias='requestsPerSecond')]
    """
    Rate of pings, per second.
    """
    bytes_per_second: Annotated[float, Field(alias='bytesPerSecond')]
    """
    Throughput, in bytes per second.
    """
    applied_limits: Annotated[dict[str, str] | None, Field(alias='appliedLimits')] = (
        None
    )
    """
    Limits that the server put on the series, by name. May be absent.
    """
