"""Docstrings and signatures of methods, from the surface.

Rules: what `help()` shows is what the call accepts. The signature's default is the documented one; else None where None
means not given, and NOT_GIVEN where None means something. Nothing is sent for one that is left out or None; where
null may be sent, the argument takes NULL.
"""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING

from goodmem_dyn._cache import pattern
from goodmem_dyn._document.names import snake
from goodmem_dyn._wire.not_given import NOT_GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodmem_dyn._document.surface import Operation, Param


def signature(params: Iterable[Param], returns: str) -> inspect.Signature:
    """A keyword-only signature with annotations as text."""
    parameters = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    parameters += [
        inspect.Parameter(
            param.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if param.required else default_of(param),
            annotation=accepted(param),
        )
        for param in params
    ]
    return inspect.Signature(parameters, return_annotation=returns)


def default_of(param: Param) -> object:
    """The default of an optional argument, as signatures show it."""
    if param.default is not NOT_GIVEN:
        return param.default
    return NOT_GIVEN if param.takes_none and param.location in {"option", "local"} else None


def accepted(param: Param) -> str:
    """The annotation of a parameter, with what stands for not given."""
    if param.required:
        return param.annotation
    text = param.annotation if "None" in param.annotation.split(" | ") else f"{param.annotation} | None"
    text += " | Null" if param.nullable else ""
    return f"{text} | NotGiven" if default_of(param) is NOT_GIVEN else text


def docstring(operation: Operation, params: Sequence[Param], returns: str, *, notes: Iterable[str] = ()) -> str:
    """The docstring of a method, in Google style."""
    sections = [operation.summary]
    if operation.description.strip() and operation.description.strip() != sections[0]:
        sections.append(textwrap.fill(operation.description.strip(), 110))
    sections += [textwrap.fill(note, 110) for note in notes if note]
    listed = [_argument(param) for param in params if param.location != "option"]
    options = ", ".join(param.name for param in params if param.location == "option")
    if options:
        listed.append(textwrap.indent(f"{options}: See `goodmem_dyn.Goodmem`.", "    "))
    if listed:
        sections.append("Args:\n" + "\n".join(listed))
    if any(param.nullable for param in params):
        sections.append("None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.")
    sections.append(f"Returns:\n    {returns}")
    errors = [
        f"    {name}: {text}" for name, text in (("InvalidRequestError", "An argument is wrong; nothing was sent."),)
    ]
    errors += [f"    {_error_name(status)}: {text}" for status, text in operation.errors.items()]
    sections.append("Raises:\n" + "\n".join(textwrap.fill(line, 110, subsequent_indent="        ") for line in errors))
    repeated = f"Repeated after a failure: {_RETRY_TEXT[operation.retry]} ({operation.retry_reason})."
    sections.append(textwrap.fill(repeated, 110))
    if operation.deprecated:
        sections.insert(1, "Deprecated by the server.")
    return "\n\n".join([*map(pythonic, sections), f"HTTP: {operation.http_method} {operation.path}"])


def derived_docstring(
    summary: str, description: str, params: Iterable[Param], returns: str, errors: Mapping[str, str]
) -> str:
    """The docstring of a method that several operations make together."""
    listed = "\n".join(_argument(param) for param in params if param.location != "option")
    raised = "\n".join(
        textwrap.fill(f"    {name}: {text}", 110, subsequent_indent="        ") for name, text in errors.items()
    )
    return "\n\n".join(
        [
            summary,
            textwrap.fill(description, 110),
            f"Args:\n{listed}",
            f"Returns:\n    {returns}",
            f"Raises:\n{raised}",
        ]
    )


_RETRY_TEXT = {
    "safe": "yes",
    "client-id": "yes, with the same id",
    "only-if-not-sent": "only when the server did not do the work",
    "never": "never",
}


_WIRE_NAME = pattern(r"`([a-z]+(?:[A-Z][a-zA-Z0-9]*)+)`")


def pythonic(text: str) -> str:
    """Prose with the wire names in backticks spelled as Python spells them."""
    return _WIRE_NAME.sub(lambda match: f"`{snake(match[1])}`", text)


def _error_name(status: str) -> str:
    from goodmem_dyn.errors import error_class

    return f"{error_class(int(status)).__name__} ({status})" if status.isdigit() else f"APIError ({status})"


def _argument(param: Param) -> str:
    # Where nobody has written a word, the type is what there is to know.
    text = " ".join(param.description.split()) or f"{param.annotation}."
    if param.default is not NOT_GIVEN and "efault" not in text:
        text += f" Default: {param.default!r}."
    line = f"{param.name}{' (required)' if param.required else ''}: {text}"
    return textwrap.fill(line, 110, initial_indent="    ", subsequent_indent="        ")
