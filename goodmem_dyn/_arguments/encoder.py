"""Arguments → request, without any I/O.

Rules: every argument is checked before anything else happens, and all problems are told at once. A path value is
percent-encoded as one segment; an empty one, `.`, `..` and control characters are refused. What was not given is not
sent. The same arguments give the same bytes (but for the boundary of a form).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from goodmem_dyn._arguments.checker import (
    Check,
    Problems,
    fail,
    free,
    in_two_passes,
    is_nested,
    nearest,
    quoted,
    shown,
    text_of,
)
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.request import Request
from goodmem_dyn._wire.upload import CONTROL, Part, Source, Upload, multipart
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from goodmem_dyn._arguments.checker import Checker
    from goodmem_dyn._document.surface import Operation, Param

_DOT_SEGMENT = re.compile(r"(?:\A|[/\\])\.{1,2}(?:[/\\]|\Z)")
_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+\Z")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*\Z")
_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass
class File:
    """A file argument after a convenience looked at it.

    Attributes:
        part: The part of the form that it goes into; None for the one that the document names.
    """

    source: Source
    filename: str | None = None
    content_type: str | None = None
    progress: Callable[[int, int | None], object] | None = None
    part: str | None = None


class Checked(list[Any]):
    """A list argument that a convenience has had checked: its items as they go on the wire, and the JSON of it all."""

    def __init__(self, items: Iterable[Any], text: bytes) -> None:
        super().__init__(items)
        self.text = text


def dump_json(value: Any, where: str = "The body") -> bytes:
    """Compact UTF-8 JSON of a value that was checked; lone surrogates and what is nested too deep are refused."""
    from pydantic_core import to_json

    try:
        return to_json(value)
    except ValueError as error:
        is_text = "surrogates not allowed" in str(error)
    # Not in the handler: that error has all in it that was to be written, secrets too, and would be kept.
    reason = "holds half of a surrogate pair, which UTF-8 cannot carry" if is_text else "is nested too deep for JSON"
    raise InvalidRequestError(f"{where} {reason}.")


def _dump_body(body: Any, where: str) -> bytes:
    if not isinstance(body, dict) or not any(isinstance(one, Checked) for one in body.values()):
        return dump_json(body, where)
    members = (
        b"%b:%b" % (dump_json(wire), one.text if isinstance(one, Checked) else dump_json(one, where))
        for wire, one in body.items()
    )
    return b"{%b}" % b",".join(members)


def check_header(name: str, value: object) -> str:
    """A header's value as text; control characters and names that are no tokens are refused, values not shown."""
    if not _TOKEN.match(name):
        raise InvalidRequestError(f"{quoted(name)} cannot be the name of a header.")
    text = scalar_text(value)
    if text is None or not _HEADER_VALUE.match(text):
        raise InvalidRequestError(f"The value of header {quoted(name)} must be ASCII text without control characters.")
    # White space around a value is not part of it, and no server may see it.
    return text.strip(" \t")


def check_extra(options: Mapping[str, Any], where: str) -> None:
    """Refuse `extra_headers`, `extra_query` and `extra_body` that do not map names to values."""
    for name in ("extra_headers", "extra_query", "extra_body"):
        value = options.get(name)
        if value is not None and not (isinstance(value, Mapping) and all(isinstance(key, str) for key in value)):
            raise InvalidRequestError(f"{where}: {name} must be a dict of names and values, not {shown(value)}.")


def scalar_text(value: object) -> str | None:
    """A scalar as paths, queries and headers write it; None for what is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        try:
            return repr(value)
        except ValueError:
            return None  # an int of more digits than Python writes
    return text_of(value)


def quote_segment(value: str, name: str) -> str:
    """One path segment, percent-encoded.

    Raises:
        InvalidRequestError: It is empty, has a part that is `.` or `..`, or holds control characters: a server that
            decodes before it routes would read those as another path.
    """
    if not value:
        raise InvalidRequestError(f"{name} must not be empty.")
    if _DOT_SEGMENT.search(value) or CONTROL.search(value):
        raise InvalidRequestError(
            f"{name} must not lead elsewhere, by '.', '..' or control characters: give the id alone."
        )
    if _PLAIN.match(value):
        return value
    try:
        return quote(value, safe="")
    except UnicodeEncodeError as error:
        raise InvalidRequestError(f"{name} holds half of a surrogate pair, which UTF-8 cannot carry.") from error


def _utf8(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    # Not in the handler: that error has all of the text in it, and would be kept.
    raise InvalidRequestError(f"{name} holds half of a surrogate pair, which UTF-8 cannot carry.")


def _query_text(text: str, name: str, *, reserved: bool = False) -> str:
    try:
        return quote(text, safe="/?:@!$'()*,;" if reserved else "")
    except UnicodeEncodeError as error:
        raise InvalidRequestError(f"{name} holds half of a surrogate pair, which UTF-8 cannot carry.") from error


def query_pairs(param: Param, value: Any) -> list[tuple[str, str]]:
    """One query argument as name and value pairs, by its style."""
    if param.style == "json":
        return [(param.wire, dump_json(value, param.name).decode())]
    if isinstance(value, dict):
        flat = [(str(key), scalar_text(one) or "") for key, one in value.items() if one is not None]
        if param.style == "deepObject":
            return [(f"{param.wire}[{key}]", one) for key, one in flat]
        if param.explode:
            return flat
        return [(param.wire, ",".join(f"{key},{one}" for key, one in flat))]
    if isinstance(value, list):
        texts = ["" if one is None else scalar_text(one) or "" for one in value]
        if param.explode:
            return [(param.wire, one) for one in texts]
        return [(param.wire, _DELIMITERS.get(param.style, ",").join(texts))]
    return [(param.wire, scalar_text(value) or "")]


class Encoder:
    """Encodes the calls of one operation; made once, used for every call."""

    def __init__(self, operation: Operation, checker: Checker) -> None:
        self.operation = operation
        self.params: dict[str, Param] = {param.name: param for param in operation.params}
        self.checks: dict[str, Check] = {}
        self._lists: dict[str, tuple[Check, Check]] = {}
        self.checker = checker
        self.path_parts = re.split(r"\{([^}]*)\}", operation.path)
        self.by_wire = {param.wire: param for param in operation.params if param.location == "path"}
        self.required = [param for param in operation.params if param.required]
        self.rules: Check | None = None
        self.form_rules: Check | None = None
        self.form_item: Check | None = None
        """The checker of an item of the list that a form carries: items with files have other rules than without."""
        body = operation.body
        if body is not None and body.whole is None and body.kind == "json":
            self.rules = checker.rules_of(dict(body.schema))
            self.form_rules = checker.rules_of(dict(body.form.schema)) if body.form and not body.form.many else None
            if body.form is not None and body.form.many:
                self.form_item = checker.compile(dict(body.form.schema))
        self.accept = ", ".join(dict.fromkeys(reply.media_type for reply in operation.replies if reply.media_type))
        if operation.stream is not None:
            self.accept = operation.stream.media_type

    def check(self, name: str) -> Check:
        """The compiled checker of one argument."""
        found = self.checks.get(name)
        if found is None:
            param = self.params[name]
            found = self.checker.compile(dict(param.schema) if param.schema else True)
            if is_nested(param.schema, self.checker.resolver):
                found = partial(in_two_passes, found)
            self.checks[name] = found
        return found

    def list_checks(self, name: str) -> tuple[Check, Check]:
        """The checkers of a list argument: of the list but for its items, and of an item."""
        found = self._lists.get(name)
        if found is None:
            found = self._lists[name] = self.checker.compile_list(dict(self.params[name].schema))
        return found

    def encode(self, args: Mapping[str, Any], *, extra: Mapping[str, Any] | None = None) -> Request:
        """The request of one call.

        Args:
            args: Python names to values; an absent one is not sent.
            extra: `extra_headers`, `extra_query` and `extra_body`.

        Raises:
            InvalidRequestError: Anything about the arguments is wrong.
        """
        extra = extra or {}
        body, rest, files = self.checked(args, extra.get("extra_body"))
        operation = self.operation
        headers = {"accept": self.accept} if self.accept else {}
        target = self.path(rest)
        pairs: list[tuple[str, str]] = []
        cookies: list[str] = []
        for name, value in rest.items():
            param = self.params[name]
            if param.location == "query":
                pairs += [
                    (_query_text(key, name), _query_text(one, name, reserved=param.allow_reserved))
                    for key, one in query_pairs(param, value)
                ]
            elif param.location == "header":
                text = ",".join(map(str, value)) if isinstance(value, list) else value
                headers[param.wire.lower()] = check_header(param.wire, text)
            elif param.location == "cookie":
                cookies.append(f"{param.wire}={quote(scalar_text(value) or '', safe='')}")
        if cookies:
            headers["cookie"] = "; ".join(cookies)
        request = Request(operation.http_method, target, headers)
        if operation.body is not None:
            self.body(request, body, files, extra.get("extra_body"))
        elif extra.get("extra_body"):
            request.body = _extra(extra["extra_body"], "extra_body")
            request.content, headers["content-type"] = dump_json(request.body), "application/json"
        pairs += self.extra_pairs(extra.get("extra_query") or {})
        if pairs:
            request.target = f"{target}?{'&'.join(f'{key}={value}' for key, value in pairs)}"
        for key, value in (extra.get("extra_headers") or {}).items():
            headers[str(key).lower()] = check_header(str(key), value)
        return request

    def checked(
        self, args: Mapping[str, Any], extra_body: Any
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """The members of the body by their wire names, and the other arguments and the files by their Python names."""
        problems: Problems = []
        body: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        files: dict[str, Any] = {}
        for name, value in args.items():
            param = self.params.get(name)
            if isinstance(value, File):
                files[name] = value
                continue
            if param is None:
                problems.append(f"there is no argument {quoted(name)}.{nearest(name, self.params)}")
                continue
            if value is NOT_GIVEN or (value is None and not param.nullable):
                continue
            if param.location == "file":
                files[name] = value
                continue
            wire = value
            if not isinstance(value, Checked):
                wire = (self.checks.get(name) or self.check(name))(value, name, problems)
            if param.location == "body":
                body[param.wire] = wire
            else:
                rest[name] = wire
        for param in self.required:
            if (
                not (param.wire in body if param.location == "body" else param.name in rest)
                and param.name not in files
                and not (extra_body and param.wire in extra_body)
            ):
                problems.append(f"{param.name!r} is missing.")
        rules = self.form_rules if files else self.rules
        if rules is not None and not problems:
            rules(body, "the request", problems)
        if problems:
            raise fail(problems, f"{self.operation.qualname}()")
        return body, rest, files

    def extra_pairs(self, query: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
        """Query arguments that the document does not have."""
        for key, value in query.items():
            if value is None:
                continue
            for one in value if isinstance(value, (list, tuple)) else (value,):
                text = scalar_text(one)
                if text is None:
                    raise InvalidRequestError(
                        f"{self.operation.qualname}(): extra_query[{quoted(key)}] must be text, a number or a bool."
                    )
                yield _query_text(str(key), "extra_query"), _query_text(text, "extra_query")

    def path(self, wire: Mapping[str, Any]) -> str:
        parts = self.path_parts
        if len(parts) == 1:
            return parts[0]
        text = []
        for index, part in enumerate(parts):
            if index % 2 == 0:
                text.append(part)
                continue
            param = self.by_wire[part]
            value = wire[param.name]
            values = value if isinstance(value, list) else [value]
            try:
                text.append(",".join(quote_segment(scalar_text(one) or "", param.name) for one in values))
            except InvalidRequestError as error:
                raise InvalidRequestError(f"{self.operation.qualname}(): {error.message}") from error.__cause__
        return "".join(text)

    def body(self, request: Request, fields: dict[str, Any], files: dict[str, Any], extra: Any) -> None:
        body = self.operation.body
        assert body is not None
        if body.kind == "binary":
            self.binary(request, files.get(body.whole or ""))
            return
        given: Any = fields if body.whole is None else fields.get("", NOT_GIVEN)
        if extra:
            if not isinstance(given, dict):
                raise InvalidRequestError(f"{self.operation.qualname}(): extra_body needs a body that is an object.")
            given = {**given, **_extra(extra, "extra_body")}
        if given is NOT_GIVEN or (given == {} and body.whole is None and not files and not body.required):
            return
        if body.kind == "multipart" or files:
            request.body = given
            request.content = self.form(given, files)
            request.headers["content-type"] = request.content.content_type
        elif body.kind == "form":
            request.content = "&".join(
                f"{_query_text(key, key)}={_query_text(scalar_text(one) or dump_json(one).decode(), key)}"
                for key, value in given.items()
                for one in (value if isinstance(value, list) else [value])
            ).encode()
            request.headers["content-type"] = body.media_type
        elif body.kind == "text":
            request.content = _utf8(str(given), "The body")
            request.headers["content-type"] = f"{body.media_type.partition(';')[0]}; charset=utf-8"
        else:
            request.body = given
            request.content = _dump_body(given, f"{self.operation.qualname}(): the body")
            request.headers["content-type"] = body.media_type

    def binary(self, request: Request, content: Any) -> None:
        body = self.operation.body
        assert body is not None
        if content is None:
            return
        file = content if isinstance(content, File) else File(Source(content, argument=body.whole or "content"))
        media = "application/octet-stream" if "*" in body.media_type else body.media_type
        request.content = Upload(file.content_type or media, [file.source], file.progress)
        request.headers["content-type"] = request.content.content_type

    def form(self, fields: Any, files: dict[str, Any]) -> Upload:
        """The multipart body: the twin's JSON part and its files, or a plain form field by field."""
        body = self.operation.body
        assert body is not None
        parts: list[Part] = []
        if body.form is not None and body.kind == "json":
            if body.form.many and fields.keys() != {body.form.json_part}:
                others = ", ".join(sorted(fields.keys() - {body.form.json_part}))
                raise InvalidRequestError(f"{self.operation.qualname}(): beside files, the form cannot carry {others}.")
            parts.append(
                Part(body.form.json_part, dump_json(fields[body.form.json_part] if body.form.many else fields))
            )
        else:
            for key, value in fields.items():
                text = scalar_text(value)
                content_type = None if text is not None else "application/json"
                content = _utf8(text, key) if text is not None else dump_json(value, key)
                parts.append(Part(key, content, None, content_type))
        progress = None
        for name, content in files.items():
            param = self.params.get(name)
            wire = (
                param.wire
                if param is not None and param.location == "file"
                else body.form.file_part
                if body.form
                else name
            )
            for one in content if isinstance(content, (list, tuple)) else [content]:
                file = one if isinstance(one, File) else File(Source(one, argument=name))
                progress = file.progress or progress
                media = file.content_type or "application/octet-stream"
                parts.append(Part(file.part or wire, file.source, file.filename or file.source.name or "file", media))
        return multipart(parts, progress)


def _extra(value: Any, where: str) -> dict[str, Any]:
    problems: Problems = []
    wire: dict[str, Any] = free(value, where, problems)
    if not isinstance(wire, dict):
        problems.append(f"{where} must be a dict.")
    if problems:
        raise fail(problems, where)
    return wire
