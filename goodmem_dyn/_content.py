"""Content that a body can carry in several ways: as text, as base64, as a file of its form.

Rules: exactly one source. The content type is what the caller says, else what a file's name or text says; base64 text
says nothing, so it needs one.
"""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from goodmem_dyn._encode import File
from goodmem_dyn._names import snake
from goodmem_dyn._structure import Args, given
from goodmem_dyn._surface import NOT_GIVEN
from goodmem_dyn._upload import CONTROL, Source
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._surface import Form

mimetypes.add_type("text/markdown", ".md")
mimetypes.add_type("text/markdown", ".markdown")


def guess_type(name: str | None) -> str:
    """The content type of a file name; `application/octet-stream` where nothing is known."""
    return (mimetypes.guess_type(name, strict=False)[0] if name else None) or "application/octet-stream"


class Content:
    """The members of a body that carry content: text, its base64 twin, a type, and the name of a form's file."""

    def __init__(self, wires: Any, form: Form | None) -> None:
        wires = set(wires)
        self.text = next((wire for wire in sorted(wires) if f"{wire}B64" in wires), None)
        self.base64 = f"{self.text}B64" if self.text else None
        self.type = "contentType" if "contentType" in wires else None
        self.field = f"{form.file_part}Field" if form is not None and f"{form.file_part}Field" in wires else None
        self.form = form

    @property
    def sources(self) -> list[str]:
        return [*(snake(wire) for wire in (self.text, self.base64) if wire), "file_path", "file"]

    def prepare(self, args: Args, where: str, file_name: str) -> None:
        """Check that there is one source, infer its type, and turn a file into what the encoder sends."""
        progress = args.pop("on_progress", None)
        found = [name for name in self.sources if given(args, name)]
        if len(found) != 1:
            reason = f"takes one of {', '.join(found)}" if found else f"needs one of {', '.join(self.sources)}"
            raise InvalidRequestError(f"{where} {reason}.")
        (source,) = found
        type_name = snake(self.type) if self.type else None
        kind = args.get(type_name) if type_name else None
        if kind is not None and kind is not NOT_GIVEN and (not isinstance(kind, str) or CONTROL.search(kind)):
            raise InvalidRequestError(f"{where} content_type must be text without control characters.")
        if source in {"file_path", "file"}:
            content = Source(args.pop(source), argument=source)
            kind = kind if isinstance(kind, str) and kind else guess_type(content.name)
            args[file_name] = File(content, None, kind, progress)
        elif self.base64 is not None and source == snake(self.base64):
            if not kind:
                raise InvalidRequestError(
                    f"{where} {source} also needs {type_name}: base64 text does not show its type."
                )
        elif not kind:
            kind = "text/plain"
        if type_name and kind:
            args[type_name] = kind
