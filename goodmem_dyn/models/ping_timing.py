# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field


class PingTiming(Model):
    """
    Points in time of one ping, for working out where the time went. Clocks of different machines may disagree.
    """

    client_send_time_unix_nanos: Annotated[int, Field(alias='clientSendTimeUnixNanos')]
    """
    When the client side sent the ping, in nanoseconds since the Unix epoch.
    """
    server_received_time_unix_nanos: Annotated[
        int, Field(alias='serverReceivedTimeUnixNanos')
    ]
    """
    When the server side received the ping, in nanoseconds since the Unix epoch.
    """
    server_send_time_unix_nanos: Annotated[int, Field(alias='serverSendTimeUnixNanos')]
    """
    When the server side sent the answer, in nanoseconds since the Unix epoch.
    """
    client_receive_time_unix_nanos: Annotated[
        int, Field(alias='clientReceiveTimeUnixNanos')
    ]
    """
    When the client side received the answer, in nanoseconds since the Unix epoch.
    """

    @property
    def client_send_time_unix_nanos_datetime(self) -> datetime:
        """`client_send_time_unix_nanos` as a datetime, in UTC."""
        return moment(self.client_send_time_unix_nanos, 1000000000)

    @property
    def server_received_time_unix_nanos_datetime(self) -> datetime:
        """`server_received_time_unix_nanos` as a datetime, in UTC."""
        return moment(self.server_received_time_unix_nanos, 1000000000)

    @property
    def server_send_time_unix_nanos_datetime(self) -> datetime:
        """`server_send_time_unix_nanos` as a datetime, in UTC."""
        return moment(self.server_send_time_unix_nanos, 1000000000)

    @property
    def client_receive_time_unix_nanos_datetime(self) -> datetime:
        """`client_receive_time_unix_nanos` as a datetime, in UTC."""
        return moment(self.client_receive_time_unix_nanos, 1000000000)
