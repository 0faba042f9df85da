# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment

from .error_body_field import ErrorBodyField


class ErrorBody(Model):
    """
    The body of an answer that is not a success. It has `errors` where fields of the request body broke rules, and `error` otherwise, alone where the body could not be decoded. `APIError` reads it, and `APIError.body` has it as text. Proxies on the way send bodies of their own.
    """

    error: str | None = None
    """
    What went wrong, for people; not meant to be parsed.
    """
    status: int | None = None
    """
    The HTTP status once more.
    """
    timestamp: int | None = None
    """
    When it happened, in milliseconds since the epoch.
    """
    errors: list[ErrorBodyField] | None = None
    """
    Every field that broke a rule.
    """

    @property
    def timestamp_datetime(self) -> datetime | None:
        """`timestamp` as a datetime, in UTC."""
        return moment(self.timestamp, 1000)
