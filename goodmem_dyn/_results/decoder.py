"""Response → value or error, without any I/O.

Rules: a success is validated from its bytes, never through a dict in between. A success that does not fit is an
`APIResponseValidationError`, never a half-read value. An error body is opaque to the document: every shape that a
server or a proxy sends is read leniently, and none can make the reading fail.
"""

from __future__ import annotations

import gc
import json
import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema import object_view
from goodmem_dyn._models.types import python_type
from goodmem_dyn._wire.media import charset_of
from goodmem_dyn._wire.secrets import masked_text
from goodmem_dyn.errors import APIError, APIResponseValidationError, FieldError, StreamError, error_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Operation, Reply
    from goodmem_dyn._wire.response import Response

SHOWN = 500
"""How much of an error body a message shows."""

LARGE = 64 * 1024
"""Bytes of a reply from which on collecting garbage would cost as much as reading it."""

_HINTS = {
    401: "Check the api_key of the client.",
    407: "This is the answer of a proxy: pass proxy='http://user:password@host:port', or set HTTPS_PROXY likewise.",
}
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_GROUPS = ("oneOf", "anyOf")


class Decoder:
    """Decodes the answers of one operation; made once, used for every call."""

    def __init__(self, operation: Operation, surface: Surface, model: Callable[[str], Any]) -> None:
        self.operation = operation
        self.surface = surface
        self.model = model
        self._validate: dict[int, Callable[[bytes], Any]] = {}
        self._only: dict[int, Reply | None] = {}

    def reply(self, status: int, media_type: str = "") -> Reply | None:
        """What the document promises for a status, preferring the media type that came."""
        code = str(status)
        for wanted in (code, f"{code[0]}XX", f"{code[0]}xx", "default"):
            found = [reply for reply in self.operation.replies if reply.status == wanted]
            for reply in found:
                if reply.media_type.partition(";")[0].lower() == media_type:
                    return reply
            if found:
                return found[0]
        # A success that the document does not list is read as the one that it does.
        return self.operation.replies[0] if self.operation.replies else None

    def validator(self, reply: Reply) -> Callable[[bytes], Any]:
        """The function from bytes to value for one reply."""
        found = self._validate.get(id(reply))
        if found is None:
            kind = python_type(dict(reply.schema) or True, self.surface.resolver, self.model)
            validator = getattr(kind, "__pydantic_validator__", None)
            if validator is None:
                from pydantic import TypeAdapter

                validator = TypeAdapter(kind).validator
            found = self._validate[id(reply)] = validator.validate_json
        return found

    def decode(self, response: Response) -> Any:
        """The value of a success.

        Raises:
            APIResponseValidationError: The body is not what the document promises.
        """
        status = response.status
        if status not in self._only:
            # Where a status has one media type, there is nothing to choose by what came.
            one = self.reply(status)
            several = one is not None and sum(reply.status == one.status for reply in self.operation.replies) > 1
            self._only[status] = None if several else one
        reply = self._only[status] or self.reply(status, response.media_type)
        content = response.content or b""
        if reply is None or reply.kind == "empty":
            return None
        if status == 204 and self.operation.http_method == "DELETE":
            # Some deletes tell what they deleted; one that was repeated finds nothing to tell of.
            return None
        if reply.kind == "binary":
            return content
        if reply.kind == "text":
            return _text(response)
        try:
            validate = self.validator(reply)
            return validate(content) if len(content) < LARGE else _undisturbed(validate, content)
        except ValueError as error:
            raise self.misfit(response, reply, error) from error

    def event(self, reply: Reply) -> Callable[[bytes, int], Any]:
        """The function from the bytes of one event, and its number, to the event."""
        validate = self.validator(reply)
        foreign = self._error_openings(reply)

        def decode(data: bytes, number: int) -> Any:
            if data.startswith(foreign):
                self._refuse_error(data, number)
            try:
                return validate(data)
            except ValueError as error:
                reason = describe(error)
                raise StreamError(
                    f"{self.operation.qualname}(): event {number} of the stream is not a valid "
                    f"{reply.component or 'event'}: {reason}",
                    event_number=number,
                ) from error

        return decode

    def _error_openings(self, reply: Reply) -> tuple[bytes, ...]:
        """How error bodies begin, as far as no event of the document begins so."""
        resolver = self.surface.resolver
        view = object_view(dict(reply.schema), resolver)
        if view is None:
            return ()
        branches = [resolver.follow(one) for rule in view.rules for key in _GROUPS for one in rule.get(key, ())]
        known = {*view.properties, *(name for branch in branches for name in branch.get("properties", ()))}
        return tuple(b'{"%b"' % name.encode() for name in ("error", "errors") if name not in known)

    def _refuse_error(self, data: bytes, number: int) -> None:
        """Raise for an event that is an error body: a server that has sent its status has no other way to say so."""
        words, fields, _ = read_error(masked_text(data.decode("utf-8", "replace"), self.surface.secrets), "")
        raise StreamError(
            f"{self.operation.qualname}(): the server failed after the stream had begun: {_said(words, fields)}",
            event_number=number,
        )

    def misfit(self, response: Response, reply: Reply, error: ValueError) -> APIResponseValidationError:
        media = response.media_type
        text = masked_text((response.content or b"")[: SHOWN * 4].decode("utf-8", "replace"), self.surface.secrets)
        if media and "json" not in media:
            reason = (
                f"expected {reply.media_type}, got {media}. Is base_url the address of a GoodMem REST API, "
                "and not of its console or of a proxy?"
            )
        elif not response.content:
            reason = f"expected {reply.media_type}, got an empty body"
        else:
            reason = f"the body is not a valid {reply.component or 'reply'}: {describe(error)}"
        return APIResponseValidationError(
            f"{self.operation.qualname}(): the server answered {response.status}, but {reason}",
            status_code=response.status,
            body=text,
            response=response.raw,
            request_id=response.request_id,
            headers=dict(response.headers),
        )

    def error(self, response: Response) -> APIError:
        """The exception for an answer that is not a success."""
        return api_error(self.operation.qualname, response, self.surface.secrets)


def _undisturbed(validate: Callable[[bytes], Any], content: bytes) -> Any:
    """Read a large reply without garbage collections in between.

    All that is made is new and alive, so that they would find nothing, and take most of the time.
    """
    if not gc.isenabled():
        return validate(content)
    try:
        gc.disable()
        return validate(content)
    finally:
        gc.enable()


def describe(error: ValueError) -> str:
    """A validation error in one line; values are left out, because they may be secret."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return "not JSON"
    try:
        found = errors(include_url=False, include_context=False, include_input=False)
    except TypeError:
        found = errors()
    first = found[0] if found else {"loc": (), "msg": "invalid"}
    where = ".".join(str(part) for part in first["loc"])
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{f'{where}: ' if where else ''}{first['msg']}{more}"


def _text(response: Response) -> str:
    """The body as text, in the charset that it names, leniently."""
    content, charset = response.content or b"", charset_of(response.headers.get("content-type", ""))
    try:
        return content.decode(charset or "utf-8", "replace")
    except ValueError:
        # Some codecs know no other way than the strict one.
        return content.decode("utf-8", "replace")


def api_error(qualname: str, response: Response, secrets: frozenset[str] = frozenset()) -> APIError:
    """The exception for an answer that is not a success, with the server's own words in its message."""
    body = masked_text(_text(response), secrets)
    words, fields, code = read_error(body, response.media_type)
    status = response.status
    if 300 <= status < 400:
        target = response.headers.get("location", "")
        words = (
            f"the server redirects to {target[:200]!r}, and redirects are not followed, so that the API key goes "
            "nowhere else. Use that address as base_url if it is right"
        )
    text = _said(words, fields)
    hint = _HINTS.get(status, "")
    message = f"{qualname}(): {status} {text}" + (f" — {hint}" if hint else "")
    if response.request_id:
        message += f" (request id {response.request_id[:128]})"
    return error_class(status)(
        message,
        status_code=status,
        body=body,
        response=response.raw,
        request_id=response.request_id,
        errors=fields,
        code=code,
        headers=dict(response.headers),
    )


def _said(words: str, fields: list[FieldError]) -> str:
    listed = "; ".join(f"{one.field}: {one.message}" if one.field else one.message for one in fields)
    return ": ".join(part for part in (words, listed) if part) or "no further information"


def _web_page(body: str) -> str:
    """What to say of an answer that is a web page: its title is all of it that helps."""
    title = _TITLE.search(body[:10_000])
    named = f" ({' '.join(title[1].split())!r})" if title else ""
    return f"the answer is an HTML page{named}, not one of the API: a proxy made it, or base_url leads elsewhere"


def read_error(body: str, media_type: str) -> tuple[str, list[FieldError], str | int | None]:
    """The server's words, the fields it refused, and its code, out of any error body."""
    try:
        value = json.loads(body) if body[:1] in ("{", "[", '"') else None
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, str):
        return value[:SHOWN], [], None
    if isinstance(value, list):
        value = {"errors": value}
    if not isinstance(value, dict):
        is_page = "html" in media_type or body.lstrip()[:1] == "<"
        return (_web_page(body) if is_page and body else body.strip()[:SHOWN]), [], None
    nested = value.get("error")
    source: dict[str, Any] = {**value, **nested} if isinstance(nested, dict) else value
    words = ""
    for key in ("error", "message", "detail", "title", "error_description"):
        if isinstance(source.get(key), str) and source[key]:
            words = source[key][:SHOWN]
            break
    fields: list[FieldError] = []
    keys = ("errors", "details", "violations", "detail")
    listed: list[Any] = next((source[key] for key in keys if source.get(key) and isinstance(source[key], list)), [])
    for one in listed[:50]:
        if isinstance(one, dict):
            name = one.get("field") or one.get("path") or one.get("loc") or one.get("pointer") or ""
            text = one.get("message") or one.get("msg") or one.get("detail") or one.get("error") or ""
            where = ".".join(map(str, name)) if isinstance(name, list) else str(name)
            fields.append(FieldError(where[:200], str(text)[:SHOWN]))
        elif isinstance(one, str):
            fields.append(FieldError("", one[:SHOWN]))
    code = source.get("code")
    if not words and not fields:
        words = body.strip()[:SHOWN]
    return words, fields, code if isinstance(code, (str, int)) and not isinstance(code, bool) else None
