# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class PingPayloadType(StrEnum):
    """
    Kind of payload: `TEXT`, `JSON` or `BINARY`; `PAYLOAD_TYPE_UNSPECIFIED` leaves it to the server.
    """

    PAYLOAD_TYPE_UNSPECIFIED = 'PAYLOAD_TYPE_UNSPECIFIED'
    TEXT = 'TEXT'
    JSON = 'JSON'
    BINARY = 'BINARY'
