"""Checked arguments → the body of a request: JSON, a form, a multipart form, text, or a file as it is.

Rules: a body is sent with the content type that the document gives it. Files make a multipart form of a JSON body that
has such a twin. Content is never read here: it goes out in pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.forms import concrete, field_parts, urlencoded, utf8
from goodmem_dyn._arguments.quoting import dump_json
from goodmem_dyn._arguments.refusals import fail
from goodmem_dyn._arguments.scalars import free, scalar_text
from goodmem_dyn._records import record
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.upload import Part, Source, Upload, multipart
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodmem_dyn._arguments.refusals import Problems
    from goodmem_dyn._document.surface import Body, Operation
    from goodmem_dyn._wire.request import Request


@record
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


class BodyWriter:
    """Writes the bodies of one operation."""

    def __init__(self, operation: Operation, body: Body) -> None:
        self.operation, self.body = operation, body
        self.file_parts = {param.name: param.wire for param in operation.params if param.location == "file"}

    def write(
        self, request: Request, fields: dict[str, Any], files: dict[str, Any], parts: dict[str, Any], extra: Any
    ) -> None:
        """Give a request its body and the content type of it.

        Args:
            request: The request.
            fields: The members of the body by their wire names; the whole body under an empty name.
            files: The files by the Python names of their arguments.
            parts: Parts of a form beside the body and the files, by their wire names.
            extra: `extra_body`: members that the document does not have.
        """
        body = self.body
        if body.kind == "binary":
            self._write_binary(request, files.get(body.whole or ""))
            return
        value: Any = fields if body.whole is None else fields.get("", NOT_GIVEN)
        if extra:
            if not isinstance(value, dict):
                raise InvalidRequestError(f"{self.operation.qualname}(): extra_body needs a body that is an object.")
            value = {**value, **plain_members(extra, "extra_body")}
        if value is NOT_GIVEN or (value == {} and body.whole is None and not files and not body.required):
            return
        by_form = bool(files) or body.is_form or (bool(parts) and body.form is not None and body.form.flat)
        if parts and not by_form:
            names = ", ".join(sorted(parts))
            raise InvalidRequestError(
                f"{self.operation.qualname}(): {names} goes with a file only: give file or file_path."
            )
        if body.kind == "form" and isinstance(value, str):
            request.content = utf8(value, "The body")  # the document describes the text of the form
            request.headers["content-type"] = body.media_type
            return
        if body.kind in {"multipart", "form"} and not isinstance(value, dict):
            raise InvalidRequestError(
                f"{self.operation.qualname}(): a form has fields with names, and the document describes none "
                f"({body.media_type} with a schema that is no object): give a dict of them."
            )
        if body.kind == "multipart" or by_form:
            request.body, request.content = value, self._form(value, files, parts)
            request.headers["content-type"] = request.content.content_type
        elif body.kind == "form":
            request.content = urlencoded(value, body.encodings)
            request.headers["content-type"] = body.media_type
        elif body.kind == "text":
            text = scalar_text(value)
            request.content = dump_json(value) if text is None else utf8(text, "The body")
            request.headers["content-type"] = f"{body.media_type.partition(';')[0]}; charset=utf-8"
        else:
            request.body, request.content = value, _json(value, f"{self.operation.qualname}(): the body")
            request.headers["content-type"] = body.media_type

    def _write_binary(self, request: Request, content: Any) -> None:
        if content is None:
            return
        if isinstance(content, str) and self.body.is_text:
            content = utf8(content, "content")
        file = content if isinstance(content, File) else File(Source(content, argument=self.body.whole or "content"))
        media_type = "application/octet-stream" if "*" in self.body.media_type else self.body.media_type
        request.content = Upload(file.content_type or media_type, [file.source], file.progress)
        request.headers["content-type"] = request.content.content_type

    def _form(self, fields: Any, files: dict[str, Any], others: dict[str, Any]) -> Upload:
        """The multipart body: the twin's JSON part and its files, or a plain form field by field."""
        twin = self.body.form if self.body.kind == "json" else None
        if twin is None or twin.flat:
            encodings = self.body.encodings if twin is None else twin.encodings
            parts = list(field_parts({**fields, **others}, encodings))
        else:
            encodings = twin.encodings
            parts = [self._json_part(fields), *field_parts(others, encodings)]
        progress = None
        for name, content in files.items():
            part = self.file_parts.get(name) or (self.body.form.file_part if self.body.form else name)
            for item in content if isinstance(content, (list, tuple)) else [content]:
                file = item if isinstance(item, File) else File(Source(item, argument=name))
                progress = file.progress or progress
                media_type = file.content_type or concrete(encodings.get(part, {})) or "application/octet-stream"
                parts.append(
                    Part(file.part or part, file.source, file.filename or file.source.name or "file", media_type)
                )
        return multipart(parts, progress)

    def _json_part(self, fields: Any) -> Part:
        """The part of the twin that carries all but the files."""
        twin = self.body.form
        assert twin is not None
        if not twin.many:
            return Part(twin.json_part, dump_json(fields))
        if fields.keys() != {twin.json_part}:
            others = ", ".join(sorted(fields.keys() - {twin.json_part}))
            raise InvalidRequestError(f"{self.operation.qualname}(): beside files, the form cannot carry {others}.")
        return Part(twin.json_part, dump_json(fields[twin.json_part]))


def plain_members(value: Any, where: str) -> dict[str, Any]:
    """The members of a body that the document does not have, as JSON has them."""
    problems: Problems = []
    wire: dict[str, Any] = free(value, where, problems)
    if not isinstance(wire, dict):
        problems.append(f"{where} must be a dict.")
    if problems:
        raise fail(problems, where)
    return wire


def _json(body: Any, where: str) -> bytes:
    """The JSON of a body, into which lists that were written already go as they are."""
    if not isinstance(body, dict) or Checked not in map(type, body.values()):
        return dump_json(body, where)
    members = (
        b"%b:%b" % (dump_json(name), value.text if isinstance(value, Checked) else dump_json(value, where))
        for name, value in body.items()
    )
    return b"{%b}" % b",".join(members)
