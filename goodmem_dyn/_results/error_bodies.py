"""Answers that are no success → exceptions with the server's own words.

Rules: an error body is opaque to the document: every shape that a server or a proxy sends is read leniently, and none
can make the reading fail. Secrets are masked before anything is read, and texts are cut.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._cache import pattern
from goodmem_dyn._wire.secrets import masked_text
from goodmem_dyn.errors import APIError, FieldError, error_class

if TYPE_CHECKING:
    from goodmem_dyn._wire.response import Response

SHOWN = 500
"""How much of an error body a message shows."""

_MAX_FIELDS = 50
_HINTS = {
    401: "Check the api_key of the client.",
    407: "This is the answer of a proxy: pass proxy='http://user:password@host:port', or set HTTPS_PROXY likewise.",
}
_HALF = pattern(r"\\u[dD][89a-fA-F]")
_TITLE = pattern(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)

# The names that servers, proxies and frameworks give to what they say, by what is tried first.
_WORDS = ("error", "message", "detail", "title", "error_description")
_LISTS = ("errors", "details", "violations", "detail")
_FIELD_NAMES = ("field", "path", "loc", "pointer")
_FIELD_WORDS = ("message", "msg", "detail", "error")


SPOKEN = frozenset({*_WORDS, *_LISTS, *_FIELD_NAMES, *_FIELD_WORDS})
"""What an error says by these names is said to be read: a schema that calls a member of its own so, and secret, hides
nothing here. What was sent as a secret is hidden all the same, wherever it is repeated."""


class ErrorBody(NamedTuple):
    """What an error body says.

    Attributes:
        words: The server's words, in short; empty where there are none.
        fields: The fields that it refused.
        code: Its code.
    """

    words: str
    fields: list[FieldError]
    code: str | int | None = None

    def __str__(self) -> str:
        listed = "; ".join(f"{field.field}: {field.message}" if field.field else field.message for field in self.fields)
        return ": ".join(part for part in (self.words, listed) if part) or "no further information"


def api_error(qualname: str, response: Response, secrets: frozenset[str] = frozenset()) -> APIError:
    """The exception for an answer that is not a success, with the server's own words in its message."""
    text = masked_text(response.text, secrets - SPOKEN)
    body = read_error(text, response.media_type)
    status = response.status
    if status == 304 and "location" not in response.headers:
        body = body._replace(words="not modified: what the caller has, by the condition of the request, is current")
    elif 300 <= status < 400:
        body = body._replace(words=_redirect(response.headers.get("location", "")))
    hint = _HINTS.get(status, "")
    message = f"{qualname}(): {status} {body}" + (f" — {hint}" if hint else "")
    if response.unread:
        message += f" (its body could not be read to the end: {response.unread})"
    if response.request_id:
        message += f" (request id {response.request_id[:128]})"
    return error_class(status)(
        message,
        status_code=status,
        body=text,
        response=response.raw,
        request_id=response.request_id,
        errors=body.fields,
        code=body.code,
        headers=dict(response.headers),
    )


def read_error(text: str, media_type: str = "") -> ErrorBody:
    """What an error body says, whatever it is: JSON of any shape, a web page, or text."""
    value = _json(text)
    if isinstance(value, str):
        return ErrorBody(value[:SHOWN], [])
    if isinstance(value, list):
        value = {"errors": value}
    if not isinstance(value, dict):
        is_page = "html" in media_type or text.lstrip()[:1] == "<"
        return ErrorBody(_web_page(text) if is_page and text else text.strip()[:SHOWN], [])
    nested = value.get("error")
    source: dict[str, Any] = {**value, **nested} if isinstance(nested, dict) else value
    words = next((source[key][:SHOWN] for key in _WORDS if isinstance(source.get(key), str) and source[key]), "")
    listed: list[Any] = next((source[key] for key in _LISTS if isinstance(source.get(key), list) and source[key]), [])
    fields = [field for item in listed[:_MAX_FIELDS] if (field := _field(item)) is not None]
    code = source.get("code")
    if not words and not fields:
        words = text.strip()[:SHOWN]
    return ErrorBody(words, fields, code if isinstance(code, (str, int)) and not isinstance(code, bool) else None)


def _json(text: str) -> Any:
    """The value of a text that is JSON; None for any other."""
    try:
        value = json.loads(text) if text[:1] in ("{", "[", '"') else None
        if _HALF.search(text):  # of a surrogate pair, perhaps alone, which a message could not be printed with
            from goodmem_dyn._results.undressing import whole

            value = json.loads(whole(value))
    except (ValueError, RecursionError):
        return None
    return value


def _field(item: Any) -> FieldError | None:
    """One refused field; None for what is neither an object nor text."""
    if isinstance(item, str):
        return FieldError("", item[:SHOWN])
    if not isinstance(item, dict):
        return None
    name: Any = next((item[key] for key in _FIELD_NAMES if item.get(key)), "")
    words = next((item[key] for key in _FIELD_WORDS if item.get(key)), "")
    where = ".".join(map(str, name)) if isinstance(name, list) else str(name)
    return FieldError(where[:200], str(words)[:SHOWN])


def _web_page(text: str) -> str:
    """What to say of an answer that is a web page: its title is all of it that helps."""
    title = _TITLE.search(text[:10_000])
    named = f" ({' '.join(title[1].split())!r})" if title else ""
    return f"the answer is an HTML page{named}, not one of the API: a proxy made it, or base_url leads elsewhere"


def _redirect(target: str) -> str:
    if not target:
        return "the server redirects, and does not say where: base_url leads to something else than the API"
    return (
        f"the server redirects to {target[:200]!r}, and redirects are not followed, so that the API key goes nowhere "
        "else. Use that address as base_url if it is right"
    )
