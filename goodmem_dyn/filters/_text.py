r"""How text stands inside a filter expression: string literals and metadata paths, written and read.

Rules kept here:

- A string literal is single-quoted; `\'`, `\\`, `\n`, `\r` and `\t` are its escapes. Quotes are never doubled and
  control characters never stand raw, because the server refuses both.
- The server may decode escapes one kind after the other, so that `\\n` could come out as a backslash and a line break.
  A literal is therefore cut after every run of backslashes and the pieces are joined with `||`.
- A path names every key: plain names after a dot, all others quoted (`$."user-id"`, the form of SQL/JSON). Keys that
  need an escape inside the quoted name are refused: the two levels of escaping are not known to be undone in order.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Wildcard(Enum):
    """The steps of a path that match many values."""

    ELEMENTS = "[*]"
    MEMBERS = ".*"


Step = str | int | Wildcard

MAX_STEPS = 64

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_UNSAFE_IN_LITERAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')
_AFTER_BACKSLASHES = re.compile(r"(?<=\\)(?=[^\\])")
_WRITTEN = str.maketrans({"\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPE_OR_DOUBLED = re.compile(rf"{_ESCAPE.pattern}|''", re.DOTALL)
_ESCAPED = {"\\": "\\", "'": "'", '"': '"', "/": "/", "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
# A pattern escapes its own wildcards: in `\%` and `\_` the backslash is the pattern's, and stays.
_ESCAPED_IN_LITERAL = {**_ESCAPED, "%": "\\%", "_": "\\_"}


def literal(text: str) -> str:
    r"""Write a text as a string literal, or as literals joined with `||` where it holds backslashes.

    Raises:
        InvalidRequestError: The text holds a control character other than tab and line breaks, or half of a surrogate
            pair: no filter can hold it.

    Example:
        >>> print(literal("it's"))
        'it\'s'
    """
    unsafe = _UNSAFE_IN_LITERAL.search(text)
    if unsafe:
        raise InvalidRequestError(
            f"A filter cannot hold the character U+{ord(unsafe[0]):04X} (position {unsafe.start()} of the text): the "
            "server refuses control characters inside a literal. Remove it from the value, or filter on another field."
        )
    pieces = [f"'{piece.translate(_WRITTEN)}'" for piece in _AFTER_BACKSLASHES.split(text)]
    return pieces[0] if len(pieces) == 1 else f"({' || '.join(pieces)})"


class BadEscapeError(Exception):
    """A backslash in a literal is followed by something that is no escape; `args[0]` is its position."""


def read_literal(body: str) -> str:
    """Undo the escapes of what stands between the quotes of a literal; a doubled quote that got here is one quote."""
    return _ESCAPE_OR_DOUBLED.sub(lambda match: _undone(match, _ESCAPED_IN_LITERAL), body)


def _read_name(body: str) -> str:
    return _ESCAPE.sub(lambda match: _undone(match, _ESCAPED), body)


def _undone(match: re.Match[str], escaped: Mapping[str, str]) -> str:
    if match[0] == "''":
        return "'"
    code = int(match[1] or "0", 16)
    if code and not 0xD800 <= code <= 0xDFFF:
        return chr(code)
    try:
        return escaped[match[2]]
    except KeyError:
        raise BadEscapeError(match.start()) from None


# --- names as a caller writes them ---------------------------------------------------------------------------------

_SEGMENT = re.compile(r"([^.\[\]]+)((?:\[(?:[0-9]+|\*)\])*)\Z")
_INDEX = re.compile(r"\[([0-9]+|\*)\]")


def split_name(name: str) -> tuple[Step, ...]:
    """Read `a.b`, `tags[0]` or `tags[*]` as steps."""
    steps: list[Step] = []
    for segment in name.split("."):
        match = _SEGMENT.match(segment)
        if match is None:
            raise InvalidRequestError(
                f"{name!r} is not a field name: expected keys separated by dots, each with optional indexes, such as "
                "'author.name', 'tags[0]' or 'tags[*]'. A key that itself holds dots or brackets is named with "
                "F.key('a.b')."
            )
        steps.append(checked_key(match[1]))
        steps.extend(Wildcard.ELEMENTS if index == "*" else int(index) for index in _INDEX.findall(match[2]))
    return checked_steps(steps)


def checked_steps(steps: list[Step]) -> tuple[Step, ...]:
    """Return the steps, or refuse too many: servers bound the depth of a path, and so does following one."""
    if len(steps) > MAX_STEPS:
        raise InvalidRequestError(f"A field name has {len(steps)} keys and indexes; the limit is {MAX_STEPS}.")
    return tuple(steps)


def checked_key(key: str) -> str:
    """Return the key, or refuse one that a filter cannot name."""
    if not key:
        raise InvalidRequestError("A field name is empty: pass the metadata key, such as F('lang').")
    unsafe = _UNSAFE_IN_NAME.search(key)
    if unsafe:
        raise InvalidRequestError(
            f"The metadata key {key!r} cannot be named in a filter: it holds the character U+{ord(unsafe[0]):04X}. "
            "Control characters, double quotes and backslashes have no form in a path that a server is known to take. "
            "Store the value under another key."
        )
    return key


def path(steps: Sequence[Step]) -> str:
    """Write steps as a path: `$.author."first name"[0]`."""
    written = ["$"]
    for step in steps:
        if isinstance(step, Wildcard):
            written.append(step.value)
        elif isinstance(step, int):
            written.append(f"[{step}]")
        else:
            written.append(f".{step}" if _PLAIN_NAME.match(step) else f'."{step}"')
    return "".join(written)


def field_call(steps: Sequence[Step]) -> str:
    """Write steps as the Python call that makes them: `F('author.name')`, or `F.key('a.b', 0)`."""
    name = path(steps)[2:].replace('."', ".").replace('"', "")
    try:
        same = split_name(name) == tuple(steps)
    except InvalidRequestError:
        same = False
    if same:
        return f"F({name!r})"
    return f"F.key({', '.join(repr(s.value if isinstance(s, Wildcard) else s) for s in steps)})"


# --- paths as a filter holds them ----------------------------------------------------------------------------------

_STEP = re.compile(
    r"""\s*(?: \.\s*(?: (?P<name>[^\W\d]\w*) | "(?P<quoted>(?:[^"\\]|\\.)*)" | (?P<members>\*) )
        | \[\s*(?: (?P<index>[0-9]{1,9}) | (?P<elements>\*) | "(?P<double>(?:[^"\\]|\\.)*)"
          | '(?P<single>(?:[^'\\]|\\.)*)' )\s*\] )""",
    re.VERBOSE,
)


class ReadPath(NamedTuple):
    """A path as read: its steps, or the position and reason why it is none."""

    steps: tuple[Step, ...]
    problem: str = ""
    position: int = 0


def read_path(text: str) -> ReadPath:
    """Read a path such as `$.a.b[0]`; names may be quoted as `."x"`, `["x"]` or `['x']`."""
    at = len(text) - len(text.lstrip())
    if not text.startswith("$", at):
        return ReadPath((), "a path starts with $, such as '$.lang'", at)
    at += 1
    steps: list[Step] = []
    end = len(text.rstrip())
    while at < end:
        match = _STEP.match(text, at, end)
        if match is None:
            return ReadPath((), _why_no_step(text, at), at)
        group = str(match.lastgroup)
        part = match[group]
        if group == "index":
            steps.append(int(part))
        elif group in {"members", "elements"}:
            steps.append(Wildcard[group.upper()])
        elif group == "name":
            steps.append(part)
        else:
            try:
                steps.append(_read_name(part))
            except BadEscapeError as error:
                return ReadPath((), "unknown escape in a quoted name", match.start(group) + error.args[0])
        at = match.end()
        if len(steps) > MAX_STEPS:
            return ReadPath((), f"the path has more than {MAX_STEPS} steps", at)
    return ReadPath(tuple(steps))


def _why_no_step(text: str, at: int) -> str:
    if text[at] in ".[":
        return "expected a name, a quoted name, an index or * here"
    return (
        f"{text[at]!r} cannot stand in an unquoted name (a server may take it and then match nothing); "
        'quote the name: $."user-id"'
    )
