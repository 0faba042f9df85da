"""What a request must be, as Schemathesis writes the same values: the judge that has nothing of the client.

Rules: values are compared as a server would read them: a path and a query percent-decoded, a form by its fields, JSON
as values, headers as text.
"""

from __future__ import annotations

import json
from email import message_from_bytes
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from schemathesis.core.parameters import ParameterLocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

PLACES = {
    "path": ParameterLocation.PATH,
    "query": ParameterLocation.QUERY,
    "header": ParameterLocation.HEADER,
    "cookie": ParameterLocation.COOKIE,
}


def parameters(operation: Any, given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The parameters of each place as Schemathesis writes them."""
    written = {}
    for place, values in given.items():
        serializer = operation.schema.get_parameter_serializer(operation, PLACES[place])
        plain = {name: value for name, value in values.items() if value is not None}
        written[place] = (serializer(dict(plain)) if serializer and plain else plain) or {}
    return written


def disagreement(
    operation: Any,
    path: str,
    given: Mapping[str, Mapping[str, Any]],
    body: Any,
    sent: httpx.Request,
    styled: frozenset[str] | set[str] = frozenset(),
    spread: frozenset[str] | set[str] = frozenset(),
) -> str:
    """In what a request differs from what it must be; empty where in nothing.

    Args:
        operation: Schemathesis' view of the operation.
        path: The path as the document has it.
        given: The values of the parameters, by place and name.
        body: The value of the body; None without one.
        sent: The request.
        spread: The query parameters whose style is `pipeDelimited` or `spaceDelimited`.
        styled: The fields of a form that are written by a style, which may spread them over other names.
    """
    wanted = parameters(operation, given)
    if sent.method != operation.method.upper():
        return f"method {sent.method}"
    sent_path = path.partition("#")[0]
    for name, text in wanted.get("path", {}).items():
        sent_path = sent_path.replace(f"{{{name}}}", _text(text))
    template, _, fixed = sent_path.partition("?")
    url = urlsplit(str(sent.url))
    raw_path, _, raw_query = sent.url.raw_path.decode().partition("?")
    if unquote(raw_path) != unquote(template):
        return f"path {raw_path}"
    pairs = parse_qsl(raw_query, keep_blank_values=True)
    # Of a query in a path, what is declared in `query` is sent as it is declared.
    written = [(name, text) for name, text in parse_qsl(fixed, keep_blank_values=True) if text != f"{{{name}}}"]
    expected = [*written, *_pairs(wanted.get("query", {}))]
    # Schemathesis knows no objects of these two styles.
    unknown = {name for name, value in given.get("query", {}).items() if isinstance(value, dict) and name in spread}
    pairs, expected = ([pair for pair in some if pair[0] not in unknown] for some in (pairs, expected))
    wrong = sorted({name for name, _ in set(map(_spaced, pairs)) ^ set(map(_spaced, expected))})
    if wrong:
        return f"query: {', '.join(wrong)[:60]} {url.query[:200]}"
    for name, text in wanted.get("header", {}).items():
        if sent.headers.get(name) != _text(text):
            return f"header {name}"
    cookies = dict(part.split("=", 1) for part in sent.headers.get("cookie", "").split("; ") if part)
    for name, text in wanted.get("cookie", {}).items():
        if _spaced((name, unquote(cookies.get(name, "")))) != _spaced((name, _text(text))):
            return f"cookie {name}"
    return _body(sent, body, styled)


def _pairs(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (str(name), _text(item))
        for name, value in values.items()
        for item in (value if isinstance(value, list) else [value])
    ]


def _spaced(pair: tuple[str, str]) -> tuple[str, str]:
    """A pair whose value, where it is JSON, is written in one way."""
    name, text = pair
    if text[:1] in {"{", "["}:
        try:
            return name, json.dumps(json.loads(text))
        except ValueError:
            pass
    return name, text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value) if value is not None else ""


def _body(sent: httpx.Request, body: Any, styled: frozenset[str] | set[str]) -> str:
    kind = sent.headers.get("content-type", "").partition(";")[0]
    if body is None:
        return "a body where there is none" if sent.content and sent.content != b"{}" else ""
    if body == {} and not sent.content:
        return ""  # nothing was said, and nothing had to be
    if kind.endswith("json") or "json" in kind:
        return "" if json.loads(sent.content) == body else "body (JSON)"
    if kind == "application/x-www-form-urlencoded" and not isinstance(body, str):
        fields = {name for name, _ in parse_qsl(sent.content.decode(), keep_blank_values=True)}
        return "" if fields | {name.partition("[")[0] for name in fields} >= _filled(body) - styled else "body (form)"
    if kind == "multipart/form-data":
        head = f"Content-Type: {sent.headers['content-type']}\r\n\r\n".encode()
        parts: Any = message_from_bytes(head + sent.content).get_payload()
        names = {str(part.get_param("name", header="content-disposition")) for part in parts}
        names |= {name.partition("[")[0] for name in names}
        return "" if names >= _filled(body) - styled else "body (multipart)"
    if isinstance(body, bytes):
        return "" if sent.content == body else "body (bytes)"
    return "" if sent.content.decode() in {_text(body), json.dumps(body)} else "body (text)"


def _filled(body: Any) -> set[str]:
    """The fields of a form that has something to say of each."""
    return {name for name, value in body.items() if value not in ([], {})} if isinstance(body, dict) else set()
