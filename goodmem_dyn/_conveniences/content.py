"""Content that a body can carry in several ways: as text, as base64, as a file of its form.

Rules: exactly one source. The content type is what the caller says, else what text or a file's name says; bytes and
base64 text say nothing, so they need one. A path is read only where it is asked for by the name of a path. What is
empty, missing or unreadable is refused before anything is sent.
"""

from __future__ import annotations

import mimetypes
import os
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.bodies import File
from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._cache import lru_cache
from goodmem_dyn._conveniences.base import Convenience, one_of
from goodmem_dyn._conveniences.structure import checked_progress, local
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import strip_null
from goodmem_dyn._wire.effects import Load
from goodmem_dyn._wire.upload import CONTROL, Source
from goodmem_dyn.errors import FileArgumentError, InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._calls.exchange import Exchange
    from goodmem_dyn._document.surface import Form, Param
    from goodmem_dyn._wire.effects import Flow

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".jsonl": "application/x-ndjson",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".ndjson": "application/x-ndjson",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".rst": "text/x-rst",
    ".rtf": "application/rtf",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_COMPRESSED = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
UNKNOWN = "application/octet-stream"


@lru_cache(maxsize=1)
def _table() -> mimetypes.MimeTypes:
    # A table of our own: the machine's would make the same file another type elsewhere.
    return mimetypes.MimeTypes()


def guess_type(name: str | None) -> str:
    """The content type of a file name; `application/octet-stream` where nothing is known.

    Example:
        >>> guess_type("notes.MD"), guess_type("archive.tar.gz"), guess_type("data.unknown")
        ('text/markdown', 'application/gzip', 'application/octet-stream')
    """
    if not name:
        return UNKNOWN
    known = _TYPES.get(os.path.splitext(name)[1].lower())
    if known is not None:
        return known
    kind, coding = _table().guess_type(f"file{os.path.splitext(name)[1]}" if "." in name else name, strict=False)
    if coding is not None:
        return _COMPRESSED.get(coding, UNKNOWN)
    return kind or UNKNOWN


def file_source(value: Any, argument: str) -> Source:
    """The source of a `file_path`, or of an argument that takes bytes and open files.

    Raises:
        InvalidRequestError: It is the other kind: a text is never taken for a path unless the argument says so.
        FileArgumentError: It is missing, empty, or cannot be read.
    """
    is_path = isinstance(value, (str, os.PathLike))
    if argument == "file_path" and not is_path:
        raise InvalidRequestError(f"file_path must be a path, not {shown(value)}. Bytes and open files go into `file`.")
    if argument != "file_path" and is_path:
        raise InvalidRequestError(f"{argument} must be bytes or an open file, not a path: give a path as file_path.")
    source = Source(value, argument=argument)
    if source.length == 0:
        raise FileArgumentError(f"{argument} is empty; the server takes no empty content.", path=source.name)
    return source


class Content:
    """The members of a body that carry content: text, its base64 twin, a type, and the name of a form's file."""

    def __init__(self, wires: Iterable[str], form: Form | None, *, needs_file: bool = False) -> None:
        wires = set(wires)
        text = None if needs_file else next((wire for wire in sorted(wires) if f"{wire}B64" in wires), None)
        self.text: str | None = snake(text) if text else None
        self.base64: str | None = snake(f"{text}B64") if text else None
        self.type: str | None = "content_type" if "contentType" in wires else None
        self.field: str | None = (
            f"{form.file_part}Field" if form is not None and f"{form.file_part}Field" in wires else None
        )
        self.form: Form | None = form
        files = ["file_path", "file"] if form is not None else []
        self.sources: list[str] = [*(name for name in (self.text, self.base64) if name), *files]
        """The arguments of which exactly one is to be given."""
        self.is_optional: bool = text is None and not needs_file
        """Whether the body says all there is to say without them, so that none of them need be given."""

    def resolve(self, fields: Mapping[str, Any]) -> tuple[str | None, File | None]:
        """The content type, and the file if the content is one, of fields by their Python names.

        Raises:
            InvalidRequestError: There is not exactly one source, it is of the wrong kind, or its type is not known.
        """
        chosen = [name for name in self.sources if fields.get(name) is not None]
        if not chosen and self.is_optional:
            return None, None
        if len(chosen) != 1:
            raise InvalidRequestError(
                f"takes only one of {', '.join(chosen)}." if chosen else f"needs one of {', '.join(self.sources)}."
            )
        (source,) = chosen
        kind = (fields.get(self.type) if self.type else None) or None
        if kind is not None and (not isinstance(kind, str) or CONTROL.search(kind)):
            raise InvalidRequestError(f"{self.type} must be text without control characters.")
        if source in {"file_path", "file"}:
            content = file_source(fields[source], source)
            if kind is None and content.name is None and self.type:
                raise InvalidRequestError(f"{source} also needs {self.type}: bytes do not show what they are.")
            kind = kind or guess_type(content.name)
            return kind, File(content, None, kind)
        if isinstance(fields[source], (bytes, bytearray, memoryview)) and source == self.text:
            hint = " Bytes go into `file`." if self.form is not None else ""
            raise InvalidRequestError(f"{source} must be text, not {shown(fields[source])}.{hint}")
        if kind is None and self.type:
            if source == self.base64:
                raise InvalidRequestError(f"{source} also needs {self.type}: base64 text does not show its type.")
            kind = "text/plain"
        return kind, None


FILES = (
    local(
        "file_path",
        "str | os.PathLike[str]",
        "Path of a file to upload, instead of the content itself. It is streamed, never read whole.",
    ),
    local("file", "bytes | BinaryIO", "The content as bytes or as a file opened in binary mode."),
)
"""The ways to give content that a form carries as a file."""


class FileContent(Convenience):
    """A JSON body that also has a form with a file part takes files, and infers the content type."""

    def __init__(self, content: Content, form: Form) -> None:
        self.content, self.form = content, form
        self.variants = () if content.is_optional else one_of(*content.sources)
        self.hidden = frozenset({snake(content.field)} if content.field else ())
        self.optional = frozenset({content.type} if content.type else ())
        self.params = (
            *FILES,
            local(
                "on_progress",
                "Callable[[int, int | None], object]",
                "Called during an upload with the bytes sent so far and the total, or None where that is unknown.",
            ),
        )
        needed = "A file may be given besides. " if content.is_optional else ""
        self.note = needed or f"Exactly one of {', '.join(content.sources)} is needed. " + (
            "The content type is inferred from text or from a file's name; bytes and base64 text need one."
            if content.type
            else ""
        )

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        body = exchange.operation.body
        if body is None or body.form is None or body.form.many or body.form.flat:
            return None
        return cls(
            Content(
                [param.wire for param in exchange.operation.params if param.location == "body"],
                body.form,
                needs_file=body.is_form and body.form.needs_file,
            ),
            body.form,
        )

    def prepare(self, args: Args, context: Context) -> None:
        progress = checked_progress(args, context.where, "the bytes sent so far, and the total or None")
        try:
            kind, file = self.content.resolve(args)
        except InvalidRequestError as error:
            raise located(error, f"{context.where}") from error.__cause__
        if self.content.type and kind:
            args[self.content.type] = kind
        for source in ("file_path", "file"):
            args.pop(source, None)
        if file is not None:
            file.progress = progress
            args["file"] = file


def located(error: InvalidRequestError, where: str) -> InvalidRequestError:
    """The same error, saying where it is."""
    message = f"{where}: {error.message}"
    return error.saying(message) if isinstance(error, FileArgumentError) else type(error)(message)


class Base64File(Convenience):
    """A JSON body that must carry base64 content, and has no form, takes files and bytes."""

    def __init__(self, param: Param) -> None:
        self.name = param.name
        self.optional = frozenset({param.name})
        self.params = (
            local(
                "file_path",
                "str | os.PathLike[str]",
                f"Path of a file to send, instead of `{param.name}`. It is read whole: the API takes it as base64.",
            ),
        )
        self.note = f"`{param.name}` takes bytes, a file opened in binary mode, or base64 text."
        self.variants = one_of(param.name, "file_path")

    def widen(self, param: Param) -> str:
        return "str | bytes | BinaryIO" if param.name == self.name else param.annotation

    @classmethod
    def find(cls, exchange: Exchange) -> Convenience | None:
        body = exchange.operation.body
        if body is None or body.kind != "json" or body.form is not None:
            return None
        for param in exchange.operation.params:
            node = exchange.surface.resolver.follow(strip_null(dict(param.schema)))
            if param.location == "body" and param.required and node.get("contentEncoding") == "base64":
                return cls(param)
        return None

    def run(self, args: Args, context: Context, inner: Any) -> Flow:
        # An event loop must not wait for a disk, so that reading is an effect.
        source = self.source(args, context)
        if source is not None:
            args[self.name] = yield Load(source)
        return (yield from inner(args, context))

    def prepare(self, args: Args, context: Context) -> None:
        source = self.source(args, context)
        if source is not None:
            # Only where a request is looked at and not sent.
            args[self.name] = source.read()

    def source(self, args: Args, context: Context) -> Source | None:
        """The file that is still to be read, if the content is one."""
        path, content = args.pop("file_path", None), args.get(self.name)
        if (path is None) == (content is None):
            reason = (
                f"takes file_path or {self.name}, not both" if path is not None else f"needs file_path or {self.name}"
            )
            raise InvalidRequestError(f"{context.where}: {reason}.")
        if path is None and not hasattr(content, "read"):
            return None
        return file_source(path if path is not None else content, "file_path" if path is not None else self.name)
